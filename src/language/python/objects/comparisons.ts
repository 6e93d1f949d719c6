import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { isShared } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { ExceptionObject, Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { apart, constant, encoded, isSame, Kind, poison, type Type, type Value } from '../../lowering/values.ts'
import { eachObject, joined, jumpOn } from '../../lowering/ways.ts'
import type { ComparisonOperator } from '../syntax/tree.ts'
import { DictObject, isList, type ListObject } from './containers.ts'
import { mayHaveContent } from './contents.ts'
import { fieldsOf } from './dataclass-fields.ts'
import { isIdentical } from './identity.ts'
import { elementsOf } from './iteration.ts'
import { equalsKnown } from './lists.ts'
import { asNumber, combined } from './operators.ts'
import { both, negation } from './truth.ts'

type Order = '<' | '<=' | '>' | '>='

/** Returns the result of one comparison except `in`: True, False, or a test. */
export function comparison(
  c: Lowering,
  operator: Exclude<ComparisonOperator, 'in' | 'not in'>,
  left: Value,
  right: Value,
  span: Span,
): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison
  switch (operator) {
    case '==':
      return equality(c, left, right, span)
    case '!=':
      return negation(c, equality(c, left, right, span), span)
    case 'is':
      return isIdentical(c, left, right, span)
    case 'is not':
      return negation(c, isIdentical(c, left, right, span), span)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return eachCompared(c, left, right, span, (one, other) => ordered(c, operator, one, other, span))
    default:
      return unreachable(operator)
  }
}

/** Compares each object that the values may stand for, if its content matters. */
function eachCompared(c: Lowering, left: Value, right: Value, span: Span, act: (one: Value, other: Value) => Value): Value {
  const each = (value: Value, then: (value: Value) => Value): Value =>
    value.kind === 'dynamic' && mayHaveContent(c, value.type) ? eachObject(c, value, span, then) : then(value)
  return each(left, (one) => each(right, (other) => act(one, other)))
}

function equality(c: Lowering, left: Value, right: Value, span: Span): Value {
  return eachCompared(c, left, right, span, (one, other) => equalOnce(c, one, other, span))
}

function equalOnce(c: Lowering, left: Value, right: Value, span: Span): Value {
  refuseIncomparable(left, span)
  refuseIncomparable(right, span)
  if (left.kind === 'tuple' && right.kind === 'tuple') return equalItems(c, left.items, right.items, span)
  if (left.kind === 'object' && right.kind === 'object') return equalObjects(c, left, right, span)
  if (left.kind === 'range' && right.kind === 'range') return constant(sameRange(left, right, span))
  if (left.kind === 'function' && right.kind === 'function') return isIdentical(c, left, right, span)
  const [one, other] = [encoded(left, c.pass.codes), encoded(right, c.pass.codes)]
  if (one === null || other === null) return constant(isSame(left, right))
  if ((comparable(one.type) & comparable(other.type)) === 0) return constant(false)
  const [low, high] = [apart(one.expression, one.type, other.type.kinds), apart(other.expression, other.type, one.type.kinds)]
  const result = combined('==', low, high, span)
  return result.kind === 'constant' ? constant(result.value === 1) : result
}

/** The kinds of values that a value may equal: integers equal booleans. */
function comparable({ kinds }: Type): number {
  return (kinds & (Kind.int | Kind.bool)) === 0 ? kinds : kinds | Kind.int | Kind.bool
}

function refuseIncomparable(value: Value, span: Span): void {
  if (value.kind === 'text') {
    throw new Refusal(span, 'strings computed at run time cannot be compared', 'compare constants')
  }
  if (value.kind === 'float') throw new Refusal(span, 'floats are not supported', 'use integers')
  if (value.kind === 'iterator') throw new Refusal(span, 'iterators cannot be compared', 'compare lists')
}

function sameRange(left: Value & { kind: 'range' }, right: Value & { kind: 'range' }, span: Span): boolean {
  if (isSame(left, right)) return true
  throw new Refusal(span, 'comparing ranges is not supported', 'compare their bounds')
}

function equalObjects(c: Lowering, left: Value & { kind: 'object' }, right: Value & { kind: 'object' }, span: Span): Value {
  const [one, other] = [left.object, right.object]
  if (one instanceof ExceptionObject || other instanceof ExceptionObject) return isIdentical(c, left, right, span)
  if (isList(left) && isList(right)) {
    if (left.object.constructor !== right.object.constructor) return constant(false)
    return left.object === right.object ? constant(true) : equalLists(c, left.object, right.object, span)
  }
  if (one === other) return constant(true)
  if (one instanceof DictObject && other instanceof DictObject) {
    throw new Refusal(span, 'comparing dicts is not supported', 'compare their entries')
  }
  if (one instanceof Instance && other instanceof Instance && one.class.comparesFields && one.class === other.class) {
    return equalItems(c, fieldsOf(c, one, span), fieldsOf(c, other, span), span)
  }
  return constant(false)
}

/** Whether two lists have equal elements; one that grows is compared in one step. */
function equalLists(c: Lowering, left: ListObject, right: ListObject, span: Span): Value {
  const grows = (list: ListObject): boolean => isShared(c, list.content) && c.pass.facts.isResized(list.content)
  const items = (list: ListObject): readonly Value[] => elementsOf(c, { kind: 'object', object: list }, span)
  if (grows(left)) return equalsKnown(c, left, items(right), span)
  if (grows(right)) return equalsKnown(c, right, items(left), span)
  return equalItems(c, items(left), items(right), span)
}

function equalItems(c: Lowering, left: readonly Value[], right: readonly Value[], span: Span): Value {
  if (left.length !== right.length) return constant(false)
  return left
    .map((item, index) => equality(c, item, right[index] ?? poison, span))
    .reduce((all, each) => both(all, each), constant(true))
}

/** `<` and its like. `TypeError` for values that have no order. */
function ordered(c: Lowering, operator: Order, left: Value, right: Value, span: Span): Value {
  const [one, other] = [itemsInOrder(c, left, right, span), itemsInOrder(c, right, left, span)]
  if (one !== null && other !== null) return orderedItems(c, operator, one, other, span)
  if (isText(left) && isText(right)) return constant(holds(operator, byCodePoint(left.value, right.value)))
  if (left.kind === 'range' && right.kind === 'range') return c.raise('TypeError', span)
  const [low, high] = [asNumber(c, left, span), asNumber(c, right, span)]
  if (!c.flow.reachable) return poison
  if (low === null || high === null) return c.raise('TypeError', span)
  const result = combined(operator, low, high, span)
  return result.kind === 'constant' ? constant(result.value === 1) : result
}

/** The items of a value that is compared with another item by item; null if the two are not compared so. */
function itemsInOrder(c: Lowering, value: Value, other: Value, span: Span): readonly Value[] | null {
  if (value.kind === 'tuple' && other.kind === 'tuple') return value.items
  if (isList(value) && isList(other) && value.object.constructor === other.object.constructor) return elementsOf(c, value, span)
  if (value.kind !== 'object' || other.kind !== 'object') return null
  const [one, two] = [value.object, other.object]
  if (!(one instanceof Instance) || !(two instanceof Instance) || one.class !== two.class) return null
  return one.class.isOrdered ? fieldsOf(c, one, span) : null
}

/** The first items that differ decide; if none do, the lengths. */
function orderedItems(c: Lowering, operator: Order, left: readonly Value[], right: readonly Value[], span: Span): Value {
  return joined(c, span, (result, end) => {
    for (const [index, item] of left.slice(0, right.length).entries()) {
      const other = right[index] ?? poison
      const same = c.flow.label()
      jumpOn(c, equality(c, item, other, span), true, same, span)
      if (c.flow.reachable) c.flow.bind(result, comparison(c, operator, item, other, span), span)
      c.flow.jump(end, span)
      c.flow.arrive(same, span)
    }
    if (c.flow.reachable) c.flow.bind(result, constant(holds(operator, left.length - right.length)), span)
  })
}

function holds(operator: Order, difference: number): boolean {
  if (operator === '<') return difference < 0
  if (operator === '<=') return difference <= 0
  return operator === '>' ? difference > 0 : difference >= 0
}

function isText(value: Value): value is Value & { kind: 'constant'; value: string } {
  return value.kind === 'constant' && typeof value.value === 'string'
}

/** Python compares strings by code points; JavaScript by units of 16 bits. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  for (const [index, character] of left.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
