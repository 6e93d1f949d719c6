import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { compare, number, reg } from '../../lowering/arrays.ts'
import { guard, narrowed } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { NeedsRounds } from '../../lowering/refusals.ts'
import { dynamic, intType, poison, type Value } from '../../lowering/values.ts'
import { asNumber, selected } from './operators.ts'

/** Returns a position counted from the start, after a check that it is in range; null if it is not. */
export function position(c: Lowering, at: Expression, length: number, span: Span): Expression | null {
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

/** Returns `index`, counted from the end if it is negative. */
export function fromStart(index: Expression, length: Expression): Expression {
  const negative = compare('<', index, number(0))
  return { kind: 'binary', operator: '+', left: index, right: { kind: 'binary', operator: '*', left: length, right: negative } }
}

/** Whether a position is outside of a list of `n` elements. */
export function outsideOf(index: Expression, n: Expression): Expression {
  const least: Expression = { kind: 'unary', operator: '-', operand: n }
  return { kind: 'binary', operator: 'or', left: compare('>=', index, n), right: compare('<', index, least) }
}

/** The element at a position of what is known when the program is read. */
export function elementAmong(c: Lowering, items: readonly Value[], index: Value, span: Span): Value {
  const at = asNumber(c, index, span)
  if (at === null) return c.raise('TypeError', span)
  if (at.kind === 'constant') {
    const place = position(c, at, items.length, span)
    return place?.kind === 'constant' ? (items[place.value] ?? poison) : poison
  }
  if (items.some((item) => item.kind === 'object') && c.flow.loops > 0) {
    throw new NeedsRounds(span, 'which object this is depends on the execution', 'use a constant index')
  }
  const place = position(c, at, items.length, span)
  if (place === null) return poison
  const value = selected(c, place, items)
  if (value?.kind !== 'dynamic')
    throw new NeedsRounds(span, 'which element this is depends on the execution', 'use a constant index')
  const to = c.flow.temporary()
  c.flow.emit({ op: 'let', to, value: value.expression }, span)
  return narrowed(c, reg(to), value.type)
}
