import { fractionValue } from '../analysis/fraction.ts'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Investigation } from '../check/check.ts'
import type { CheckResult, Finding, Outcome, Verdict } from '../check/result.ts'
import { findingSentence } from '../findings/kinds.ts'
import type { GraphOptions } from '../graph/graph-options.ts'
import { threadName } from '../program/print.ts'
import type { FindingKind, Program, Severity } from '../program/program.ts'
import { checkJson, type Json, namedValues } from '../report/check-json.ts'
import { checkText } from '../report/check-text.ts'
import { type Controls, noControls } from '../report/controls.ts'
import { outcomeText } from '../report/outcomes-text.ts'
import { ReportGraph } from './report-graph.ts'
import { ReportedTrace } from './reported-trace.ts'
import { type TextOptions, textStyle } from './text.ts'

/** The library's options, as reports name them. */
const controls: Controls = {
  ...noControls,
  maxStates: '`maxStates`',
  maxMemory: '`maxBytes`',
  timeout: '`timeoutMs`',
  count: '`count`',
  fullSpace: '`reduce: []`',
  all: '`all`',
  strict: '`strict`',
}

/** An outcome: values that the program can end with. */
export interface ReportedOutcome {
  /** The observed values by name: `{ balance: 1 }`. */
  readonly final: { readonly [name: string]: Json }
  /** The same as text: `1`, or `(0, [1, 2])` for several names. */
  readonly text: string
  /** `right`, `not-serial` (no serial execution ends like that), or `wrong` (the model says so). */
  readonly grade: Outcome['grade']
  /** How many interleavings end like that; null if they were not counted. */
  readonly interleavings: bigint | null
  /** How likely that is if each step takes any of the threads that can step; null if it was not computed. */
  readonly probability: number | null
  /** A shortest execution that ends like that. Computed at the first use. */
  readonly trace: ReportedTrace
}

/** Something that is wrong, or may be, with the shortest execution that shows it. */
export interface ReportedFinding {
  readonly kind: FindingKind
  readonly severity: Severity
  /** What was found, where and why, in one sentence. */
  readonly message: string
  /** The names of the threads that take part. */
  readonly threads: readonly string[]
  /** The lines of the source that take part, the most relevant first. */
  readonly lines: readonly number[]
  readonly trace: ReportedTrace
}

/** An `expect` line, and whether it holds; null if a limit left that open. */
export interface ReportedExpectation {
  readonly text: string
  readonly line: number
  readonly holds: boolean | null
}

/** What a report is about, besides the result. */
export interface ReportSubject {
  readonly name: string
  readonly notes: readonly string[]
  readonly warnings: readonly Diagnostic[]
  /** Explores for pictures: every state, with all transitions. */
  readonly exploreForGraph: () => Promise<Investigation>
}

/**
 * The answer of `explore`.
 *
 * @example
 * ```js
 * const report = await explore(program)
 * report instanceof Report && report.findings.map(({ kind }) => kind)[0] // "lost-update"
 * ```
 */
export class Report {
  readonly program: Program
  /** Everything in indices, as `check` returns it. */
  readonly result: CheckResult
  readonly verdict: Verdict
  /** Whether all states were explored. If not, `outcomes` and `findings` are what was found until a limit was reached. */
  readonly complete: boolean
  readonly states: number
  /** The number of interleavings; null if they were not counted. */
  readonly interleavings: bigint | null
  readonly outcomes: readonly ReportedOutcome[]
  /** Errors first. */
  readonly findings: readonly ReportedFinding[]
  readonly expectations: readonly ReportedExpectation[]
  /** What a reader should know about how the model was read. */
  readonly notes: readonly string[]
  /** Likely mistakes in the text. */
  readonly warnings: readonly Diagnostic[]
  readonly #subject: ReportSubject

  constructor(result: CheckResult, subject: ReportSubject) {
    this.#subject = subject
    this.program = result.program
    this.result = result
    this.verdict = result.verdict
    this.complete = result.complete
    this.states = result.stats.states
    this.interleavings = result.stats.interleavings
    this.outcomes = result.outcomes.map((outcome) => reportedOutcome(result, outcome))
    this.findings = result.findings.map((finding) => reportedFinding(result.program, finding))
    this.expectations = result.expectations.map(({ expectation: { text, line }, holds }) => ({ text, line, holds }))
    this.notes = subject.notes
    this.warnings = subject.warnings
  }

  /** Returns the report that `interleave check` prints. It is about a screen long, unless `all` is set. */
  text({ all = false, ...options }: TextOptions & { readonly all?: boolean } = {}): string {
    const { name, notes } = this.#subject
    return checkText(this.result, { name, notes, controls, all }, textStyle(options))
  }

  /** Returns the report as `interleave check --json` prints it: plain data, `interleave/report@2`. */
  json(): Json {
    return checkJson(this.result, this.#subject.name, this.notes, controls)
  }

  /** Returns the state graph, to be drawn. */
  graph(options: Partial<GraphOptions> = {}): ReportGraph {
    return new ReportGraph(this.#subject.exploreForGraph, options)
  }
}

function reportedOutcome(result: CheckResult, outcome: Outcome): ReportedOutcome {
  const { program, observed } = result
  const { final, grade, interleavings, probability } = outcome
  return {
    final: namedValues(program, observed, final),
    text: outcomeText(result, outcome),
    grade,
    interleavings,
    probability:
      probability === null ? null : probability.kind === 'exact' ? fractionValue(probability.fraction) : probability.value,
    get trace() {
      return new ReportedTrace(program, outcome.witness())
    },
  }
}

function reportedFinding(program: Program, finding: Finding): ReportedFinding {
  const { kind, severity, detail, threads, lines, trace, cycleFrom } = finding
  const message = findingSentence(program, finding)
  return {
    kind,
    severity,
    message,
    threads: threads.map((each) => threadName(program, each)),
    lines,
    trace: new ReportedTrace(program, trace, { detail, cycleFrom, title: message }),
  }
}
