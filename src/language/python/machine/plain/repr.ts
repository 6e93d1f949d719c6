import { Bytes, Float, type Plain, type Singleton } from '../values.ts'
import { valueError } from './arguments.ts'
import { isPrintable } from './characters.ts'
import { floatRepr } from './decimals.ts'
import type { Int } from './integers.ts'

/** The most decimal digits that CPython converts between integers and texts. */
export const mostDigits = 4300

/** An integer in decimal digits. */
export function intRepr(value: Int): string {
  const text = value.toString()
  if (text.length - (value < 0 ? 1 : 0) > mostDigits)
    throw valueError(
      `Exceeds the limit (${mostDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    )
  return text
}

const escapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
])

/** The character as an escape: `\xhh`, `\uhhhh` or `\Uhhhhhhhh`. */
export function escaped(point: number): string {
  const hex = point.toString(16)
  if (point < 0x100) return `\\x${hex.padStart(2, '0')}`
  return point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** Quotes a text whose characters `shown` gives, as CPython chooses the quotes. */
function quoted(text: string, shown: (character: string) => string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let result = quote
  for (const character of text) result += character === quote ? `\\${quote}` : (escapes.get(character) ?? shown(character))
  return result + quote
}

/** `repr` of a `str`. */
export function stringRepr(text: string): string {
  return quoted(text, (character) => (isPrintable(character) ? character : escaped(character.codePointAt(0) ?? 0)))
}

/** `ascii` of a `str`. */
export function stringAscii(text: string): string {
  return escapedBeyondAscii(stringRepr(text))
}

/** A `repr` with only ASCII characters. */
export function escapedBeyondAscii(repr: string): string {
  return repr.replace(/[^\x00-\x7f]/gu, (character) => escaped(character.codePointAt(0) ?? 0))
}

/** `repr` of a `bytes` object. */
export function bytesRepr(bytes: Bytes): string {
  return `b${quoted(bytes.text, (character) => (character >= ' ' && character <= '~' ? character : escaped(character.charCodeAt(0))))}`
}

/** `repr` of a value. */
export function reprOf(value: Plain): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number' || typeof value === 'bigint') return intRepr(value)
  if (typeof value === 'string') return stringRepr(value)
  if (value instanceof Float) return floatRepr(value.value)
  if (value instanceof Bytes) return bytesRepr(value)
  return (value satisfies Singleton).name
}

/** `str` of a value. */
export function strOf(value: Plain): string {
  return typeof value === 'string' ? value : reprOf(value)
}
