import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { type RawChoice, withChoiceOptions } from '../choice-options.ts'
import { misuse } from '../failure.ts'
import { outputPath } from '../files.ts'
import { choicesOf, extensionsOf, formatByExtension, formatNamed, growingOf } from '../formats.ts'
import { loadModel } from '../load.ts'
import { lookOf, type RawLook, withLookOptions } from '../look.ts'
import { type TraceFormat, traceFormats } from '../trace-formats.ts'

type Arguments = RawArguments &
  RawChoice &
  RawLook & {
    readonly model: string
    readonly format: string | undefined
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
      choices: choicesOf(traceFormats),
      describe: 'Output format, if the extension is ambiguous (text)',
    })
    .option('out', { type: 'string', alias: 'o', requiresArg: true, describe: `Output file: ${extensionsOf(traceFormats)}` })
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

/** Prints one schedule as a table, or draws it; or several. What does so is loaded on demand, so that a check starts fast. */
export async function traceCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const format = formatOf(raw, shared.json)
  growingOf(traceFormats, format, raw)
  const look = lookOf(raw, traceFormats, format)
  const { steps, some } = raw
  if (some !== undefined && steps) {
    throw misuse('--some and --steps exclude each other', 'choose one of the interleavings by --schedule')
  }
  if (some !== undefined && !(Number.isInteger(some) && some >= 1 && some <= mostShown)) {
    throw misuse(`--some: expected a number from 1 to ${mostShown}`, 'write, for example, `--some 5`')
  }
  const model = await loadModel(raw.model, shared, [raw.final])
  const { writeSome, writeTrace } = await import('../write-traces.ts')
  const request = { raw, model, shared, format, look, path: pathOf(raw, format) }
  return some === undefined ? writeTrace(request) : writeSome(request, some)
}

/** The most interleavings that `--some` shows. */
const mostShown = 100

function formatOf({ format, out, steps, animate }: Arguments, json: boolean): TraceFormat {
  if (format === undefined && out !== undefined) return formatByExtension(traceFormats, out)
  return formatNamed(traceFormats, format ?? (json ? 'json' : steps || animate ? 'svg' : 'text'))
}

/** Returns the output file; null for standard output. */
function pathOf({ out, model, steps }: Arguments, format: TraceFormat): string | null {
  if (out === undefined && !steps && format.isBinary !== true) return null
  return outputPath(out, model, `-trace.${format.extension}`)
}
