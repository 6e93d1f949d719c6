import { present } from '../../base/bug.ts'
import type { Code, Program } from '../../program/program.ts'
import type { WasmMemory } from '../../webassembly/host.ts'
import type { Progress } from '../explorer.ts'
import { guessedStates, likelyStates, longestExecution } from '../size.ts'
import type { Helpers } from './crew.ts'
import { mostSuccessors } from './memory-plan.ts'

/** How the states of an exploration are distributed. */
export interface Sharding {
  readonly shards: number
  readonly helpers: Helpers | null
  /** Memories of an exploration that ended because they were full, for reuse. */
  readonly pool: readonly WasmMemory[]
  /** The least number of states of each shard in a round; by default as many as are worthwhile. */
  readonly leastRound?: number
}

export const unsharded: Sharding = { shards: 1, helpers: null, pool: [] }

/** With fewer states a second thread costs more than it gains: it takes a twentieth of a second to start. */
const worthwhileStates = 3_000_000

/** Threads agree once a layer at least: with fewer states in a layer that takes longer than to explore them. */
const worthwhileLayer = 2000

/** An exploration with more states than this may outgrow one thread. */
const outgrownStates = 100_000

/** With this many states, one memory is hardly enough, so the exploration starts with several. */
const hugeStates = 500_000_000

/** The largest memory, in bytes. */
const largestMemory: number = 2 ** 32

/**
 * Returns over how many memories, and for how many threads, to distribute the states of a program. `threads` is the
 * number that the user wants, null for as many as pay off; `bytes` is the memory limit, infinite for the capacity of
 * one memory.
 */
export function shardingFor(program: Program, helpers: Helpers | null, threads: number | null, bytes: number): Sharding {
  if (!isShardable(program)) return unsharded
  const guess = guessedStates(program)
  const isWide = guess >= worthwhileLayer * longestOf(program)
  const pays = guess >= worthwhileStates && guess < Number.POSITIVE_INFINITY && isWide
  const wanted = helpers === null ? 1 : (threads ?? (pays ? helpers.threads : 1))
  const likely = likelyStates(program)
  const isHuge = likely >= hugeStates && likely < Number.POSITIVE_INFINITY && isWide && bytes < Number.POSITIVE_INFINITY
  return spread(wanted, isHuge ? memoriesFor(bytes) : 1, helpers)
}

/**
 * Returns the same after the memories were full although more is allowed; null if more memories would not help. It
 * reuses the full ones, since it may take long until the host would release them.
 */
export function moreShards(
  { shards, helpers }: Sharding,
  pool: readonly WasmMemory[],
  program: Program,
  bytes: number,
): Sharding | null {
  if (!isShardable(program) || bytes === Number.POSITIVE_INFINITY) return null
  const needed = memoriesFor(bytes)
  return needed > shards ? { ...spread(helpers?.threads ?? 1, needed, helpers), pool } : null
}

/**
 * Returns the test whether an exploration by one thread should restart with several: it has come far, is not half-way
 * yet, and there may be many more states, which a first estimate does not predict. A restart costs a thirtieth of a
 * second. Null if it never should.
 */
export function outgrowsOneThread(
  program: Program,
  helpers: Helpers | null,
  maxStates: number,
): ((progress: Progress) => boolean) | null {
  if (helpers === null || helpers.threads === 1 || !isShardable(program)) return null
  const likely = Math.min(likelyStates(program), maxStates)
  if (likely < worthwhileStates || likely === Number.POSITIVE_INFINITY) return null
  const halfway = longestExecution(program) / 2
  return ({ states, depth }) => states >= outgrownStates && states >= worthwhileLayer * depth && depth < halfway
}

/** The most steps of an execution, as far as that is known. */
function longestOf(program: Program): number {
  const longest = longestExecution(program)
  return longest < Number.POSITIVE_INFINITY ? longest : 1
}

function memoriesFor(bytes: number): number {
  return Math.ceil(bytes / (0.9 * largestMemory))
}

/** Distributes states over an equal number of shards per thread. */
function spread(threads: number, least: number, helpers: Helpers | null): Sharding {
  const shards = Math.ceil(Math.max(threads, least) / threads) * threads
  return { shards, helpers: threads === 1 || helpers === null ? null : { ...helpers, threads }, pool: [] }
}

function isShardable(program: Program): boolean {
  return typeof SharedArrayBuffer === 'function' && hasFewSuccessors(program)
}

/** Reports whether an outbox, and a list of transitions, has room for the successors of any state of the program. */
export function hasFewSuccessors(program: Program): boolean {
  return successorsOf(program) <= mostSuccessors
}

/** Returns an upper bound of the number of successors of a state of the program. */
export function successorsOf(program: Program): number {
  const { threads } = program
  return threads.reduce((sum, { code }) => sum + mostChoices(present(program.codes[code], 'code'), threads.length), 0)
}

/** Returns an upper bound of the number of successors of a step of a thread. */
function mostChoices({ instructions }: Code, threads: number): number {
  const ways = instructions.map((each) => {
    if (each.op === 'choose') return each.high - each.low + 1
    return each.op === 'notify' ? threads : 1
  })
  let most = 1
  instructions.forEach((each, pc) => {
    if (each.op !== 'atomic') most = Math.max(most, ways[pc] ?? 1)
    else {
      const inner = ways.slice(pc + 1, each.end)
      const goesRound = instructions.slice(pc + 1, each.end).some((one) => one.op === 'jump' || one.op === 'branch')
      const product = inner.reduce((total, one) => total * one, 1)
      most = Math.max(most, goesRound && product > 1 ? Number.POSITIVE_INFINITY : product)
    }
  })
  return most
}
