import type { Expression, Program } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { type StateSpace, valueAt } from '../space/space.ts'

/**
 * Reports whether a condition over shared variables and registers of threads holds in a state; false if it has no value
 * there.
 */
export function holdsIn(space: StateSpace, state: number, condition: Expression): boolean {
  const { program, layout } = space
  const peer = (thread: number, register: number): number => valueAt(space, state, layout.register(thread, register))
  try {
    const value = evaluate(condition, {
      register: (register) => peer(-1, register),
      peer,
      shared: (variable, element) => valueAt(space, state, layout.shared(variable, element)),
      length: (variable) => lengthOf(program, variable),
    })
    return value !== 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

function lengthOf(program: Program, variable: number): number {
  return program.shared[variable]?.initial.length ?? 0
}
