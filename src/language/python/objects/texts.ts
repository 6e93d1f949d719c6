import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, Kind, type Value } from '../../lowering/values.ts'

/** A constant as `str` shows it. */
export function shown(value: number | boolean | null | string): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return `${value}`
}

/** A string that is made at run time, of the texts of some values. */
export function madeText(c: Lowering, parts: readonly Value[]): Value {
  return { kind: 'text', parts: c.choices.observeOutput ? parts : null }
}

/** Reports whether a value is a string, known or not. */
export function isString(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'string')
}

/** `text % values`, for `%s`, `%d` and `%i`. */
export function percentFormat(c: Lowering, text: Value, values: Value, span: Span): Value {
  const refuse = (): never => {
    throw new Refusal(span, 'this formatting is not supported', 'use `%s` and `%d` on a constant string, with as many values')
  }
  if (text.kind !== 'constant') return refuse()
  const pieces = `${text.value}`.split(/(%[sdi%])/)
  const isPlain = ({ kind }: Value): boolean => kind === 'constant' || kind === 'dynamic'
  const items = values.kind === 'tuple' ? values.items : isPlain(values) ? [values] : refuse()
  if (pieces.some((piece, index) => index % 2 === 0 && piece.includes('%'))) return refuse()
  let next = 0
  const parts = pieces.map((piece, index): Value | null => {
    if (index % 2 === 0) return constant(piece)
    if (piece === '%%') return constant('%')
    const value = items[next++]
    if (value !== undefined && !isPlain(value)) return refuse()
    return value !== undefined && piece !== '%s' ? numeral(value, refuse) : (value ?? null)
  })
  if (next !== items.length) return c.raise('TypeError', span)
  const known = parts.flatMap((part) => (part === null ? [] : [part]))
  if (known.some((part) => part.kind !== 'constant')) return madeText(c, known)
  return constant(known.map((part) => (part.kind === 'constant' ? shown(part.value) : '')).join(''))
}

/** A value as `%d` shows it: booleans as numbers. */
function numeral(value: Value, refuse: () => never): Value {
  if (value.kind === 'dynamic') return value.type.kinds === Kind.int ? value : refuse()
  if (value.kind !== 'constant' || typeof value.value === 'string' || value.value === null) return refuse()
  return constant(Number(value.value))
}
