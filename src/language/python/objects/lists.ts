import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { compare, find, load, memoryOf, number, reg, store } from '../../lowering/arrays.ts'
import { describe, guard, isShared, loadElement, narrowed, readCell, sharedOperand, writeCell } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, objectKey } from '../../lowering/frames.ts'
import type { Cell, ObjectOf } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { NeedsRounds, Refusal } from '../../lowering/pass.ts'
import {
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  poison,
  register,
  type Type,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { eachObject, joined, jumpOn } from '../../lowering/ways.ts'
import { asNumber, comparison, either, selected } from './operators.ts'

export type ListObject = ObjectOf<'list'>

/** Makes a list (or deque) of these elements. */
export function newList(c: Lowering, items: readonly Value[], span: Span, queueLike: boolean): Value {
  checkMaking(c, span, 'a list')
  const key = objectKey(c, span, 'list')
  const content = listCell(c, key, 'list', Math.max(c.choices.capacity, items.length, 1))
  begin(c, content, { kind: 'elements', items }, span)
  const code = c.pass.codes.objectCode(key)
  return { kind: 'object', object: c.pass.add({ kind: 'list', code, key, name: null, content, queueLike }) }
}

export function listCell(c: Lowering, key: string, name: string, capacity: number): Cell {
  return c.pass.cell(key, { name, role: { kind: 'part' }, capacity })
}

/** Gives the cell of a new object its first value, which is no write that a thread could see. */
export function begin(c: Lowering, cell: Cell, value: Value, span: Span): void {
  const items = value.kind === 'elements' ? value.items : [value]
  for (const item of items) c.pass.widen(cell, item)
  if (c.initial || items.every((item) => item.kind !== 'dynamic')) {
    c.pass.setInitial(cell, value)
    if (!c.initial && c.flow.reachable && !isShared(c, cell)) c.flow.bind(cell, value, span)
    return
  }
  const zeros = items.map((item) => (item.kind === 'dynamic' ? constant(0) : item))
  c.pass.setInitial(cell, value.kind === 'elements' ? { ...value, items: zeros } : constant(0))
  if (!isShared(c, cell)) {
    c.pass.facts.write(cell, c.flow.thread, typeOf(0))
    return c.flow.bind(cell, value, span)
  }
  items.forEach((item, index) => {
    if (item.kind !== 'dynamic') return
    c.pass.facts.write(cell, c.flow.thread, item.type)
    const operand = sharedOperand(c, cell, item, span)
    if (operand !== null) store(c, cell, value.kind === 'elements' ? number(index) : null, operand, span)
  })
}

/** Makes a dict with constant keys. */
export function newDict(c: Lowering, entries: readonly (readonly [Value, Value])[], span: Span): Value {
  checkMaking(c, span, 'a dict')
  const key = objectKey(c, span, 'dict')
  const cells = new Map<string, { key: Value; cell: Cell }>()
  for (const [entryKey, value] of entries) {
    const name = keyName(entryKey, span)
    const cell = entryCell(c, key, null, name)
    begin(c, cell, value, span)
    cells.set(name, { key: entryKey, cell })
  }
  const code = c.pass.codes.objectCode(key)
  return { kind: 'object', object: c.pass.add({ kind: 'dict', code, key, name: null, entries: cells }) }
}

function entryCell(c: Lowering, key: string, dict: string | null, name: string): Cell {
  return c.pass.cell(`${key}[${name}]`, { name: `${dict ?? ''}[${name}]`, role: { kind: 'part' } })
}

function keyName(key: Value, span: Span): string {
  if (key.kind === 'constant') return typeof key.value === 'string' ? `'${key.value}'` : `${Number(key.value ?? 0)}`
  if (key.kind === 'object') return `#${key.object.code}`
  throw new Refusal(span, 'the keys of a dict must be constants', 'use string or integer keys that are known, or a list')
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

export function initialLength(c: Lowering, content: Cell): number {
  const initial = c.pass.initialOf(content)
  return initial.kind === 'elements' ? initial.items.length : 0
}

/** The value of `value[index]`. */
export function elementOf(c: Lowering, value: Value, index: Value, span: Span): Value {
  if (index.kind === 'poison') return poison
  return eachObject(c, value, span, (one) => elementOfOne(c, one, index, span))
}

function elementOfOne(c: Lowering, value: Value, index: Value, span: Span): Value {
  if (value.kind === 'poison') return poison
  if (value.kind === 'builtin') return value // a type in an annotation, such as `list[int]`
  if (value.kind === 'tuple') return elementAmong(c, value.items, index, span)
  if (value.kind === 'range') return rangeElement(value, index, span)
  if (value.kind === 'constant' && value.value === null) return c.raise('TypeError', span)
  if (value.kind === 'object' && value.object.kind === 'list') return listElement(c, value.object, index, span)
  if (value.kind === 'object' && value.object.kind === 'dict') {
    return dictEntry(c, value.object, index, span, (cell) => readCell(c, cell, span))
  }
  throw new Refusal(span, `elements of ${describe(value)} are not supported`, 'use a list, a tuple or a dict')
}

function rangeElement(value: Value & { kind: 'range' }, index: Value, span: Span): Value {
  if (value.start.kind !== 'constant' || index.kind !== 'constant') {
    throw new Refusal(span, 'elements of a range are not supported', 'compute the number')
  }
  return constant(Number(value.start.value) + Number(index.value) * value.step)
}

function listElement(c: Lowering, list: ListObject, index: Value, span: Span): Value {
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

/** A position counted from the start, once it is known to be in range; null where it is not. */
function position(c: Lowering, at: Expression, length: number, span: Span): Expression | null {
  if (at.kind === 'constant') {
    const place = at.value < 0 ? at.value + length : at.value
    if (place >= 0 && place < length) return number(place)
    c.raise('IndexError', span)
    return null
  }
  const held = c.flow.held(dynamic(at, intType), span)
  const index = held.kind === 'dynamic' ? held.expression : at
  const tooLarge = compare('>=', index, number(length))
  const tooSmall = compare('<', index, number(-length))
  guard(c, { kind: 'binary', operator: 'or', left: tooLarge, right: tooSmall }, 'IndexError', span)
  if (!c.flow.reachable) return null
  return fromStart(index, number(length))
}

/** `index`, or where it is negative, counted from the end. */
function fromStart(index: Expression, length: Expression): Expression {
  const negative = compare('<', index, number(0))
  return { kind: 'binary', operator: '+', left: index, right: { kind: 'binary', operator: '*', left: length, right: negative } }
}

function elementAmong(c: Lowering, items: readonly Value[], index: Value, span: Span): Value {
  const at = asNumber(c, index, span)
  if (at === null) return c.raise('TypeError', span)
  if (at.kind === 'constant') {
    const place = position(c, at, items.length, span)
    return place?.kind === 'constant' ? (items[place.value] ?? poison) : poison
  }
  if (items.some((item) => item.kind === 'object') && c.flow.loops > 0) {
    throw new NeedsRounds(span, 'which object this is, is not known when the program is read', 'use a constant index')
  }
  const place = position(c, at, items.length, span)
  if (place === null) return poison
  const value = selected(c, place, items)
  if (value?.kind !== 'dynamic') throw new NeedsRounds(span, 'which element this is, is not known', 'use a constant index')
  const to = c.flow.temporary()
  c.flow.emit({ op: 'let', to, value: value.expression }, span)
  return narrowed(c, reg(to), value.type)
}

/** An element of a list that grows: its length and the element are read in one step. */
function growableElement(c: Lowering, list: ListObject, at: Expression, span: Span): Value {
  const memory = memoryOf(c, list.content)
  const held = c.flow.held(dynamic(at, intType), span)
  const index = held.kind === 'dynamic' ? held.expression : at
  const [to, n] = [c.flow.temporary(), c.flow.temporary()]
  const outside = outsideOf(index, reg(n))
  c.flow.atomic(c.pass.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    load(c, memory.length, null, span, n)
    c.flow.leap(outside, end, span)
    load(c, memory.content, fromStart(index, reg(n)), span, to)
    c.flow.place(end)
  })
  guard(c, outside, 'IndexError', span)
  return narrowed(c, reg(to), elementType(c, list.content))
}

export function outsideOf(index: Expression, n: Expression): Expression {
  const least: Expression = { kind: 'unary', operator: '-', operand: n }
  return { kind: 'binary', operator: 'or', left: compare('>=', index, n), right: compare('<', index, least) }
}

export function elementType(c: Lowering, content: Cell): Type {
  const initial = c.pass.initialOf(content)
  if (initial.kind === 'elements') for (const item of initial.items) c.pass.widen(content, item)
  return c.pass.facts.typeOf(content)
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
  if (target.kind === 'object' && target.object.kind === 'list') return setListElement(c, target.object, index, value, span)
  if (target.kind === 'object' && target.object.kind === 'dict') {
    const { object } = target
    if (index.kind === 'constant' && !object.entries.has(keyName(index, span))) return addEntry(c, object, index, value, span)
    dictEntry(c, object, index, span, (cell) => {
      writeCell(c, cell, value, span)
      return constant(null)
    })
    return
  }
  if (target.kind === 'constant' || target.kind === 'tuple') {
    c.raise('TypeError', span)
    return
  }
  throw new Refusal(span, `elements of ${describe(target)} cannot be set`, 'use a list or a dict')
}

function addEntry(c: Lowering, dict: ObjectOf<'dict'>, key: Value, value: Value, span: Span): void {
  if (!c.initial) {
    throw new Refusal(span, 'this key is not in the dict when threads start', 'put all keys into the dict at first')
  }
  const name = keyName(key, span)
  const cell = entryCell(c, dict.key, dict.name, name)
  dict.entries.set(name, { key, cell })
  writeCell(c, cell, value, span)
}

function setListElement(c: Lowering, list: ListObject, index: Value, value: Value, span: Span): void {
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
  c.flow.atomic(c.pass.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    load(c, memory.length, null, span, n)
    c.flow.leap(outside, end, span)
    store(c, content, fromStart(where, reg(n)), operand, span)
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
  if (content.observed && everyScalar) c.pass.facts.keepInMemory(content)
}

function dictEntry(c: Lowering, dict: ObjectOf<'dict'>, key: Value, span: Span, act: (cell: Cell) => Value): Value {
  if (key.kind !== 'dynamic') {
    const entry = dict.entries.get(keyName(key, span))
    return entry === undefined ? c.raise('KeyError', span) : act(entry.cell)
  }
  const held = c.flow.held(key, span)
  return joined(c, span, (result, end) => {
    for (const entry of dict.entries.values()) {
      const next = c.flow.label()
      jumpOn(c, comparison(c, '==', held, entry.key, span), false, next, span)
      if (c.flow.reachable) c.flow.bind(result, act(entry.cell), span)
      c.flow.jump(end, span)
      c.flow.arrive(next, span)
    }
    c.raise('KeyError', span)
  })
}

/** `element in container`. */
export function containment(c: Lowering, element: Value, container: Value, span: Span): Value {
  if (element.kind === 'poison' || container.kind === 'poison') return poison
  if (container.kind === 'tuple') return amongItems(c, element, container.items, span)
  if (container.kind === 'constant' && typeof container.value === 'string' && element.kind === 'constant') {
    return constant(container.value.includes(`${element.value}`))
  }
  if (container.kind === 'object' && container.object.kind === 'dict') {
    return amongItems(
      c,
      element,
      [...container.object.entries.values()].map(({ key }) => key),
      span,
    )
  }
  if (container.kind !== 'object' || container.object.kind !== 'list') {
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

function amongShared(c: Lowering, element: Value, content: Cell, span: Span): Value {
  c.pass.facts.access(content, c.flow.thread)
  const code = encoded(c.flow.held(element, span), c.pass.codes)
  if (code === null) return constant(false)
  const fixed = c.pass.facts.isResized(content) ? null : initialLength(c, content)
  const [to, n] = [c.flow.temporary(), c.flow.temporary()]
  c.flow.atomic(c.pass.excerpt(span), span, () => find(c, memoryOf(c, content), fixed, code.expression, to, n, span))
  return dynamic(compare('<', reg(to), reg(n)), boolType)
}

/** Whether a list that threads make longer and shorter has these elements now. */
export function equalsKnown(c: Lowering, list: ListObject, items: readonly Value[], span: Span): Value {
  const { content } = list
  c.pass.facts.access(content, c.flow.thread)
  const codes = items.map((item) => encoded(c.flow.held(item, span), c.pass.codes))
  if (codes.some((code) => code === null)) return constant(false)
  const memory = memoryOf(c, content)
  if (items.length > memory.capacity) return constant(false)
  const [equal, each] = [c.flow.temporary(), c.flow.temporary()]
  c.flow.atomic(c.pass.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    c.flow.emit({ op: 'let', to: equal, value: number(0) }, span)
    load(c, memory.length, null, span, each)
    c.flow.leap(compare('!=', reg(each), number(items.length)), end, span)
    for (const [index, code] of codes.entries()) {
      load(c, content, number(index), span, each)
      if (code !== null) c.flow.leap(compare('!=', reg(each), code.expression), end, span)
    }
    c.flow.emit({ op: 'let', to: equal, value: number(1) }, span)
    c.flow.place(end)
  })
  return dynamic(reg(equal), boolType)
}
