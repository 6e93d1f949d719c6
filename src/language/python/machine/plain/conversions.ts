import { Bytes, Float, type Plain, type Raised } from '../values.ts'
import { asIndex, typeError, typeName, valueError } from './arguments.ts'
import { decimalValue, space } from './characters.ts'
import { type Int, integerOf, limited } from './integers.ts'
import { toFloat } from './numbers.ts'
import { mostDigits, reprOf } from './repr.ts'
import { floatToInt } from './rounding.ts'

/** `int(value)` or `int(value, base)`. */
export function intOf(value: Plain, base?: Plain): Int {
  if (base !== undefined) return intInBase(value, asIndex(base))
  const int = integerOf(value)
  if (int !== null) return int
  if (value instanceof Float) return floatToInt(Math.trunc(value.value))
  if (typeof value === 'string' || value instanceof Bytes) return parsedInt(value, 10)
  const kinds = 'a string, a bytes-like object or a real number'
  throw typeError(`int() argument must be ${kinds}, not '${typeName(value)}'`)
}

function intInBase(value: Plain, base: Int): Int {
  if ((base !== 0 && base < 2) || base > 36) throw valueError('int() base must be >= 2 and <= 36, or 0')
  if (typeof value === 'string' || value instanceof Bytes) return parsedInt(value, Number(base))
  throw typeError("int() can't convert non-string with explicit base")
}

/** White space around a number: that of C, and of Unicode beyond ASCII. */
const around = space.replace('\\x1c-\\x20', '\\x20')
const outer = new RegExp(`^[${around}]+|[${around}]+$`, 'g')

/** A text as the numbers in it are read: without white space around it, with the digits of all scripts as those of ASCII. */
function numeral(value: string | Bytes): string {
  if (value instanceof Bytes) return value.text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '')
  return value.replace(outer, '').replace(/(?![0-9])\p{Nd}/gu, (digit) => `${decimalValue(digit)}`)
}

const prefixes = new Map([
  [2, /^0b_?/i],
  [8, /^0o_?/i],
  [16, /^0x_?/i],
])

function parsedInt(value: string | Bytes, base: number): Int {
  const invalid = (): Raised => {
    const shown = Array.from(reprOf(value)).slice(0, 200).join('')
    return valueError(`invalid literal for int() with base ${base}: ${shown}`)
  }
  const [, sign = '', text = ''] = /^([-+]?)(.*)$/s.exec(numeral(value)) ?? []
  const actual = base === 0 ? impliedBase(text) : base
  const digits = text.replace(prefixes.get(actual) ?? /^/, '')
  if (!/^[0-9a-z]+(_[0-9a-z]+)*$/i.test(digits)) throw invalid()
  const plain = digits.replaceAll('_', '')
  if (![...plain].every((digit) => Number.parseInt(digit, 36) < actual)) throw invalid()
  if (base === 0 && actual === 10 && /^0.*[1-9]/.test(plain)) throw invalid()
  if (plain.length > mostDigits && (actual & (actual - 1)) !== 0) throw tooManyDigits(plain.length)
  const magnitude = valueInBase(plain, actual)
  return limited(sign === '-' ? -magnitude : magnitude)
}

function impliedBase(text: string): number {
  if (/^0x/i.test(text)) return 16
  if (/^0o/i.test(text)) return 8
  return /^0b/i.test(text) ? 2 : 10
}

function tooManyDigits(count: number): Raised {
  return valueError(
    `Exceeds the limit (${mostDigits} digits) for integer string conversion: value has ${count} digits; ` +
      'use sys.set_int_max_str_digits() to increase the limit',
  )
}

function valueInBase(digits: string, base: number): bigint {
  if (base === 10) return BigInt(digits)
  const factor = BigInt(base)
  let value = 0n
  for (const digit of digits) value = value * factor + BigInt(Number.parseInt(digit, 36))
  return value
}

const floatForm = /^[-+]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i

/** `float(value)`. */
export function floatOf(value: Plain): Float {
  if (typeof value === 'string' || value instanceof Bytes) return new Float(parsedFloat(value))
  const float = toFloat(value)
  if (float === null) throw typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`)
  return new Float(float)
}

function parsedFloat(value: string | Bytes): number {
  const text = numeral(value)
  if (floatForm.test(text)) return Number(text.replaceAll('_', ''))
  const [, sign, word = ''] = /^([-+]?)(inf|infinity|nan)$/i.exec(text) ?? []
  if (word === '') throw valueError(`could not convert string to float: ${reprOf(value)}`)
  if (/^nan$/i.test(word)) return Number.NaN
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
