/**
 * interleave explores every interleaving of a small concurrent program and says what can happen.
 *
 * `readModel` makes a program of a text, `check` answers for it; `checkText` and `checkJson` put the answer into words.
 */
import type { Result } from './base/result.ts'
import type { Investigation } from './check/check.ts'
import type { StateGraph } from './graph/model.ts'
import type { GraphOptions } from './graph/options.ts'

export type { Detail, Fraction, Grade, HistoryAttempt, HistoryCall, Probability } from './analysis/finding.ts'
export { observe, outcomesIn } from './analysis/outcomes.ts'
export type { Diagnostic } from './base/diagnostic.ts'
export { formatDiagnostic } from './base/diagnostic.ts'
export type { Result } from './base/result.ts'
export type { Source, Span } from './base/source.ts'
export type { Investigation } from './check/check.ts'
export { check, exploreSpace, investigate } from './check/check.ts'
export type { CheckOptions, Engine } from './check/options.ts'
export { defaultOptions } from './check/options.ts'
export type { CheckResult, ExpectationResult, Finding, Outcome, Stats, Unjudged, Verdict } from './check/result.ts'
export { findingOfKind, traceToFinal, traceToState } from './check/traces.ts'
export type { StateGraph } from './graph/model.ts'
export type { GraphOptions } from './graph/options.ts'
export type { Reach } from './graph/reach.ts'
export { Ending, reachOf } from './graph/reach.ts'
export type { Drawable, Transition } from './graph/transitions.ts'
export { statesOf, transitionsFrom } from './graph/transitions.ts'
export { readObservables } from './language/ilv/expectations.ts'
export { instructionForms } from './language/ilv/forms.ts'
export { parser as ilvParser } from './language/ilv/grammar.js'
export type { Language, Model, ReadOptions } from './language/read.ts'
export { readModel } from './language/read.ts'
export type { Theme, ThemeName } from './picture/theme.ts'
export { gradeSigns, gradeWords, themes, threadStyles } from './picture/theme.ts'
export { lastSegment, titleOf, titlesOf } from './picture/titles.ts'
export { liveRegisters } from './program/dataflow.ts'
export { denoted, denotedText, meaningIn } from './program/denote.ts'
export { rowOf } from './program/operations.ts'
export { expressionText, locationText, observableText, operationText, stepText, threadName } from './program/print.ts'
export type {
  Choice,
  FindingKind,
  Instruction,
  Move,
  Observable,
  Program,
  Rules,
  Schedule,
  Severity,
  Value,
} from './program/program.ts'
export { findingKinds, instructionAt, isSilent } from './program/program.ts'
export { readSchedule, scheduleText } from './program/schedule.ts'
export type { Reduction } from './reduction/reduction.ts'
export { checkJson } from './report/check-json.ts'
export { checkText, outcomeText } from './report/check-text.ts'
export type { ListedInstruction, ListedStep, ListingLine } from './report/listing.ts'
export { instructionsOf, listingOf } from './report/listing.ts'
export { findingSentence, kindText } from './report/sentences.ts'
export { nextPhrase, stepPhrase } from './report/step.ts'
export type { Style } from './report/style.ts'
export { counted, listed, plainStyle, styleOf, unicodeSymbols } from './report/style.ts'
export type { Candidate, FindingSummary, OutcomeSummary, Summary } from './report/summary.ts'
export { statsText, summaryOf } from './report/summary.ts'
export { tableText } from './report/table-text.ts'
export type { TraceTable } from './report/trace-table.ts'
export { traceTable } from './report/trace-table.ts'
export type { Replay } from './semantics/replay.ts'
export { replay } from './semantics/replay.ts'
export type { State } from './semantics/state.ts'
export type { Step } from './semantics/step.ts'
export { initialState, isFinal, steps } from './semantics/step.ts'
export type { Trace, TraceStep } from './semantics/trace.ts'
export type { StateSpace } from './space/space.ts'
export { kindOf, kindsIn, StateKind } from './space/space.ts'

/** A state graph in the language of Graphviz, and the graph itself; in a refusal, why there is none. */
export async function stateGraph(
  investigation: Investigation,
  options: Partial<GraphOptions> = {},
): Promise<Result<{ readonly graph: StateGraph; readonly dot: string }>> {
  const [{ graphOf }, { dotText }] = await Promise.all([import('./graph/graph.ts'), import('./graph/dot.ts')]) // large
  const graph = graphOf(investigation, options)
  return graph.ok ? { ...graph, value: { graph: graph.value, dot: dotText(graph.value) } } : graph
}

/** The JSON Schema of programs in their JSON form. */
export async function programJsonSchema(): Promise<unknown> {
  return (await import('./program/codec.ts')).programJsonSchema()
}
