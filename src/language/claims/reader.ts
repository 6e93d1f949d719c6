import { unreachable } from '../../base/bug.ts'
import {
  type ConditionKind,
  type Expectation,
  type Expression,
  type FindingKind,
  findingKinds,
  type Observable,
  type Value,
} from '../../program/program.ts'

/** An `expect` line as its language parsed it; `Part` is an expression in the tree of that language. */
export type ClaimForm<Part> =
  | { readonly kind: 'outcomes' | 'deadlocks'; readonly names: readonly Part[]; readonly rows: readonly Part[] }
  | { readonly kind: ConditionKind; readonly condition: Part }
  | { readonly kind: 'states' | 'interleavings'; readonly count: string }
  | { readonly kind: 'finding'; readonly finding: string; readonly present: boolean }

/** A mistake in a claim, which its language puts into words. */
export type ClaimMistake<Part> =
  | { readonly kind: 'unknown-finding'; readonly finding: string }
  | { readonly kind: 'count-of-values'; readonly row: Part; readonly given: number; readonly wanted: number }
  | { readonly kind: 'shape-of-values'; readonly shape: Shape }
  | { readonly kind: 'modulus-of-element' }

/** The values that a name can have in an outcome: numbers, or lists of a length, or of that length at most. */
export interface Shape {
  readonly name: string
  /** Null for a number. */
  readonly length: number | null
  readonly growing: boolean
  readonly text?: boolean
}

/** The parts of reading claims that depend on the language: names and expressions. */
export interface ClaimLanguage<Part> {
  /** Returns null after reporting an error. */
  condition(part: Part): Expression | null
  /** Returns null after reporting an error. */
  observable(part: Part): Observable | null
  /** Returns the values that an outcome of `wanted` names lists. */
  valuesOf(row: Part, wanted: number): readonly Part[]
  /** Returns null after reporting an error. `of` is what has the value, if that is known. */
  value(part: Part, of: Observable | null): Value | null
  /** Returns null if the values of a name are not known to have one shape. */
  shapeOf(observable: Observable): Shape | null
  report(mistake: ClaimMistake<Part>): void
}

/** The content of an `expect` line; its language adds the text and the line. */
export type Expected = Expectation extends infer Each ? (Each extends Expectation ? Omit<Each, 'text' | 'line'> : never) : never

/** Reads an `expect` line; returns null after reporting an error. */
export function readExpectation<Part>(language: ClaimLanguage<Part>, form: ClaimForm<Part>): Expected | null {
  switch (form.kind) {
    case 'outcomes':
    case 'deadlocks': {
      const outcomes = readOutcomes(language, form.names, form.rows)
      return outcomes === null ? null : { kind: form.kind, ...outcomes }
    }
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never': {
      const condition = language.condition(form.condition)
      return condition === null ? null : { kind: form.kind, condition }
    }
    case 'states':
      return { kind: 'states', count: Number(form.count) }
    case 'interleavings':
      return { kind: 'interleavings', count: form.count }
    case 'finding': {
      const finding = findingNamed(form.finding)
      if (finding !== null) return { kind: 'finding', finding, present: form.present }
      language.report({ kind: 'unknown-finding', finding: form.finding })
      return null
    }
    default:
      return unreachable(form)
  }
}

/** Returns the variables that a `mod` line names. */
export function readModulus<Part>(language: ClaimLanguage<Part>, names: readonly Part[]): number[] {
  return names.flatMap((part) => {
    const observable = language.observable(part)
    if (observable?.kind !== 'shared') return []
    if (observable.element !== null) language.report({ kind: 'modulus-of-element' })
    return [observable.variable]
  })
}

function findingNamed(name: string): FindingKind | null {
  return findingKinds.find((kind) => kind === name) ?? null
}

function readOutcomes<Part>(
  language: ClaimLanguage<Part>,
  parts: readonly Part[],
  rows: readonly Part[],
): { names: Observable[]; values: Value[][] } | null {
  const read = parts.map((part) => language.observable(part))
  const names = read.filter((each) => each !== null)
  const values = rows.map((row) => readRow(language, row, read)).filter((row) => row !== null)
  if (names.length !== parts.length) return null
  for (const [index, name] of names.entries()) {
    const shape = language.shapeOf(name)
    const fits = shape === null || values.every((row) => hasShape(row[index], shape))
    if (!fits) language.report({ kind: 'shape-of-values', shape })
  }
  return values.length === rows.length ? { names, values } : null
}

function readRow<Part>(language: ClaimLanguage<Part>, row: Part, names: readonly (Observable | null)[]): Value[] | null {
  const wanted = names.length
  const parts = language.valuesOf(row, wanted)
  if (parts.length !== wanted) language.report({ kind: 'count-of-values', row, given: parts.length, wanted })
  const values = parts.map((part, index) => language.value(part, names[index] ?? null)).filter((value) => value !== null)
  return values.length === parts.length ? values : null
}

function hasShape(value: Value | undefined, { length, growing }: Shape): boolean {
  if (value === undefined) return true
  if (length === null || typeof value === 'number') return length === null && typeof value === 'number'
  return growing ? value.length <= length : value.length === length
}
