import type { Investigation } from '../check/check.ts'
import { someTraces } from '../check/sampled.ts'
import type { Rules } from '../program/program.ts'
import { plainStyle, type Style } from '../report/style.ts'
import { traceTable } from '../report/trace-table.ts'
import type { SharedArguments } from './arguments.ts'
import type { RawChoice } from './choice-options.ts'
import { chooseTrace } from './choose-trace.ts'
import { Exit } from './failure.ts'
import { stepPath, writeOutput } from './files.ts'
import { interruptionExit, outputStyle } from './host.ts'
import type { LoadedModel } from './load.ts'
import type { Look } from './look.ts'
import { type ChosenTrace, investigateForPicture, investigateModel } from './select.ts'
import type { TraceFormat } from './trace-formats.ts'
import * as writers from './trace-writers.ts'

/** What is written, how, and where. */
export interface TraceRequest {
  readonly raw: RawChoice & { readonly fold: boolean; readonly steps: boolean; readonly animate: boolean }
  readonly model: LoadedModel
  readonly shared: SharedArguments
  readonly format: TraceFormat
  readonly look: Look
  /** Null: standard output. */
  readonly path: string | null
}

/** Writes the trace that the options choose, or a figure for each of its steps. Returns the exit code. */
export async function writeTrace(request: TraceRequest): Promise<number> {
  const { raw, model, shared, path } = request
  const explored = (): Promise<Investigation> => investigateForPicture(model, shared)
  const chosen = await chooseTrace(raw, model, shared, (asked) => investigateModel(model, shared, asked), explored)
  if (chosen === null) return interruptionExit() ?? Exit.found
  const style = styleOf(request)
  const content = contentOf(request, chosen, style)
  if (path === null) process.stdout.write(await content(null))
  else if (raw.steps) {
    const moments = traceTable(model.program, chosen, style.symbols, raw.fold).rows.length
    for (let moment = 0; moment <= moments; moment++) writeOutput(stepPath(path, moment, moments), await content(moment))
    process.stderr.write(`wrote ${moments + 1} figures: ${stepPath(path, 0, moments)} to ${stepPath(path, moments, moments)}\n`)
  } else {
    writeOutput(path, await content(null))
    process.stderr.write(`wrote ${path}\n`)
  }
  return interruptionExit() ?? Exit.ok
}

/** Writes interleavings that differ most: one after the other, or each into a file of its own. Returns the exit code. */
export async function writeSome(request: TraceRequest, count: number): Promise<number> {
  const { model, shared, path, format } = request
  const traces = someTraces(await investigateForPicture(model, shared), count, rulesOf(request))
  const style = styleOf(request)
  for (const [index, trace] of traces.entries()) {
    const title = `interleaving ${index + 1} of ${traces.length}`
    const content = await contentOf(request, { trace, detail: null, cycleFrom: null, title }, style)(null)
    if (path !== null) writeOutput(stepPath(path, index + 1, traces.length), content)
    else {
      if (format.name === 'text') process.stdout.write(`${index > 0 ? '\n' : ''}${style.paint.bold(`I${title.slice(1)}`)}\n`)
      process.stdout.write(content)
    }
  }
  if (path !== null) {
    process.stderr.write(`wrote ${stepPath(path, 1, traces.length)} to ${stepPath(path, traces.length, traces.length)}\n`)
  }
  return interruptionExit() ?? Exit.ok
}

function rulesOf({ shared }: TraceRequest): Rules {
  return { spuriousWakeups: shared.spuriousWakeups }
}

function styleOf({ path, shared }: TraceRequest): Style {
  return path === null ? outputStyle(shared) : plainStyle
}

function contentOf(
  request: TraceRequest,
  chosen: ChosenTrace,
  style: Style,
): (moment: number | null) => Promise<string | Uint8Array> {
  const { raw, model, format, look } = request
  const table = traceTable(model.program, chosen, style.symbols, raw.fold)
  const rules = rulesOf(request)
  return format.writer(writers)({ model, chosen, table, style, rules, look, animated: raw.animate })
}
