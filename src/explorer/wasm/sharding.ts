import { present } from '../../base/bug.ts'
import type { Code, Program } from '../../program/program.ts'
import type { Progress } from '../explorer.ts'
import { guessedStates, likelyStates, longestExecution } from '../size.ts'
import type { Helpers } from './crew.ts'
import type { WasmMemory } from './host.ts'
import { mostSuccessors } from './memory.ts'

/** How the states of an exploration are spread. */
export interface Sharding {
  readonly shards: number
  readonly helpers: Helpers | null
  /** Memories of an exploration that ended because they were full, to be used again. */
  readonly pool: readonly WasmMemory[]
  /** How many states of each shard a round is for at least; by default as many as are worth it. */
  readonly leastRound?: number
}

export const unsharded: Sharding = { shards: 1, helpers: null, pool: [] }

/** With fewer states a second thread costs more than it gains: it takes a twentieth of a second to start. */
const worthwhileStates = 3_000_000

/** An exploration with more states than this may outgrow one thread. */
const outgrownStates = 100_000

/** So many states are hardly in one memory, so that several are used from the start. */
const hugeStates = 500_000_000

/** What one memory can hold, in bytes. */
const largestMemory: number = 2 ** 32

/**
 * Over how many memories, and for how many threads, to spread the states of a program. `threads` is how many the user
 * wants, null for as many as pay off; `bytes` how much memory is allowed, infinite for what one memory holds.
 */
export function shardingFor(program: Program, helpers: Helpers | null, threads: number | null, bytes: number): Sharding {
  if (!isShardable(program)) return unsharded
  const guess = guessedStates(program)
  const pays = guess >= worthwhileStates && guess < Number.POSITIVE_INFINITY
  const wanted = helpers === null ? 1 : (threads ?? (pays ? helpers.threads : 1))
  const isHuge = guess >= hugeStates && guess < Number.POSITIVE_INFINITY && bytes < Number.POSITIVE_INFINITY
  return spread(wanted, isHuge ? memoriesFor(bytes) : 1, helpers)
}

/**
 * The same after its memories were full though more is allowed; null if no more memories would help. The full ones are
 * used again: it may take long until the host would take them back.
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
 * Tells of an exploration by one thread that it had better begin anew with several: it came so far, is not half-way yet,
 * and there may be many more states, which a first guess does not tell. To begin anew costs a thirtieth of a second. Null
 * if it never had.
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
  return ({ states, depth }) => states >= outgrownStates && depth < halfway
}

function memoriesFor(bytes: number): number {
  return Math.ceil(bytes / (0.9 * largestMemory))
}

/** As many shards for each thread. */
function spread(threads: number, least: number, helpers: Helpers | null): Sharding {
  const shards = Math.ceil(Math.max(threads, least) / threads) * threads
  return { shards, helpers: threads === 1 || helpers === null ? null : { ...helpers, threads }, pool: [] }
}

function isShardable(program: Program): boolean {
  return typeof SharedArrayBuffer === 'function' && hasFewSuccessors(program)
}

/** Whether no state of the program has more successors than an outbox, or a list of transitions, has room for. */
export function hasFewSuccessors(program: Program): boolean {
  return successorsOf(program) <= mostSuccessors
}

/** How many successors a state of the program has at most, as far as is known. */
export function successorsOf(program: Program): number {
  const { threads } = program
  return threads.reduce((sum, { code }) => sum + mostChoices(present(program.codes[code], 'code'), threads.length), 0)
}

/** In how many ways a step of a thread can go at most. */
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
