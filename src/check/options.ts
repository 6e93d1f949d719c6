import type { Checkpoints } from '../explorer/checkpoint.ts'
import type { Progress } from '../explorer/explorer.ts'
import type { Helpers } from '../explorer/wasm/crew.ts'
import { defaultRules, type Fairness, type Observable, type Rules } from '../program/program.ts'
import type { Reduction } from '../reduction/reduction.ts'
import type { StoreKind } from '../space/store-kinds.ts'

/** The exploration engine: the plain one, generated WebAssembly, or the one that suits the size of the space. */
export type Engine = (typeof engines)[number]
export const engines = ['auto', 'plain', 'wasm'] as const

/** The progress of a check. */
export interface CheckProgress extends Progress {
  readonly elapsedMs: number
  /** An upper bound on the depth of the space; infinity if unknown. */
  readonly mostDepth: number
}

/** The memory that a task on a whole space takes in addition to the states themselves. */
export interface Need {
  readonly bytes: number
  readonly states: number
  readonly transitions: number
  /** The purpose of the task. */
  readonly task: 'endless executions' | 'contention' | 'the progress guarantee'
}

/** How to check a program. Everything that depends on the machine is passed in, so that the same code runs anywhere. */
export interface CheckOptions {
  /** The observed values of outcomes; by default every shared variable. */
  readonly observed: readonly Observable[] | null
  /** Values of final states that will be asked for as well, so that no reduction removes them. */
  readonly kept: readonly Observable[]
  readonly rules: Rules
  /** Which infinite executions count, where an `expect` line does not say it. */
  readonly fairness: Fairness
  /** If the generated engine does not support a program, the plain one explores it in any case. */
  readonly engine: Engine
  /** Threads that the generated engine may use, and how many of them it should use; null for as many as pay off. */
  readonly helpers: Helpers | null
  readonly workers: number | null
  /** Where to write checkpoints; null for nowhere. For the generated engine without `ample` and `symmetry`. */
  readonly checkpoints: Checkpoints | null
  /**
   * How the state store recognises states. Only the plain engine supports kinds other than `exact`, which are never
   * complete.
   */
  readonly store: StoreKind
  /** Which reductions to use; `auto` uses all if the space is estimated to be very large, else none. */
  readonly reduce: 'auto' | readonly Reduction[]
  readonly maxStates: number
  /** Bytes that states and transitions may take. */
  readonly maxBytes: number
  readonly timeoutMs: number
  /** How many outcomes the report lists: so many are executed again by the reference interpreter in any case. */
  readonly listed: number
  /** Count interleavings exactly even if there are more than 5,000,000 states. */
  readonly count: boolean
  /** Whether outcomes are compared with those of serial executions, which takes long where these do not end. */
  readonly serial: boolean
  /**
   * Looks only for what single executions show, in the space of the program as it is: not for what cycles show, serial executions,
   * or the sets of threads that wait for each other, and with no second attempt where a limit was reached.
   */
  readonly quick: boolean
  /** Errors are a failure even in a program that does not say what is right. */
  readonly strict: boolean
  /** Milliseconds since any fixed moment. */
  readonly clock: () => number
  /** Lets other work of the host happen; called from time to time during long explorations. */
  readonly pause: () => Promise<void>
  readonly interrupted: () => boolean
  readonly onProgress: (progress: CheckProgress) => void
  /** Called before a task that needs much memory begins. */
  readonly onNeed: (need: Need) => void
}

/** Interleavings and probabilities are computed up to this many states, unless the user asks for them. */
export const countedStates = 5_000_000

/** What takes longer for each state is looked at in spaces up to this size, unless the user asks for it. */
export const largeStates = 200_000

/** Reports list at most this many outcomes. */
export const listedOutcomes = 12

/** At most this many steps are replayed in total, except that the first execution is always replayed. */
export const mostCertifiedSteps = 200_000

/** Options for a host without limits and without a clock. What is published has those of `src/library`. */
export const defaultOptions: CheckOptions = {
  observed: null,
  kept: [],
  rules: defaultRules,
  fairness: 'weak',
  engine: 'auto',
  helpers: null,
  workers: null,
  store: 'exact',
  checkpoints: null,
  reduce: 'auto',
  maxStates: Number.POSITIVE_INFINITY,
  maxBytes: Number.POSITIVE_INFINITY,
  timeoutMs: Number.POSITIVE_INFINITY,
  listed: listedOutcomes,
  count: false,
  serial: true,
  quick: false,
  strict: false,
  clock: () => 0,
  pause: () => Promise.resolve(),
  interrupted: () => false,
  onProgress: () => {},
  onNeed: () => {},
}
