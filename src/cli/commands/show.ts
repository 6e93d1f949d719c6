import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit } from '../failure.ts'
import { outputStyle } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { loadModel } from '../load.ts'

type Arguments = RawArguments & { readonly model: string }

export function showBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs.positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .s, .json, - for stdin' }),
  )
    .example('$0 show models/quiz1.ilv', "each thread's instructions; silent ones in parentheses")
    .example('$0 show models/quiz1.ilv --json > quiz1.json', 'the program as JSON, which every command reads')
}

/** Prints the lowered program. */
export async function showCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const { program } = await loadModel(raw.model, shared)
  if (shared.json) {
    const { encodeProgram } = await import('../../program/codec.ts')
    process.stdout.write(`${jsonText(encodeProgram(program), 1)}\n`)
  } else {
    const { showText } = await import('../../report/show.ts')
    process.stdout.write(showText(program, outputStyle(shared)))
  }
  return Exit.ok
}
