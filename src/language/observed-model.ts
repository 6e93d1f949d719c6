import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Source } from '../base/source.ts'
import type { Observable, Program } from '../program/program.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from './assembly/options.ts'
import type { Traced } from './assembly/traced.ts'
import { readObservables } from './claims/options.ts'
import { partsOf } from './claims/parts.ts'
import { defaultReadOptions, type Language, languageOf, type Model, type ReadOptions, readModel } from './read.ts'

/** How to read a text, and what of its program to observe. */
export interface ObservedReadOptions extends Omit<ReadOptions, 'observeOutput' | 'asked'> {
  /** The names whose final values are observed: `x, a[0], A.tmp`; null for every shared variable. */
  readonly observe: string | null
  /** Conditions of other options, which may be about the output. */
  readonly conditions: readonly string[]
}

/** A model, with what of it is observed. */
export interface ObservedModel extends Model {
  readonly language: Language
  /** Null: every shared variable. */
  readonly observed: readonly Observable[] | null
}

/** Parses a model in any of the languages, and the names to observe in it: all that a host does with a text. */
export async function readObservedModel(
  source: Source,
  partial: Partial<ObservedReadOptions> = {},
): Promise<Result<ObservedModel>> {
  const { observe = null, conditions = [], ...reading } = partial
  const observeOutput = namesOutput(observe) || conditions.some((each) => /\boutput\b/.test(each))
  const asked = { observed: observe === null ? [] : partsOf(observe), conditions }
  const read = await readModel(source, { ...reading, observeOutput, asked })
  if (!read.ok) return read
  const { controls } = { ...defaultReadOptions, ...reading }
  const observed = await observedIn(read.value.program, observe, reading.assembly ?? defaultAssemblyOptions, controls.observe)
  if (!observed.ok) return { ...observed, warnings: read.warnings }
  const language = reading.language ?? languageOf(source)
  return success({ ...read.value, language, observed: observed.value }, read.warnings)
}

/** Whether the output is among the names to observe. */
function namesOutput(observe: string | null): boolean {
  return observe !== null && /(^|,)\s*output\s*(,|$)/.test(observe)
}

/** Resolves names in a program; `control` is how messages call the setting. Null stands for every shared variable. */
export async function observedIn(
  program: Program,
  observe: string | null,
  assembly: AssemblyOptions,
  control: string,
): Promise<Result<readonly Observable[] | null>> {
  const traced = await tracedIn(program, assembly)
  if (traced.kind === 'mistake') return failure([errorAt(null, null, traced.message, traced.hint)])
  const texts = observe === null ? traced.names : [observe, ...traced.names]
  if (texts.length === 0) return success(null)
  const { observed, problems } = readObservables(program, texts.join(', '), control)
  return problems.errors.length > 0 ? failure(problems.errors) : success(observed)
}

/** The code that knows the memory of assembly is loaded on demand. */
async function tracedIn(program: Program, assembly: AssemblyOptions): Promise<Traced> {
  if (assembly.memtrace.length + assembly.regtrace.length === 0) return { kind: 'names', names: [] }
  return (await import('./assembly/traced.ts')).tracedNames(program, assembly)
}
