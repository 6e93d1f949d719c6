import { type Diagnostic, formatDiagnostic } from '../base/diagnostic.ts'
import { positionAt, type Source } from '../base/source.ts'
import type { CheckResult, ExpectationResult, Finding } from '../check/result.ts'
import { surprisingKinds } from '../check/verdict.ts'
import { findingSentence } from '../findings/kinds.ts'
import { threadName } from '../program/print.ts'
import type { FindingKind, Program } from '../program/program.ts'
import type { Controls } from '../report/controls.ts'
import { reachedText, whyText } from '../report/reason-text.ts'
import { stepPhrase } from '../report/step.ts'
import { plainStyle } from '../report/style.ts'
import { tableText } from '../report/table-text.ts'
import { traceTable } from '../report/trace-table.ts'
import type { Trace } from '../semantics/trace.ts'

/** What a problem is about: a kind of finding, an `expect` line that does not hold, a limit, or the text of the model. */
export type ProblemRule = FindingKind | 'expectation' | 'incomplete' | 'input'

/** Something that a check of a model found and that nobody expected. */
export interface Problem {
  readonly rule: ProblemRule
  /** A warning fails nothing: the model does not say what is right. */
  readonly level: 'error' | 'warning'
  readonly message: string
  readonly file: string
  /** From 1; null if it is about the file as a whole. */
  readonly line: number | null
  readonly column: number | null
  /** The trace as a table, or empty. */
  readonly details: string
  readonly steps: readonly ProblemStep[]
  /** The texts of the source lines that it is about, by which it is known again when they have moved. */
  readonly lines: readonly string[]
}

/** A step of the trace that shows a problem. */
export interface ProblemStep {
  readonly line: number
  readonly text: string
}

/** A model that was checked, or could not be read. */
export interface CheckedFile {
  readonly file: string
  readonly elapsedMs: number
  readonly expectations: readonly { readonly text: string; readonly line: number; readonly holds: boolean | null }[]
  readonly problems: readonly Problem[]
}

/** Returns the problems that a check found: errors that no `expect` line names, `expect` lines that do not hold, a limit. */
export function problemsOf(result: CheckResult, file: string, controls: Controls): Problem[] {
  const { program, findings, expectations, verdict, limit } = result
  const kinds = surprisingKinds(result)
  const level = verdict === 'fail' ? 'error' : 'warning'
  const found = findings.filter((each) => each.severity === 'error' && kinds.includes(each.kind))
  const refuted = expectations.filter((each) => each.holds === false && !isNamed(each, kinds))
  return [
    ...found.map((each) => ofFinding(program, each, file, level)),
    ...refuted.map((each) => ofExpectation(program, each, file, controls)),
    ...(verdict === 'incomplete' ? [plain('incomplete', file, openText(result, controls))] : []),
    ...(verdict === 'fail' && limit !== null ? [plain('incomplete', file, reachedText(limit, controls))] : []),
  ]
}

/** Returns the problems of a text that is no model. */
export function inputProblems(diagnostics: readonly Diagnostic[], file: string): Problem[] {
  return diagnostics.map((each) => {
    const { source, span, message, hint } = each
    const place = source === null || span === null ? null : positionAt(source.text, span.start)
    const problem = plain('input', file, hint === null ? message : `${message}; ${hint}`)
    return { ...problem, line: place?.line ?? null, column: place?.column ?? null, details: formatDiagnostic(each) }
  })
}

/** Whether the findings say already that an expectation does not hold: `expect no deadlock`. */
function isNamed({ expectation }: ExpectationResult, kinds: readonly FindingKind[]): boolean {
  return expectation.kind === 'finding' && !expectation.present && kinds.includes(expectation.finding)
}

function openText({ limit, expectations, program }: CheckResult, controls: Controls): string {
  if (limit !== null) return reachedText(limit, controls)
  const open = expectations.find((each) => each.holds === null)
  const why = open?.why ?? null
  return open === undefined
    ? 'not everything was judged'
    : `expect ${open.expectation.text}: ${why === null ? 'open' : whyText(why, controls, program)}`
}

function plain(rule: ProblemRule, file: string, message: string): Problem {
  return { rule, level: 'error', message, file, line: null, column: null, details: '', steps: [], lines: [] }
}

function ofFinding(program: Program, finding: Finding, file: string, level: Problem['level']): Problem {
  const { kind, lines, trace } = finding
  return {
    ...plain(kind, file, findingSentence(program, finding)),
    level,
    line: lines[0] ?? trace.steps.at(-1)?.instruction.line ?? null,
    details: tableText(traceTable(program, finding, plainStyle.symbols), plainStyle),
    steps: stepsOf(program, trace),
    lines: textsOf(program.source, lines),
  }
}

function ofExpectation(
  program: Program,
  { expectation, why, shown }: ExpectationResult,
  file: string,
  controls: Controls,
): Problem {
  const { text, line } = expectation
  const reason = why === null ? 'it does not hold' : whyText(why, controls, program)
  const witness = shown?.() ?? null
  const table =
    witness === null ? '' : tableText(traceTable(program, { ...witness, detail: null }, plainStyle.symbols), plainStyle)
  const steps = witness === null ? [] : stepsOf(program, witness.trace)
  return { ...plain('expectation', file, `expect ${text}: ${reason}`), line, details: table, steps, lines: [text] }
}

/** A problem is shown with at most this many steps: reports of thousands are refused by their readers. */
const mostSteps = 200

function stepsOf(program: Program, { steps }: Trace): ProblemStep[] {
  return steps.slice(0, mostSteps).map((step) => {
    const { thread, instruction } = step
    return { line: instruction.line, text: `${threadName(program, thread)}: ${stepPhrase(program, step, plainStyle.symbols)}` }
  })
}

function textsOf(source: Source | null, lines: readonly number[]): string[] {
  const texts = source?.text.split(/\r?\n/) ?? []
  return lines.map((line) => texts[line - 1]?.trim() ?? `${line}`)
}
