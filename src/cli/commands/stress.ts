import type { ArgumentsCamelCase, Argv } from 'yargs'
import { countIn, type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { misuse } from '../failure.ts'
import { standardInput } from '../files.ts'

type Arguments = RawArguments & {
  readonly model: string
  readonly seconds: string
  readonly python: string
  readonly 'allow-effects': boolean
}

export function stressBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A Python file' })
      .option('seconds', { type: 'string', requiresArg: true, default: '5', describe: 'How long' })
      .option('python', { type: 'string', requiresArg: true, default: 'python3', describe: 'The interpreter: python3.12' })
      .option('allow-effects', {
        type: 'boolean',
        default: false,
        describe: 'Execute files that write files, start processes, use the network',
      }),
  )
    .example('$0 stress models/dict_counter.py', 'what CPython shows by itself, beside what is possible')
    .example('$0 stress m.py --threads deposit:2 --seconds 10', 'functions of a module that starts no threads')
}

/** Executes a file as it is, many times. */
export async function stressCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  if (raw.model === standardInput) throw misuse('stress: expected a file', 'standard input cannot be executed again and again')
  const { stress } = await import('../stress-run.ts') // rarely needed
  const seconds = countIn('--seconds', raw.seconds, '5')
  return stress(raw.model, sharedArguments(raw), { python: raw.python, seconds, allowEffects: raw['allow-effects'] })
}
