import type { Span } from '../../../base/source.ts'
import { describe, isShared } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import type { ArithmeticOperator } from '../syntax/tree.ts'
import { DequeObject, DictObject, isList, type ListObject, mayBeContainer } from './containers.ts'
import { elementsOf } from './iteration.ts'
import { newList } from './lists.ts'
import { arithmetic } from './operators.ts'
import { isString, madeText, percentFormat } from './texts.ts'

const longest = 100_000

/** The result of an operator on numbers, strings, tuples or lists, in Python's sense. */
export function operate(c: Lowering, operator: ArithmeticOperator, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return poison
  const each = (value: Value, then: (value: Value) => Value): Value =>
    value.kind === 'dynamic' && mayBeContainer(c, value) ? eachObject(c, value, span, then) : then(value)
  return each(left, (one) => each(right, (other) => operateOnce(c, operator, one, other, span)))
}

function operateOnce(c: Lowering, operator: ArithmeticOperator, left: Value, right: Value, span: Span): Value {
  if (operator === '+') {
    const sum = concatenated(c, left, right, span)
    if (sum !== null) return sum
  }
  if (operator === '*') {
    const product = repeated(c, left, right, span) ?? repeated(c, right, left, span)
    if (product !== null) return product
  }
  if (operator === '%' && isString(left)) return percentFormat(c, left, right, span)
  refuseOthers(operator, left, right, span)
  return arithmetic(c, operator, left, right, span)
}

/** Operators that Python defines for values which are no numbers, and which are outside of the subset. */
function refuseOthers(operator: ArithmeticOperator, left: Value, right: Value, span: Span): void {
  const isType = ({ kind }: Value): boolean => kind === 'class' || kind === 'builtin'
  const isDict = (value: Value): boolean => value.kind === 'object' && value.object instanceof DictObject
  const types = operator === '|' && (isType(left) || isType(right))
  const iterators = left.kind === 'iterator' || right.kind === 'iterator'
  if (types || iterators || (operator === '|' && isDict(left) && isDict(right))) {
    throw new Refusal(
      span,
      `\`${operator}\` on ${describe(left)} is not supported`,
      'operators work on numbers, strings, tuples and lists',
    )
  }
}

function concatenated(c: Lowering, left: Value, right: Value, span: Span): Value | null {
  if (isString(left) && isString(right)) {
    if (left.kind === 'constant' && right.kind === 'constant') return constant(`${left.value}${right.value}`)
    return madeText(c, [left, right])
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') return { kind: 'tuple', items: [...left.items, ...right.items] }
  if (!isList(left) || !isList(right)) return null
  if (left.object instanceof DequeObject || right.object instanceof DequeObject) {
    throw new Refusal(span, '`+` on a deque is not supported', 'use `extend`')
  }
  const items = [...itemsOf(c, left.object, '+', span), ...itemsOf(c, right.object, '+', span)]
  return newList(c, items, span, `sum up to ${span.end}`)
}

function repeated(c: Lowering, sequence: Value, times: Value, span: Span): Value | null {
  const isText = sequence.kind === 'constant' && typeof sequence.value === 'string'
  if (sequence.kind === 'text') throw new Refusal(span, '`*` on a string computed at run time is not supported', null)
  if (!isText && sequence.kind !== 'tuple' && !isList(sequence)) return null
  if (times.kind === 'dynamic') {
    throw new Refusal(span, 'how often this is repeated is not known', 'write `[0] * N` with a constant N')
  }
  if (times.kind !== 'constant' || typeof times.value === 'string' || times.value === null) return null
  const count = Math.max(0, Number(times.value))
  const items = isText
    ? [sequence]
    : sequence.kind === 'tuple'
      ? sequence.items
      : isList(sequence)
        ? itemsOf(c, sequence.object, '*', span)
        : []
  const length = isText ? `${sequence.value}`.length : items.length
  if (count * length > longest) throw new Refusal(span, 'this is too long', 'use fewer elements')
  if (isText) return constant(`${sequence.value}`.repeat(length === 0 ? 0 : count))
  const all = length === 0 ? [] : Array.from({ length: count }, () => items).flat()
  if (sequence.kind === 'tuple') return { kind: 'tuple', items: all }
  if (isList(sequence) && sequence.object instanceof DequeObject) {
    throw new Refusal(span, '`*` on a deque is not supported', 'use a list')
  }
  return newList(c, all, span, `product up to ${span.end}`)
}

/** The elements of a list, which are read at once: no other thread may change them meanwhile. */
function itemsOf(c: Lowering, list: ListObject, operator: string, span: Span): readonly Value[] {
  if (isShared(c, list.content)) {
    throw new Refusal(span, `\`${operator}\` on a list that threads share is not supported`, 'write a loop over it')
  }
  return elementsOf(c, { kind: 'object', object: list }, span)
}
