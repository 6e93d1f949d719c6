import { valueError } from './arguments.ts'
import { isNegative } from './binary64.ts'
import { decimalAt, exponentText, floatRepr, pointed, shortest, significant } from './decimals.ts'
import { guardLength } from './strings.ts'

export interface FloatOptions {
  readonly alternate: boolean
  /** Whether a whole number without exponent gets `.0`. */
  readonly keepsPoint: boolean
  readonly coercesZero: boolean
}

/**
 * A float in one of the formats of C, `e`, `f` or `g` and their capitals, or `r` for what `repr` shows, with a sign only
 * if it is negative. `r` has no precision.
 */
export function floatText(value: number, type: string, precision: number, options: FloatOptions): string {
  if (precision > 2 ** 31 - 1) throw valueError('precision too big')
  guardLength(precision)
  const text = magnitudeText(Math.abs(value), type.toLowerCase(), precision, options)
  const isZero = !/[1-9a-z]/.test(text.replace(/e.*/, ''))
  const sign = isNegative(value) && !(options.coercesZero && isZero) ? '-' : ''
  return sign + (type === type.toLowerCase() ? text : text.toUpperCase())
}

function magnitudeText(value: number, type: string, precision: number, options: FloatOptions): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : 'inf'
  switch (type) {
    case 'f':
      return fixedText(value, precision) + (options.alternate && precision === 0 ? '.' : '')
    case 'e': {
      const { digits, exponent } = significant(value, precision + 1)
      return scientificText(digits, exponent, options.alternate)
    }
    case 'g':
      return generalText(value, Math.max(precision, 1), options)
    default: // `r`
      return reprText(value, options)
  }
}

function fixedText(value: number, precision: number): string {
  const digits = decimalAt(value, precision)
    .toString()
    .padStart(precision + 1, '0')
  return pointed(digits, digits.length - precision)
}

function scientificText(digits: string, exponent: number, alternate: boolean): string {
  const fraction = digits.length > 1 || alternate ? `.${digits.slice(1)}` : ''
  return `${digits.slice(0, 1)}${fraction}e${exponentText(exponent)}`
}

function generalText(value: number, precision: number, { alternate, keepsPoint }: FloatOptions): string {
  const { digits, exponent } = significant(value, precision)
  const kept = alternate ? digits : digits.replace(/(?<=.)0+$/, '')
  if (exponent < -4 || exponent >= precision - (keepsPoint ? 1 : 0)) return scientificText(kept, exponent, alternate)
  return withPoint(pointed(kept, exponent + 1), alternate, keepsPoint)
}

function withPoint(text: string, alternate: boolean, keepsPoint: boolean): string {
  if (text.includes('.')) return text
  return keepsPoint ? `${text}.0` : alternate ? `${text}.` : text
}

function reprText(value: number, { alternate }: FloatOptions): string {
  const { digits, exponent } = shortest(value)
  return alternate && (exponent < -4 || exponent >= 16) ? scientificText(digits, exponent, true) : floatRepr(value)
}
