import type { Location } from '../program/access.ts'
import type { Denoted } from '../program/denote.ts'
import type { Observable, Value } from '../program/program.ts'

/** Classes of a deadlock, in order of precedence. */
export const deadlockClasses = ['cycle', 'self', 'orphaned-lock', 'missed-signal', 'barrier', 'join'] as const
export type DeadlockClass = (typeof deadlockClasses)[number]

/** What a thread that cannot go on waits for. */
export type Awaited =
  | { readonly kind: 'mutex'; readonly mutex: number; readonly heldBy: number }
  | { readonly kind: 'condition'; readonly condition: number }
  | { readonly kind: 'semaphore'; readonly semaphore: number }
  | { readonly kind: 'barrier'; readonly barrier: number }
  | { readonly kind: 'thread'; readonly thread: number }
  /** An `await` whose condition is false. */
  | { readonly kind: 'until' }

export interface Wait {
  readonly thread: number
  readonly line: number
  readonly awaited: Awaited
}

/** What a finding says beyond its kind, in indices; `report` puts it into words. */
export type Detail =
  | {
      readonly kind: 'lost-update'
      readonly location: Location
      /** The thread whose store is based on a stale read, and the one whose write it overwrites. */
      readonly loser: number
      readonly writer: number
      /** Positions in the trace, from 0. */
      readonly read: number
      readonly write: number
      readonly store: number
    }
  | {
      readonly kind: 'data-race'
      readonly location: Location
      /** Both are about to access the location after the last step of the trace. */
      readonly accesses: readonly [RacingAccess, RacingAccess]
    }
  | { readonly kind: 'deadlock'; readonly class: DeadlockClass; readonly waits: readonly Wait[] }
  /** The thread is stuck after the last step of the trace. */
  | { readonly kind: 'stuck-thread'; readonly thread: number; readonly waits: readonly Wait[] }
  | {
      readonly kind: 'assertion' | 'division-by-zero' | 'index' | 'overflow' | 'lock-misuse' | 'thread-misuse' | 'divergence'
      readonly thread: number
      /** The failing instruction, as text, and what was wrong with its values. */
      readonly instruction: string
      readonly explanation: string
    }
  | { readonly kind: 'uncaught-exception'; readonly thread: number; readonly exception: string }
  /** None of the threads gets anywhere in the cycle of the trace, though each gets its turns. */
  | { readonly kind: 'livelock'; readonly threads: readonly number[] }
  /** The thread gets nowhere in the cycle of the trace, while the others do. */
  | { readonly kind: 'starvation'; readonly thread: number; readonly others: readonly number[] }
  /** A `cas` of the thread succeeded at a value that the writer had changed and changed back. Positions in the trace. */
  | {
      readonly kind: 'aba'
      readonly location: Location
      readonly thread: number
      readonly writer: number
      readonly load: number
      readonly back: number
      readonly cas: number
    }
  /** No order of the calls, executed one at a time, gives what they gave; it shows when the named one ends. */
  | {
      readonly kind: 'non-linearizable'
      readonly calls: readonly HistoryCall[]
      /** Its position among the calls. */
      readonly call: number
      /** Whether some order gives it that keeps only the order within each thread; null if there are too many to try. */
      readonly sequentiallyConsistent: boolean | null
      readonly attempts: readonly HistoryAttempt[]
    }
  | { readonly kind: 'invariant'; readonly invariant: number; readonly text: string }
  | {
      readonly kind: 'non-serializable'
      readonly outcomes: number
      readonly of: number
      readonly names: readonly Observable[]
      readonly example: readonly Value[]
    }
  /** Locks in the order of the cycle: each was acquired, at its line, while the one before it was held. */
  | {
      readonly kind: 'lock-order'
      readonly cycle: readonly { readonly mutex: number; readonly thread: number; readonly line: number }[]
    }
  | { readonly kind: 'lock-held-at-exit'; readonly mutex: number; readonly thread: number }

/** An operation of an execution. */
export interface HistoryCall {
  readonly thread: number
  readonly name: string
  readonly given: readonly Denoted[]
  /** Positions of its first and its last step in the trace; the last is null if it has not ended. */
  readonly first: number
  readonly last: number | null
  /** What it gave back; undefined for nothing. */
  readonly result: Denoted | undefined
}

/** An order of calls, one at a time, that goes well up to the last, and what that gives instead. */
export interface HistoryAttempt {
  readonly order: readonly number[]
  /** Empty if it does not come to an end. */
  readonly instead: readonly (Denoted | undefined)[]
}

export interface RacingAccess {
  readonly thread: number
  readonly line: number
  readonly write: boolean
}

/** A positive fraction in lowest terms. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export type Probability =
  | { readonly kind: 'exact'; readonly fraction: Fraction }
  | { readonly kind: 'numeric'; readonly value: number }

export type Grade = 'right' | 'not-serial' | 'wrong'
