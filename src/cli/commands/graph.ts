import { extname } from 'node:path'
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { defaultGraphOptions, type LabelStyle, labelStyles, type MergeStyle, mergeStyles } from '../../graph/options.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, writeOutput } from '../files.ts'
import { interruptionExit } from '../host.ts'
import { loadModel } from '../load.ts'
import { type PictureFormat, pictureFormats } from '../picture-formats.ts'
import { investigateForPicture, traceNamed } from '../select.ts'

type Arguments = RawArguments & {
  readonly model: string
  readonly out: string | undefined
  readonly format: PictureFormat | undefined
  readonly label: 'auto' | LabelStyle
  readonly highlight: string | undefined
  readonly around: string | undefined
  readonly merge: MergeStyle | undefined
  readonly 'max-nodes': number
  readonly full: boolean
}

export function graphBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .json, - for stdin' })
      .option('out', { type: 'string', requiresArg: true, describe: 'The file: .dot .svg .png .pdf .mmd (out/MODEL.svg)' })
      .option('format', { choices: pictureFormats, describe: "The format, where the file's ending does not tell" })
      .option('label', { choices: ['auto', ...labelStyles] as const, default: 'auto' as const, describe: 'What states say' })
      .option('highlight', { type: 'string', requiresArg: true, describe: "Draw a trace thick: data-race, final, 'x == 1'" })
      .option('around', { type: 'string', requiresArg: true, describe: 'Draw this trace and its neighbours only' })
      .option('merge', { choices: mergeStyles, describe: 'Draw several states as one' })
      .option('max-nodes', { type: 'number', default: defaultGraphOptions.maxNodes, describe: 'Most states to draw' })
      .option('full', { type: 'boolean', default: false, describe: 'Draw every state, however many' }),
  )
    .example('$0 graph models/quiz1.ilv', 'out/quiz1.svg')
    .example('$0 graph models/quiz1.ilv --highlight lost-update --out q.png', 'with a trace drawn thick')
    .example('$0 graph models/loop.ilv --merge outcome', 'where an outcome becomes certain')
    .example('$0 graph models/quiz1.ilv --out q.mmd', 'for a README: Mermaid')
}

/** Draws the state graph into a file. */
export async function graphCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  if (!Number.isInteger(raw.maxNodes) || raw.maxNodes < 1) throw misuse('--max-nodes is a whole number above 0')
  const format = formatOf(raw)
  const path = outputPath(raw.out, raw.model, `.${format}`)
  const model = await loadModel(raw.model, shared)
  const investigation = await investigateForPicture(model, shared)
  const named = (option: string, text: string | undefined): ReturnType<typeof traceNamed>['trace'] | null =>
    text === undefined ? null : traceNamed(investigation, option, text).trace
  const { draw } = await import('../draw.ts') // large, and needed here only
  const { content, caption, notes } = await draw(investigation, format, {
    label: raw.label,
    highlight: named('--highlight', raw.highlight),
    around: named('--around', raw.around),
    merge: raw.merge ?? null,
    maxNodes: raw.maxNodes,
    full: raw.full,
  })
  for (const note of notes) process.stderr.write(`note: ${note}\n`)
  writeOutput(path, content)
  if (!shared.quiet) process.stdout.write(shared.json ? `${JSON.stringify({ file: path })}\n` : `wrote ${path}: ${caption}\n`)
  return interruptionExit() ?? (investigation.result.complete ? Exit.ok : Exit.limit)
}

function formatOf({ format, out }: Arguments): PictureFormat {
  if (format !== undefined) return format
  if (out === undefined) return 'svg'
  const ending = extname(out).slice(1).toLowerCase()
  const known = pictureFormats.find((each) => each === ending)
  if (known === undefined) {
    throw misuse(`--out ${out}: this ending tells no format`, 'end it with .dot, .svg, .png, .pdf or .mmd, or add `--format`')
  }
  return known
}
