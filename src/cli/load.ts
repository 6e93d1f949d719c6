import { basename } from 'node:path'
import { formatDiagnostic } from '../base/diagnostic.ts'
import type { CheckOptions } from '../check/options.ts'
import { type ObservedModel, readObservedModel } from '../language/observed-model.ts'
import { findingKinds } from '../program/program.ts'
import type { SharedArguments } from './arguments.ts'
import { inputOptions } from './controls.ts'
import { Misuse } from './failure.ts'
import { readSource } from './files.ts'
import { hostOptions } from './host.ts'

/** A model with the name that the user gave it. */
export interface LoadedModel extends ObservedModel {
  readonly name: string
  /** As in the file. */
  readonly text: string
}

/**
 * Returns the models among the files that match a pattern such as `models/*`, without the module that Python models
 * import.
 */
export function modelsAmong(names: readonly string[]): readonly string[] {
  return names.length === 1 ? names : names.filter((name) => basename(name) !== 'interleave.py')
}

/**
 * Reads a model; its warnings go to standard error. `conditions` are those of other options, which may be about the output.
 * Throws `Misuse`.
 */
export async function loadModel(
  name: string,
  shared: SharedArguments,
  conditions: readonly (string | undefined)[] = [],
): Promise<LoadedModel> {
  const source = readSource(name)
  const { language, constants, threads, bound, capacity, assembly, show, observe, spuriousWakeups } = shared
  const result = await readObservedModel(source, {
    language,
    constants,
    threads,
    bound,
    capacity,
    observe,
    conditions: conditions.flatMap((each) => (each === undefined || isKind(each) ? [] : [each])),
    spuriousWakeups,
    assembly,
    show,
    controls: inputOptions,
  })
  for (const warning of result.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`)
  if (!result.ok) throw new Misuse(result.errors)
  return { ...source, ...result.value }
}

/** Whether an option that takes a condition names a kind of finding, or any end, instead. */
function isKind(text: string): boolean {
  return text === 'final' || findingKinds.some((each) => each === text)
}

/** Returns the options of a check of a model. */
export function checkOptions({ observed }: Pick<LoadedModel, 'observed'>, shared: SharedArguments): Partial<CheckOptions> {
  return {
    ...hostOptions(shared),
    observed,
    rules: { spuriousWakeups: shared.spuriousWakeups },
    fairness: shared.fairness,
    count: shared.count,
    engine: shared.engine,
    reduce: shared.reduce,
    store: shared.store,
  }
}
