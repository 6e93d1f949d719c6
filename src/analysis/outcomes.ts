import { present, unreachable } from '../base/bug.ts'
import { outcomeKey } from '../program/heap.ts'
import {
  type Aspect,
  type Expression,
  instructionAt,
  noValue,
  type Observable,
  type Program,
  type Value,
} from '../program/program.ts'
import { hasEnded, type Layout, type Rows, readSlot } from '../space/layout.ts'
import { StateKind, type StateSpace, terminalsOf } from '../space/space.ts'
import { computedValue } from './computed.ts'

/** The final states that show the same values. */
export interface OutcomeStates {
  readonly values: readonly Value[]
  readonly states: readonly number[]
}

/** Returns what outcomes show by default: every shared variable except hidden ones. */
export function defaultObservables(program: Program): Observable[] {
  return program.shared.flatMap((each, variable): Observable[] =>
    each.hidden === true ? [] : [{ kind: 'shared', variable, element: null }],
  )
}

/** Returns the values of observables in a packed state. */
export function observe(program: Program, layout: Layout, rows: Rows, state: number, names: readonly Observable[]): Value[] {
  return names.map((name) => readerOf(program, layout, rows, name)(state))
}

/** Returns a function that reads the value of an observable in a packed state. */
function readerOf(program: Program, layout: Layout, rows: Rows, name: Observable): (state: number) => Value {
  const slotReader = (slot: number): ((state: number) => number) => {
    const place = present(layout.slots[slot], 'slot')
    return (state) => readSlot(rows, state, place)
  }
  if (name.kind === 'register') return slotReader(layout.register(name.thread, name.register))
  if (name.kind === 'aspect') return aspectReader(program, layout, rows, name)
  if (name.kind === 'computed') return (state) => computedIn(program, layout, rows, state, name.expression) ?? noValue
  const { variable, element } = name
  const { length, sizedBy } = present(program.shared[variable], 'variable')
  if (element !== null || length === null) return slotReader(layout.shared(variable, element ?? 0))
  const elements = Array.from({ length }, (_, index) => slotReader(layout.shared(variable, index)))
  if (sizedBy === undefined) return (state) => elements.map((read) => read(state))
  const size = slotReader(layout.shared(sizedBy, 0))
  return (state) => elements.slice(0, Math.max(0, size(state))).map((read) => read(state))
}

/** Returns the value of an expression in a packed state; null if it has none. */
function computedIn(program: Program, layout: Layout, rows: Rows, state: number, expression: Expression): number | null {
  const read = (slot: number): number => readSlot(rows, state, present(layout.slots[slot], 'slot'))
  return computedValue(expression, {
    shared: (variable, element) => {
      const { initial } = present(program.shared[variable], 'variable')
      return element < 0 || element >= initial.length ? null : read(layout.shared(variable, element))
    },
    peer: (thread, register) => read(layout.register(thread, register)),
    aspect: (aspect) => aspectReader(program, layout, rows, aspect)(state),
  })
}

/** Returns a function that reads what claims can say of a semaphore, a lock or a thread in a packed state. */
export function aspectReader(
  program: Program,
  layout: Layout,
  rows: Rows,
  { aspect, index }: Aspect,
): (state: number) => number {
  const reader = (slot: number): ((state: number) => number) => {
    const place = present(layout.slots[slot], 'slot')
    return (state) => readSlot(rows, state, place)
  }
  switch (aspect) {
    case 'units':
      return reader(layout.semaphore(index))
    case 'messages':
      return reader(layout.messages(index))
    case 'holder': {
      const owner = reader(layout.owner(index))
      return (state) => owner(state) - 1
    }
    case 'line': {
      const [status, pc] = [reader(layout.status(index)), reader(layout.pc(index))]
      return (state) => (hasEnded(status(state)) ? 0 : (instructionAt(program, index, pc(state))?.line ?? 0))
    }
    default:
      return unreachable(aspect)
  }
}

/**
 * Returns the outcomes of a space in the order of their values, least first; or the values in the terminal states of
 * another `StateKind`.
 */
export function outcomesIn(space: StateSpace, names: readonly Observable[], kind: number = StateKind.final): OutcomeStates[] {
  const found = new Map<string, { values: Value[]; states: number[] }>()
  const readers = names.map((name) => readerOf(space.program, space.layout, space.rows, name))
  for (const state of terminalsOf(space, kind)) {
    const values = readers.map((read) => read(state))
    const key = outcomeKey(space.program, names, values)
    const known = found.get(key)
    if (known === undefined) found.set(key, { values, states: [state] })
    else {
      known.states.push(state)
      // Which of several equal values stands for all of them does not depend on the order of exploration.
      if (space.program.heap !== undefined && compareValues(values, known.values) < 0) known.values = values
    }
  }
  return [...found.values()].sort((one, other) => compareValues(one.values, other.values))
}

function compareValues(one: readonly Value[], other: readonly Value[]): number {
  const left = one.flat()
  const right = other.flat()
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
