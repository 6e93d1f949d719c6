import { errorAt } from '../base/diagnostic.ts'
import { didYouMean, suggestion } from '../base/suggest.ts'
import { type Investigation, investigate } from '../check/check.ts'
import { findingOfKind, traceToFinal } from '../check/traces.ts'
import { findingHead } from '../findings/kinds.ts'
import { readFinalCondition } from '../language/claims/options.ts'
import { peersIn } from '../program/dataflow.ts'
import { type Expression, type FindingKind, findingKinds, type Program } from '../program/program.ts'
import type { ShownTrace } from '../report/trace-table.ts'
import type { Trace } from '../semantics/trace.ts'
import type { SharedArguments } from './arguments.ts'
import { Misuse, misuse } from './failure.ts'
import { clearProgress } from './host.ts'
import { checkOptions, type LoadedModel } from './load.ts'

/** A trace that the user chose, and what it shows. */
export interface ChosenTrace extends ShownTrace {
  readonly title: string
}

/** Explores a model for a command that shows a part of the results. */
export async function investigateModel(
  model: LoadedModel,
  shared: SharedArguments,
  asked: Expression | null = null,
): Promise<Investigation> {
  const kept = asked === null ? [] : peersIn(asked)
  const investigation = await investigate(model.program, { ...checkOptions(model, shared), kept })
  clearProgress()
  return investigation
}

/** Returns a kind of finding by name. Throws `Misuse`. */
export function findingKindOf(option: string, text: string): FindingKind {
  const kind = findingKinds.find((each) => each === text)
  if (kind === undefined) throw misuse(`${option} ${text}: unknown kind of finding`, didYouMean(text, findingKinds))
  return kind
}

/** A picture shows the program itself with every transition; more states than this could not be drawn at all. */
const mostDrawnStates = 1_000_000

/** Explores a model for a picture. */
export async function investigateForPicture(model: LoadedModel, shared: SharedArguments): Promise<Investigation> {
  const maxStates = shared.maxStates ?? mostDrawnStates
  const options = { ...checkOptions(model, shared), maxStates, reduce: [], engine: 'plain' } as const
  const investigation = await investigate(model.program, options)
  clearProgress()
  return investigation
}

/** Returns the trace of the first finding of a kind; null if there is none. */
export function traceOfFinding({ result }: Investigation, kind: FindingKind): ChosenTrace | null {
  const finding = findingOfKind(result, kind)
  return finding === null ? null : { ...finding, title: findingHead(result.program, finding.detail) }
}

/** Parses a condition on final states that was given as an option. Throws `Misuse`. */
export function finalCondition(program: Program, option: string, text: string): Expression {
  const { condition, problems } = readFinalCondition(program, text, option)
  if (condition === null || problems.errors.length > 0) throw new Misuse(problems.errors)
  return condition
}

/** Returns a shortest trace to a final state with a condition; null if there is none. */
export function traceOfFinal(investigation: Investigation, condition: Expression, title: string): ChosenTrace | null {
  const trace = traceToFinal(investigation, condition)
  return trace === null ? null : { trace, detail: null, cycleFrom: null, title }
}

/**
 * Returns the trace that `--highlight` or `--around` names: by a kind of finding, `final`, or a condition on final states.
 */
export function traceNamed(investigation: Investigation, option: string, text: string): ChosenTrace {
  const { program } = investigation.result
  const kind = findingKinds.find((each) => each === text)
  const near = kind === undefined && /^[a-z]+-[a-z-]+$/.test(text) ? suggestion(text, findingKinds) : null
  if (near !== null) throw misuse(`${option} ${text}: unknown kind of finding`, `did you mean \`${near}\`?`)
  const chosen =
    kind !== undefined
      ? traceOfFinding(investigation, kind)
      : traceOfFinal(investigation, finalCondition(program, option, text === 'final' ? '1 == 1' : text), text)
  if (chosen !== null) return chosen
  const found = [...new Set(investigation.result.findings.map((each) => each.kind))]
  const hint = found.length > 0 ? `found here: ${found.join(', ')}` : 'nothing was found here'
  throw misuse(`${option} ${text}: nothing found that shows it`, hint)
}

/** Returns the trace that a picture shows by default: that of the first finding, else one to an end. */
export function traceByDefault({ result }: Investigation): Trace | null {
  return result.findings[0]?.trace ?? result.outcomes[0]?.witness() ?? null
}

/** Returns a message about a word of a schedule that was given as an option. */
export function scheduleMisuse(
  text: string,
  mistake: { start: number; end: number; message: string; hint: string | null },
): Misuse {
  return new Misuse([errorAt({ name: '--schedule', text }, mistake, mistake.message, mistake.hint)])
}
