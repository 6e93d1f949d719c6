import type { Location } from '../program/access.ts'
import type { Expectation, FindingKind, Observable, Program, Severity, Value } from '../program/program.ts'
import type { Trace } from '../semantics/trace.ts'

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
  | { readonly kind: 'invariant'; readonly invariant: number; readonly text: string }
  | { readonly kind: 'non-serializable'; readonly outcomes: number; readonly of: number; readonly names: readonly Observable[]; readonly example: readonly Value[] }
  /** Locks in the order of the cycle: each was acquired, at its line, while the one before it was held. */
  | { readonly kind: 'lock-order'; readonly cycle: readonly { readonly mutex: number; readonly thread: number; readonly line: number }[] }
  | { readonly kind: 'lock-held-at-exit'; readonly mutex: number; readonly thread: number }

export interface RacingAccess {
  readonly thread: number
  readonly line: number
  readonly write: boolean
}

/** A remark at a step of a trace, by its position from 0. */
export interface Mark {
  readonly step: number
  /** `decisive` steps are those that make the finding. */
  readonly decisive: boolean
  readonly note: string
}

export interface Finding {
  readonly kind: FindingKind
  readonly severity: Severity
  readonly detail: Detail
  readonly threads: readonly number[]
  /** Source lines involved, in the order in which they matter. */
  readonly lines: readonly number[]
  readonly trace: Trace
  /** Whether the trace is a shortest one (in steps, then changes of thread, then order). */
  readonly shortest: boolean
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

export interface Outcome {
  /** One value for each observed name. */
  readonly final: readonly Value[]
  /** Whether a serial execution reaches it; null where no serial execution reaches a final state. */
  readonly serial: boolean | null
  readonly grade: Grade
  /** Null where they were not counted; `Stats.interleavingsWhy` says why. */
  readonly interleavings: bigint | null
  readonly probability: Probability | null
  /** A shortest execution that ends so, certified. Computed when first asked for. */
  readonly witness: () => Trace
}

export interface ExpectationResult {
  readonly expectation: Expectation
  /** Null where a limit left it open. */
  readonly holds: boolean | null
  /** What was found instead, in words; empty where it holds. */
  readonly why: string
}

export interface Stats {
  readonly states: number
  readonly transitions: number
  /** Steps of the longest of the shortest paths. */
  readonly depth: number
  readonly interleavings: bigint | null
  readonly interleavingsWhy: string | null
  readonly elapsedMs: number
  readonly reduced: boolean
}

export type Verdict = 'pass' | 'fail' | 'incomplete'

export interface CheckResult {
  readonly program: Program
  readonly observed: readonly Observable[]
  readonly verdict: Verdict
  readonly complete: boolean
  /** What limit was reached, in words; null if complete. */
  readonly limit: string | null
  readonly stats: Stats
  readonly outcomes: readonly Outcome[]
  /** Errors first; deadlocks are among them. */
  readonly findings: readonly Finding[]
  readonly expectations: readonly ExpectationResult[]
}
