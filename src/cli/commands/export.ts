import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, Misuse } from '../failure.ts'
import { outputPath, writeOutput } from '../files.ts'
import { loadModel } from '../load.ts'

/** As in `export/export.ts`, which is loaded on demand. */
const notations = ['promela', 'tla', 'murphi'] as const

type Arguments = RawArguments & {
  readonly model: string
  readonly to: (typeof notations)[number]
  readonly out: string | undefined
}

export function exportBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .s, .json, - for stdin' })
      .option('to', { choices: notations, demandOption: true, requiresArg: true, describe: 'The notation' })
      .option('out', { type: 'string', alias: 'o', requiresArg: true, describe: 'Output file (standard output)' }),
  )
    .example('$0 export models/peterson.ilv --to promela --out peterson.pml', 'for SPIN')
    .example('$0 export models/peterson.ilv --to tla --out Peterson.tla', 'for TLC; writes Peterson.cfg beside it')
}

/** Writes a model in the notation of another tool. */
export async function exportCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const { program } = await loadModel(raw.model, shared)
  const { exportModel } = await import('../../export/export.ts')
  const path = raw.out === undefined ? null : outputPath(raw.out, raw.model, '')
  const exported = exportModel(program, { to: raw.to, rules: { spuriousWakeups: shared.spuriousWakeups }, name: path })
  if (!exported.ok) throw new Misuse(exported.errors)
  const { text, config } = exported.value
  if (path === null) {
    process.stdout.write(text)
    return Exit.ok
  }
  writeOutput(path, text)
  process.stderr.write(`wrote ${path}\n`)
  if (config !== null) {
    const beside = `${path.replace(/\.tla$/, '')}.cfg`
    writeOutput(beside, config)
    process.stderr.write(`wrote ${beside}\n`)
  }
  return Exit.ok
}
