import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { initialLength, number } from '../../lowering/arrays.ts'
import { describe, isShared, loadElement, readCell } from '../../lowering/cells.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { NeedsRounds, Refusal } from '../../lowering/refusals.ts'
import { constant, type Value } from '../../lowering/values.ts'
import { DictObject, ListObject } from './containers.ts'

const longestUnrolled = 100_000

/** Returns the elements of a value whose length must be known. */
export function elementsOf(c: Lowering, value: Value, span: Span): readonly Value[] {
  switch (value.kind) {
    case 'tuple':
    case 'elements':
    case 'iterator':
      return value.items
    case 'poison':
      return []
    case 'range':
      return rangeItems(value, span)
    case 'constant':
      if (typeof value.value === 'string') return [...value.value].map((each) => constant(each))
      break
    case 'object': {
      const items = itemsOf(c, value.object, span)
      if (items !== null) return items
      break
    }
    case 'float':
    case 'unbound':
    case 'forgotten':
    case 'dynamic':
    case 'function':
    case 'bound':
    case 'method':
    case 'class':
    case 'module':
    case 'builtin':
    case 'text':
      break
    default:
      return unreachable(value)
  }
  throw new Refusal(span, `a loop over ${describe(value)} is not supported`, 'loop over a `range`, a list, a tuple or a dict')
}

function itemsOf(c: Lowering, object: HeapObject, span: Span): readonly Value[] | null {
  if (object instanceof DictObject) return [...object.entries.values()].map(({ key }) => key)
  if (!(object instanceof ListObject)) return c.library.behaviourOf(object)?.elements(c, span) ?? null
  const { content } = object
  if (!isShared(c, content)) return elementsOf(c, readCell(c, content, span), span)
  c.pass.facts.access(content, c.flow.thread)
  if (c.pass.facts.isResized(content)) {
    const hint = 'write a `for` loop over it, which reads its elements one by one'
    throw new NeedsRounds(span, 'the length of this list is not known when the program is read', hint)
  }
  const length = initialLength(c, content)
  return Array.from({ length }, (_, index) => loadElement(c, content, number(index), span))
}

/** The elements of a value one by one, each read when it is its turn: a round may change what is to come. */
export function* eachElement(c: Lowering, value: Value, span: Span): Generator<Value> {
  if (value.kind !== 'object' || !(value.object instanceof ListObject)) return yield* elementsOf(c, value, span)
  const { content } = value.object
  for (let index = 0; c.flow.reachable; index++) {
    if (isShared(c, content)) {
      c.pass.facts.access(content, c.flow.thread)
      if (c.pass.facts.isResized(content)) return yield* elementsOf(c, value, span)
      if (index >= initialLength(c, content)) return
      yield loadElement(c, content, number(index), span)
    } else {
      const elements = readCell(c, content, span)
      const item = elements.kind === 'elements' ? elements.items[index] : undefined
      if (item === undefined) return
      yield item
    }
  }
}

/** How many numbers a range has, if that is known; its start may be anything. */
export function rangeLength({ start, stop, step }: Value & { kind: 'range' }): number | null {
  if (start.kind !== 'constant' || stop.kind !== 'constant') return null
  return Math.max(0, Math.ceil((Number(stop.value) - Number(start.value)) / step))
}

function rangeItems(range: Value & { kind: 'range' }, span: Span): Value[] {
  const length = rangeLength(range)
  const { start, step } = range
  if (length === null || start.kind !== 'constant') {
    throw new NeedsRounds(span, 'the length of this range is not known when the program is read', 'use a constant')
  }
  if (length > longestUnrolled) throw new Refusal(span, 'this range is too long to unroll', 'use a shorter one')
  const first = Number(start.value)
  return Array.from({ length }, (_, index) => constant(first + index * step))
}
