import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import type { ComparisonFormat } from '../comparison.ts'

const formats: readonly ComparisonFormat[] = ['text', 'markdown', 'html', 'json']

type Arguments = RawArguments & {
  readonly models: readonly string[]
  readonly format: ComparisonFormat | 'md' | undefined
  readonly forever: boolean
}

export function compareBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', { type: 'string', array: true, demandOption: true, describe: 'Models to compare' })
      .option('format', { choices: [...formats, 'md'] as const, describe: 'Output format (text)' })
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

/** Compares models; what does so is loaded on demand, so that a check starts fast. */
export async function compareCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const { compareModels } = await import('../comparison.ts')
  const format = raw.format === 'md' ? 'markdown' : raw.format
  return compareModels(raw.models, shared, raw.forever, format ?? (shared.json ? 'json' : 'text'))
}
