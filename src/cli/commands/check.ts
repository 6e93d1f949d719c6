import type { ArgumentsCamelCase, Argv } from 'yargs'
import { check } from '../../check/check.ts'
import { checkJson } from '../../report/check-json.ts'
import { checkText, quietText } from '../../report/check-text.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, worst } from '../failure.ts'
import { clearProgress, interruptionExit, outputStyle } from '../host.ts'
import { checkOptions, loadModel } from '../load.ts'
import { sweep } from '../sweep.ts'

type Arguments = RawArguments & { readonly models: readonly string[]; readonly sweep: string | undefined }

export function checkBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Models: .ilv, .json, - for stdin',
      })
      .option('sweep', { type: 'string', requiresArg: true, describe: 'Check for each value of a constant: N=1..8' }),
  )
    .example('$0 check models/quiz1.ilv', 'all final values, findings and traces')
    .example('$0 check models/*.ilv --quiet', 'a line for each model')
    .example('$0 check m.ilv --sweep N=1..8', 'by a constant: a table, a picture, what it fits')
    .example("$0 check m.ilv --observe 'x, A.tmp'", 'final values of these names')
    .example('$0 check m.ilv --set N=3 --json', 'with another constant, as JSON')
}

/** Checks each model in turn and prints its report; the result is the exit code. */
export async function checkCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const style = outputStyle(shared)
  const codes: number[] = []
  for (const [index, name] of raw.models.entries()) {
    if (raw.sweep !== undefined) {
      codes.push(await sweep(name, raw.sweep, shared))
      continue
    }
    const model = await loadModel(name, shared)
    const result = await check(model.program, checkOptions(model.program, shared))
    clearProgress()
    if (shared.json) process.stdout.write(`${JSON.stringify(checkJson(result, name, model.notes))}\n`)
    else if (shared.quiet) process.stdout.write(quietText(result, model, style))
    else process.stdout.write((index > 0 ? '\n' : '') + checkText(result, model, style))
    codes.push(result.verdict === 'fail' ? Exit.found : result.verdict === 'incomplete' ? Exit.limit : Exit.ok)
    const interrupted = interruptionExit()
    if (interrupted !== null) return interrupted
  }
  return worst(codes)
}
