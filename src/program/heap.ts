import { present } from '../base/bug.ts'
import { type Denoted, denoted, denotedText, type Replaced } from './denote.ts'
import { observableText } from './print.ts'
import type { HeapObject, Observable, Program, Value } from './program.ts'

/**
 * Objects that threads make while they run have no names of their own: `Node#1` is only the one that was made first. Outcomes
 * are the same if a renaming of such objects makes them equal, and what no variable leads to is no part of them. This is the
 * canonical form of a heap by first reach (Iosif, "Symmetry reductions for model checking of concurrent dynamic software",
 * STTT 2004), as a text that is shown too.
 */

/** Returns the observables that reports show, without those that belong to objects to which the others lead. */
export function shownNames(program: Program, observed: readonly Observable[]): readonly Observable[] {
  const inner = heapVariables(program)
  return inner.size === 0 ? observed : observed.filter((each) => !isInner(inner, each))
}

/** Returns what the values of the shown observables stand for, with the contents of objects written where they are first reached. */
export function shownValues(program: Program, observed: readonly Observable[], values: readonly Value[]): Denoted[] {
  const { heap = [] } = program
  const value = (index: number): Value => present(values[index], 'value')
  if (heap.length === 0) return observed.map((each, index) => denoted(program, each, value(index)))
  const inner = heapVariables(program)
  const roots = observed.flatMap((each, index) => (isInner(inner, each) ? [] : [{ each, value: value(index) }]))
  const text = new HeapText(program, heap, contents(observed, values))
  for (const root of roots) denoted(program, root.each, root.value, (each) => text.count(each))
  return roots.map((root) => denoted(program, root.each, root.value, (each) => text.write(each)))
}

/** Returns the values of an outcome as texts: `balance = 1`. */
export function namedTexts(program: Program, observed: readonly Observable[], values: readonly Value[]): string[] {
  const shown = shownValues(program, observed, values)
  return shownNames(program, observed).map(
    (name, index) => `${observableText(program, name)} = ${denotedText(shown[index] ?? null)}`,
  )
}

/** Returns names to observe with the contents of the objects to which they may lead. */
export function withHeap(program: Program, observed: readonly Observable[]): readonly Observable[] {
  const inner = heapVariables(program)
  if (inner.size === 0) return observed
  const own = observed.filter((each) => !isInner(inner, each))
  return [...own, ...[...inner].map((variable): Observable => ({ kind: 'shared', variable, element: null }))]
}

/** Returns a key that two outcomes have in common exactly if they are the same. */
export function outcomeKey(program: Program, observed: readonly Observable[], values: readonly Value[]): string {
  if (program.heap === undefined) return valuesKey(values)
  return JSON.stringify(shownValues(program, observed, values))
}

/** Returns a key that is equal exactly for equal values. */
export function valuesKey(values: readonly Value[]): string {
  return values.map((value) => (typeof value === 'number' ? `${value}` : `[${value}]`)).join()
}

function isInner(inner: ReadonlySet<number>, name: Observable): boolean {
  return name.kind === 'shared' && inner.has(name.variable)
}

const variablesOf = new WeakMap<Program, ReadonlySet<number>>()

function heapVariables(program: Program): ReadonlySet<number> {
  const known = variablesOf.get(program)
  if (known !== undefined) return known
  const found = new Set((program.heap ?? []).flatMap(({ fields }) => fields.map(({ variable }) => variable)))
  variablesOf.set(program, found)
  return found
}

function contents(observed: readonly Observable[], values: readonly Value[]): ReadonlyMap<number, Value> {
  return new Map(
    observed.flatMap((each, index): [number, Value][] =>
      each.kind === 'shared' && each.element === null ? [[each.variable, present(values[index], 'value')]] : [],
    ),
  )
}

/** What a variable shows that has no value yet. */
export const notSet = 'not set'

/** Writes the values of one outcome: an object with its content where it is first reached, and by a number after that. */
class HeapText {
  private readonly program: Program
  private readonly heap: readonly HeapObject[]
  private readonly values: ReadonlyMap<number, Value>
  private readonly references = new Map<number, number>()
  private readonly labels = new Map<number, string>()
  private readonly numbered = new Map<string, number>()

  constructor(program: Program, heap: readonly HeapObject[], values: ReadonlyMap<number, Value>) {
    this.program = program
    this.heap = heap
    this.values = values
  }

  /** Counts how often each object is referred to. */
  count(value: Denoted): Denoted {
    for (const object of objectsIn(value)) {
      const known = this.references.get(object) ?? 0
      this.references.set(object, known + 1)
      if (known === 0) this.fieldsOf(object, (each) => this.count(each))
    }
    return value
  }

  /** Returns a value with its objects written out. */
  write(value: Denoted): Denoted {
    if (!isName(value) || value.parts === undefined) return value
    return { name: value.parts.map((part) => (typeof part === 'string' ? part : this.object(part))).join('') }
  }

  private object(index: number): string {
    const known = this.labels.get(index)
    if (known !== undefined) return known
    const { name, form } = present(this.heap[index], 'object')
    const isShared = (this.references.get(index) ?? 0) > 1
    const label = isShared ? `${name}#${this.next(name)}` : name
    this.labels.set(index, label)
    if (form === 'name') return label
    const fields = this.fieldsOf(index, (each) => this.write(each)).filter(([, text]) => text !== notSet)
    const [first] = fields
    switch (form) {
      case 'object':
        return `${label}(${fields.map(([field, text]) => `${field}=${text}`).join(', ')})`
      case 'list':
        return `${isShared ? label : ''}${first?.[1] ?? '[]'}`
      case 'dict':
        return `${isShared ? label : ''}${first?.[1] ?? '{}'}`
      case 'set':
        return `${isShared ? label : ''}${first?.[1] ?? 'set()'}`
      case 'call':
        return `${label}${(first?.[1] ?? '()').replace(/,\)$/, ')')}`
    }
  }

  private fieldsOf(object: number, replaced: Replaced): [string, string][] {
    const { fields } = present(this.heap[object], 'object')
    return fields.flatMap(({ name, variable }): [string, string][] => {
      const value = this.values.get(variable)
      if (value === undefined) return []
      return [[name, denotedText(denoted(this.program, { kind: 'shared', variable, element: null }, value, replaced))]]
    })
  }

  private next(name: string): number {
    const number = (this.numbered.get(name) ?? 0) + 1
    this.numbered.set(name, number)
    return number
  }
}

function objectsIn(value: Denoted): number[] {
  return isName(value) ? (value.parts ?? []).filter((part) => typeof part === 'number') : []
}

function isName(value: Denoted): value is Extract<Denoted, { readonly name: string }> {
  return typeof value === 'object' && value !== null && 'name' in value
}
