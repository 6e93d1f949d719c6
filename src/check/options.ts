import type { Checkpoints } from '../explorer/checkpoint.ts'
import type { Progress } from '../explorer/explorer.ts'
import type { StoreKind } from '../explorer/stores.ts'
import type { Helpers } from '../explorer/wasm/crew.ts'
import { defaultRules, type Observable, type Rules } from '../program/program.ts'
import type { Reduction } from '../reduction/reduction.ts'

/** Which explorer to use: the plain one, generated WebAssembly, or whatever suits the size of the space. */
export type Engine = (typeof engines)[number]
export const engines = ['auto', 'plain', 'wasm'] as const

/** How far a check is. */
export interface CheckProgress extends Progress {
  readonly elapsedMs: number
  /** The depth at which the exploration ends at the latest; infinity where that is not known. */
  readonly mostDepth: number
}

/** What a look at a whole space takes beyond the states themselves. */
export interface Need {
  readonly bytes: number
  readonly states: number
  readonly transitions: number
  /** What it is for. */
  readonly task: 'endless executions' | 'contention' | 'the progress guarantee'
}

/** How to check a program. Everything that depends on the machine is passed in, so that the same code runs anywhere. */
export interface CheckOptions {
  /** What outcomes show; by default every shared variable. */
  readonly observed: readonly Observable[] | null
  /** What final states will be asked for besides, so that no reduction takes it away. */
  readonly kept: readonly Observable[]
  readonly rules: Rules
  /** A program that the generated engine does not support is explored by the plain one in any case. */
  readonly engine: Engine
  /** Threads that the generated engine may use, and how many of them it should; null for as many as pay off. */
  readonly helpers: Helpers | null
  readonly workers: number | null
  /** Where to keep what to go on from; null for nowhere. For the generated engine without `ample` and `symmetry`. */
  readonly checkpoints: Checkpoints | null
  /** How states are told apart. All ways but `exact` are the plain engine's, and never complete. */
  readonly store: StoreKind
  /** Which reductions to use; `auto` uses all where the space is guessed to be very large, else none. */
  readonly reduce: 'auto' | readonly Reduction[]
  readonly maxStates: number
  /** Bytes that states and transitions may take. */
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Count interleavings exactly even where there are more than 200,000 states. */
  readonly count: boolean
  /** Milliseconds from any fixed moment. */
  readonly clock: () => number
  /** Lets other work of the host happen; called now and then during long explorations. */
  readonly pause: () => Promise<void>
  readonly interrupted: () => boolean
  readonly onProgress: (progress: CheckProgress) => void
  /** Something that needs much memory is about to begin. */
  readonly onNeed: (need: Need) => void
}

/** Interleavings and probabilities are computed up to this many states, unless they are asked for. */
export const countedStates = 200_000

/** Options for a host that has nothing to say: no limits, no clock. */
export const defaultOptions: CheckOptions = {
  observed: null,
  kept: [],
  rules: defaultRules,
  engine: 'auto',
  helpers: null,
  workers: null,
  store: 'exact',
  checkpoints: null,
  reduce: 'auto',
  maxStates: Number.POSITIVE_INFINITY,
  maxBytes: Number.POSITIVE_INFINITY,
  timeoutMs: Number.POSITIVE_INFINITY,
  count: false,
  clock: () => 0,
  pause: () => Promise.resolve(),
  interrupted: () => false,
  onProgress: () => {},
  onNeed: () => {},
}
