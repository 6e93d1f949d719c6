import type { ArgumentsCamelCase, Argv } from 'yargs'
import { defaultGraphOptions, type LabelStyle, labelStyles, type MergeStyle, mergeStyles } from '../../graph/graph-options.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { commandLine } from '../controls.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, stepPath, writeOutput } from '../files.ts'
import { extensionsOf, formatByExtension, formatNamed, growingOf } from '../formats.ts'
import { type GraphFormat, type GraphFormatName, graphFormats } from '../graph-formats.ts'
import { interruptionExit } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'
import { lookOf, type RawLook, withLookOptions } from '../look.ts'
import { investigateForPicture, traceByDefault, traceNamed } from '../select.ts'

type Arguments = RawArguments &
  RawLook & {
    readonly model: string
    readonly out: string | undefined
    readonly format: GraphFormatName | undefined
    readonly label: 'auto' | LabelStyle
    readonly highlight: string | undefined
    readonly around: string | undefined
    readonly merge: MergeStyle | undefined
    readonly 'max-nodes': number
    readonly full: boolean
    readonly steps: boolean
    readonly animate: boolean
  }

export function graphBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    withLookOptions(
      yargs
        .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .s, .json, - for stdin' })
        .option('out', {
          type: 'string',
          requiresArg: true,
          describe: `Output file: ${extensionsOf(graphFormats)} (out/MODEL.svg)`,
        })
        .option('format', {
          choices: graphFormats.map(({ name }) => name),
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
        .option('steps', { type: 'boolean', default: false, describe: 'Write one picture per step of the trace' })
        .option('animate', { type: 'boolean', default: false, describe: 'Animate the trace (SVG)' }),
    ),
  )
    .example('$0 graph models/quiz1.ilv', 'out/quiz1.svg')
    .example('$0 graph models/quiz1.ilv --highlight lost-update --out q.png', 'with a trace drawn thick')
    .example('$0 graph models/loop.ilv --merge outcome', 'where an outcome becomes certain')
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
    maxNodes: raw.maxNodes,
    full: raw.full,
    theme,
    controls: commandLine,
    frame,
    growing,
  })
  for (const note of notes) process.stderr.write(`note: ${note}\n`)
  const paths = contents.map((_, step) => (growing === 'steps' ? stepPath(path, step, contents.length - 1) : path))
  for (const [index, each] of paths.entries()) writeOutput(each, contents[index] ?? '')
  if (!shared.quiet) process.stdout.write(shared.json ? `${jsonText(told(paths))}\n` : `wrote ${spoken(paths)}: ${caption}\n`)
  return interruptionExit() ?? (investigation.result.complete ? Exit.ok : Exit.limit)
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
