import { present } from '../base/bug.ts'
import { type Expression, noValue, type Observable, type Program, type Value } from '../program/program.ts'
import { evaluate, Fault } from './evaluate.ts'
import { aspectIn, environmentOf } from './execution.ts'
import type { State } from './state.ts'

/** Returns the values of observables in a state. */
export function valuesIn(program: Program, state: State, names: readonly Observable[]): Value[] {
  return names.map((name) => valueIn(program, state, name))
}

function valueIn(program: Program, state: State, name: Observable): Value {
  if (name.kind === 'register') return present(state.threads[name.thread]?.registers[name.register], 'register of a thread')
  if (name.kind === 'aspect') return aspectIn(program, state, name)
  if (name.kind === 'computed') return computed(program, state, name.expression)
  const { variable, element } = name
  const values = present(state.shared[variable], 'shared variable')
  const { length, sizedBy } = present(program.shared[variable], 'declaration')
  if (element !== null || length === null) return present(values[element ?? 0], 'element')
  if (sizedBy === undefined) return values
  return values.slice(0, Math.max(0, present(state.shared[sizedBy]?.[0], 'size')))
}

function computed(program: Program, state: State, expression: Expression): number {
  try {
    return evaluate(expression, environmentOf(program, state, -1))
  } catch (error) {
    if (error instanceof Fault) return noValue
    throw error
  }
}

/**
 * Reports whether a condition over shared variables and registers of threads holds in a state; false if it has no
 * value.
 */
export function holdsAt(program: Program, state: State, condition: Expression): boolean {
  try {
    return evaluate(condition, environmentOf(program, state, -1)) !== 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}
