import { unreachable } from '../base/bug.ts'
import { inRange } from '../base/integer.ts'
import type { Aspect, BinaryOperator, Expression, FailureKind, UnaryOperator } from '../program/program.ts'

/** Thrown by a step that fails; `step` turns it into a failed end. Never leaves this folder. */
export class Fault extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, detail: string) {
    super(detail)
    this.kind = kind
  }
}

/** The values of the names in an expression. */
export interface Environment {
  register(register: number): number
  shared(variable: number, element: number): number
  /** Number of elements of a shared variable; 1 if it is not an array. */
  length(variable: number): number
  peer(thread: number, register: number): number
  aspect(aspect: Aspect): number
}

/** Returns the value of an expression. Throws `Fault` if it has none. */
export function evaluate(expression: Expression, environment: Environment): number {
  switch (expression.kind) {
    case 'constant':
      return expression.value
    case 'register':
      return environment.register(expression.register)
    case 'peer':
      return environment.peer(expression.thread, expression.register)
    case 'aspect':
      return environment.aspect(expression)
    case 'shared': {
      const element = expression.index === null ? 0 : evaluate(expression.index, environment)
      return environment.shared(expression.variable, checkIndex(element, environment.length(expression.variable)))
    }
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, environment))
    case 'binary': {
      const left = evaluate(expression.left, environment)
      if (expression.operator === 'and') return left === 0 ? 0 : truth(evaluate(expression.right, environment) !== 0)
      if (expression.operator === 'or') return left !== 0 ? 1 : truth(evaluate(expression.right, environment) !== 0)
      return binary(expression.operator, left, evaluate(expression.right, environment))
    }
    default:
      return unreachable(expression)
  }
}

/** Returns `element` if an array of that length has it; throws `Fault` otherwise. */
export function checkIndex(element: number, length: number): number {
  if (element < 0 || element >= length) throw new Fault('index', `index ${element} is outside 0..${length - 1}`)
  return element
}

/** Returns `value` if it is a 32-bit integer; throws `Fault` otherwise. `what` is the calculation, for the message. */
export function checked(value: number, what: string): number {
  if (!inRange(value)) throw new Fault('overflow', `${what} = ${value} does not fit into 32 bits`)
  return value + 0 // turns -0 into 0
}

function truth(condition: boolean): number {
  return condition ? 1 : 0
}

function unary(operator: UnaryOperator, value: number): number {
  switch (operator) {
    case '-':
      return checked(-value, `-(${value})`)
    case 'not':
      return truth(value === 0)
    case '~':
      return ~value
    default:
      return unreachable(operator)
  }
}

function binary(operator: Exclude<BinaryOperator, 'and' | 'or'>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return checked(left + right, `${left} + ${right}`)
    case '-':
      return checked(left - right, `${left} - ${right}`)
    case '*':
      return checked(left * right, `${left} * ${right}`)
    case '//':
      return checked(Math.floor(left / divisor(left, right, '//')), `${left} // ${right}`)
    case '%':
      return left - right * Math.floor(left / divisor(left, right, '%')) + 0
    case '<<':
      return checked(left * 2 ** shiftCount(right), `${left} << ${right}`)
    case '>>':
      return left >> shiftCount(right)
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '==':
      return truth(left === right)
    case '!=':
      return truth(left !== right)
    case '<':
      return truth(left < right)
    case '<=':
      return truth(left <= right)
    case '>':
      return truth(left > right)
    case '>=':
      return truth(left >= right)
    case 'max':
      return Math.max(left, right)
    case 'min':
      return Math.min(left, right)
    default:
      return unreachable(operator)
  }
}

function divisor(left: number, right: number, operator: string): number {
  if (right === 0) throw new Fault('division-by-zero', `${left} ${operator} 0`)
  return right
}

function shiftCount(count: number): number {
  if (count < 0 || count > 31) throw new Fault('overflow', `shift count ${count} is outside 0..31`)
  return count
}
