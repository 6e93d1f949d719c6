import { unreachable } from '../../../base/bug.ts'
import { inRange } from '../../../base/integer.ts'
import type { Span } from '../../../base/source.ts'
import type { BinaryOperator, Expression } from '../../../program/program.ts'
import { describe, equals, guard } from '../../lowering/cells.ts'
import { negated } from '../../lowering/code.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  isSame,
  Kind,
  noneCode,
  poison,
  type Type,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import type { ArithmeticOperator, ComparisonOperator } from '../syntax/tree.ts'
import { DictObject, ListObject } from './containers.ts'

const notANumber = Kind.none | Kind.string | Kind.reference
/** No number of a model is less than this; the codes of strings and objects are. */
const leastNumber = -2147390000

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

/** The result of an arithmetic operator, in Python's sense. */
export function arithmetic(c: Lowering, operator: ArithmeticOperator, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison
  const text = textOperation(operator, left, right)
  if (text !== null) return text
  if (operator === '/') throw new Refusal(span, '`/` makes a float, and floats are not supported', 'write `//`')
  const one = asNumber(c, left, span)
  const other = asNumber(c, right, span)
  if (one === null || other === null) {
    if (left.kind === 'object' || right.kind === 'object' || left.kind === 'tuple') {
      const hint = 'operators work on numbers; write a loop for lists'
      throw new Refusal(span, `\`${operator}\` on ${describe(left.kind === 'constant' ? right : left)} is not supported`, hint)
    }
    return c.raise('TypeError', span)
  }
  return numeric(c, operator, one, other, span)
}

function textOperation(operator: ArithmeticOperator, left: Value, right: Value): Value | null {
  const isText = (value: Value): boolean =>
    value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'string')
  if (operator === '+' && isText(left) && isText(right)) {
    if (left.kind === 'constant' && right.kind === 'constant') return constant(`${left.value}${right.value}`)
    return { kind: 'text', parts: [left, right] }
  }
  if (operator === '%' && isText(left)) return { kind: 'text', parts: [left, right] }
  if (operator === '*' && left.kind === 'constant' && typeof left.value === 'string' && right.kind === 'constant') {
    return typeof right.value === 'number' ? constant(left.value.repeat(Math.max(0, Math.min(right.value, 1000)))) : null
  }
  if (operator === '+' && left.kind === 'tuple' && right.kind === 'tuple') {
    return { kind: 'tuple', items: [...left.items, ...right.items] }
  }
  return null
}

function numeric(c: Lowering, operator: ArithmeticOperator, left: Expression, right: Expression, span: Span): Value {
  switch (operator) {
    case '//':
    case '%':
      guard(c, right.kind === 'constant' ? truthConstant(right.value === 0) : equals(right, 0), 'ZeroDivisionError', span)
      return c.flow.reachable ? combined(c, operator, left, right, span) : poison
    case '**':
      return power(c, left, right, span)
    case '<<':
    case '>>':
      return shift(c, operator, left, right, span)
    case '/':
      throw new Refusal(span, '`/` makes a float, and floats are not supported', 'write `//`')
    case '+':
    case '-':
    case '*':
    case '&':
    case '|':
    case '^':
      return combined(c, operator, left, right, span)
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
  if (base.kind === 'constant') return folded(c, base.value ** exponent.value, base, exponent, '*', span)
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
    return combined(c, '>>', left, { kind: 'constant', value: 31 }, span)
  }
  if (operator === '<<' && right.kind === 'constant' && left.kind === 'constant') {
    return folded(c, left.value * 2 ** Math.min(right.value, 64), left, right, '*', span)
  }
  return combined(c, operator, left, right, span)
}

function combined(c: Lowering, operator: BinaryOperator, left: Expression, right: Expression, span: Span): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    return folded(c, computed(operator, left.value, right.value), left, right, operator, span)
  }
  return dynamic({ kind: 'binary', operator, left, right }, isBoolean(operator) ? boolType : intType)
}

function isBoolean(operator: BinaryOperator): boolean {
  return ['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(operator)
}

/** A result known now. One that leaves 32 bits is an overflow when the program gets there, or a mistake before. */
function folded(c: Lowering, value: number, left: Expression, right: Expression, operator: BinaryOperator, span: Span): Value {
  if (inRange(value)) return constant(value + 0)
  if (!c.initial) return dynamic({ kind: 'binary', operator, left, right }, intType)
  throw new Refusal(
    span,
    'this does not fit into 32 bits',
    'integers go from -2147483648 to 2147483647 here; use smaller numbers',
  )
}

function computed(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '//':
      return Math.floor(left / right)
    case '%':
      return left - right * Math.floor(left / right)
    case '<<':
      return left * 2 ** Math.min(right, 64)
    case '>>':
      return left >> Math.min(right, 31)
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
    default:
      return unreachable(operator)
  }
}

/** `-`, `+` and `~`. */
export function sign(c: Lowering, operator: '-' | '+' | '~', value: Value, span: Span): Value {
  if (value.kind === 'poison') return poison
  if (value.kind === 'float' && operator === '-') return { kind: 'float', value: -value.value }
  const operand = asNumber(c, value, span)
  if (operand === null) return c.raise('TypeError', span)
  if (operator === '+') return dynamicOrConstant(operand, intType)
  if (operand.kind === 'constant') {
    const result = operator === '-' ? -operand.value : ~operand.value
    return folded(c, result, { kind: 'constant', value: 0 }, operand, '-', span)
  }
  return dynamic({ kind: 'unary', operator, operand }, intType)
}

function dynamicOrConstant(expression: Expression, type: Type): Value {
  return expression.kind === 'constant' ? constant(expression.value) : dynamic(expression, type)
}

/** Returns the result of one comparison except `in`: True, False, or a test. */
export function comparison(
  c: Lowering,
  operator: Exclude<ComparisonOperator, 'in' | 'not in'>,
  left: Value,
  right: Value,
  span: Span,
): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison
  if (operator === '==' || operator === 'is') return equality(c, left, right, span)
  if (operator === '!=' || operator === 'is not') return negation(c, equality(c, left, right, span), span)
  if (isString(left) && isString(right)) return constant(ordered(operator, `${left.value}`, `${right.value}`))
  const one = asNumber(c, left, span)
  const other = asNumber(c, right, span)
  if (one === null || other === null) return c.raise('TypeError', span)
  const result = combined(c, operator, one, other, span)
  return result.kind === 'constant' ? constant(result.value === 1) : result
}

function isString(value: Value): value is Value & { kind: 'constant' } {
  return value.kind === 'constant' && typeof value.value === 'string'
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: string, right: string): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function equality(c: Lowering, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'text' || right.kind === 'text') {
    throw new Refusal(span, 'strings computed at run time cannot be compared', 'compare constants')
  }
  if (left.kind === 'float' || right.kind === 'float') {
    throw new Refusal(span, 'floats are not supported', 'use integers')
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') return equalTuples(c, left.items, right.items, span)
  const [one, other] = [encoded(left, c.pass.codes), encoded(right, c.pass.codes)]
  if (one === null || other === null) return constant(isSame(left, right))
  if (left.kind === 'object' && right.kind === 'object' && left.object !== right.object) {
    if (left.object instanceof ListObject || left.object instanceof DictObject) {
      throw new Refusal(span, 'comparing lists is not supported', 'compare their elements')
    }
    return constant(false)
  }
  const result = combined(c, '==', one.expression, other.expression, span)
  return result.kind === 'constant' ? constant(result.value === 1) : result
}

function equalTuples(c: Lowering, left: readonly Value[], right: readonly Value[], span: Span): Value {
  if (left.length !== right.length) return constant(false)
  return left
    .map((item, index) => equality(c, item, right[index] ?? poison, span))
    .reduce((all, each) => both(all, each), constant(true))
}

/** `and` of two tests that are computed already. */
export function both(left: Value, right: Value): Value {
  if (left.kind === 'constant') return left.value === true ? right : left
  if (right.kind === 'constant') return right.value === true ? left : right
  if (left.kind !== 'dynamic' || right.kind !== 'dynamic') return poison
  return dynamic({ kind: 'binary', operator: 'and', left: left.expression, right: right.expression }, boolType)
}

/** `or` of two tests that are computed already. */
export function either(left: Value, right: Value): Value {
  if (left.kind === 'constant') return left.value === true ? left : right
  if (right.kind === 'constant') return right.value === true ? right : left
  if (left.kind !== 'dynamic' || right.kind !== 'dynamic') return poison
  return dynamic({ kind: 'binary', operator: 'or', left: left.expression, right: right.expression }, boolType)
}

/** `not`. */
export function negation(c: Lowering, value: Value, span: Span): Value {
  const test = truth(c, value, span)
  if (test.kind === 'constant') return constant(test.value !== true)
  return test.kind === 'dynamic' ? dynamic(negated(test.expression), boolType) : poison
}

/** Returns the truth of a value: True, False, or a test. It does not inspect lists. */
export function truth(_c: Lowering, value: Value, span: Span): Value {
  switch (value.kind) {
    case 'constant':
      return constant(value.value !== null && value.value !== false && value.value !== 0 && value.value !== '')
    case 'float':
      return constant(value.value !== 0)
    case 'tuple':
    case 'elements':
      return constant(value.items.length > 0)
    case 'dynamic':
      return dynamicTruth(value.expression, value.type)
    case 'text':
      throw new Refusal(span, 'strings computed at run time have no truth value here', 'test numbers instead')
    case 'poison':
      return poison
    case 'unbound':
    case 'forgotten':
    case 'range':
    case 'object':
    case 'function':
    case 'bound':
    case 'method':
    case 'class':
    case 'module':
    case 'builtin':
      return constant(true)
    default:
      return unreachable(value)
  }
}

function dynamicTruth(expression: Expression, type: Type): Value {
  if ((type.kinds & notANumber) === 0) return dynamic(expression, boolType)
  const differs = (code: number): Expression => negated(equals(expression, code))
  const parts: Expression[] = []
  if ((type.kinds & (Kind.int | Kind.bool)) !== 0) parts.push(differs(0))
  if ((type.kinds & Kind.none) !== 0) parts.push(differs(noneCode))
  const [first, second] = parts
  if (first === undefined) return constant(true)
  if (second === undefined) return dynamic(first, boolType)
  return dynamic({ kind: 'binary', operator: 'and', left: first, right: second }, boolType)
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
