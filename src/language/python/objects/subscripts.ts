import type { Span } from '../../../base/source.ts'
import { describe, isShared, readCell } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { comparison } from './comparisons.ts'
import { DictObject, ListObject, mayBeContainer } from './containers.ts'
import { checkKey, dictElement, setDictElement } from './dicts.ts'
import { rangeLength } from './iteration.ts'
import { amongShared, listElement, setListElement } from './lists.ts'
import { asNumber } from './operators.ts'
import { elementAmong, position } from './positions.ts'
import { either } from './truth.ts'

/** The value of `value[index]`. */
export function elementOf(c: Lowering, value: Value, index: Value, span: Span): Value {
  if (index.kind === 'poison') return poison
  return eachObject(c, value, span, (one) => elementOfOne(c, one, index, span))
}

function elementOfOne(c: Lowering, value: Value, index: Value, span: Span): Value {
  if (value.kind === 'poison') return poison
  if (value.kind === 'builtin') return value // a type in an annotation, such as `list[int]`
  if (value.kind === 'tuple') return elementAmong(c, value.items, index, span)
  if (value.kind === 'range') return rangeElement(c, value, index, span)
  if (value.kind === 'constant' && value.value === null) return c.raise('TypeError', span)
  if (value.kind === 'object' && value.object instanceof ListObject) return listElement(c, value.object, index, span)
  if (value.kind === 'object' && value.object instanceof DictObject) return dictElement(c, value.object, index, span)
  throw new Refusal(span, `elements of ${describe(value)} are not supported`, 'use a list, a tuple or a dict')
}

function rangeElement(c: Lowering, value: Value & { kind: 'range' }, index: Value, span: Span): Value {
  const length = rangeLength(value)
  const at = asNumber(c, index, span)
  if (at === null) return c.raise('TypeError', span)
  if (value.start.kind !== 'constant' || at.kind !== 'constant' || length === null) {
    throw new Refusal(span, 'elements of a range are not supported', 'compute the number instead')
  }
  const place = position(c, at, length, span)
  return place?.kind === 'constant' ? constant(Number(value.start.value) + place.value * value.step) : poison
}

/** Writes `target[index] = value`. */
export function setElement(c: Lowering, target: Value, index: Value, value: Value, span: Span): void {
  if (index.kind === 'poison' || !c.flow.reachable) return
  eachObject(c, target, span, (one) => {
    setElementOfOne(c, one, index, value, span)
    return constant(null)
  })
}

function setElementOfOne(c: Lowering, target: Value, index: Value, value: Value, span: Span): void {
  if (target.kind === 'poison') return
  if (target.kind === 'object' && target.object instanceof ListObject) {
    return setListElement(c, target.object, index, value, span)
  }
  if (target.kind === 'object' && target.object instanceof DictObject) {
    return setDictElement(c, target.object, index, value, span)
  }
  if (target.kind === 'constant' || target.kind === 'tuple') {
    c.raise('TypeError', span)
    return
  }
  throw new Refusal(span, `elements of ${describe(target)} cannot be set`, 'use a list or a dict')
}

/** `element in container`. */
export function containment(c: Lowering, element: Value, container: Value, span: Span): Value {
  if (element.kind === 'poison' || container.kind === 'poison') return poison
  if (container.kind === 'tuple') return amongItems(c, element, container.items, span)
  if (container.kind === 'dynamic' && mayBeContainer(c, container)) {
    const held = c.flow.held(element, span)
    return eachObject(c, container, span, (one) => containment(c, held, one, span))
  }
  if (container.kind === 'iterator' && container.hasLength) return amongItems(c, element, container.items, span)
  if (container.kind === 'constant' && typeof container.value === 'string' && element.kind === 'constant') {
    if (typeof element.value !== 'string') return c.raise('TypeError', span)
    return constant(container.value.includes(element.value))
  }
  if (container.kind === 'object' && container.object instanceof DictObject) {
    checkKey(c, element, span)
    return amongItems(
      c,
      element,
      [...container.object.entries.values()].map(({ key }) => key),
      span,
    )
  }
  if (container.kind !== 'object' || !(container.object instanceof ListObject)) {
    throw new Refusal(span, `\`in\` on ${describe(container)} is not supported`, 'use a list, a tuple or a dict')
  }
  const { content } = container.object
  if (!isShared(c, content)) {
    const elements = readCell(c, content, span)
    return elements.kind === 'elements' ? amongItems(c, element, elements.items, span) : poison
  }
  return amongShared(c, element, content, span)
}

function amongItems(c: Lowering, element: Value, items: readonly Value[], span: Span): Value {
  const held = c.flow.held(element, span)
  return items.map((item) => comparison(c, '==', held, item, span)).reduce(either, constant(false))
}
