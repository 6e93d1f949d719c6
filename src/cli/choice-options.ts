import type { Argv } from 'yargs'

/** The options that choose a schedule of a program, as yargs returns them. */
export interface RawChoice {
  readonly finding: string | undefined
  readonly final: string | undefined
  readonly schedule: string | undefined
  readonly random: string | undefined
  /** The line of an `expect` line. */
  readonly expect: number | undefined
}

/** Adds the options that choose a schedule. */
export function withChoiceOptions<T>(yargs: Argv<T>): Argv<T & RawChoice> {
  return yargs
    .option('finding', { type: 'string', requiresArg: true, describe: 'Shortest trace that shows this finding: data-race, …' })
    .option('final', {
      type: 'string',
      requiresArg: true,
      describe: "Shortest trace to this condition: 'balance == 1'; after --finding lost-update: in which an update is lost",
    })
    .option('schedule', { type: 'string', requiresArg: true, describe: "Schedule to execute: 'A*2 B A'" })
    .option('random', {
      type: 'string',
      requiresArg: true,
      describe: 'Random execution with this seed; uniform: each interleaving as likely as any other (uniform:7)',
    })
    .option('expect', {
      type: 'number',
      requiresArg: true,
      describe: 'Execution that decides the `expect` line at this line: 12',
    })
    .conflicts({
      finding: ['schedule', 'random', 'expect'],
      final: ['schedule', 'random', 'expect'],
      schedule: ['random', 'expect'],
      random: ['expect'],
    })
}
