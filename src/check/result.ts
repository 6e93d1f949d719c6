import type { Grade, Probability } from '../analysis/finding.ts'
import type { Detail } from '../findings/kinds.ts'
import type { UnjudgedReason } from '../findings/rule.ts'
import type { Expectation, FindingKind, Observable, Program, Severity, Value } from '../program/program.ts'
import type { Reduction } from '../reduction/reduction.ts'
import type { Trace } from '../semantics/trace.ts'
import type { ReachedLimit, UncountedReason, Why } from './reasons.ts'

export interface Finding {
  readonly kind: FindingKind
  readonly severity: Severity
  readonly detail: Detail
  readonly threads: readonly number[]
  /** Source lines involved, in the order in which they matter. */
  readonly lines: readonly number[]
  readonly trace: Trace
  /** Of an infinite execution: the position in the trace from which it repeats forever; else null. */
  readonly cycleFrom: number | null
  /** Whether the trace is a shortest one (in steps, then changes of thread, then order). */
  readonly shortest: boolean
}

export interface Outcome {
  /** One value for each observed name. */
  readonly final: readonly Value[]
  /** Whether a serial execution reaches it; null where no serial execution reaches a final state. */
  readonly serial: boolean | null
  readonly grade: Grade
  /** Null where they were not counted; `Stats.interleavingsWhy` says why. */
  readonly interleavings: bigint | null
  readonly probability: Probability | null
  /** Steps of a shortest execution that ends so. */
  readonly steps: number
  /** Whether the check had the reference interpreter confirm it. */
  readonly isCertified: boolean
  /** A shortest execution that ends so, which the reference interpreter confirms. Computed when first asked for. */
  readonly witness: () => Trace
}

export interface ExpectationResult {
  readonly expectation: Expectation
  /** Null where a limit left it open. */
  readonly holds: boolean | null
  /** What was found instead; null where it holds. */
  readonly why: Why | null
}

export interface Stats {
  readonly states: number
  readonly transitions: number
  /** Steps of the longest of the shortest paths. */
  readonly depth: number
  readonly interleavings: bigint | null
  readonly interleavingsWhy: UncountedReason | null
  readonly elapsedMs: number
  /** Whether a reduction was on, so that states and transitions are not those of the program itself. */
  readonly reduced: boolean
  /**
   * What each reduction that was used did: local steps of the code that go with the one before, critical sections that
   * are one step, states in which the steps of one thread were enough, successors whose threads were exchanged.
   */
  readonly merged: Readonly<Partial<Record<Reduction, number>>>
}

export type Verdict = 'pass' | 'fail' | 'incomplete'

export interface CheckResult {
  readonly program: Program
  readonly observed: readonly Observable[]
  readonly verdict: Verdict
  readonly complete: boolean
  /** What limit was reached; null if complete. */
  readonly limit: ReachedLimit | null
  readonly stats: Stats
  readonly outcomes: readonly Outcome[]
  /** Errors first; deadlocks are among them. */
  readonly findings: readonly Finding[]
  readonly expectations: readonly ExpectationResult[]
  /** Kinds of findings that were not looked for though the program gives reason to, and why. */
  readonly unjudged: readonly Unjudged[]
}

export interface Unjudged {
  readonly kind: FindingKind
  readonly reason: UnjudgedReason
}
