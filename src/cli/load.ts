import { basename } from 'node:path'
import { formatDiagnostic } from '../base/diagnostic.ts'
import type { CheckOptions } from '../check/options.ts'
import { tracedNames } from '../language/assembly/traced.ts'
import { readObservables } from '../language/claims/options.ts'
import { type Language, languageOf, type Model, readModel } from '../language/read.ts'
import type { Observable, Program } from '../program/program.ts'
import type { SharedArguments } from './arguments.ts'
import { inputOptions } from './controls.ts'
import { Misuse, misuse } from './failure.ts'
import { readSource } from './files.ts'
import { hostOptions } from './host.ts'

/** A model with the name that the user gave it. */
export interface LoadedModel extends Model {
  readonly name: string
  /** As in the file. */
  readonly text: string
  readonly language: Language
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
  const { language, constants, threads, bound, capacity, assembly, show } = shared
  const isObserved = shared.observe !== null && /(^|,)\s*output\s*(,|$)/.test(shared.observe)
  const observeOutput = isObserved || conditions.some((each) => each !== undefined && /\boutput\b/.test(each))
  const result = await readModel(source, {
    language,
    constants,
    threads,
    bound,
    capacity,
    observeOutput,
    spuriousWakeups: shared.spuriousWakeups,
    assembly,
    show,
    controls: inputOptions,
  })
  for (const warning of result.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`)
  if (!result.ok) throw new Misuse(result.errors)
  return { ...source, ...result.value, language: language ?? languageOf(source) }
}

/** Returns the options of a check of a program. Throws `Misuse`. */
export function checkOptions(program: Program, shared: SharedArguments): Partial<CheckOptions> {
  return {
    ...hostOptions(shared),
    observed: observedNames(program, observedText(program, shared)),
    rules: { spuriousWakeups: shared.spuriousWakeups },
    fairness: shared.fairness,
    count: shared.count,
    engine: shared.engine,
    reduce: shared.reduce,
    store: shared.store,
  }
}

/** Returns what the user wants to observe as `--observe` names it; null: every variable. Throws `Misuse`. */
export function observedText(program: Program, { observe, assembly }: SharedArguments): string | null {
  const traced = tracedNames(program, assembly)
  if (traced.kind === 'mistake') throw misuse(traced.message, traced.hint)
  const texts = observe === null ? traced.names : [observe, ...traced.names]
  return texts.length === 0 ? null : texts.join(', ')
}

function observedNames(program: Program, text: string | null): Observable[] | null {
  if (text === null) return null
  const { observed, problems } = readObservables(program, text, '--observe')
  if (problems.errors.length > 0) throw new Misuse(problems.errors)
  return observed
}
