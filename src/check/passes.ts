import { unreachable } from '../base/bug.ts'
import { Exploration, type ExplorationOptions } from '../explorer/exploration.ts'
import type { Explorer } from '../explorer/explorer.ts'
import { guessedStates } from '../explorer/size.ts'
import type { Helpers } from '../explorer/wasm/crew.ts'
import type { Sharding } from '../explorer/wasm/sharding.ts'
import { type Detail, soughtKinds } from '../findings/kinds.ts'
import type { Candidate, ExploredGraph, Search, Sought, Watch } from '../findings/rule.ts'
import type { Program } from '../program/program.ts'
import type { Observer } from '../space/observer.ts'
import { edgesOf, type Limit, type StateSpace } from '../space/space.ts'
import type { WasmMemory } from '../webassembly/host.ts'
import { drive } from './drive.ts'
import { confirmed } from './findings.ts'
import { needBeyond, needsTransitions } from './needs.ts'
import type { CheckOptions } from './options.ts'
import type { Finding } from './result.ts'
import type { Subject } from './subject.ts'
import { Witnesses } from './witnesses.ts'

/** An explored space, and the findings in it. */
export interface Pass {
  readonly space: StateSpace
  readonly findings: Finding[]
  /** Why endless executions were not searched for; null if they were. */
  readonly unfinished: Limit | null
}

/** For larger spaces the time to generate code pays off. */
export const plainStates = 2000

/** Explores a program as it is, or reduced: finds outcomes and all findings that do not depend on history. */
export async function exploreFor(subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const { program, ample, sorter, keys } = subject
  const { engine, store, maxStates } = options
  if (store === 'compressed') return exploreCompressed(subject, options, started)
  if (engine === 'plain' || store !== 'exact' || ample !== null || sorter !== null || keys !== null) {
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

/** Explores with a compressed store; with an exact one what only the plain engine can explore. */
async function exploreCompressed(subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const { program, ample, sorter, keys } = subject
  const { isCompressible } = await import('../explorer/wasm/generated.ts') // large
  const isPlain = options.engine === 'plain' || ample !== null || sorter !== null || keys !== null
  if (isPlain || !isCompressible(program)) return exploreFor(subject, { ...options, store: 'exact' }, started)
  return exploreLarge(subject, options, started)
}

/** Reports whether generated code can explore a program as it is, at some million states a second. */
export async function isFast(program: Program, { engine, store }: CheckOptions): Promise<boolean> {
  if (engine === 'plain' || store !== 'exact') return false
  const { isSupported } = await import('../explorer/wasm/generated.ts') // large
  return isSupported(program)
}

/**
 * Explores with generated code if the program is supported; in several memories if one is not enough, or for several
 * threads.
 */
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
    resume = null // its states are now spread over fewer memories
  }
}

/** Returns as many shards as a checkpoint has. */
function resumedSharding(shards: number, helpers: Helpers | null, workers: number | null): Sharding {
  const threads = Math.min(workers ?? 1, helpers?.threads ?? 1, shards)
  return { shards, helpers: threads === 1 || helpers === null ? null : { ...helpers, threads }, pool: [] }
}

type MakeExplorer = (settings: ExplorationOptions) => Explorer

function plainExplorer({ program, ample, sorter, keys }: Subject): MakeExplorer {
  return (settings) => new Exploration(program, { ...settings, ample, sorter, keys })
}

async function exploreBy(make: MakeExplorer, subject: Subject, options: CheckOptions, started: number): Promise<Pass> {
  const run = begin(make, subject, options)
  await drive(run.exploration, options, started)
  return conclude(run, subject, options)
}

/** An exploration, and the observers for each kind of finding. */
interface Run {
  readonly exploration: Explorer
  readonly watches: readonly { readonly kind: Sought<Detail>; readonly watch: Watch<Detail> }[]
}

function begin(make: MakeExplorer, { program }: Subject, options: CheckOptions): Run {
  const { maxStates, maxBytes, rules, store } = options
  const observers: Observer[] = []
  const exploration = make({ rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers, store })
  const { labels, layout } = exploration
  const setting = { program, layout, labels }
  const watches = soughtKinds.flatMap((kind) =>
    kind.searches.flatMap((search) => (search.in === 'states' ? [{ kind, watch: search.begin(setting) }] : [])),
  )
  observers.push(...new Set(watches.flatMap(({ watch: { observer } }) => (observer === null ? [] : [observer]))))
  return { exploration, watches }
}

function conclude({ exploration, watches }: Run, subject: Subject, options: CheckOptions): Pass {
  const { maxBytes, rules } = options
  const explored = exploration.space()
  const wanted = needsTransitions(explored, options)
  const need = wanted ? needBeyond(explored, exploration.progress().bytes, 'endless executions', options) : null
  const space = !wanted || need !== null || explored.edges !== null ? explored : withEdges(explored)
  const { edges } = space
  const graph = space.limit === null && need === null && edges !== null ? { ...space, edges, fairness: options.fairness } : null
  const witnesses = new Witnesses(space, rules, subject.from)
  const findings = watches.flatMap(({ kind, watch }) => confirmed(kind, watch.candidates(), witnesses, rules))
  for (const kind of soughtKinds) {
    for (const search of kind.searches) {
      const candidates = candidatesIn(search, space, graph, subject.from !== null)
      findings.push(...confirmed(kind, candidates, witnesses, rules))
    }
  }
  const unfinished: Limit | null =
    need === null ? null : { kind: 'analysis', limit: maxBytes, needed: need.bytes, task: need.task }
  return { space, findings, unfinished }
}

/** Returns the results of a search in an explored space; `graph` is null if not all of its transitions are known. */
function candidatesIn(
  search: Search<Detail>,
  space: StateSpace,
  graph: ExploredGraph | null,
  isReduced: boolean,
): readonly Candidate<Detail>[] {
  switch (search.in) {
    case 'ends':
      return search.find(space)
    case 'graph':
      return graph === null || (search.full && isReduced) ? [] : search.find(graph)
    case 'states':
    case 'space with memory':
    case 'outcomes':
      return []
    default:
      return unreachable(search)
  }
}

function withEdges(space: StateSpace): StateSpace {
  return { ...space, edges: edgesOf(space) }
}
