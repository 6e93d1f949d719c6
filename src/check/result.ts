import type { Grade, Probability } from '../analysis/finding.ts'
import type { Detail } from '../findings/kinds.ts'
import type { UnjudgedReason } from '../findings/rule.ts'
import type { Expectation, Fairness, FindingKind, Observable, Program, Severity, Value } from '../program/program.ts'
import type { Reduction } from '../reduction/reduction.ts'
import type { Trace } from '../semantics/trace.ts'
import type { StoreKind } from '../space/store-kinds.ts'
import type { Overtaking } from './overtaking.ts'
import type { ReachedLimit, UncountedReason, Why } from './reasons.ts'
import type { Shown } from './shown.ts'
import type { StoppedEnd } from './stopped.ts'

export interface Finding {
  readonly kind: FindingKind
  readonly severity: Severity
  readonly detail: Detail
  readonly threads: readonly number[]
  /** Source lines involved, in order of relevance. */
  readonly lines: readonly number[]
  readonly trace: Trace
  /** For an infinite execution, the position in the trace from which it repeats forever; else null. */
  readonly cycleFrom: number | null
  /** Whether the trace is a shortest one (in steps, then changes of thread, then order). */
  readonly shortest: boolean
}

export interface Outcome {
  /** One value for each observed name. */
  readonly final: readonly Value[]
  /** Whether a serial execution reaches the outcome; null if no serial execution reaches a final state. */
  readonly serial: boolean | null
  readonly grade: Grade
  /** Null if they were not counted; `Stats.interleavingsWhy` says why. */
  readonly interleavings: bigint | null
  /** Those of the threads alone that one thread starts, if `Stats.threads` has them. */
  readonly ofThreads: bigint | null
  readonly probability: Probability | null
  /** Steps of a shortest execution with this outcome. */
  readonly steps: number
  /**
   * Returns whether an execution in which an update of an observed variable is lost is known to reach the outcome, too. Computed
   * on first use.
   */
  readonly isReachedByLostUpdate: () => boolean
  /** Whether the reference interpreter has confirmed the outcome. */
  readonly isCertified: boolean
  /** Returns a shortest execution with this outcome, confirmed by the reference interpreter. Computed on first use. */
  readonly witness: () => Trace
}

export interface ExpectationResult {
  readonly expectation: Expectation
  /** Null if a limit left it open. */
  readonly holds: boolean | null
  /** What was found instead; null if it holds. */
  readonly why: Why | null
  /** Returns an execution that shows that it does not hold, or that it does; null if no single one shows that. */
  readonly shown: (() => Shown) | null
}

export interface Stats {
  readonly states: number
  /** How states were stored: where a program cannot be explored as the options say, exactly. */
  readonly store: StoreKind
  readonly transitions: number
  /** The number of steps of the longest of the shortest paths. */
  readonly depth: number
  readonly interleavings: bigint | null
  /** Interleavings of the threads that `starter` starts, which does no more than that while they run. */
  readonly threads: { readonly starter: number; readonly interleavings: bigint } | null
  readonly interleavingsWhy: UncountedReason | null
  readonly elapsedMs: number
  /** Whether a reduction was on, so that states and transitions are not those of the program itself. */
  readonly reduced: boolean
  /**
   * What each reduction did: local steps fused with the step before, critical sections that are one step, states in which
   * the steps of one thread sufficed, successors whose threads were permuted.
   */
  readonly merged: Readonly<Partial<Record<Reduction, number>>>
}

/**
 * `answered`: errors were found in a program that does not say what is right: no `expect`, no `invariant`, no assertion. So
 * it asks what is possible, and the report is the answer.
 */
export type Verdict = 'pass' | 'answered' | 'fail' | 'incomplete'

export interface CheckResult {
  readonly program: Program
  readonly observed: readonly Observable[]
  /** Which executions count as fair. */
  readonly fairness: Fairness
  readonly verdict: Verdict
  readonly complete: boolean
  /** Which limit was reached; null if complete. */
  readonly limit: ReachedLimit | null
  readonly stats: Stats
  readonly outcomes: readonly Outcome[]
  /** The values in deadlocks and failed ends; none of a reduced space. */
  readonly stopped: readonly StoppedEnd[]
  /** Errors first; includes deadlocks. */
  readonly findings: readonly Finding[]
  /**
   * The smallest sets of threads that deadlock by themselves, waiting in a cycle; null if there is no such deadlock, or too many
   * threads or states to try.
   */
  readonly deadlockSets: readonly (readonly number[])[] | null
  readonly expectations: readonly ExpectationResult[]
  /** How often threads overtake each other at each critical section; null if that was not judged. */
  readonly overtaking: readonly Overtaking[] | null
  /** Kinds of findings that were not searched for although the program gives reason to, and why. */
  readonly unjudged: readonly Unjudged[]
}

export interface Unjudged {
  readonly kind: FindingKind
  readonly reason: UnjudgedReason
}
