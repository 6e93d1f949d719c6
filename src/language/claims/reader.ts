import { unreachable } from '../../base/bug.ts'
import { dependsOnFairness, ofOneThread } from '../../program/fairness.ts'
import {
  type BoundOperator,
  boundOperators,
  type ConditionKind,
  type Expectation,
  type Expression,
  type Fairness,
  type FindingKind,
  fairnesses,
  findingKinds,
  type Observable,
  type TemporalCase,
  type TemporalOperator,
  type Value,
} from '../../program/program.ts'

/** An `expect` line as its language parsed it; `Part` is an expression in the tree of that language. */
export type ClaimForm<Part> =
  | { readonly kind: 'outcomes' | 'deadlocks'; readonly names: readonly Part[]; readonly rows: readonly Part[] }
  | { readonly kind: ConditionKind; readonly condition: Part }
  | { readonly kind: 'states' | 'interleavings'; readonly count: string }
  | { readonly kind: 'overtaking'; readonly section: string | null; readonly operator: string; readonly bound: Part | null }
  | FindingForm<Part>
  | TemporalForm<Part>

/** `of` names a thread, as its language parsed it. */
export interface FindingForm<Part> {
  readonly kind: 'finding'
  readonly finding: string
  readonly present: boolean
  readonly of: Part | null
  readonly fairness: string | null
}

/** `all i: e leads-to f under strong fairness`, in parts: `each` are the quantifiers before it. */
export interface TemporalForm<Part> {
  readonly kind: 'temporal'
  readonly each: readonly Part[]
  /** Of `always` and `eventually`; empty for `leads-to`. */
  readonly words: readonly string[]
  readonly condition: Part
  readonly goal: Part | null
  readonly fairness: string | null
}

/** A mistake in a claim, which its language puts into words. */
export type ClaimMistake<Part> =
  | { readonly kind: 'unknown-finding'; readonly finding: string }
  /** `name` is null if none is given although there are several, or none. */
  | { readonly kind: 'unknown-section'; readonly name: string | null; readonly sections: readonly string[] }
  | { readonly kind: 'bound-of-overtaking' }
  | { readonly kind: 'unknown-fairness'; readonly word: string }
  | { readonly kind: 'without-fairness' | 'without-thread'; readonly finding: string }
  | { readonly kind: 'temporal-words'; readonly words: readonly string[] }
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
  /** Returns the formulas of a temporal expectation, one for each value of its quantifiers; null after reporting an error. */
  cases(form: TemporalForm<Part>): readonly TemporalCase[] | null
  /** Returns the thread of that name; null after reporting an error. */
  thread(part: Part): number | null
  /** Returns the names of the critical sections that several threads have; that of the one without a name is empty. */
  sections(): readonly string[]
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
    case 'overtaking':
      return readOvertaking(language, form)
    case 'temporal':
      return readTemporal(language, form)
    case 'finding':
      return readFinding(language, form)
    default:
      return unreachable(form)
  }
}

function readFinding<Part>(language: ClaimLanguage<Part>, form: FindingForm<Part>): Expected | null {
  const finding = findingNamed(form.finding)
  if (finding === null) {
    language.report({ kind: 'unknown-finding', finding: form.finding })
    return null
  }
  if (form.of !== null && !ofOneThread.has(finding)) {
    language.report({ kind: 'without-thread', finding })
    return null
  }
  if (form.fairness !== null && !dependsOnFairness.has(finding)) {
    language.report({ kind: 'without-fairness', finding })
    return null
  }
  const fairness = readFairness(language, form.fairness)
  const thread = form.of === null ? undefined : language.thread(form.of)
  if (fairness === null || thread === null) return null
  if (finding === 'overlap' && language.sections().length === 0) {
    language.report({ kind: 'unknown-section', name: null, sections: [] })
    return null
  }
  return { kind: 'finding', finding, present: form.present, ...(thread === undefined ? {} : { thread }), ...fairness }
}

const operators: readonly (readonly [words: string, operator: TemporalOperator])[] = [
  ['', 'leads-to'],
  ['always', 'always'],
  ['eventually', 'eventually'],
  ['always eventually', 'always-eventually'],
  ['eventually always', 'eventually-always'],
]

function readTemporal<Part>(language: ClaimLanguage<Part>, form: TemporalForm<Part>): Expected | null {
  const words = form.words.join(' ')
  const [, operator = null] = operators.find(([each]) => each === words) ?? []
  if (operator === null) {
    language.report({ kind: 'temporal-words', words: form.words })
    return null
  }
  const fairness = readFairness(language, form.fairness)
  const cases = language.cases(form)
  return fairness === null || cases === null ? null : { kind: 'temporal', operator, cases, ...fairness }
}

/** Returns the fairness that a word names; nothing if there is no word, null after reporting an error. */
function readFairness<Part>(language: ClaimLanguage<Part>, word: string | null): { readonly fairness?: Fairness } | null {
  if (word === null) return {}
  const fairness = word === 'no' ? 'none' : fairnesses.find((each) => each === word)
  if (fairness !== undefined) return { fairness }
  language.report({ kind: 'unknown-fairness', word })
  return null
}

function readOvertaking<Part>(
  language: ClaimLanguage<Part>,
  form: ClaimForm<Part> & { readonly kind: 'overtaking' },
): Expected | null {
  const sections = language.sections()
  const [only, other] = sections
  const section =
    form.section === null ? (other === undefined ? only : undefined) : sections.find((each) => each === form.section)
  if (section === undefined) {
    language.report({ kind: 'unknown-section', name: form.section, sections })
    return null
  }
  const operator: BoundOperator | undefined = boundOperators.find((each) => each === form.operator)
  const bound = form.bound === null ? null : language.value(form.bound, null)
  if (operator === undefined || (form.bound !== null && (typeof bound !== 'number' || bound < 0))) {
    language.report({ kind: 'bound-of-overtaking' })
    return null
  }
  return { kind: 'overtaking', section, operator, bound: typeof bound === 'number' ? bound : null }
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
