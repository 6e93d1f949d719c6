import type { Value } from '../../lowering/values.ts'
import { someExpression } from '../syntax/names.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Running } from './running.ts'

/** Evaluates expressions in order; saves a value that a later expression could change. */
export function inOrder(c: Running, expressions: readonly Expr[]): Value[] {
  return expressions.map((expression, index) => {
    const value = c.evaluate(expression)
    const disturbed = expressions.slice(index + 1).some((later) => someExpression(later, mayChange))
    return disturbed && !c.initial ? c.flow.held(value, expression.span) : value
  })
}

/** Reports whether evaluating an expression may change variables. */
export function mayChange(expression: Expr): boolean {
  return expression.kind === 'call' || expression.kind === 'walrus'
}
