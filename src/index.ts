/**
 * interleave explores every interleaving of a small concurrent program and says what can happen.
 *
 * `readModel` makes a program of a text, `check` answers for it; `checkText` and `checkJson` put the answer into words.
 */
export type { Detail, Fraction, Grade, Probability } from './analysis/finding.ts'
export type { Diagnostic } from './base/diagnostic.ts'
export { formatDiagnostic } from './base/diagnostic.ts'
export type { Result } from './base/result.ts'
export type { Source, Span } from './base/source.ts'
export type { Investigation } from './check/check.ts'
export { check, exploreSpace, investigate } from './check/check.ts'
export type { CheckOptions, Engine } from './check/options.ts'
export { defaultOptions } from './check/options.ts'
export type { CheckResult, ExpectationResult, Finding, Outcome, Stats, Verdict } from './check/result.ts'
export { findingOfKind, traceToFinal } from './check/traces.ts'
export type { Language, Model, ReadOptions } from './language/read.ts'
export { readModel } from './language/read.ts'
export { denoted, denotedText } from './program/denote.ts'
export { observableText } from './program/print.ts'
export type { FindingKind, Instruction, Observable, Program, Schedule, Value } from './program/program.ts'
export { readSchedule, scheduleText } from './program/schedule.ts'
export type { Reduction } from './reduction/reduction.ts'
export { checkJson } from './report/check-json.ts'
export { checkText } from './report/check-text.ts'
export type { Style } from './report/style.ts'
export { plainStyle, styleOf } from './report/style.ts'
export { tableText } from './report/table-text.ts'
export type { TraceTable } from './report/trace-table.ts'
export { traceTable } from './report/trace-table.ts'
export type { Replay } from './semantics/replay.ts'
export { replay } from './semantics/replay.ts'
export type { State } from './semantics/state.ts'
export type { Trace, TraceStep } from './semantics/trace.ts'
export type { StateSpace } from './space/space.ts'

/** The JSON Schema of programs in their JSON form. */
export async function programJsonSchema(): Promise<unknown> {
  return (await import('./program/codec.ts')).programJsonSchema()
}
