/**
 * Explores every interleaving of a small concurrent program and shows what can happen.
 *
 * `readModel` parses text into a program, `check` explores it, and `checkText` and `checkJson` put the answer into words.
 *
 * @packageDocumentation
 */
import type { Result } from './base/result.ts'
import type { GraphOptions } from './graph/graph-options.ts'
import { type DrawnGraph, stateGraphOf } from './graph/state-graph.ts'
import { investigate } from './library/check.ts'
import type { GivenCheckOptions } from './library/options.ts'
import type { Program } from './program/program.ts'

export type {
  Awaited,
  DeadlockClass,
  Fraction,
  Grade,
  Probability,
  RacingAccess,
  Wait,
} from './analysis/finding.ts'
export { deadlockClasses } from './analysis/finding.ts'
export type { OvertakingPair } from './analysis/overtaking.ts'
export type { InputControls } from './base/controls.ts'
export { libraryControls } from './base/controls.ts'
export type { Diagnostic } from './base/diagnostic.ts'
export { formatDiagnostic } from './base/diagnostic.ts'
export type { Result } from './base/result.ts'
export type { Source, Span } from './base/source.ts'
export type { CheckOptions, CheckProgress, Engine, Need } from './check/options.ts'
export { engines } from './check/options.ts'
export type { Overtaking } from './check/overtaking.ts'
export type { ReachedLimit, UncountedReason, Why } from './check/reasons.ts'
export type { CheckResult, ExpectationResult, Finding, Outcome, Stats, Unjudged, Verdict } from './check/result.ts'
export type { Shown } from './check/shown.ts'
export type { StoppedEnd } from './check/stopped.ts'
export type { Checkpoint, CheckpointHeader, Checkpoints, ShardHeader, StoredCheckpoint } from './explorer/checkpoint.ts'
export { checkpointSchema } from './explorer/checkpoint.ts'
export type { Progress } from './explorer/explorer.ts'
export type { Helpers, ShardService } from './explorer/wasm/crew.ts'
export type { MemoryPlan } from './explorer/wasm/memory-plan.ts'
export type { ShardWork } from './explorer/wasm/shard.ts'
export type { Exported, ExportOptions, Notation } from './export/export.ts'
export { exportModel, notations } from './export/export.ts'
export type { AbaProblem } from './findings/aba.ts'
export type { DataRace } from './findings/data-race.ts'
export type { Deadlock } from './findings/deadlock.ts'
export type { FailedEnd } from './findings/failed-end.ts'
export type { BrokenInvariant } from './findings/invariant.ts'
export type { Detail } from './findings/kinds.ts'
export { findingSentence } from './findings/kinds.ts'
export type { Livelock } from './findings/livelock.ts'
export type { LockHeldAtExit } from './findings/lock-held-at-exit.ts'
export type { LockOrder } from './findings/lock-order.ts'
export type { LostUpdate } from './findings/lost-update.ts'
export type { HistoryAttempt, HistoryCall, NonLinearizable } from './findings/non-linearizable.ts'
export type { NonSerializable } from './findings/non-serializable.ts'
export type { Overlap } from './findings/overlap.ts'
export type { Explained, UnjudgedReason } from './findings/rule.ts'
export type { Starvation } from './findings/starvation.ts'
export type { StuckThread } from './findings/stuck-thread.ts'
export type { UncaughtException } from './findings/uncaught-exception.ts'
export type { GraphOptions, LabelStyle, MergeStyle } from './graph/graph-options.ts'
export { labelStyles, mergeStyles } from './graph/graph-options.ts'
export type { Arrow, Box, End, LegendEntry, Line, PathStep, Run, StateGraph } from './graph/model.ts'
export type { DrawnGraph } from './graph/state-graph.ts'
export type { AssemblyOptions } from './language/assembly/options.ts'
export type { ThreadChoice } from './language/claims/chosen-threads.ts'
export type { Language, Model, ReadOptions } from './language/read.ts'
export { languages, readModel } from './language/read.ts'
export type { Handle, ObjectKind, Register, SharedArray, SharedPlace, Variable } from './library/builder/handles.ts'
export type { LockOptions, ProgramBuilder, SharedOptions, ThreadOptions } from './library/builder/program-builder.ts'
export { program } from './library/builder/program-builder.ts'
export type { Operand as TermOperand, Reads, Term } from './library/builder/term.ts'
export type { Target, ThreadBuilder } from './library/builder/thread-builder.ts'
export { check } from './library/check.ts'
export type { Explorable, ExploreOptions, ExploreReadOptions } from './library/explore.ts'
export { explore } from './library/explore.ts'
export type { FixOptions } from './library/fix.ts'
export { fix } from './library/fix.ts'
export { ModelError } from './library/mistakes.ts'
export type { GivenCheckOptions, HostedCheckOptions } from './library/options.ts'
export { defaultOptions } from './library/options.ts'
export type { ReportedExpectation, ReportedFinding, ReportedOutcome, ReportSubject } from './library/report.ts'
export { Report } from './library/report.ts'
export { ReportGraph } from './library/report-graph.ts'
export type { TraceAbout } from './library/reported-trace.ts'
export { ReportedTrace } from './library/reported-trace.ts'
export type { TextOptions } from './library/text.ts'
export type { Colour, Head, Ink, LineStyle, Stroke, Theme, ThemeName, ThreadStyle, VerdictColours } from './picture/theme.ts'
export { themeNames, themes } from './picture/theme.ts'
export type { Access, Location } from './program/access.ts'
export type { Denoted } from './program/denote.ts'
export { denoted, denotedText } from './program/denote.ts'
export type { BinaryOperator, Expression, Meaning, Operand, Place, UnaryOperator } from './program/expressions.ts'
export { binaryOperators, unaryOperators } from './program/expressions.ts'
export type { Opcode, Operation } from './program/operations.ts'
export { isSilent } from './program/operations.ts'
export type { TargetName } from './program/print.ts'
export { observableText, operationText, stepText } from './program/print.ts'
export type {
  Barrier,
  BoundOperator,
  Choice,
  Code,
  Condition,
  ConditionKind,
  Expectation,
  FailureKind,
  FindingKind,
  Instruction,
  Invariant,
  Move,
  Mutex,
  Observable,
  Program,
  Rules,
  Schedule,
  Semaphore,
  Severity,
  SharedVariable,
  Thread,
  Value,
} from './program/program.ts'
export { failureKinds, findingKinds } from './program/program.ts'
export type { ScheduleMistake } from './program/schedule.ts'
export { readSchedule, scheduleText } from './program/schedule.ts'
export type { Reduction } from './reduction/reduction.ts'
export { reductions } from './reduction/reduction.ts'
export type { ChangeKind } from './repair/change.ts'
export { changeKinds } from './repair/change.ts'
export type { ProposedRepair, Repairs, TriedChange } from './repair/json.ts'
export type { Json } from './report/check-json.ts'
export { checkJson } from './report/check-json.ts'
export type { ReportContext } from './report/check-text.ts'
export { checkText } from './report/check-text.ts'
export type { Controls, GraphControls } from './report/controls.ts'
export { noControls } from './report/controls.ts'
export type { ShownHistory } from './report/history-text.ts'
export type { Paint, Style, Symbols } from './report/style.ts'
export { plainStyle, styleOf } from './report/style.ts'
export { tableText } from './report/table-text.ts'
export type { Cell, TraceRow } from './report/trace-row.ts'
export type { ShownTrace, TraceTable } from './report/trace-table.ts'
export { traceTable } from './report/trace-table.ts'
export type { Replay } from './semantics/replay.ts'
export { replay } from './semantics/replay.ts'
export type { Failure, MutexState, State, Status, ThreadState } from './semantics/state.ts'
export { statuses } from './semantics/state.ts'
export type { Step } from './semantics/step.ts'
export { initialState, isFinal, steps } from './semantics/step.ts'
export type { Misfit } from './semantics/steps-from.ts'
export type { Executed, Returned, StepKind, Trace, TraceStep } from './semantics/trace.ts'
export type { Limit } from './space/space.ts'
export type { WasmMemory, WasmModule } from './webassembly/host.ts'

/**
 * The state graph of a program, and the same in the language of Graphviz. A graph that would be too large for a picture
 * is refused, with a message that says how to make it smaller.
 *
 * @example
 * ```js
 * const drawn = await stateGraph(program)
 * drawn.value.graph.boxes.length // 22
 * ```
 */
export async function stateGraph(
  program: Program,
  options: Partial<GraphOptions> = {},
  checking: GivenCheckOptions = {},
): Promise<Result<DrawnGraph>> {
  return stateGraphOf(await investigate(program, checking), options)
}

/**
 * The JSON Schema of programs in their JSON form.
 *
 * @example
 * ```js
 * typeof (await programJsonSchema()) // "object"
 * ```
 */
export async function programJsonSchema(): Promise<unknown> {
  return (await import('./program/codec.ts')).programJsonSchema()
}

/**
 * The JSON Schema of the report that `checkJson` makes.
 *
 * @example
 * ```js
 * typeof (await reportJsonSchema()) // "object"
 * ```
 */
export async function reportJsonSchema(): Promise<unknown> {
  return (await import('./report/report-form.ts')).reportJsonSchema()
}
export type { StoreKind } from './space/store-kinds.ts'
export { storeKinds } from './space/store-kinds.ts'
