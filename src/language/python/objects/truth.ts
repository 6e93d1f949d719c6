import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { equals } from '../../lowering/cells.ts'
import { negated } from '../../lowering/code.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  boolType,
  constant,
  type Dynamic,
  dynamic,
  Kind,
  noArguments,
  noneCode,
  poison,
  type Value,
} from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { isContainer, mayBeContainer } from './containers.ts'
import { rangeLength } from './iteration.ts'
import { notANumber } from './operators.ts'

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
  return test.kind === 'dynamic' ? dynamic(asTruth(negated(test.expression)), boolType) : poison
}

/** A test as 0 or 1: that of a number is the number itself. */
function asTruth(test: Expression): Expression {
  const isTruth = test.kind === 'unary' ? test.operator === 'not' : test.kind === 'binary' && truthOperators.has(test.operator)
  return isTruth ? test : { kind: 'binary', operator: '!=', left: test, right: { kind: 'constant', value: 0 } }
}

const truthOperators: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'and', 'or'])

/** The truth of a value as a boolean. */
export function booleanOf(c: Lowering, value: Value, span: Span): Value {
  const test = truth(c, value, span)
  return test.kind === 'dynamic' ? dynamic(asTruth(test.expression), boolType) : test
}

/** Returns the truth of a value: True, False, or a test. */
export function truth(c: Lowering, value: Value, span: Span): Value {
  switch (value.kind) {
    case 'constant':
      return constant(value.value !== null && value.value !== false && value.value !== 0 && value.value !== '')
    case 'float':
      return constant(value.value !== 0)
    case 'tuple':
    case 'elements':
      return constant(value.items.length > 0)
    case 'dynamic':
      if (mayBeContainer(c, value)) return eachObject(c, value, span, (one) => truth(c, one, span))
      return dynamicTruth(c, value)
    case 'object':
      return isContainer(value) ? truth(c, lengthOf(c, value, span), span) : constant(true)
    case 'range': {
      const length = rangeLength(value)
      if (length !== null) return constant(length > 0)
      throw new Refusal(span, 'the length of this range is not known when the program is read', 'compare its bounds')
    }
    case 'text':
      throw new Refusal(span, 'strings computed at run time have no truth value here', 'test numbers instead')
    case 'iterator':
      throw new Refusal(span, 'iterators have no truth value here', 'test the length of the list')
    case 'poison':
      return poison
    case 'unbound':
    case 'forgotten':
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

function lengthOf(c: Lowering, value: Value, span: Span): Value {
  return c.call({ kind: 'builtin', name: 'len' }, { ...noArguments, positional: [value] }, span)
}

function dynamicTruth(c: Lowering, { expression, type }: Dynamic): Value {
  if ((type.kinds & notANumber) === 0) return dynamic(expression, boolType)
  const parts: Expression[] = []
  const differs = (code: number): unknown => parts.push(negated(equals(expression, code)))
  if ((type.kinds & (Kind.int | Kind.bool)) !== 0) differs(0)
  if ((type.kinds & Kind.none) !== 0) differs(noneCode)
  if ((type.kinds & Kind.string) !== 0) differs(c.pass.codes.stringCode(''))
  if (parts.length === 0) return constant(true)
  return dynamic(
    parts.reduce((left, right) => ({ kind: 'binary', operator: 'and', left, right })),
    boolType,
  )
}
