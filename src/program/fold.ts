import { unreachable } from '../base/bug.ts'
import type { BinaryOperator, Expression } from './expressions.ts'

/** Returns the value of a constant expression, which may not fit into 32 bits; null if it has none, or is not constant. */
export function constantValue(expression: Expression): number | null {
  if (expression.kind === 'constant') return expression.value
  if (expression.kind === 'unary') {
    const value = constantValue(expression.operand)
    if (value === null) return null
    return expression.operator === '-' ? -value : expression.operator === '~' ? ~value : Number(value === 0)
  }
  if (expression.kind !== 'binary') return null
  const left = constantValue(expression.left)
  const right = constantValue(expression.right)
  return left === null || right === null ? null : constantResult(expression.operator, left, right)
}

/** Returns the value of an expression over registers with these values; null if it has none. */
export function registerValue(expression: Expression, registers: (register: number) => number): number | null {
  return constantValue(withConstants(expression, registers))
}

function withConstants(expression: Expression, registers: (register: number) => number): Expression {
  switch (expression.kind) {
    case 'register':
      return { kind: 'constant', value: registers(expression.register) }
    case 'unary':
      return { ...expression, operand: withConstants(expression.operand, registers) }
    case 'binary': {
      const [left, right] = [withConstants(expression.left, registers), withConstants(expression.right, registers)]
      return { ...expression, left, right }
    }
    case 'constant':
    case 'shared':
    case 'peer':
    case 'aspect':
      return expression
    default:
      return unreachable(expression)
  }
}

/**
 * Returns the result of an operator for known operands, which may not fit into 32 bits; null if there is none. The
 * definition of the language has its own evaluator (`semantics/evaluate.ts`), which this does not use.
 */
export function constantResult(operator: BinaryOperator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '//':
      return right === 0 ? null : Math.floor(left / right)
    case '%':
      return right === 0 ? null : left - right * Math.floor(left / right)
    case '<<':
      return right < 0 || right > 31 ? null : left * 2 ** right
    case '>>':
      return right < 0 || right > 31 ? null : left >> right
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '==':
      return Number(left === right)
    case '!=':
      return Number(left !== right)
    case '<':
      return Number(left < right)
    case '<=':
      return Number(left <= right)
    case '>':
      return Number(left > right)
    case '>=':
      return Number(left >= right)
    case 'and':
      return Number(left !== 0 && right !== 0)
    case 'or':
      return Number(left !== 0 || right !== 0)
    case 'max':
      return Math.max(left, right)
    case 'min':
      return Math.min(left, right)
    default:
      return unreachable(operator)
  }
}
