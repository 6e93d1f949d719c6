import { statSync } from 'node:fs'
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { check } from '../../check/check.ts'
import { type CheckOptions, listedOutcomes } from '../../check/options.ts'
import type { CheckResult } from '../../check/result.ts'
import { type ClockKind, clockKinds } from '../../cpython/clock-kinds.ts'
import { type RandomValues, randomValuesKinds } from '../../cpython/random-values.ts'
import type { Program } from '../../program/program.ts'
import { checkText, quietText } from '../../report/check-text.ts'
import {
  countIn,
  durationIn,
  type RawArguments,
  type SharedArguments,
  sharedArguments,
  withSharedOptions,
} from '../arguments.ts'
import { type CiFormat, ciFormats } from '../ci-formats.ts'
import { controlsFor } from '../controls.ts'
import { exitOf, guarded, misuse, worst } from '../failure.ts'
import { standardInput } from '../files.ts'
import { clearProgress, interruptionExit, outputStyle } from '../host.ts'
import { jsonText } from '../json-text.ts'
import { checkOptions, type LoadedModel, loadModel, modelsAmong } from '../load.ts'

interface CheckpointArguments {
  readonly checkpoint: string | undefined
  readonly 'checkpoint-every': string
  readonly resume: string | undefined
}

interface Arguments extends RawArguments, CheckpointArguments {
  readonly models: readonly string[]
  readonly sweep: string | undefined
  readonly all: boolean
  readonly format: CiFormat | undefined
  readonly baseline: string | undefined
  readonly 'write-baseline': string | undefined
  readonly strict: boolean
  readonly open: boolean
  readonly real: boolean
  readonly python: string | undefined
  readonly 'allow-effects': boolean
  readonly random: string | undefined
  readonly seed: string | undefined
  readonly call: string | undefined
  readonly clock: ClockKind | undefined
  readonly 'random-values': RandomValues | undefined
  readonly 'trace-module': readonly string[] | undefined
  readonly with: 'spin' | undefined
  readonly swarm: string | undefined
}

const executed = 'For the real interpreter:'
const others = 'For other tools:'

export function checkBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('models', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Models: .ilv, .py, .s, .json, folders, patterns, - for stdin',
      })
      .option('sweep', { type: 'string', requiresArg: true, describe: 'Check for each value of a constant: N=1..8' })
      .option('all', { type: 'boolean', default: false, describe: 'Print all values, findings and traces' })
      .option('strict', {
        type: 'boolean',
        default: false,
        describe: 'Errors fail a model without expectations too (exit code 1)',
      })
      .option('open', { type: 'boolean', default: false, describe: 'Open the page of the model in the browser' })
      .option('format', { choices: ciFormats, requiresArg: true, describe: 'Report for continuous integration' })
      .option('baseline', { type: 'string', requiresArg: true, describe: 'Findings in this file are no failure' })
      .option('write-baseline', { type: 'string', requiresArg: true, describe: 'Write what is found to this file' })
      .option('checkpoint', { type: 'string', requiresArg: true, describe: 'Write checkpoints to this file' })
      .option('checkpoint-every', {
        type: 'string',
        requiresArg: true,
        default: '1m',
        describe: 'Interval between checkpoints: 30s, 5m',
      })
      .option('resume', { type: 'string', requiresArg: true, describe: 'Resume from this checkpoint and keep updating it' })
      .option('real', {
        type: 'boolean',
        default: false,
        describe: 'Execute a Python file in CPython under every schedule; --bound: with so many preemptions',
        group: executed,
      })
      .option('python', { type: 'string', requiresArg: true, describe: 'The interpreter: python3.12', group: executed })
      .option('allow-effects', {
        type: 'boolean',
        default: false,
        describe: 'Execute files that write files, start processes, use the network',
        group: executed,
      })
      .option('call', {
        type: 'string',
        requiresArg: true,
        describe: 'A function of the file to call, as a test does',
        group: executed,
      })
      .option('clock', {
        choices: clockKinds,
        requiresArg: true,
        describe: 'What moves the clock: sleep and asking for the time (virtual), nothing (still)',
        group: executed,
      })
      .option('random-values', {
        choices: randomValuesKinds,
        requiresArg: true,
        describe: 'Values of `random`: each where a call has few (explored), or always the same (fixed)',
        group: executed,
      })
      .option('trace-module', {
        type: 'string',
        array: true,
        nargs: 1,
        requiresArg: true,
        describe: 'Schedule within this installed module too',
        group: executed,
      })
      .option('random', { type: 'string', requiresArg: true, describe: 'So many random executions', group: executed })
      .option('seed', { type: 'string', requiresArg: true, describe: 'Repeats the same random executions', group: executed })
      .option('with', {
        choices: ['spin'] as const,
        requiresArg: true,
        describe: 'Check with another tool, if it is installed',
        group: others,
      })
      .option('swarm', {
        type: 'string',
        requiresArg: true,
        describe: 'With SPIN: so many partial searches in different orders',
        group: others,
      })
      .conflicts({ with: ['sweep', 'checkpoint', 'resume', 'format', 'baseline', 'write-baseline'] })
      .conflicts({ sweep: ['checkpoint', 'resume', 'format', 'baseline', 'write-baseline'] }),
  )
    .example('$0 check models/quiz1.ilv', 'all final values, findings and traces')
    .example('$0 check models/*.ilv --quiet', 'a line for each model')
    .example('$0 check m.ilv --sweep N=1..8', 'by a constant: a table, a picture, what it fits')
    .example("$0 check m.ilv --observe 'x, A.tmp'", 'final values of these names')
    .example('$0 check m.py --real', 'any Python program, in CPython under every schedule')
    .example('$0 check m.ilv --with spin', 'what SPIN finds, with its trail replayed')
    .example('$0 check m.ilv --set N=3 --json', 'with another constant, as JSON')
}

/** Checks each model in turn and prints its report; returns the exit code. An error in one model does not stop the others. */
export async function checkCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const codes: number[] = []
  const { sweep: range } = raw
  const models = raw.models.every(isFile) ? modelsAmong(raw.models) : await foundModels(raw.models)
  const kept = raw.resume ?? raw.checkpoint
  if (!raw.real) {
    for (const name of ['call', 'python', 'clock', 'random-values', 'trace-module', 'random', 'seed'] as const)
      if (raw[name] !== undefined) throw misuse(`--${name} is for --real`, `write \`--real --${name} ${raw[name]}\``)
  } else if (raw.random !== undefined && raw.bound !== undefined)
    throw misuse('--random and --bound exclude each other', 'omit one of them')
  if (raw.with !== undefined && (raw.real || raw.open))
    throw misuse(`--with and --${raw.real ? 'real' : 'open'} exclude each other`, 'leave one of them out')
  if (raw.swarm !== undefined && raw.with === undefined)
    throw misuse('--swarm is for --with spin', 'write `--with spin --swarm 8`')
  if (raw.open && models.length > 1) throw misuse('--open: expected one model', 'name one model')
  if (kept !== undefined && models.length > 1) throw misuse('a checkpoint belongs to one model', 'name one model')
  if (raw.format !== undefined || raw.baseline !== undefined || raw['write-baseline'] !== undefined) {
    if (raw.format !== undefined && shared.json) throw misuse('--format and --json exclude each other', 'omit one of them')
    const { runForCi } = await import('../ci-run.ts')
    const { format = null, baseline, 'write-baseline': writeBaseline } = raw
    return runForCi(models, (name) => checkModel(name, shared, raw, format === null), { format, baseline, writeBaseline })
  }
  for (const [index, name] of models.entries()) {
    if (index > 0 && !shared.json && !shared.quiet) process.stdout.write('\n')
    codes.push(
      await guarded(() =>
        raw.with !== undefined
          ? checkWithOther(name, shared, raw)
          : raw.real
            ? checkReal(name, shared, raw)
            : range === undefined
              ? checkModel(name, shared, raw).then(exitOf)
              : sweepModel(name, range, shared, raw.strict),
      ),
    )
    const interrupted = interruptionExit()
    if (interrupted !== null) return interrupted
  }
  return worst(codes)
}

/** What runs SPIN is loaded on demand. */
async function checkWithOther(name: string, shared: SharedArguments, { swarm }: Arguments): Promise<number> {
  const { checkWithSpin } = await import('../spin-run.ts')
  return checkWithSpin(name, shared, swarm === undefined ? null : countIn('--swarm', swarm, '8'))
}

/** Executing files is loaded on demand too. */
async function checkReal(name: string, shared: SharedArguments, raw: Arguments): Promise<number> {
  const { python = 'python3', 'allow-effects': allowEffects, random, seed, call, clock, all, strict } = raw
  const executions = random === undefined ? null : countIn('--random', random, '10k')
  const { checkReal: run } = await import('../real-run.ts')
  return run(name, shared, {
    python,
    allowEffects,
    random: executions,
    seed: seed === undefined ? 1 : countIn('--seed', seed, '7'),
    call: call ?? null,
    clock: clock ?? 'virtual',
    randomValues: raw['random-values'] ?? 'explored',
    traceModules: raw['trace-module'] ?? [],
    all,
    strict,
  })
}

/** The sweep is loaded on demand, so that a plain check starts fast. */
async function sweepModel(name: string, range: string, shared: SharedArguments, strict: boolean): Promise<number> {
  const { sweep } = await import('../sweep.ts')
  return sweep(name, range, shared, strict)
}

/** Loaded on demand, since most commands name files. */
async function foundModels(names: readonly string[]): Promise<readonly string[]> {
  return (await import('../model-files.ts')).modelFiles(names)
}

function isFile(name: string): boolean {
  return name === standardInput || statSync(name, { throwIfNoEntry: false })?.isFile() === true
}

async function checkModel(name: string, shared: SharedArguments, raw: Arguments, printed = true): Promise<CheckResult> {
  const style = outputStyle(shared)
  const model = await loadModel(name, shared)
  const { all, strict } = raw
  const options = await withCheckpoints(model.program, { ...checkOptions(model, shared), strict }, raw)
  const listed = all ? Number.POSITIVE_INFINITY : listedOutcomes
  const reported = { listed: shared.quiet && !shared.json ? 0 : listed } // a line names only some wrong outcomes
  const result = await check(model.program, { ...options, ...reported })
  clearProgress()
  if (!printed) return result
  const context = { name: model.name, notes: model.notes, controls: controlsFor(model, shared.options), all }
  if (shared.json) {
    const { checkJson } = await import('../../report/check-json.ts') // large
    process.stdout.write(`${jsonText(checkJson(result, model.name, model.notes, context.controls))}\n`)
  } else process.stdout.write(shared.quiet ? quietText(result, context, style) : checkText(result, context, style))
  if (raw.open) await opened(model, shared)
  return result
}

/** The code that writes pages is loaded on demand. */
async function opened(model: LoadedModel, shared: SharedArguments): Promise<void> {
  const { openPage } = await import('../open-page.ts')
  process.stderr.write(`note: ${await openPage(model, shared)}\n`)
}

/** The code that writes checkpoints is loaded on demand. */
async function withCheckpoints(
  program: Program,
  options: Partial<CheckOptions>,
  { checkpoint, 'checkpoint-every': every, resume }: CheckpointArguments,
): Promise<Partial<CheckOptions>> {
  if (checkpoint === undefined && resume === undefined) return options
  const { keptOptions } = await import('../checkpoints.ts')
  return keptOptions(program, options, {
    file: checkpoint ?? resume ?? '',
    every: durationIn('--checkpoint-every', every),
    resume,
  })
}
