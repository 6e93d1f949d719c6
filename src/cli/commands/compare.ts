import type { ArgumentsCamelCase, Argv } from 'yargs'
import { assess } from '../../check/assess.ts'
import { type Compared, compareHtml, compareMarkdown, compareText } from '../../report/compare.ts'
import { compareJson } from '../../report/compare-json.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { commandLine } from '../controls.ts'
import { Exit, worst } from '../failure.ts'
import { clearProgress, interruptionExit, outputStyle } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { checkOptions, loadModel, modelsAmong } from '../load.ts'

const formats = ['text', 'markdown', 'html', 'json'] as const

type Arguments = RawArguments & {
  readonly models: readonly string[]
  readonly format: (typeof formats)[number] | undefined
  readonly forever: boolean
}

export function compareBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', { type: 'string', array: true, demandOption: true, describe: 'Models to compare' })
      .option('format', { choices: formats, describe: 'Output format (text)' })
      .option('forever', {
        type: 'boolean',
        default: false,
        describe: 'Judge progress guarantees with each thread repeated forever',
      }),
  )
    .example('$0 compare models/quiz1.ilv models/locked.ilv', 'side by side')
    .example('$0 compare models/*.ilv --format markdown', 'for a page')
    .example('$0 compare models/approaches/* --forever', 'with progress guarantees')
}

/** Checks several models and prints the results side by side. An error found in a model does not change the exit code. */
export async function compareCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const compared: Compared[] = []
  for (const name of modelsAmong(raw.models)) {
    const model = await loadModel(name, shared)
    const { program } = model
    compared.push({ name: model.name, assessment: await assess(program, checkOptions(program, shared), raw.forever) })
    clearProgress()
    if (interruptionExit() !== null) break
  }
  const format = raw.format ?? (shared.json ? 'json' : 'text')
  if (format === 'json')
    process.stdout.write(`${jsonText({ schema: 'interleave/compare@1', models: compareJson(compared, commandLine) })}\n`)
  else if (format === 'markdown') process.stdout.write(compareMarkdown(compared, commandLine))
  else
    process.stdout.write(
      format === 'html' ? compareHtml(compared, commandLine) : compareText(compared, outputStyle(shared), commandLine),
    )
  return interruptionExit() ?? worst(compared.map(({ assessment }) => (assessment.result.complete ? Exit.ok : Exit.limit)))
}
