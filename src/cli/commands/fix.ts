import type { ArgumentsCamelCase, Argv } from 'yargs'
import { sharedArguments, withSharedOptions } from '../arguments.ts'
import type { FixArguments } from '../fix-run.ts'

export function fixBuilder(yargs: Argv): Argv<FixArguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, - for stdin' })
      .option('for', {
        type: 'string',
        requiresArg: true,
        describe: 'What must go: lost-update,data-race,deadlock,… (all errors)',
      })
      .option('expect', {
        type: 'string',
        requiresArg: true,
        describe: "What must hold in each final state: 'balance == 4'",
      })
      .option('max', { type: 'number', default: 5, requiresArg: true, describe: 'So many repairs at most' })
      .option('apply', { type: 'boolean', default: false, describe: 'Write the first repair into the file' })
      .option('number', { type: 'number', requiresArg: true, describe: 'Which repair to apply or print (1)' })
      .option('format', { choices: ['text', 'diff'] as const, describe: 'diff: one repair, as `git apply` takes it' }),
  )
    .example('$0 fix models/quiz2.ilv', 'where must the lock go?')
    .example('$0 fix models/lesson.py --threads deposit_racy:2', 'the smallest changes, each proved')
    .example("$0 fix models/quiz1.ilv --expect 'balance == 2'", 'what must hold in the end')
    .example('$0 fix models/lock_order.py --apply', 'changes the file')
}

/** Looks for the smallest changes that repair a model. What does so is loaded on demand, so that a check starts fast. */
export async function fixCommand(raw: ArgumentsCamelCase<FixArguments>): Promise<number> {
  const { fixModel } = await import('../fix-run.ts')
  return fixModel(raw, sharedArguments(raw))
}
