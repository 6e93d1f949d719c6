import { aspectReader } from '../analysis/outcomes.ts'
import type { Expression, Program } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { type StateSpace, valueAt } from '../space/space.ts'

/**
 * Reports whether a condition over shared variables and registers of threads holds in a state; false if it has no value
 * there.
 */
export function holdsIn(space: StateSpace, state: number, condition: Expression): boolean {
  const value = valueIn(space, state, condition)
  return value !== null && value !== 0
}

/** Returns the value of an expression over shared variables and registers of threads in a state; null if it has none. */
export function valueIn(space: StateSpace, state: number, expression: Expression): number | null {
  const { program, layout } = space
  const peer = (thread: number, register: number): number => valueAt(space, state, layout.register(thread, register))
  try {
    return evaluate(expression, {
      register: (register) => peer(-1, register),
      peer,
      shared: (variable, element) => valueAt(space, state, layout.shared(variable, element)),
      length: (variable) => lengthOf(program, variable),
      aspect: (aspect) => aspectReader(program, layout, space.rows, aspect)(state),
    })
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

function lengthOf(program: Program, variable: number): number {
  return program.shared[variable]?.initial.length ?? 0
}
