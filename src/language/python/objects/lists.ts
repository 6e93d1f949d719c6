import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import {
  begin,
  compare,
  elementType,
  find,
  initialLength,
  load,
  loadNamed,
  type Memory,
  memoryOf,
  number,
  reg,
  store,
  storeNamed,
} from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { guard, isShared, loadElement, narrowed, placeOf, readCell, sharedOperand } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import {
  apart,
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  object,
  poison,
  register,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { DequeObject, ListObject } from './containers.ts'
import { checkSearch } from './contents.ts'
import { asNumber } from './operators.ts'
import { elementAmong, fromStart, outsideOf, position } from './positions.ts'

/** Makes a list of these elements. */
export function newList(c: Lowering, items: readonly Value[], span: Span, what: string = 'list'): Value {
  const { key, content } = newContent(c, items, span, what)
  return object(c.pass.add(new ListObject(identityOf(c, key), content)))
}

/** Makes a deque of these elements. */
export function newDeque(c: Lowering, items: readonly Value[], span: Span): Value {
  const { key, content } = newContent(c, items, span, 'deque')
  return object(c.pass.add(new DequeObject(identityOf(c, key), content)))
}

/** `what` distinguishes lists that begin at the same place of the text. */
function newContent(c: Lowering, items: readonly Value[], span: Span, what: string): { key: string; content: Cell } {
  checkMaking(c, span, 'a list')
  const key = objectKey(c, span, what)
  const content = listCell(c, key, 'list', Math.max(c.choices.capacity, items.length, 1))
  begin(c, content, { kind: 'elements', items }, span)
  return { key, content }
}

/** Creates a place for at most `capacity` elements. */
export function listCell(c: Lowering, key: string, name: string, capacity: number): Cell {
  return c.pass.cell(key, { name, role: { kind: 'part' }, capacity })
}

/** The number of elements in use. */
export function lengthOf(c: Lowering, list: ListObject, span: Span): Value {
  const { content } = list
  if (!isShared(c, content)) {
    const elements = readCell(c, content, span)
    return elements.kind === 'elements' ? constant(elements.items.length) : poison
  }
  c.pass.facts.access(content, c.flow.thread)
  if (!c.pass.facts.isResized(content)) return constant(initialLength(c, content))
  return register(load(c, memoryOf(c, content).length, null, span), intType)
}

/** The value of `list[index]`. */
export function listElement(c: Lowering, list: ListObject, index: Value, span: Span): Value {
  const { content } = list
  if (!isShared(c, content)) {
    const elements = readCell(c, content, span)
    return elements.kind === 'elements' ? elementAmong(c, elements.items, index, span) : poison
  }
  c.pass.facts.access(content, c.flow.thread)
  const at = asNumber(c, index, span)
  if (at === null) return c.raise('TypeError', span)
  if (c.pass.facts.isResized(content)) return growableElement(c, list, at, span)
  const place = position(c, at, initialLength(c, content), span)
  return place === null ? poison : loadElement(c, content, place, span)
}

/** An element of a list that grows: its length and the element are read in one step. */
function growableElement(c: Lowering, list: ListObject, at: Expression, span: Span): Value {
  const memory = memoryOf(c, list.content)
  const held = c.flow.held(dynamic(at, intType), span)
  const index = held.kind === 'dynamic' ? held.expression : at
  const [to, n] = [c.flow.temporary(), c.flow.temporary()]
  const outside = outsideOf(index, reg(n))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    loadLength(c, memory, index, n, span)
    c.flow.leap(outside, end, span)
    loadNamed(c, memory.content, fromStart(index, reg(n)), span, to)
    c.flow.place(end)
  })
  guard(c, outside, 'IndexError', span)
  return narrowed(c, reg(to), elementType(c, list.content))
}

/** Loads the length for a subscript. A negative index depends on the length, so that the access is one of its own. */
function loadLength(c: Lowering, { length }: Memory, index: Expression, n: number, span: Span): void {
  const [positive, end]: [Mark, Mark] = [{ at: -1 }, { at: -1 }]
  if (index.kind !== 'constant') c.flow.leap(compare('>=', index, number(0)), positive, span)
  if (index.kind !== 'constant' || index.value < 0) {
    c.flow.emit({ op: 'load', to: n, place: placeOf(c, length), plain: true }, span)
    if (index.kind === 'constant') return
    c.flow.leap(null, end, span)
  }
  c.flow.place(positive)
  load(c, length, null, span, n)
  c.flow.place(end)
}

/** Writes `list[index] = value`. */
export function setListElement(c: Lowering, list: ListObject, index: Value, value: Value, span: Span): void {
  const { content } = list
  const at = asNumber(c, index, span)
  if (at === null) {
    c.raise('TypeError', span)
    return
  }
  if (!isShared(c, content)) return setKnownElement(c, content, at, value, span)
  const code = encoded(value, c.pass.codes)
  c.pass.facts.write(content, c.flow.thread, code?.type ?? typeOf(0))
  const operand = sharedOperand(c, content, value, span)
  if (operand === null) return
  if (!c.pass.facts.isResized(content)) {
    const place = position(c, at, initialLength(c, content), span)
    if (place !== null) store(c, content, place, operand, span)
    return
  }
  const memory = memoryOf(c, content)
  const held = c.flow.held(dynamic(at, intType), span)
  const where = held.kind === 'dynamic' ? held.expression : at
  const n = c.flow.temporary()
  const outside = outsideOf(where, reg(n))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    loadLength(c, memory, where, n, span)
    c.flow.leap(outside, end, span)
    storeNamed(c, content, fromStart(where, reg(n)), operand, span)
    c.flow.place(end)
  })
  guard(c, outside, 'IndexError', span)
}

function setKnownElement(c: Lowering, content: Cell, at: Expression, value: Value, span: Span): void {
  const elements = readCell(c, content, span)
  if (elements.kind !== 'elements') return
  if (at.kind !== 'constant') {
    c.pass.facts.write(content, c.flow.thread, encoded(value, c.pass.codes)?.type ?? typeOf(0))
    return c.pass.facts.keepInMemory(content)
  }
  const place = position(c, at, elements.items.length, span)
  if (place?.kind !== 'constant') return
  const items = elements.items.map((item, index) => (index === place.value ? value : item))
  c.pass.widen(content, value)
  writeElements(c, content, items, span)
}

/** Replaces the elements of a list that only this thread sees. */
export function writeElements(c: Lowering, content: Cell, items: readonly Value[], span: Span): void {
  if (c.initial) return c.pass.setInitial(content, { kind: 'elements', items })
  for (const item of items) c.pass.widen(content, item)
  c.pass.facts.write(content, c.flow.thread, typeOf(0))
  c.flow.bind(content, { kind: 'elements', items }, span)
  const everyScalar = items.every((item) => item.kind === 'constant' || item.kind === 'dynamic')
  if (!content.observed) return
  if (everyScalar) c.pass.facts.keepInMemory(content)
  const strange = items.find((item) => item.kind !== 'poison' && encoded(item, c.pass.codes) === null)
  if (strange !== undefined) c.pass.concealed.set(content, { kind: 'elements', items })
}

/** Whether an element is in a list that threads share. */
export function amongShared(c: Lowering, element: Value, content: Cell, span: Span): Value {
  c.pass.facts.access(content, c.flow.thread)
  checkSearch(c, element, elementType(c, content), span)
  const code = encoded(c.flow.held(element, span), c.pass.codes)
  if (code === null) return constant(false)
  const wanted = apart(code.expression, code.type, elementType(c, content).kinds)
  const fixed = c.pass.facts.isResized(content) ? null : initialLength(c, content)
  const [to, n] = [c.flow.temporary(), c.flow.temporary()]
  c.flow.atomic(c.pass.source.excerpt(span), span, () => find(c, memoryOf(c, content), fixed, wanted, to, n, span))
  return dynamic(compare('<', reg(to), reg(n)), boolType)
}

/** Whether a list that threads make longer and shorter has these elements now. */
export function equalsKnown(c: Lowering, list: ListObject, items: readonly Value[], span: Span): Value {
  const { content } = list
  c.pass.facts.access(content, c.flow.thread)
  for (const item of items) checkSearch(c, item, elementType(c, content), span)
  const codes = items.map((item) => encoded(c.flow.held(item, span), c.pass.codes))
  if (codes.some((code) => code === null)) return constant(false)
  const memory = memoryOf(c, content)
  const { kinds } = elementType(c, content)
  if (items.length > memory.capacity) return constant(false)
  const [equal, each] = [c.flow.temporary(), c.flow.temporary()]
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    c.flow.emit({ op: 'let', to: equal, value: number(0) }, span)
    load(c, memory.length, null, span, each)
    c.flow.leap(compare('!=', reg(each), number(items.length)), end, span)
    for (const [index, code] of codes.entries()) {
      load(c, content, number(index), span, each)
      if (code === null) continue
      c.flow.leap(compare('!=', reg(each), apart(code.expression, code.type, kinds)), end, span)
    }
    c.flow.emit({ op: 'let', to: equal, value: number(1) }, span)
    c.flow.place(end)
  })
  return dynamic(reg(equal), boolType)
}
