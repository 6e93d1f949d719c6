import { CrashObserver } from '../analysis/crashes.ts'
import { LockObserver } from '../analysis/lock-discipline.ts'
import { type LostUpdate, LostUpdateMonitor, possibleLostUpdates } from '../analysis/lost-update.ts'
import { RaceObserver } from '../analysis/races.ts'
import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import { Exploration, type ExplorationOptions } from '../explorer/exploration.ts'
import type { Explorer } from '../explorer/explorer.ts'
import { guessedStates } from '../explorer/size.ts'
import type { Helpers } from '../explorer/wasm/crew.ts'
import type { WasmMemory } from '../explorer/wasm/host.ts'
import type { Sharding } from '../explorer/wasm/sharding.ts'
import type { Program } from '../program/program.ts'
import type { Observer } from '../space/observer.ts'
import { edgesOf, type Limit, type StateSpace } from '../space/space.ts'
import { invariantKeyOf } from '../space/watch.ts'
import { drive } from './drive.ts'
import {
  crashFindings,
  endFindings,
  invariantFindings,
  lockFindings,
  lostUpdateFindings,
  raceFindings,
  stuckFindings,
} from './findings.ts'
import { lassoFindings } from './lassos.ts'
import { needBeyond, needsTransitions } from './needs.ts'
import { type CheckOptions, countedStates } from './options.ts'
import type { Finding } from './result.ts'
import type { Subject } from './subject.ts'
import { Witnesses } from './witnesses.ts'

/** An explored space, and what was found in it. */
export interface Pass {
  readonly space: StateSpace
  readonly findings: Finding[]
  /** Why endless executions were not looked for; null if they were. */
  readonly unfinished: Limit | null
}

/** Larger spaces are worth the time to generate code. */
const plainStates = 2000

/** Explores a program as it is, or reduced: outcomes and all findings that do not depend on history. */
export async function exploreFor(subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const { program, ample, sorter } = subject
  const { engine, store, maxStates } = options
  if (engine === 'plain' || store !== 'exact' || ample !== null || sorter !== null) {
    return exploreBy(plainExplorer(subject), subject, options, started)
  }
  const guess = guessedStates(program)
  if (engine === 'auto' && (guess < plainStates || guess === Number.POSITIVE_INFINITY)) {
    const most = Math.min(maxStates, plainStates)
    const small = await exploreBy(plainExplorer(subject), subject, { ...options, maxStates: most }, started)
    if (small.space.limit?.kind !== 'states' || most === maxStates) return small
  }
  return exploreLarge(subject, options, started)
}

/** Whether a program as it is can be explored by generated code, some million states a second. */
export async function isFast(program: Program, { engine, store }: CheckOptions): Promise<boolean> {
  if (engine === 'plain' || store !== 'exact') return false
  const { isSupported } = await import('../explorer/wasm/generated.ts') // large
  return isSupported(program)
}

/** With generated code, if there is some for the program; in several memories where one is not enough, or for several threads. */
async function exploreLarge(subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const { program } = subject
  const { helpers, workers, maxBytes, checkpoints } = options
  let resume = checkpoints?.resume ?? null
  const generated = await import('../explorer/wasm/generated.ts') // large
  const { isSupported, moreShards, outgrowsOneThread, shardingFor, WasmExploration } = generated
  if (!isSupported(program)) return exploreBy(plainExplorer(subject), subject, options, started)
  const isFree = workers === null && checkpoints === null
  const leaves = isFree ? outgrowsOneThread(program, helpers, options.maxStates) : null
  let sharding: Sharding | null =
    resume === null
      ? shardingFor(program, helpers, workers, maxBytes)
      : resumedSharding(resume.header.shards.length, helpers, workers)
  for (;;) {
    const [spread, from] = [sharding, resume]
    let memories: readonly WasmMemory[] = []
    const make: MakeExplorer = (settings) => {
      const exploration = new WasmExploration(program, settings, spread, from)
      memories = exploration.memories
      return exploration
    }
    const run = begin(make, subject, options)
    if (await drive(run.exploration, options, started, sharding.helpers === null ? leaves : null)) {
      sharding = shardingFor(program, helpers, helpers?.threads ?? null, maxBytes)
      continue
    }
    const pass = conclude(run, subject, options)
    const { limit } = pass.space
    if (limit?.kind !== 'memory' || limit.limit >= maxBytes) return pass
    sharding = moreShards(spread, memories, program, maxBytes)
    if (sharding === null) return pass
    resume = null // its states are spread over fewer memories
  }
}

/** As many shards as a checkpoint has. */
function resumedSharding(shards: number, helpers: Helpers | null, workers: number | null): Sharding {
  const threads = Math.min(workers ?? 1, helpers?.threads ?? 1, shards)
  return { shards, helpers: threads === 1 || helpers === null ? null : { ...helpers, threads }, pool: [] }
}

type MakeExplorer = (settings: ExplorationOptions) => Explorer

function plainExplorer({ program, ample, sorter }: Subject): MakeExplorer {
  return (settings) => new Exploration(program, { ...settings, ample, sorter })
}

async function exploreBy(make: MakeExplorer, subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const run = begin(make, subject, options)
  await drive(run.exploration, options, started)
  return conclude(run, subject, options)
}

/** An exploration, and what looks for findings in it. */
interface Run {
  readonly exploration: Explorer
  readonly races: RaceObserver
  readonly locks: LockObserver
  readonly crashes: CrashObserver
  readonly violations: Nearest<number>
}

function begin(make: MakeExplorer, { program }: Subject, options: CheckOptions): Run {
  const { maxStates, maxBytes, rules, store } = options
  const observers: Observer[] = []
  const exploration = make({ rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers, store })
  const { labels } = exploration
  const races = new RaceObserver(program, labels)
  const locks = new LockObserver(program, exploration.layout, labels)
  const violations: Nearest<number> = new Nearest()
  observers.push(races)
  const crashes = new CrashObserver(program, exploration.layout)
  if (crashes.watched.length > 0) observers.push(crashes)
  if (program.mutexes.length > 0) observers.push(locks)
  observers.push({
    violated: (invariant, state, depth) =>
      violations.add(invariantKeyOf(invariant), depth, { state, label: null }, () => invariant),
    knows: (key) => violations.has(key),
  })
  return { exploration, races, locks, crashes, violations }
}

function conclude({ exploration, races, locks, crashes, violations }: Run, subject: Subject, options: CheckOptions): Pass {
  const { program } = subject
  const { maxBytes, rules } = options
  const explored = exploration.space()
  const wanted = needsTransitions(explored, options)
  const need = wanted ? needBeyond(explored, exploration.progress().bytes, 'endless executions', options) : null
  const space = !wanted || need !== null || explored.edges !== null ? explored : withEdges(explored)
  const isJudged = space.limit === null && need === null
  const witnesses = new Witnesses(space, rules, subject.from)
  const findings = [
    ...raceFindings(races, witnesses, witnesses.program, rules),
    ...crashFindings(crashes, witnesses),
    ...endFindings(space, witnesses, rules),
    ...(isJudged ? stuckFindings(space, witnesses, rules) : []),
    // An infinite execution of the full space need not be one of a reduced space.
    ...(isJudged && subject.from === null ? lassoFindings(space, witnesses, rules) : []),
    ...invariantFindings(violations, witnesses, program),
    ...lockFindings(locks, witnesses),
  ]
  const unfinished: Limit | null =
    need === null ? null : { kind: 'analysis', limit: maxBytes, needed: need.bytes, task: need.task }
  return { space, findings, unfinished }
}

function withEdges(space: StateSpace): StateSpace {
  return { ...space, edges: edgesOf(space) }
}

/**
 * Explores a program with the memory that lost updates need, if a value read can flow into a store of the same
 * variable. First as it is, for the shortest traces; where that takes too many states, reduced.
 */
export async function exploreForLostUpdates(
  full: Subject,
  reduced: () => Subject,
  options: CheckOptions,
  started: number,
): Promise<{ findings: readonly Finding[]; limit: Limit | null }> {
  const none = { findings: [], limit: null }
  if (possibleLostUpdates(full.program).size === 0) return none
  const small = reduced()
  if (possibleLostUpdates(small.program).size === 0) return none
  const first = full.from !== null ? null : await monitored(full, options, countedStates, started)
  if (first !== null && first.limit?.kind !== 'states') return first
  const rest = await monitored(small, options, options.maxStates, started)
  const key = ({ detail, lines }: Finding): string =>
    JSON.stringify([detail.kind === 'lost-update' ? detail.location.variable : -1, [...lines].sort((a, b) => a - b)])
  const known = new Set(first?.findings.map(key))
  return { findings: [...(first?.findings ?? []), ...rest.findings.filter((each) => !known.has(key(each)))], limit: rest.limit }
}

async function monitored(
  { program, ample, sorter, from }: Subject,
  options: CheckOptions,
  mostStates: number,
  started: number,
): Promise<{ findings: readonly Finding[]; limit: Limit | null }> {
  const monitor = new LostUpdateMonitor(program)
  const nearest: Nearest<LostUpdate> = new Nearest()
  const observer: Observer = {
    found: (number, state, depth, label) =>
      nearest.add(`${number}`, depth + 1, { state, label }, () => present(monitor.found[number], 'lost update')),
  }
  const { maxBytes, rules, store } = options
  const maxStates = Math.min(mostStates, options.maxStates)
  const observers = [observer]
  const exploration = new Exploration(program, {
    rules,
    maxStates,
    maxBytes,
    keepEdges: true,
    monitor,
    observers,
    ample,
    sorter,
    store,
  })
  await drive(exploration, options, started)
  const space = exploration.space()
  const witnesses = new Witnesses(space, rules, from)
  return { findings: lostUpdateFindings(nearest, witnesses, witnesses.program), limit: space.limit }
}
