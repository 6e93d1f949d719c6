import { type Counts, countSchedules } from '../analysis/counts.ts'
import { defaultObservables } from '../analysis/outcomes.ts'
import { present } from '../base/bug.ts'
import { Exploration } from '../explorer/exploration.ts'
import { soughtKinds } from '../findings/kinds.ts'
import type { ExploredGraph } from '../findings/rule.ts'
import { withHeap } from '../program/heap.ts'
import { type Fairness, findingKinds, type Observable, type Program, type Rules } from '../program/program.ts'
import { exactReduction, reductions } from '../reduction/reduction.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import { exploreFully } from './attempts.ts'
import { drive } from './drive.ts'
import { judge } from './expectations.ts'
import { finding } from './findings.ts'
import { gradedOutcomes } from './graded-outcomes.ts'
import { exploreWithMemories } from './monitored-spaces.ts'
import { bytesOf } from './needs.ts'
import { type CheckOptions, countedStates, defaultOptions } from './options.ts'
import type { UncountedReason } from './reasons.ts'
import type { CheckResult, Finding, Outcome, Stats, Unjudged } from './result.ts'
import { stoppedEnds } from './stopped.ts'
import { reducedSubject, type Subject } from './subject.ts'
import { verdictOf } from './verdict.ts'
import { Witnesses } from './witnesses.ts'

/** A check together with the state space that it explored, for pictures. */
export interface Investigation {
  readonly result: CheckResult
  /** The space of the program itself, or of the reduced program: `result.stats.reduced` tells which. */
  readonly space: StateSpace
  /** Makes traces of the program itself to places in the space. */
  readonly witnesses: Witnesses
}

/** What a quick check leaves out besides. */
const quickly = { reduce: [], serial: false } as const

/** Explores a program and returns its outcomes and findings. See `investigate`. */
export async function check(program: Program, options: Partial<CheckOptions> = {}): Promise<CheckResult> {
  return (await investigate(program, options)).result
}

/**
 * Explores every interleaving of a program twice: once as it is, for outcomes, counts, and all findings except one; then,
 * if a value read can flow into a store of the same variable, with the memory that lost updates need. The reference
 * interpreter replays every trace; if it does not confirm one, `investigate` throws `Bug`.
 */
export async function investigate(program: Program, partial: Partial<CheckOptions> = {}): Promise<Investigation> {
  const options = { ...defaultOptions, ...partial, ...(partial.quick === true ? quickly : {}) }
  const started = options.clock()
  const observed = withHeap(program, options.observed ?? defaultObservables(program))
  const kept = [...observed, ...options.kept]
  const { subject, bounded, pass } = await exploreFully(program, options, kept, started)
  const { space, findings } = pass
  const remembered = await exploreWithMemories(
    {
      known: space,
      isReduced: subject.from !== null,
      full:
        options.reduce === 'auto' && subject.from !== null
          ? reducedSubject(program, [exactReduction], options.rules, kept)
          : subject,
      reduced: () => (subject.from === null ? reducedSubject(program, reductions, options.rules, kept) : subject),
    },
    bounded,
    started,
  )
  findings.push(...remembered.findings)
  const unjudged = [...remembered.unjudged, ...unjudgedIn(space)]
  const limit = space.limit ?? pass.unfinished ?? remembered.limit
  const complete = limit === null
  const counting = subject.from === null ? countFor(space, options) : { counts: null, why: { kind: 'reduced' } as const }
  const witnesses = new Witnesses(space, options.rules, subject.from)
  const outcomes = gradedOutcomes(space, observed, findings, counting.counts, witnesses, options)
  // A reduced space has every deadlock, but not with the values of every variable and register.
  const stopped =
    subject.from === null && space.omitted === null
      ? stoppedEnds(space, observed, counting.counts, witnesses, options.rules)
      : []
  findings.push(...findingsOf(outcomes, observed, witnesses))
  if (
    complete &&
    !options.quick &&
    program.mutexes.length > 0 &&
    findings.some(({ kind }) => kind === 'data-race' || kind === 'lock-order')
  ) {
    const { explainLocks } = await import('./explain-locks.ts') // most programs with locks have neither
    explainLocks(findings, subject.from === null ? space : null)
  }
  findings.sort((one, other) => findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind))
  const interleavings = counting.counts?.interleavings ?? null
  const reduced = subject.from !== null
  const overtaking =
    complete && !reduced && space.edges !== null ? await overtakingsIn(space, space.edges, witnesses, options.rules) : null
  const evidence = {
    fairness: options.fairness,
    graphs: reduced ? null : graphsOf(space),
    space,
    witnesses,
    rules: options.rules,
    findings,
    complete,
    interleavings,
    interleavingsWhy: counting.why,
    reduced,
    unjudged,
    overtaking,
  }
  const expectations = await judge(program.expectations, evidence)
  const stats: Stats = {
    states: space.count,
    store: space.store,
    transitions: space.transitions,
    depth: space.layers.length - 2,
    interleavings,
    threads: threadsOf(counting.counts),
    interleavingsWhy: counting.why,
    elapsedMs: options.clock() - started,
    reduced,
    merged: mergedBy(subject, space),
  }
  const sets =
    complete && !options.quick && findings.some(({ kind }) => kind === 'deadlock')
      ? await setsOf(program, findings, space, options, started)
      : null
  const verdict = verdictOf({ program, findings, expectations, complete, fairness: options.fairness }, options.strict)
  const reached = limit === null ? null : { limit, omitted: space.omitted, ours: bounded.maxStates < options.maxStates }
  const result = {
    program,
    observed,
    fairness: options.fairness,
    verdict,
    complete,
    limit: reached,
    stats,
    outcomes,
    stopped,
    findings,
    deadlockSets: sets,
    expectations,
    overtaking,
    unjudged,
  }
  return { result, space, witnesses }
}

/** Returns the kinds that only cycles show, if there may be some and the transitions of a compressed space are not known. */
function unjudgedIn({ store, edges, graded, limit }: StateSpace): Unjudged[] {
  if (store !== 'compressed' || edges !== null || graded || limit !== null) return []
  const inCycles = soughtKinds.filter(({ searches }) => searches.some((search) => search.in === 'graph'))
  return inCycles.map(({ kind }) => ({ kind, reason: { kind: 'store' } }))
}

/** Returns the graph of a space by the infinite executions that count in it; null if its transitions are not known. */
function graphsOf(space: StateSpace): Readonly<Record<Fairness, ExploredGraph>> | null {
  const { edges } = space
  if (edges === null) return null
  const graph = (fairness: Fairness): ExploredGraph => ({ ...space, edges, fairness })
  return { none: graph('none'), weak: graph('weak'), strong: graph('strong') }
}

function mergedBy({ reductions, prepared }: Subject, { merged }: StateSpace): Stats['merged'] {
  const counts = { ...prepared, ...merged }
  return Object.fromEntries(reductions.map((each) => [each, counts[each]]))
}

/** Explores the space of a program without searching for findings, as pictures need it. */
export async function exploreSpace(program: Program, partial: Partial<CheckOptions> = {}): Promise<StateSpace> {
  const options = { ...defaultOptions, ...partial }
  const { maxStates, maxBytes, rules } = options
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers: [] })
  await drive(exploration, options, options.clock())
  return exploration.space()
}

function countFor(space: StateSpace, options: CheckOptions): { counts: Counts | null; why: UncountedReason | null } {
  if (space.limit !== null) return { counts: null, why: { kind: 'limit' } }
  if (space.store === 'compressed') return { counts: null, why: { kind: 'store' } }
  if (space.edges === null || (space.count > countedStates && !options.count)) {
    return { counts: null, why: { kind: 'large', states: countedStates } }
  }
  const counts = countSchedules(space, space.edges, Math.max(0, options.maxBytes - bytesOf(space)))
  return { counts, why: counts.interleavings === null ? { kind: 'endless' } : null }
}

function threadsOf(counts: Counts | null): Stats['threads'] {
  if (counts === null || counts.threads === null) return null
  const { starter, interleavings } = counts.threads
  return { starter, interleavings }
}

/** Returns the findings that the final values show. */
function findingsOf(outcomes: readonly Outcome[], names: readonly Observable[], witnesses: Witnesses): Finding[] {
  const searches = soughtKinds.flatMap((kind) => kind.searches)
  return searches.flatMap((search) => {
    const shown = search.in === 'outcomes' ? search.find(outcomes, names, witnesses.program) : null
    if (shown === null) return []
    const trace = present(outcomes[shown.outcome], 'outcome').witness()
    return [finding(shown, witnesses, { trace, cycleFrom: null, shortest: true })]
  })
}

async function setsOf(
  program: Program,
  findings: readonly Finding[],
  { count }: StateSpace,
  options: CheckOptions,
  started: number,
): Promise<CheckResult['deadlockSets']> {
  const { deadlockSets } = await import('./deadlock-sets.ts') // rarely needed
  return deadlockSets(program, findings, count, { ...options, checkpoints: null }, started)
}

/** Most programs have no critical section, so what looks at them is loaded on demand. */
async function overtakingsIn(
  space: StateSpace,
  edges: Edges,
  witnesses: Witnesses,
  rules: Rules,
): Promise<CheckResult['overtaking']> {
  if (!space.program.invariants.some(({ section }) => section !== undefined)) return []
  const { overtakings } = await import('./overtaking.ts')
  return overtakings(space, edges, witnesses, rules)
}
