import type { Span } from '../../base/source.ts'
import type { Expression } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import { isShared, placeOf, sharedOperand } from './cells.ts'
import type { Mark } from './code.ts'
import { letOut } from './frames.ts'
import type { Lowering } from './lowering.ts'
import { constant, type Type, typeOf, type Value } from './values.ts'

/**
 * Lists that threads share: an array of fixed size and a variable with the number of elements in use. All code here is
 * inside of an `atomic` block; unused elements are 0, so that equal lists are equal states.
 */
export interface Memory {
  readonly content: Cell
  readonly length: Cell
  readonly capacity: number
}

export function memoryOf(c: Lowering, content: Cell): Memory {
  return { content, length: c.pass.lengthOf(content), capacity: content.capacity ?? 1 }
}

export const number = (value: number): Expression => ({ kind: 'constant', value })
export const reg = (index: number): Expression => ({ kind: 'register', register: index })
export const plus = (left: Expression, right: Expression): Expression => {
  if (left.kind === 'constant' && right.kind === 'constant') return number(left.value + right.value)
  return right.kind === 'constant' && right.value < 0
    ? { kind: 'binary', operator: '-', left, right: number(-right.value) }
    : { kind: 'binary', operator: '+', left, right }
}
export const compare = (operator: '<' | '>=' | '==' | '!=', left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  operator,
  left,
  right,
})

export function load(c: Lowering, cell: Cell, index: Expression | null, span: Span, to: number = c.flow.temporary()): number {
  c.flow.emit({ op: 'load', to, place: placeOf(c, cell, index) }, span)
  return to
}

export function store(c: Lowering, cell: Cell, index: Expression | null, value: Expression, span: Span): void {
  c.flow.emit({ op: 'store', place: placeOf(c, cell, index), value }, span)
}

export function clear(c: Lowering, register: number, span: Span): void {
  c.flow.emit({ op: 'let', to: register, value: number(0) }, span)
}

/** Loads an element that a subscript names; in a block too this is no synchronisation operation. */
export function loadNamed(c: Lowering, cell: Cell, index: Expression, span: Span, to: number): void {
  c.flow.emit({ op: 'load', to, place: placeOf(c, cell, index), plain: true }, span)
}

/** Stores an element that a subscript names. */
export function storeNamed(c: Lowering, cell: Cell, index: Expression, value: Expression, span: Span): void {
  c.flow.emit({ op: 'store', place: placeOf(c, cell, index), value, plain: true }, span)
}

/** Inserts a value before the element at `at`, which is between 0 and the length. */
export function insertAt(c: Lowering, memory: Memory, at: Expression | 'end', value: Expression, span: Span): void {
  const { content, length, capacity } = memory
  const n = load(c, length, null, span)
  const room = compare('<', reg(n), number(capacity))
  const full = `more than ${capacity} elements in ${content.name} (${c.choices.controls.capacity})`
  c.flow.emit({ op: 'assert', that: room }, span, full)
  if (at === 'end') store(c, content, reg(n), value, span)
  else {
    const index = c.flow.temporary()
    const moved = c.flow.temporary()
    c.flow.emit({ op: 'let', to: index, value: reg(n) }, span)
    const [again, done]: [Mark, Mark] = [{ at: -1 }, { at: -1 }]
    c.flow.place(again)
    c.flow.leap({ kind: 'binary', operator: '<=', left: reg(index), right: at }, done, span)
    load(c, content, plus(reg(index), number(-1)), span, moved)
    store(c, content, reg(index), reg(moved), span)
    c.flow.emit({ op: 'let', to: index, value: plus(reg(index), number(-1)) }, span)
    c.flow.leap(null, again, span)
    c.flow.place(done)
    store(c, content, at, value, span)
    clear(c, index, span)
    clear(c, moved, span)
  }
  store(c, length, null, plus(reg(n), number(1)), span)
}

/** Removes the element at a position that is in range; `n` holds the length. */
export function removeAt(c: Lowering, memory: Memory, at: Expression, n: number, to: number, span: Span): void {
  const { content, length } = memory
  load(c, content, at, span, to)
  const index = c.flow.temporary()
  const moved = c.flow.temporary()
  c.flow.emit({ op: 'let', to: index, value: plus(at, number(1)) }, span)
  const [again, done]: [Mark, Mark] = [{ at: -1 }, { at: -1 }]
  c.flow.place(again)
  c.flow.leap(compare('>=', reg(index), reg(n)), done, span)
  load(c, content, reg(index), span, moved)
  store(c, content, plus(reg(index), number(-1)), reg(moved), span)
  c.flow.emit({ op: 'let', to: index, value: plus(reg(index), number(1)) }, span)
  c.flow.leap(null, again, span)
  c.flow.place(done)
  store(c, content, plus(reg(n), number(-1)), number(0), span)
  store(c, length, null, plus(reg(n), number(-1)), span)
  clear(c, index, span)
  clear(c, moved, span)
}

/** Removes the last element; `n` holds the length, which is not 0. */
export function removeLast(c: Lowering, memory: Memory, n: number, to: number, span: Span): void {
  const last = plus(reg(n), number(-1))
  load(c, memory.content, last, span, to)
  store(c, memory.content, last, number(0), span)
  store(c, memory.length, null, last, span)
}

/** Sets `to` to the position of the first element that equals a value, or to the length, which `n` gets. */
export function find(
  c: Lowering,
  memory: Memory,
  fixed: number | null,
  value: Expression,
  to: number,
  n: number,
  span: Span,
): void {
  const each = c.flow.temporary()
  if (fixed === null) load(c, memory.length, null, span, n)
  else c.flow.emit({ op: 'let', to: n, value: number(fixed) }, span)
  c.flow.emit({ op: 'let', to, value: number(0) }, span)
  const [again, done]: [Mark, Mark] = [{ at: -1 }, { at: -1 }]
  c.flow.place(again)
  c.flow.leap(compare('>=', reg(to), reg(n)), done, span)
  load(c, memory.content, reg(to), span, each)
  c.flow.leap(compare('==', reg(each), value), done, span)
  c.flow.emit({ op: 'let', to, value: plus(reg(to), number(1)) }, span)
  c.flow.leap(null, again, span)
  c.flow.place(done)
  clear(c, each, span)
}

/** Returns the length of a list when threads start. */
export function initialLength(c: Lowering, content: Cell): number {
  const initial = c.pass.initialOf(content)
  return initial.kind === 'elements' ? initial.items.length : 0
}

/** Returns the type of the elements of a list that threads share. */
export function elementType(c: Lowering, content: Cell): Type {
  const initial = c.pass.initialOf(content)
  if (initial.kind === 'elements') for (const item of initial.items) c.pass.widen(content, item)
  return c.pass.facts.typeOf(content)
}

/** Initialises the cell of a new object, which is not a write that another thread could see. */
export function begin(c: Lowering, cell: Cell, value: Value, span: Span): void {
  const items = value.kind === 'elements' ? value.items : [value]
  for (const item of items) c.pass.widen(cell, item)
  letOut(c, value, span, 0)
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
