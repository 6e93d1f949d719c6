import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { describe } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { type Dynamic, Kind, noneCode, type Value } from '../../lowering/values.ts'
import { shown } from './texts.ts'

/** As `str` shows a value, or as `repr` does: so are elements of tuples and lists shown. */
type Style = 'str' | 'repr'

/**
 * A part of a printed text: a text, or a value that is known at run time only. `words` are the texts of the values that are
 * no numbers, by their codes.
 */
export type PrintedPart =
  | string
  | { readonly value: Dynamic; readonly words: ReadonlyMap<number, string>; readonly hasNumbers: boolean }

/**
 * Returns the text of a value in parts: joined, they are what Python prints. Refuses values whose text is not known, such
 * as objects.
 */
export function printedParts(c: Lowering, value: Value, span: Span, style: Style = 'str'): PrintedPart[] {
  switch (value.kind) {
    case 'constant':
      return [typeof value.value === 'string' ? stringText(value.value, span, style) : shown(value.value)]
    case 'dynamic':
      return [unknown(c, value, span, style)]
    case 'text':
      if (value.parts === null) return refuse(span, 'the text of a string that is made at run time')
      if (style === 'repr') return refuse(span, 'the text of a string that is made at run time, in a tuple or list,')
      return value.parts.flatMap((part) => printedParts(c, part, span))
    case 'tuple':
      return enclosed(c, '(', value.items, value.items.length === 1 ? ',)' : ')', span)
    case 'elements':
      return enclosed(c, '[', value.items, ']', span)
    case 'poison':
    case 'unbound':
    case 'forgotten':
      return []
    case 'float':
    case 'range':
    case 'object':
    case 'function':
    case 'bound':
    case 'method':
    case 'class':
    case 'module':
    case 'builtin':
    case 'iterator':
      return refuse(span, `the text of ${describe(value)}`)
    default:
      return unreachable(value)
  }
}

function refuse(span: Span, what: string): never {
  throw new Refusal(span, `${what} is not supported where output is observed`, 'print integers, strings, or tuples of them')
}

function enclosed(c: Lowering, open: string, items: readonly Value[], close: string, span: Span): PrintedPart[] {
  const inner = items.flatMap((item, index) => [...(index > 0 ? [', '] : []), ...printedParts(c, item, span, 'repr')])
  return [open, ...inner, close]
}

/** A value that is known at run time only: the codes of values that are no numbers tell which one it is. */
function unknown(c: Lowering, value: Dynamic, span: Span, style: Style): PrintedPart {
  const { kinds } = value.type
  if ((kinds & Kind.reference) !== 0) return refuse(span, 'the text of an object')
  if ((kinds & Kind.unbound) !== 0) return refuse(span, 'the text of what may have no value')
  // Among integers `True` would be shown as 1.
  if ((kinds & Kind.bool) !== 0 && (kinds & Kind.int) !== 0)
    return refuse(span, 'the text of what may be a boolean or an integer')
  const words = new Map<number, string>()
  if ((kinds & Kind.bool) !== 0) words.set(0, 'False').set(1, 'True')
  if ((kinds & Kind.none) !== 0) words.set(noneCode, 'None')
  if ((kinds & Kind.string) !== 0)
    for (const [text, code] of c.pass.codes.allStrings()) words.set(code, stringText(text, span, style))
  return { value, words, hasNumbers: (kinds & Kind.int) !== 0 }
}

function stringText(text: string, span: Span, style: Style): string {
  if (text.includes('\0')) return refuse(span, 'the text of a string with the character `\\0`')
  return style === 'str' ? text : quoted(text, span)
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A string as `repr` shows it. */
function quoted(text: string, span: Span): string {
  if (/[^\x20-\x7e\n\r\t]/.test(text)) return refuse(span, 'the `repr` of a string with this character')
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inner = text.replace(/[\\\n\r\t]/g, (each) => escapes.get(each) ?? each)
  return `${quote}${quote === "'" ? inner.replace(/'/g, "\\'") : inner}${quote}`
}
