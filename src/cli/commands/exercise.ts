import type { ArgumentsCamelCase, Argv } from 'yargs'
import { sharedArguments, withSharedOptions } from '../arguments.ts'
import type { ExerciseArguments } from '../exercise-run.ts'
import { misuse } from '../failure.ts'
import { choicesOf, extensionsOf } from '../formats.ts'
import { sheetFormats } from '../sheet-formats.ts'

export function exerciseBuilder(yargs: Argv): Argv<ExerciseArguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, - for stdin' })
      .option('format', {
        choices: choicesOf(sheetFormats),
        describe: 'Output format, if the extension is ambiguous (markdown)',
      })
      .option('out', { type: 'string', alias: 'o', requiresArg: true, describe: `Output file: ${extensionsOf(sheetFormats)}` })
      .option('title', { type: 'string', requiresArg: true, describe: 'Title of the sheet (the name of the model)' })
      .option('seed', { type: 'number', default: 1, requiresArg: true, describe: 'Another number, another sheet' }),
  )
    .example('$0 exercise models/quiz1.ilv', 'questions about a program, with a key')
    .example('$0 exercise models/quiz1.ilv --out out/quiz1.xml', 'for Moodle')
    .example('$0 exercise models/lock_order.py --seed 7 --out out/sheet7.html', 'a sheet for one student')
}

/** Makes a sheet of questions about a model. What does so is loaded on demand, so that a check starts fast. */
export async function exerciseCommand(raw: ArgumentsCamelCase<ExerciseArguments>): Promise<number> {
  if (!Number.isInteger(raw.seed)) throw misuse(`--seed ${raw.seed}: expected an integer`, 'write, for example, `--seed 7`')
  const { writeExercise } = await import('../exercise-run.ts')
  return writeExercise(raw, sharedArguments(raw))
}
