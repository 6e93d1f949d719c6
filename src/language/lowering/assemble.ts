import { present, unreachable } from '../../base/bug.ts'
import type { Source, Span } from '../../base/source.ts'
import { conditionsOf } from '../../program/conditions.ts'
import { type Renaming, renamed, renamedExpression, variablesIn, variablesOf } from '../../program/map.ts'
import { withModuli } from '../../program/modulus.ts'
import type { Code, Expectation, Invariant, Observable, Program, SharedVariable, Thread } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { HeapObject } from './heap.ts'
import { meaningsOf } from './meanings.ts'
import { isData } from './object-names.ts'
import { Instance } from './objects.ts'
import type { Pass } from './pass.ts'
import type { ThreadRecord } from './threads.ts'
import { constant, encoded, Kind, type Value } from './values.ts'

/** A thread of the program with its code, as the last pass wrote it. */
export interface WrittenThread {
  readonly record: ThreadRecord | null
  readonly code: Code
  readonly running: boolean
}

/** Names for things in conditions, before variables have their final numbers. */
export interface Conditions {
  readonly invariants: readonly Invariant[]
  readonly expectations: readonly Expectation[]
  readonly moduli: readonly Modulus[]
}

/** The modulus of a variable. */
export interface Modulus {
  readonly variable: number
  readonly modulus: number
  readonly span: Span
}

/** Assembles the program. */
export function assemble(
  pass: Pass,
  source: Source,
  notation: Program['notation'],
  threads: readonly WrittenThread[],
  conditions: Conditions,
): Program {
  const main = threads.some(({ record }) => record === null)
  const cells = usedCells(pass, threads, conditions)
  const position = new Map(cells.map((cell, index) => [present(pass.variables.get(cell), 'variable'), index]))
  const variable = (old: number): number => present(position.get(old), 'place of a variable')
  // Threads are numbered in the order of their starts; the main thread is before them.
  const renaming: Renaming = { variable, thread: (started) => started + (main ? 1 : 0) }
  const codes: Code[] = []
  const known = new Map<string, number>()
  const names = threadNames(threads)
  const declared = threads.map(({ record, code, running }, index): Thread => {
    const finished = { ...code, instructions: code.instructions.map((each) => renamed(each, renaming)) }
    const key = JSON.stringify(finished)
    const number = known.get(key) ?? codes.push(finished) - 1
    known.set(key, number)
    return {
      name: present(names[index], 'name'),
      code: number,
      start: running ? 'running' : 'unstarted',
      daemon: record?.daemon ?? false,
    }
  })
  const { mutexes, semaphores, conditions: conditionObjects, barriers } = pass.synchronisation
  const moduli = new Map(conditions.moduli.map((each) => [variable(each.variable), each.modulus]))
  const program: Program = {
    source,
    ...(notation === undefined ? {} : { notation }),
    shared: distinct(cells.map((cell) => sharedVariable(pass, cell, cells))),
    mutexes: mutexes.map((each, index) => ({
      name: nameOf(each, `lock${index + 1}`),
      discipline: each.discipline(pass.facts.isLoose(each.key)),
    })),
    semaphores: semaphores.map((each, index) => ({
      name: nameOf(each, `semaphore${index + 1}`),
      initial: each.initial - (pass.initialHolds.get(each) ?? 0),
    })),
    conditions: conditionObjects.map((each, index) => ({ name: nameOf(each, `condition${index + 1}`) })),
    barriers: barriers.map((each, index) => ({
      name: nameOf(each, `barrier${index + 1}`),
      parties: Math.max(1, each.parties),
    })),
    codes,
    threads: declared,
    invariants: conditions.invariants.map((each) => ({ ...each, condition: renamedExpression(each.condition, { variable }) })),
    expectations: conditions.expectations.map((each) => renamedExpectation(each, { variable })),
  }
  return withModuli(program, moduli)
}

function nameOf(object: HeapObject, fallback: string): string {
  return object.name ?? fallback
}

/** Returns the variables that code or conditions name, in the order of the text. */
function usedCells(pass: Pass, threads: readonly WrittenThread[], conditions: Conditions): Cell[] {
  const { text } = pass
  const used = new Set([
    ...(text === null ? [] : [pass.variableOf(text.content)]),
    ...threads.flatMap(({ code }) => code.instructions.flatMap(variablesOf)),
    ...variablesOfClaims(conditions),
  ])
  const order = [...pass.initial.keys()]
  const cells = [...pass.variables].filter(([, index]) => used.has(index)).map(([cell]) => cell)
  for (const cell of [...cells]) {
    if (cell.capacity === null || !pass.facts.isResized(cell)) continue
    const length = pass.lengths.get(cell) ?? pass.lengthOf(cell) // no thread may have asked for it
    pass.variableOf(length)
    if (!cells.includes(length)) cells.push(length)
  }
  const rank = (cell: Cell): number => {
    if (cell.role.kind === 'text') return order.length + 1
    const at = order.indexOf(cell)
    return at === -1 ? order.length : at
  }
  return cells.sort((one, other) => rank(one) - rank(other))
}

function variablesOfClaims({ invariants, expectations, moduli }: Conditions): number[] {
  return [
    ...invariants.flatMap(({ condition }) => variablesIn(condition)),
    ...expectations.flatMap((each) => {
      if (each.kind === 'outcomes' || each.kind === 'deadlocks')
        return each.names.flatMap((name) => (name.kind === 'shared' ? [name.variable] : []))
      return conditionsOf(each).flatMap(variablesIn)
    }),
    ...moduli.map(({ variable }) => variable),
  ]
}

function sharedVariable(pass: Pass, cell: Cell, cells: readonly Cell[]): SharedVariable {
  const type = pass.facts.typeOf(cell)
  const value = cell.role.kind === 'length-of' ? lengthValue(pass, cell.role.content) : pass.initialOf(cell)
  const items = value.kind === 'elements' ? value.items.map((item) => codeOf(pass, item)) : []
  const single = cell.capacity === null
  const meanings = meaningsOf(pass, type, single ? [codeOf(pass, value)] : items)
  const isObject =
    type.references.size > 0 && (type.kinds & (Kind.int | Kind.bool | Kind.string)) === 0 && !isRebound(pass, cell)
  const unseen = !cell.observed || isObject
  const isPrivate = unseen && pass.facts.accessorsOf(cell) < 2 && cell.role.kind !== 'text'
  const shown = {
    name: cell.name,
    atomic: cell.atomic,
    ...(meanings === null ? {} : { meanings }),
    ...(cell.hidden || isPrivate ? { hidden: true } : {}),
  }
  if (cell.capacity === null) return { ...shown, length: null, initial: [codeOf(pass, value)] }
  const resized = pass.facts.isResized(cell)
  const length = Math.max(1, resized ? Math.max(cell.capacity, items.length) : items.length)
  const initial = Array.from({ length }, (_, index) => items[index] ?? 0)
  const sizedBy = resized ? cells.findIndex((each) => each.role.kind === 'length-of' && each.role.content === cell) : -1
  const text = cell.role.kind === 'text' ? ({ text: cell.role.isWhole ? 'whole' : 'begin' } as const) : {}
  return { ...shown, length, initial, ...(sizedBy === -1 ? {} : { sizedBy }), ...text }
}

/** Reports whether threads give a variable of the module one of several objects with content. */
function isRebound(pass: Pass, cell: Cell): boolean {
  if (cell.role.kind !== 'global' || !pass.facts.isWritten(cell)) return false
  const initial = pass.initialOf(cell)
  const codes = new Set([...pass.facts.typeOf(cell).references, ...(initial.kind === 'object' ? [initial.object.code] : [])])
  const objects = [...codes].map((code) => pass.objectByCode.get(code))
  return (codes.size > 1 || initial.kind === 'constant') && objects.every((each) => each !== undefined && isData(each))
}

/**
 * Renames variables with equal names: objects that several threads create in one place have the same name, and reports
 * must distinguish them.
 */
function distinct(variables: readonly SharedVariable[]): SharedVariable[] {
  const seen = new Map<string, number>()
  return variables.map((variable) => {
    const count = (seen.get(variable.name) ?? 0) + 1
    seen.set(variable.name, count)
    return count === 1 ? variable : { ...variable, name: `${variable.name}-${count}` }
  })
}

function lengthValue(pass: Pass, content: Cell): Value {
  const elements = pass.initialOf(content)
  return constant(elements.kind === 'elements' ? elements.items.length : 0)
}

function codeOf(pass: Pass, value: Value): number {
  const code = encoded(value, pass.codes)
  return code?.expression.kind === 'constant' ? code.expression.value : 0
}

function renamedExpectation(expectation: Expectation, renaming: Renaming): Expectation {
  switch (expectation.kind) {
    case 'outcomes':
    case 'deadlocks':
      return { ...expectation, names: expectation.names.map((each) => renamedObservable(each, renaming)) }
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
      return { ...expectation, condition: renamedExpression(expectation.condition, renaming) }
    case 'temporal':
      return {
        ...expectation,
        cases: expectation.cases.map(({ label, condition, goal }) => ({
          label,
          condition: renamedExpression(condition, renaming),
          ...(goal === undefined ? {} : { goal: renamedExpression(goal, renaming) }),
        })),
      }
    case 'finding':
    case 'overtaking':
    case 'states':
    case 'interleavings':
      return expectation
    default:
      return unreachable(expectation)
  }
}

function renamedObservable(observable: Observable, { variable = (same) => same }: Renaming): Observable {
  return observable.kind === 'shared' ? { ...observable, variable: variable(observable.variable) } : observable
}

/** Returns the names of the threads: their variable or `name=`, or the function, numbered if several are equal. */
export function threadNames(threads: readonly WrittenThread[]): string[] {
  const wanted = threads.map(({ record }) => record?.givenName?.replace(/\s+/g, '-') ?? null)
  const taken = new Map<string, number>()
  return threads.map(({ record }, index) => {
    if (record === null) return 'main'
    const own = wanted[index] ?? null
    const alone = own !== null && !own.includes('[') && wanted.filter((each) => each === own).length === 1
    const base = alone ? own : (functionName(record.target) ?? own ?? 'thread')
    const count = (taken.get(base) ?? 0) + 1
    taken.set(base, count)
    return count === 1 ? base : `${base}-${count}`
  })
}

function functionName(target: Value | null): string | null {
  if (target?.kind === 'function') return target.callable.name
  if (target?.kind !== 'bound') return null
  const { name } = target.callee.callable
  return name === 'run' && target.self instanceof Instance ? target.self.class.name : name
}
