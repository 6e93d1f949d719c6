import type { Source } from '../base/source.ts'
import type { Catalogue } from './catalogue.ts'
import type { Candidate, Change, ChangeKind, GuardedRange } from './change.ts'
import { applied, areApart, type Edited, effortOf } from './edits.ts'
import { Exclusions } from './exclusions.ts'
import { type Defect, defectsOf, type Goal, isOld, mistakesIn } from './goal.ts'
import { Queue } from './queue.ts'
import { type Judged, judged } from './stages.ts'
import type { Explored, Trial, TrialLimits } from './trial.ts'

/** A candidate that was explored completely and is a repair. */
export interface Repair {
  readonly candidate: Candidate
  readonly edited: Edited
  readonly explored: Explored
}

/** A candidate that was explored and is none. */
export interface Rejected extends Judged {
  readonly candidate: Candidate
  readonly edited: Edited
}

export interface SearchResult {
  readonly repairs: readonly Repair[]
  /** If there are none: candidates that do away with some of the mistakes, and add none. */
  readonly partial: readonly Rejected[]
  /** The candidate that came closest: it left the fewest mistakes. Null if none could be explored. */
  readonly best: Rejected | null
  readonly explored: number
  /** Candidates that were excluded by executions of others, without exploring them. */
  readonly excluded: number
  /** Why the search ended before all candidates were tried; null if it did not. */
  readonly stopped: 'enough' | 'time' | 'interrupted' | null
}

export interface SearchOptions {
  /** So many repairs are enough. */
  readonly most: number
  /** Milliseconds for the whole search. */
  readonly timeoutMs: number
  readonly clock: () => number
  readonly interrupted: () => boolean
  readonly onProgress: (explored: number, found: number) => void
}

/** The most ranges that one lock guards in a candidate, and the most changes of other kinds. */
const mostGuards = 4
const mostCombined = 3

/** So many excluded candidates are kept for when nothing does away with all mistakes. */
const mostDeferred = 300

/** Nobody wants a repair that takes so much more than another one. */
const muchMore = 4

/** Kinds of changes that are often needed in several places. */
const repeated: ReadonlySet<ChangeKind> = new Set(['while', 'notify-all', 'swap', 'lock-order', 'recheck', 'declare'])

/**
 * Tries candidates, those that change the fewest lines first, until there are enough repairs. A candidate that puts ranges under
 * a lock is only explored if it makes every execution impossible that showed a mistake of another one: candidates hit all
 * counterexamples, as in counterexample-guided synthesis (Cerny and others, "From non-preemptive to preemptive scheduling using
 * synchronization synthesis", CAV 2015).
 */
export async function searchRepairs(
  source: Source,
  catalogue: Catalogue,
  goal: Goal,
  original: Explored,
  trial: Trial,
  options: SearchOptions,
): Promise<SearchResult> {
  return new Search(source, catalogue, goal, trial, options, limitsFor(original, goal)).run(original)
}

/** A repair may have more states than the program, but not out of all proportion. */
function limitsFor({ result: { stats, complete } }: Explored, { kinds }: Goal): TrialLimits {
  return { maxStates: complete ? 5000 + 5 * stats.states : 100_000, serial: kinds.has('non-serializable'), quick: false }
}

class Search {
  private readonly repairs: Repair[] = []
  private readonly exclusions = new Exclusions()
  /** Excluded candidates that may do away with some of the mistakes. */
  private readonly deferred: Candidate[] = []
  private readonly queue = new Queue<Candidate>(byEffort)
  private readonly texts = new Set<string>()
  private readonly started: number
  private readonly partial: Rejected[] = []
  private best: Rejected | null = null
  /** The work after which the repairs that there are are enough. */
  private patience = Number.POSITIVE_INFINITY
  /** How many different mistakes the program has, as `mistakeOf` names them. */
  private mistakes = 0
  private explored = 0
  private excluded = 0

  constructor(
    private readonly source: Source,
    private readonly catalogue: Catalogue,
    private readonly goal: Goal,
    private readonly trial: Trial,
    private readonly options: SearchOptions,
    private readonly limits: TrialLimits,
  ) {
    this.started = options.clock()
  }

  async run(original: Explored): Promise<SearchResult> {
    this.texts.add(this.source.text)
    const defects = defectsOf(this.goal, original, [], false)
    this.mistakes = mistakesIn(defects).size
    this.learn({ changes: [], edits: [], effort: 0 }, applied(this.source.text, []), original, defects)
    for (const change of [...this.catalogue.guards, ...this.catalogue.others]) this.add([change])
    for (let next = this.queue.take(); next !== null; next = this.queue.take()) {
      const stopped = this.stopped(next)
      if (stopped !== null) return this.result(stopped)
      await this.consider(next)
    }
    for (const candidate of this.repairs.length === 0 ? this.deferred : []) {
      const stopped = this.stopped(candidate)
      if (stopped !== null) return this.result(stopped)
      await this.tryOut(candidate)
    }
    return this.result(null)
  }

  private stopped({ effort }: Candidate): SearchResult['stopped'] {
    const { most, timeoutMs, clock, interrupted } = this.options
    const [first] = this.repairs
    const elapsed = clock() - this.started
    const isDear = first !== undefined && effort > first.candidate.effort + muchMore
    if (this.repairs.length >= most || isDear || this.work() > this.patience) return 'enough'
    if (interrupted()) return 'interrupted'
    return elapsed > timeoutMs ? 'time' : null
  }

  private result(stopped: SearchResult['stopped']): SearchResult {
    const { repairs, best, explored, excluded } = this
    const partial = repairs.length > 0 ? [] : fewestDefects(this.partial).slice(0, this.options.most)
    return { repairs, partial, best, explored, excluded, stopped }
  }

  private async consider(candidate: Candidate): Promise<void> {
    const guards = guardsOf(candidate)
    if (guards !== null && this.isExcluded(candidate, guards)) {
      this.excluded++
      return this.grow(candidate)
    }
    if (!this.isNeedless(candidate)) await this.tryOut(candidate)
  }

  /** Whether an execution of another candidate shows that this one does not do away with all mistakes. */
  private isExcluded(candidate: Candidate, guards: readonly GuardedRange[]): boolean {
    const { size } = this.exclusions.mistakesOf(guards)
    if (size > 0 && size < this.mistakes && this.deferred.length < mostDeferred) this.deferred.push(candidate)
    return size > 0
  }

  private async tryOut(candidate: Candidate): Promise<void> {
    const guards = guardsOf(candidate)
    const edited = applied(this.source.text, candidate.edits)
    if (this.texts.has(edited.text)) return
    this.texts.add(edited.text)
    const { source, goal, trial, limits, mistakes } = this
    const tried = await judged(edited, { source, goal, trial, limits, mistakes })
    if (tried === null) return
    const { explored, defects } = tried
    this.explored++
    this.options.onProgress(this.explored, this.repairs.length)
    if (defects.length === 0) return this.accept(candidate, edited)
    this.learn(candidate, edited, explored, defects)
    // What a function never reached before may need a lock, too.
    const reachesMore = candidate.changes.some(({ kind }) => kind === 'declare')
    if (reachesMore && !defects.every(isOld)) this.combine(candidate, true)
    if (!defects.every(isOld)) return
    const isBetter = mistakesIn(defects).size < this.mistakes
    if (isBetter && !this.partial.some((each) => isPartOf(each.candidate, candidate))) {
      this.partial.push({ candidate, edited, explored, defects })
    }
    if (guards !== null) this.grow(candidate)
    this.combine(candidate, isBetter)
  }

  /**
   * Explores a repair once more, with all that a report says of it. Once there is one, others are looked for about as long as that took:
   * in work, since time would make the answer another one each time.
   */
  private async accept(candidate: Candidate, edited: Edited): Promise<void> {
    const explored = await this.trial({ name: this.source.name, text: edited.text }, { ...this.limits, serial: true })
    if (explored === null || defectsOf(this.goal, explored, edited.origins, false).length > 0) return
    if (this.repairs.length === 0) this.patience = 2 * this.work() + 60
    this.repairs.push({ candidate, edited, explored })
  }

  /** What was done so far, in candidates explored. */
  private work(): number {
    return this.explored + this.excluded / 50
  }

  /** Whether a repair that was found changes less at the same places. */
  private isNeedless(candidate: Candidate): boolean {
    const guards = guardsOf(candidate)
    return this.repairs.some((repair) => {
      const known = guardsOf(repair.candidate)
      if (guards !== null && known !== null) {
        // With a lock that is there already, it may still be what the author meant.
        if (isOfNewLock(repair.candidate) && !isOfNewLock(candidate)) return false
        return known.every((each) => isCovered(each, guards))
      }
      return isPartOf(repair.candidate, candidate)
    })
  }

  /** Keeps what came closest, and the executions that show why a candidate is none, if others with locks can have them too. */
  private learn(candidate: Candidate, edited: Edited, explored: Explored, defects: readonly Defect[]): void {
    const rejected = { candidate, edited, explored, defects }
    if (candidate.changes.length > 0 && (this.best === null || isCloser(rejected, this.best))) this.best = rejected
    const guards = guardsOf(candidate)
    if (guards !== null) this.exclusions.learn(guards, edited, explored, defects)
  }

  private grow({ changes }: Candidate): void {
    const last = changes.at(-1)
    if (last === undefined || last.guards === null || changes.length >= mostGuards) return
    const { guards } = last
    const position = this.catalogue.guards.indexOf(last)
    for (const next of this.catalogue.guards.slice(position + 1)) {
      if (next.guards === null || next.guards.name !== guards.name || !sameNeeds(last, next)) continue
      this.add([...changes, next])
    }
  }

  /**
   * Adds candidates with one more change: of the same kind, since a mistake is often made in several places; and any other one if
   * this candidate left fewer mistakes than the program has.
   */
  private combine({ changes }: Candidate, isBetter: boolean): void {
    if (changes.length >= mostCombined) return
    const last = changes.at(-1)
    for (const next of this.catalogue.others) {
      const isSimilar = last?.kind === next.kind && repeated.has(next.kind)
      const isLater = last !== undefined && this.catalogue.others.indexOf(last) < this.catalogue.others.indexOf(next)
      if (!changes.includes(next) && (isBetter || (isSimilar && isLater))) this.add([...changes, next])
    }
    if (!isBetter) return
    for (const next of this.catalogue.guards) this.add([...changes, next])
  }

  private add(changes: readonly Change[]): void {
    const requirements = new Map(changes.flatMap(({ requires }) => requires.map(({ name, edits }) => [name, edits] as const)))
    const edits = [...changes.flatMap((each) => each.edits), ...[...requirements.values()].flat()]
    if (!areApart(edits)) return
    const rest = changes.flatMap((each) => (each.isSystematic === true ? each.edits.slice(1) : []))
    const effort = effortOf(
      this.source.text,
      edits.filter((each) => !rest.includes(each)),
    )
    this.queue.put({ changes, edits, effort })
  }
}

function sameNeeds(one: Change, other: Change): boolean {
  const names = (change: Change): string => change.requires.map(({ name }) => name).join()
  return names(one) === names(other)
}

/** The ranges of a candidate that does nothing but put statements under locks; null of any other. */
function guardsOf({ changes }: Candidate): readonly GuardedRange[] | null {
  const guards = changes.flatMap((each) => each.guards ?? [])
  return guards.length === changes.length ? guards : null
}

/** Whether one candidate makes all changes of another one. */
function isPartOf(one: Candidate, whole: Candidate): boolean {
  return one.edits.every((edit) => whole.edits.includes(edit))
}

/** Whether ranges cover all lines of another one. */
function isCovered({ first, last }: GuardedRange, ranges: readonly GuardedRange[]): boolean {
  for (let line = first; line <= last; line++) {
    if (!ranges.some((each) => each.first <= line && line <= each.last)) return false
  }
  return true
}

function isOfNewLock({ changes }: Candidate): boolean {
  return changes.some(({ requires }) => requires.length > 0)
}

function isCloser(one: Rejected, other: Rejected): boolean {
  const incomplete = ({ defects }: Rejected): boolean => defects.some(({ kind }) => kind === 'incomplete')
  if (incomplete(one) !== incomplete(other)) return incomplete(other)
  return one.defects.length < other.defects.length
}

/** Those of some candidates that leave the fewest mistakes. */
function fewestDefects(rejected: readonly Rejected[]): readonly Rejected[] {
  const least = Math.min(...rejected.map(({ defects }) => defects.length))
  return rejected.filter(({ defects }) => defects.length === least)
}

/** The least effort first; then fewer changes, likely ones, statements under locks, and shorter ranges. */
function byEffort(one: Candidate, other: Candidate): number {
  return one.effort - other.effort || one.changes.length - other.changes.length || weight(one) - weight(other)
}

const unlikeliness = { high: 100, usual: 1000, low: 11_000 } as const

function weight({ changes }: Candidate): number {
  return changes.reduce((sum, { guards, likelihood }) => {
    return sum + (guards === null ? unlikeliness[likelihood ?? 'usual'] : guards.last - guards.first)
  }, 0)
}
