import { present } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import type { Expression } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { Item } from './code.ts'
import type { Pass } from './pass.ts'
import { NeedsRounds } from './refusals.ts'
import type { Registers } from './registers.ts'
import {
  apart,
  dynamic,
  encoded,
  includes,
  isSame,
  itemsOf,
  register,
  type Type,
  union,
  type Value,
  withItems,
} from './values.ts'

/** The values of places where several paths meet: at labels, and at the start of loops. */
export class Meeting {
  private readonly pass: Pass
  private readonly registers: Registers
  private readonly span: Span

  constructor(pass: Pass, registers: Registers, span: Span) {
    this.pass = pass
    this.registers = registers
    this.span = span
  }

  /**
   * Returns one value for several paths; if they differ, each path moves its own into the register of the place. Null
   * if nothing is known.
   */
  unified(cell: Cell, path: string, values: readonly Value[], movesOf: (edge: number) => Item[]): Value | null {
    const first = present(values[0], 'value')
    if (values.every((value) => isSame(value, first))) return first
    const lists = values.map((value) => itemsLike(first, value))
    const [own] = lists
    if (own && lists.every((items) => items !== null)) {
      const items = own.map((_, index) => {
        const parts = lists.map((each) => present(each[index], 'item'))
        return this.unified(cell, `${path}#${index}`, parts, movesOf) ?? first
      })
      return withItems(first, items)
    }
    if (values.some((value) => value.kind === 'forgotten')) return { kind: 'forgotten' }
    const codes = values.flatMap((value) => encoded(value, this.pass.codes) ?? [])
    if (codes.length < values.length) return this.ununified(cell, values)
    if (cell.role.kind === 'global') this.pass.facts.expose(cell)
    const to = this.registers.home(cell, path)
    const all = codes.map(({ type }) => type).reduce(union)
    codes.forEach(({ expression, type }, edge) => {
      this.move(to, apart(expression, type, all.kinds), movesOf(edge))
    })
    return register(to, all)
  }

  /**
   * Joins values that no register can hold. A list or variable of a call that no code reads again is forgotten; other
   * lists are kept in memory; a list of objects must be known.
   */
  private ununified(cell: Cell, values: readonly Value[]): Value | null {
    const objects = values.some((value) => value.kind === 'elements' && value.items.some((item) => item.kind === 'object'))
    const mayForget = cell.capacity !== null || cell.role.kind === 'local'
    if (mayForget && !this.pass.facts.isNeeded(cell)) return { kind: 'forgotten' }
    if (cell.capacity !== null && !objects) {
      this.pass.facts.keepInMemory(cell)
      return null
    }
    throw new NeedsRounds(
      this.span,
      `the value of \`${cell.name}\` here depends on the path taken`,
      'lists, functions and tuples of different lengths must be known when the program is read; use numbers or None instead',
    )
  }

  private move(to: number, expression: Expression, into: Item[]): void {
    if (expression.kind === 'register' && expression.register === to) return
    const line = this.pass.source.lineOf(this.span)
    into.push({ kind: 'instruction', operation: { op: 'let', to, value: expression }, line, span: this.span, text: null })
  }

  /**
   * Returns null if the end of a round fits its start (`moves` establish that), otherwise the value of the place around
   * the loop.
   */
  around(cell: Cell, path: string, start: Value, end: Value, moves: Item[]): Value | null {
    if (start.kind === 'forgotten' || isSame(start, end)) return null
    if (start.kind === 'unbound' && !this.pass.facts.isNeeded(cell)) return { kind: 'forgotten' }
    const [from, to] = [encoded(start, this.pass.codes), encoded(end, this.pass.codes)]
    if (from !== null && to !== null) {
      const fits = start.kind === 'dynamic' && includes(start.type, to.type)
      if (!fits) return dynamic(from.expression, union(from.type, to.type))
      const expression = apart(to.expression, to.type, start.type.kinds)
      if (start.expression.kind === 'register') this.move(start.expression.register, expression, moves)
      return null
    }
    const [first, last] = [itemsLike(start, start), itemsLike(start, end)]
    if (first === null || last === null) return this.ununified(cell, [start, end])
    const items = first.map((item, index) => this.around(cell, `${path}#${index}`, item, present(last[index], 'item'), moves))
    if (items.every((item) => item === null)) return null
    return withItems(
      start,
      items.map((item, index) => item ?? present(first[index], 'item')),
    )
  }
}

/** Returns the items of a value that has as many as another of the same kind; null for all others. */
function itemsLike(like: Value, value: Value): readonly Value[] | null {
  const [wanted, items] = [itemsOf(like), itemsOf(value)]
  if (wanted === null || items === null || value.kind !== like.kind) return null
  return items.length === wanted.length ? items : null
}

/** Returns a value for a place that has its register around a loop: `lift` moves a part of it there. */
export function lifted(
  value: Value,
  like: Value,
  path: string,
  lift: (value: Value, type: Type, path: string) => Value,
): Value {
  if (like.kind === 'forgotten') return like
  if (like.kind === 'dynamic') return lift(value, like.type, path)
  const [wanted, items] = [itemsOf(like), itemsOf(value)]
  if (wanted === null || items === null || value.kind !== like.kind) return value
  return withItems(
    value,
    items.map((item, index) => lifted(item, present(wanted[index], 'item'), `${path}#${index}`, lift)),
  )
}
