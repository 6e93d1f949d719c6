import type { Expression, Program, ShownExpression } from '../program/program.ts'
import { evaluate, Fault } from './evaluate.ts'
import { environmentOf } from './execution.ts'
import type { State } from './state.ts'

/** Returns the value of a shown expression in a state as text: `3`, or `true` of a condition; `?` if it has no value there. */
export function shownText(program: Program, { expression }: ShownExpression, state: State): string {
  const value = valueAt(program, expression, state)
  return value === null ? '?' : shownValueText(expression, value)
}

/** Returns a value of an expression as text. */
export function shownValueText(expression: Expression, value: number): string {
  return isCondition(expression) ? `${value !== 0}` : `${value}`
}

/** Returns what a program shows besides its variables; usually nothing. */
export function shownBy({ shows }: Program): readonly ShownExpression[] {
  return shows ?? []
}

function valueAt(program: Program, expression: Expression, state: State): number | null {
  try {
    return evaluate(expression, environmentOf(program, state, -1))
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

const conditions: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'and', 'or', 'not'])

function isCondition(expression: Expression): boolean {
  return (expression.kind === 'binary' || expression.kind === 'unary') && conditions.has(expression.operator)
}
