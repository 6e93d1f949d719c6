import type { ArgumentsCamelCase, Argv } from 'yargs'
import { didYouMean } from '../../base/suggest.ts'
import { defaultGraphOptions, type LabelStyle, labelStyles, type MergeStyle, mergeStyles } from '../../graph/graph-options.ts'
import type { Colour } from '../../picture/theme.ts'
import type { Program } from '../../program/program.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { commandLine } from '../controls.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, stepPath, writeOutput } from '../files.ts'
import { choicesOf, extensionsOf, formatByExtension, formatNamed, growingOf, refuseSize } from '../formats.ts'
import { type GraphFormat, graphFormats } from '../graph-formats.ts'
import { interruptionExit } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'
import { lookOf, type RawLook, withLookOptions } from '../look.ts'
import { investigateForPicture, traceByDefault, traceNamed } from '../select.ts'

type Arguments = RawArguments &
  RawLook & {
    readonly model: string
    readonly out: string | undefined
    readonly format: string | undefined
    readonly label: 'auto' | LabelStyle
    readonly highlight: string | undefined
    readonly around: string | undefined
    readonly merge: MergeStyle | undefined
    readonly 'max-nodes': number
    readonly full: boolean
    readonly steps: boolean
    readonly animate: boolean
    readonly tree: boolean
    readonly direction: 'auto' | 'tb' | 'lr'
    readonly legend: boolean
    readonly background: string | undefined
    readonly hide: string | undefined
    readonly 'font-size': number | undefined
  }

export function graphBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    withLookOptions(
      yargs
        .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .s, .json, - for stdin' })
        .option('out', {
          type: 'string',
          alias: 'o',
          requiresArg: true,
          describe: `Output file: ${extensionsOf(graphFormats)} (out/MODEL.svg)`,
        })
        .option('format', {
          choices: choicesOf(graphFormats),
          describe: 'Output format, if the extension is ambiguous',
        })
        .option('label', {
          choices: ['auto', ...labelStyles] as const,
          default: 'auto' as const,
          describe: 'Contents of states',
        })
        .option('highlight', { type: 'string', requiresArg: true, describe: "Highlight a trace: data-race, final, 'x == 1'" })
        .option('around', { type: 'string', requiresArg: true, describe: 'Draw only this trace and its neighbours' })
        .option('merge', { choices: mergeStyles, describe: 'Merge states' })
        .option('max-nodes', {
          type: 'number',
          default: defaultGraphOptions.maxNodes,
          describe: 'Maximum number of states to draw',
        })
        .option('full', { type: 'boolean', default: false, describe: 'Draw every state, regardless of their number' })
        .option('tree', { type: 'boolean', default: false, describe: 'Draw all interleavings as a tree (tiny programs)' })
        .option('direction', {
          choices: ['auto', 'tb', 'lr'] as const,
          default: 'auto' as const,
          describe: 'Top to bottom or left to right; auto: as --aspect fits best',
        })
        .option('font-size', { type: 'number', requiresArg: true, describe: 'Size of the text, in pixels, instead of --width' })
        .option('legend', { type: 'boolean', default: true, describe: 'Caption and legend; --no-legend for none' })
        .option('background', { type: 'string', requiresArg: true, describe: 'transparent or #rrggbb' })
        .option('hide', { type: 'string', requiresArg: true, describe: 'Threads whose steps are not drawn: main' })
        .option('steps', { type: 'boolean', default: false, describe: 'Write one picture per step of the trace' })
        .option('animate', { type: 'boolean', default: false, describe: 'Animate the trace (SVG)' }),
    ),
  )
    .example('$0 graph models/quiz1.ilv', 'out/quiz1.svg')
    .example('$0 graph models/quiz1.ilv --highlight lost-update --out q.png', 'with a trace drawn thick')
    .example('$0 graph models/loop.ilv --merge outcome', 'where an outcome becomes certain')
    .example('$0 graph models/bank_account.py --hide main --direction lr', 'only what the other threads do')
    .example('$0 graph models/quiz1.ilv --out q.mmd', 'for a README: Mermaid')
    .example('$0 graph models/quiz1.ilv --steps --theme dark --aspect 16:9', 'out/quiz1-0.svg, -1.svg, … for slides')
}

/** Draws the state graph into a file. */
export async function graphCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  if (!Number.isInteger(raw.maxNodes) || raw.maxNodes < 1) throw misuse('--max-nodes: expected a positive integer')
  const format = formatOf(raw)
  const { theme, ...frame } = lookOf(raw, graphFormats, format)
  const growing = growingOf(graphFormats, format, raw)
  const path = outputPath(raw.out, raw.model, `.${format.extension}`)
  const model = await loadModel(raw.model, shared, [raw.highlight, raw.around])
  const investigation = await investigateForPicture(model, shared)
  const named = (option: string, text: string | undefined): ReturnType<typeof traceNamed>['trace'] | null =>
    text === undefined ? null : traceNamed(investigation, option, text).trace
  const pathToGrow = growing === 'not' || raw.around !== undefined ? null : traceByDefault(investigation)
  const writers = await import('../draw.ts') // large, and needed here only
  const { contents, caption, notes } = await writers.draw(investigation, format.writer(writers), {
    label: raw.label,
    highlight: named('--highlight', raw.highlight) ?? pathToGrow,
    around: named('--around', raw.around),
    merge: raw.merge ?? null,
    tree: raw.tree,
    maxNodes: raw.maxNodes,
    full: raw.full,
    theme,
    hidden: hiddenThreads(raw.hide, investigation.result.program),
    layout: { legend: raw.legend, background: backgroundOf(raw.background) },
    direction: raw.direction,
    controls: commandLine,
    frame: { ...frame, ...scaleOf(raw, format) },
    growing,
  })
  for (const note of notes) process.stderr.write(`note: ${note}\n`)
  const paths = contents.map((_, step) => (growing === 'steps' ? stepPath(path, step, contents.length - 1) : path))
  for (const [index, each] of paths.entries()) writeOutput(each, contents[index] ?? '')
  if (!shared.quiet) process.stdout.write(shared.json ? `${jsonText(told(paths))}\n` : `wrote ${spoken(paths)}: ${caption}\n`)
  return interruptionExit() ?? (investigation.result.complete ? Exit.ok : Exit.limit)
}

/** The size of the text in a picture of the usual size. */
const usualFontSize = 10.5

function scaleOf({ 'font-size': size, width }: Arguments, format: GraphFormat): { readonly scale?: number } {
  if (size === undefined) return {}
  refuseSize(graphFormats, format, '--font-size')
  if (!(size >= 4 && size <= 200)) throw misuse('--font-size: expected a number of pixels from 4 to 200')
  if (width !== undefined)
    throw misuse('--font-size and --width exclude each other', 'the width follows from the size of the text')
  return { scale: size / usualFontSize }
}

function backgroundOf(text: string | undefined): Colour | 'transparent' | null {
  if (text === undefined || text === 'transparent') return text ?? null
  const [, digits] = /^#?([0-9a-f]{6})$/i.exec(text) ?? []
  if (digits === undefined)
    throw misuse(`--background ${text}: expected a colour`, 'write `transparent`, or for example `--background #f5f0e1`')
  return `#${digits}`
}

function hiddenThreads(text: string | undefined, { threads }: Program): ReadonlySet<number> {
  const names = threads.map(({ name }) => name)
  const wanted = (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return new Set(
    wanted.map((name) => {
      const thread = names.indexOf(name)
      if (thread === -1)
        throw misuse(`--hide: unknown thread \`${name}\``, didYouMean(name, names) ?? `threads are ${names.join(', ')}`)
      return thread
    }),
  )
}

function told(paths: readonly string[]): { readonly file: string } | { readonly files: readonly string[] } {
  const [file, ...others] = paths
  return file !== undefined && others.length === 0 ? { file } : { files: paths }
}

function spoken(paths: readonly string[]): string {
  return paths.length === 1 ? (paths[0] ?? '') : `${paths.length} pictures, ${paths[0]} to ${paths.at(-1)}`
}

function formatOf({ format, out }: Arguments): GraphFormat {
  if (format === undefined && out !== undefined) return formatByExtension(graphFormats, out)
  return formatNamed(graphFormats, format ?? 'svg')
}
