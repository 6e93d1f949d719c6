import type { ArgumentsCamelCase, Argv } from 'yargs'
import { type ClockKind, clockKinds } from '../../cpython/clock-kinds.ts'
import { type RandomValues, randomValuesKinds } from '../../cpython/random-values.ts'
import { type RawArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { type RawChoice, withChoiceOptions } from '../choice-options.ts'
import { misuse } from '../failure.ts'
import { standardInput } from '../files.ts'

type Arguments = RawArguments &
  RawChoice & {
    readonly model: string
    readonly python: string
    readonly 'allow-effects': boolean
    readonly out: string | undefined
    readonly real: boolean
    readonly call: string | undefined
    readonly clock: ClockKind | undefined
    readonly 'random-values': RandomValues | undefined
    readonly 'trace-module': readonly string[] | undefined
  }

export function replayBuilder(yargs: Argv): Argv<Arguments> {
  const model = yargs.positional('model', { type: 'string', demandOption: true, describe: 'A Python file' })
  const chosen = withChoiceOptions(model)
    .option('python', { type: 'string', requiresArg: true, default: 'python3', describe: 'The interpreter: python3.12' })
    .option('allow-effects', {
      type: 'boolean',
      default: false,
      describe: 'Execute files that write files, start processes, use the network',
    })
    .option('real', {
      type: 'boolean',
      default: false,
      describe: 'A schedule that `check --real` finds, of the program itself',
    })
    .option('call', {
      type: 'string',
      requiresArg: true,
      describe: 'With --real: a function of the file to call, as a test does',
    })
    .option('clock', { choices: clockKinds, requiresArg: true, describe: 'With --real: what moves the clock' })
    .option('random-values', {
      choices: randomValuesKinds,
      requiresArg: true,
      describe: 'With --real: whether each value of `random` is explored',
    })
    .option('trace-module', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'With --real: schedule within this installed module too',
    })
    .option('out', {
      type: 'string',
      alias: 'o',
      requiresArg: true,
      describe: 'Write a Python file that replays the schedule by itself',
    })
  return withSharedOptions(chosen)
    .example('$0 replay models/dict_counter.py', 'the first finding, in the real CPython')
    .example("$0 replay m.py --threads deposit:2 --bound 1 --final 'balance == 1'", 'to this end')
    .example('$0 replay m.py --real --finding lost-update', 'a schedule that `check --real` finds')
    .example('$0 replay models/lock_order.py --finding deadlock --out repro.py', 'a file that shows it to others')
}

/** Forces a schedule on a file in CPython. What does so is loaded on demand. */
export async function replayCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  if (raw.model === standardInput) throw misuse('replay: expected a file', 'standard input cannot be executed again')
  const options = { python: raw.python, out: raw.out ?? null, allowEffects: raw['allow-effects'] }
  if (raw.real) {
    const { replayReal } = await import('../real-replay-run.ts')
    return replayReal(raw.model, raw, sharedArguments(raw), {
      ...options,
      call: raw.call ?? null,
      clock: raw.clock ?? 'virtual',
      randomValues: raw['random-values'] ?? 'explored',
      traceModules: raw['trace-module'] ?? [],
    })
  }
  for (const name of ['call', 'clock', 'random-values', 'trace-module'] as const)
    if (raw[name] !== undefined) throw misuse(`--${name} is for --real`, `write \`--real --${name} ${raw[name]}\``)
  const { replayFile } = await import('../replay-run.ts')
  return replayFile(raw.model, raw, sharedArguments(raw), options)
}
