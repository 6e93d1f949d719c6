import { binaryOf, isNegative } from './binary64.ts'
import { absolute, roundDivide } from './integers.ts'

/** The magnitude of a finite float times `10 ** places`, rounded exactly, ties to the even integer. */
export function decimalAt(value: number, places: number): bigint {
  const { significand, exponent } = binaryOf(value)
  let [numerator, denominator] = [absolute(significand), 1n]
  if (exponent >= 0) numerator <<= BigInt(exponent)
  else denominator <<= BigInt(-exponent)
  if (places >= 0) numerator *= 10n ** BigInt(places)
  else denominator *= 10n ** BigInt(-places)
  return roundDivide(numerator, denominator)
}

/** Decimal digits `d.ddd * 10 ** exponent`. */
export interface Scientific {
  readonly digits: string
  readonly exponent: number
}

/** The magnitude of a finite float rounded to so many digits, at least one. */
export function significant(value: number, count: number): Scientific {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 }
  // The shortest digits may have been rounded up to a power of ten, so that their exponent is 1 too much.
  const { exponent } = shortest(value)
  const below = decimalAt(value, count - exponent).toString()
  if (below.length === count) return { digits: below, exponent: exponent - 1 }
  const digits = decimalAt(value, count - 1 - exponent).toString()
  return digits.length > count ? { digits: digits.slice(0, count), exponent: exponent + 1 } : { digits, exponent }
}

/** The fewest digits that make this float and no other. */
export function shortest(value: number): Scientific {
  const [digits = '', exponent = ''] = Math.abs(value).toExponential().split('e')
  return { digits: digits.replace('.', ''), exponent: Number(exponent) }
}

/** An exponent as C prints it: with its sign and at least two digits. */
export function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${`${Math.abs(exponent)}`.padStart(2, '0')}`
}

/** Digits with a point behind `whole` of them, which may be outside of them. */
export function pointed(digits: string, whole: number): string {
  if (whole <= 0) return `0.${'0'.repeat(-whole)}${digits}`
  if (whole >= digits.length) return digits + '0'.repeat(whole - digits.length)
  return `${digits.slice(0, whole)}.${digits.slice(whole)}`
}

/** A float as `repr` shows it. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  const sign = isNegative(value) ? '-' : ''
  if (!Number.isFinite(value)) return `${sign}inf`
  const { digits, exponent } = shortest(value)
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
    return `${sign}${digits.slice(0, 1)}${fraction}e${exponentText(exponent)}`
  }
  const text = pointed(digits, exponent + 1)
  return sign + (text.includes('.') ? text : `${text}.0`)
}
