import { present, unreachable } from '../../../base/bug.ts'
import { greatestInteger, inRange } from '../../../base/integer.ts'
import type { Span } from '../../../base/source.ts'
import { constantResult } from '../../../program/fold.ts'
import type { BinaryOperator, Expression } from '../../../program/program.ts'
import { equals, guard } from '../../lowering/cells.ts'
import { negated } from '../../lowering/code.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  Kind,
  leastNumber,
  noneCode,
  poison,
  type Type,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import type { ArithmeticOperator } from '../syntax/tree.ts'

export const notANumber: number = Kind.none | Kind.string | Kind.reference

/** Returns a number as an operand; raises `TypeError` if the value is not a number. Null if it certainly is not. */
export function asNumber(c: Lowering, value: Value, span: Span): Expression | null {
  if (value.kind === 'float') {
    throw new Refusal(span, 'floats are not supported', 'use integers, such as cents or milliseconds; `//` divides them')
  }
  if (value.kind === 'text') throw new Refusal(span, 'strings are only labels here', 'compare them, or print them')
  const code = encoded(value, c.pass.codes)
  if (value.kind === 'dynamic' && (value.type.kinds & Kind.string) !== 0) {
    throw new Refusal(span, 'this may be a string, and strings are only labels here', 'compare them with `==`, or print them')
  }
  if (code === null || (code.type.kinds & notANumber) === 0) return code?.expression ?? null
  if ((code.type.kinds & (Kind.int | Kind.bool)) === 0) return null
  const strange: Expression =
    (code.type.kinds & notANumber) === Kind.none
      ? equals(code.expression, noneCode)
      : { kind: 'binary', operator: '<', left: code.expression, right: { kind: 'constant', value: leastNumber } }
  guard(c, strange, 'TypeError', span)
  return code.expression
}

/** The result of an arithmetic operator on numbers and constant strings, in Python's sense. */
export function arithmetic(c: Lowering, operator: ArithmeticOperator, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison
  if (operator === '@') throw new Refusal(span, '`@` is not supported', 'call a function that multiplies')
  if (operator === '/' && isNumber(left) && isNumber(right)) {
    throw new Refusal(span, '`/` makes a float, and floats are not supported', 'write `//`')
  }
  const one = asNumber(c, left, span)
  const other = asNumber(c, right, span)
  if (!c.flow.reachable) return poison
  if (one === null || other === null) return c.raise('TypeError', span)
  const value = numeric(c, operator, one, other, span)
  return ['&', '|', '^'].includes(operator) ? ofTruths(value, left, right) : value
}

function isNumber(value: Value): boolean {
  return (numberKinds(value) & (Kind.int | Kind.bool)) !== 0
}

/** The kinds of numbers that a value can be. */
function numberKinds(value: Value): number {
  if (value.kind === 'dynamic') return value.type.kinds & (Kind.int | Kind.bool)
  if (value.kind !== 'constant') return 0
  return typeof value.value === 'boolean' ? Kind.bool : typeof value.value === 'number' ? Kind.int : 0
}

/** `&`, `|` and `^` of two booleans make a boolean. */
function ofTruths(value: Value, left: Value, right: Value): Value {
  const [one, other] = [numberKinds(left), numberKinds(right)]
  if ((one & other & Kind.bool) === 0) return value
  if (value.kind === 'constant') return one === Kind.bool && other === Kind.bool ? constant(value.value === 1) : value
  return value.kind === 'dynamic' ? { ...value, type: typeOf(one | other) } : value
}

function numeric(c: Lowering, operator: ArithmeticOperator, left: Expression, right: Expression, span: Span): Value {
  switch (operator) {
    case '//':
    case '%':
      guard(c, right.kind === 'constant' ? truthConstant(right.value === 0) : equals(right, 0), 'ZeroDivisionError', span)
      return c.flow.reachable ? combined(operator, left, right, span) : poison
    case '**':
      return power(c, left, right, span)
    case '<<':
    case '>>':
      return shift(c, operator, left, right, span)
    case '@':
      throw new Refusal(span, '`@` is not supported', 'call a function that multiplies')
    case '/':
      throw new Refusal(span, '`/` makes a float, and floats are not supported', 'write `//`')
    case '+':
    case '-':
    case '*':
    case '&':
    case '|':
    case '^':
      return combined(operator, left, right, span)
    default:
      return unreachable(operator)
  }
}

function truthConstant(value: boolean): Expression {
  return { kind: 'constant', value: value ? 1 : 0 }
}

function power(c: Lowering, base: Expression, exponent: Expression, span: Span): Value {
  if (exponent.kind !== 'constant') {
    throw new Refusal(span, '`**` with an exponent that is not constant is not supported', 'write a loop that multiplies')
  }
  if (exponent.value < 0) throw new Refusal(span, 'a negative exponent makes a float', 'use integers')
  if (base.kind === 'constant') return folded(base.value ** exponent.value, span)
  if (exponent.value > 64) throw new Refusal(span, 'the exponent is too large', 'the result does not fit into 32 bits')
  const held = c.flow.held(dynamic(base, intType), span)
  let product: Value = exponent.value === 0 ? constant(1) : held
  for (let count = 1; count < exponent.value; count++) product = arithmetic(c, '*', product, held, span)
  return product
}

function shift(c: Lowering, operator: '<<' | '>>', left: Expression, right: Expression, span: Span): Value {
  const zero: Expression = { kind: 'constant', value: 0 }
  const negative: Expression =
    right.kind === 'constant' ? truthConstant(right.value < 0) : { kind: 'binary', operator: '<', left: right, right: zero }
  guard(c, negative, 'ValueError', span)
  if (!c.flow.reachable) return poison
  if (operator === '>>' && right.kind === 'constant' && right.value > 31) {
    return combined('>>', left, { kind: 'constant', value: 31 }, span)
  }
  if (operator === '<<' && right.kind === 'constant' && left.kind === 'constant') {
    return folded(left.value * 2 ** Math.min(right.value, 64), span)
  }
  return combined(operator, left, right, span)
}

export function combined(operator: BinaryOperator, left: Expression, right: Expression, span: Span): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    return folded(computed(operator, left.value, right.value), span)
  }
  return dynamic({ kind: 'binary', operator, left, right }, isBoolean(operator) ? boolType : intType)
}

function isBoolean(operator: BinaryOperator): boolean {
  return ['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(operator)
}

/** A result known now. Integers of a program are those that fit into 32 bits and are no codes of other values. */
export function folded(value: number, span: Span): Value {
  if (inRange(value) && value >= leastNumber) return constant(value + 0)
  throw new Refusal(
    span,
    'this does not fit into 32 bits',
    `integers go from ${leastNumber} to ${greatestInteger} here; use smaller numbers`,
  )
}

/** The callers have refused, or raised an exception for, operands without a result. */
function computed(operator: BinaryOperator, left: number, right: number): number {
  return present(constantResult(operator, left, right), `result of ${left} ${operator} ${right}`)
}

/** `-`, `+` and `~`. */
export function sign(c: Lowering, operator: '-' | '+' | '~', value: Value, span: Span): Value {
  if (value.kind === 'poison') return poison
  if (value.kind === 'float' && operator === '-') return { kind: 'float', value: -value.value }
  const operand = asNumber(c, value, span)
  if (operand === null) return c.raise('TypeError', span)
  if (operator === '+') return dynamicOrConstant(operand, intType)
  if (operand.kind === 'constant') {
    return folded(operator === '-' ? -operand.value : ~operand.value, span)
  }
  return dynamic({ kind: 'unary', operator, operand }, intType)
}

function dynamicOrConstant(expression: Expression, type: Type): Value {
  return expression.kind === 'constant' ? constant(expression.value) : dynamic(expression, type)
}

/** `a` where the condition (0 or 1) holds, else `b`, as arithmetic: for values without effects. */
export function chosen(condition: Expression, a: Expression, b: Expression): Expression {
  const times = (one: Expression, other: Expression): Expression => ({ kind: 'binary', operator: '*', left: one, right: other })
  return { kind: 'binary', operator: '+', left: times(condition, a), right: times(negated(condition), b) }
}

/** A number of a list of values by its position, which is in range. */
export function selected(c: Lowering, index: Expression, items: readonly Value[]): Value | null {
  let type: Type = typeOf(0)
  let sum: Expression | null = null
  for (const [position, item] of items.entries()) {
    const code = encoded(item, c.pass.codes)
    if (code === null) return null
    type = { kinds: type.kinds | code.type.kinds, references: new Set([...type.references, ...code.type.references]) }
    const term: Expression = { kind: 'binary', operator: '*', left: equals(index, position), right: code.expression }
    sum = sum === null ? term : { kind: 'binary', operator: '+', left: sum, right: term }
  }
  return sum === null ? null : dynamic(sum, type)
}
