import type { ArgumentsCamelCase, Argv } from 'yargs'
import type { Investigation } from '../../check/check.ts'
import type { Rules } from '../../program/program.ts'
import { plainStyle, type Style } from '../../report/style.ts'
import { traceTable } from '../../report/trace-table.ts'
import { type RawArguments, type SharedArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { chooseTrace, type RawChoice, withChoiceOptions } from '../choose-trace.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, stepPath, writeOutput } from '../files.ts'
import { extensionsOf, formatByExtension, formatNamed, growingOf } from '../formats.ts'
import { interruptionExit, outputStyle } from '../host.ts'
import { type LoadedModel, loadModel } from '../load.ts'
import { type Look, lookOf, type RawLook, withLookOptions } from '../look.ts'
import { type ChosenTrace, investigateForPicture, investigateModel } from '../select.ts'
import { type TraceFormat, type TraceFormatName, traceFormats } from '../trace-formats.ts'

type Arguments = RawArguments &
  RawChoice &
  RawLook & {
    readonly model: string
    readonly format: TraceFormatName | undefined
    readonly out: string | undefined
    readonly fold: boolean
    readonly steps: boolean
    readonly animate: boolean
    readonly some: number | undefined
  }

export function traceBuilder(yargs: Argv): Argv<Arguments> {
  const model = yargs.positional('model', {
    type: 'string',
    demandOption: true,
    describe: 'A model: .ilv, .py, .s, .json, - for stdin',
  })
  const written = withChoiceOptions(model)
    .option('format', {
      choices: traceFormats.map(({ name }) => name),
      describe: 'Output format, if the extension is ambiguous (text)',
    })
    .option('out', { type: 'string', requiresArg: true, describe: `Output file: ${extensionsOf(traceFormats)}` })
    .option('some', {
      type: 'number',
      requiresArg: true,
      conflicts: ['finding', 'final', 'schedule', 'random'],
      describe: 'So many interleavings that differ most from each other',
    })
    .option('steps', { type: 'boolean', default: false, describe: 'Write one picture per step' })
    .option('animate', { type: 'boolean', default: false, describe: 'Animate the steps (SVG)' })
    .option('fold', { type: 'boolean', default: true, describe: 'Fold repeated parts' })
  return withSharedOptions(withLookOptions(written))
    .example('$0 trace models/quiz1.ilv', 'a shortest trace of the first finding, or to a final state')
    .example("$0 trace models/quiz1.ilv --final 'balance == 2'", 'a witness')
    .example("$0 trace models/quiz1.ilv --schedule 'A B A*2 B*2'", 'a schedule of your own')
    .example('$0 trace models/quiz1.ilv --out out/quiz1.png --theme dark --aspect 16:9', 'for a slide')
    .example('$0 trace models/quiz1.ilv --steps --out out/quiz1.svg', 'out/quiz1-0.svg, -1.svg, … that flip')
    .example('$0 trace models/quiz1.ilv --random 7 --format markdown', 'for a page')
    .example('$0 trace models/locked.ilv --some 3', 'what can happen, also if nothing is wrong')
}

/** Prints one schedule as a table, or draws it. */
export async function traceCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const format = formatOf(raw, shared.json)
  growingOf(traceFormats, format, raw)
  const look = lookOf(raw, traceFormats, format)
  const path = pathOf(raw, format)
  const rules: Rules = { spuriousWakeups: shared.spuriousWakeups }
  const model = await loadModel(raw.model, shared, [raw.final])
  const fully = (): Promise<Investigation> => investigateForPicture(model, shared)
  const { some } = raw
  if (some !== undefined) return writeSome({ raw, model, rules, format, look, path, some, shared }, await fully())
  const chosen = await chooseTrace(raw, model, rules, (asked) => investigateModel(model, shared, asked), fully)
  if (chosen === null) return interruptionExit() ?? Exit.found
  const style = path === null ? outputStyle(shared) : plainStyle
  const content = await contentOf({ raw, model, rules, format, look }, chosen, style)
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

/** What is written, and how. */
interface Request {
  readonly raw: Arguments
  readonly model: LoadedModel
  readonly rules: Rules
  readonly format: TraceFormat
  readonly look: Look
}

async function contentOf(
  { raw, model, rules, format, look }: Request,
  chosen: ChosenTrace,
  style: Style,
): Promise<(moment: number | null) => Promise<string | Uint8Array>> {
  const table = traceTable(model.program, chosen, style.symbols, raw.fold)
  const writers = await import('../trace-writers.ts') // large, and needed here only
  return format.writer(writers)({ model, chosen, table, style, rules, look, animated: raw.animate })
}

/** The most interleavings that `--some` shows. */
const mostShown = 100

interface SomeRequest extends Request {
  readonly path: string | null
  readonly some: number
  readonly shared: SharedArguments
}

/** Writes interleavings that differ most: one after the other, or each into a file of its own. */
async function writeSome(request: SomeRequest, investigation: Investigation): Promise<number> {
  const { rules, path, some, shared, format } = request
  if (request.raw.steps) throw misuse('--some and --steps exclude each other', 'choose one of the interleavings by --schedule')
  if (!Number.isInteger(some) || some < 1 || some > mostShown) {
    throw misuse(`--some: expected a number from 1 to ${mostShown}`, 'write, for example, `--some 5`')
  }
  const { someTraces } = await import('../../check/sampled.ts') // as the writers, needed here only
  const traces = someTraces(investigation, some, rules)
  const style = path === null ? outputStyle(shared) : plainStyle
  for (const [index, trace] of traces.entries()) {
    const title = `interleaving ${index + 1} of ${traces.length}`
    const content = await (await contentOf(request, { trace, detail: null, cycleFrom: null, title }, style))(null)
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

function formatOf({ format, out, steps, animate }: Arguments, json: boolean): TraceFormat {
  if (format === undefined && out !== undefined) return formatByExtension(traceFormats, out)
  return formatNamed(traceFormats, format ?? (json ? 'json' : steps || animate ? 'svg' : 'text'))
}

/** Returns the output file; null for standard output. */
function pathOf({ out, model, steps }: Arguments, format: TraceFormat): string | null {
  if (out === undefined && !steps && format.isBinary !== true) return null
  return outputPath(out, model, `-trace.${format.extension}`)
}
