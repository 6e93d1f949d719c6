import { absolute, bitLength, type Int, roundDivide } from './integers.ts'

/** The exact value of a finite float: `significand * 2 ** exponent`. */
export interface Binary {
  readonly significand: bigint
  readonly exponent: number
}

const view = new DataView(new ArrayBuffer(8))

/** Reports whether the sign bit is set, which it is for -0.0 too. */
export function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0)
}

/** Takes a finite float apart. */
export function binaryOf(value: number): Binary {
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xf_ffff_ffff_ffffn
  const magnitude = biased === 0 ? fraction : fraction | (1n << 52n)
  return { significand: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 }
}

/** The exact value of a finite float as a fraction in lowest terms, with a positive denominator. */
export function ratioOf(value: number): readonly [bigint, bigint] {
  let { significand, exponent } = binaryOf(value)
  if (significand === 0n) return [0n, 1n]
  while (exponent < 0 && significand % 2n === 0n) {
    significand /= 2n
    exponent++
  }
  return exponent < 0 ? [significand, 1n << BigInt(-exponent)] : [significand << BigInt(exponent), 1n]
}

/** The float next to a fraction with a positive denominator, ties to the even one; infinite if there is none. */
export function nearestFloat(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0
  const size = bitLength(numerator) - bitLength(denominator)
  // The exponent of the last bit: the quotient has 53 or 54 bits above it, unless the float is subnormal.
  let last = Math.max(size - 53, -1074)
  let rounded = scaledQuotient(absolute(numerator), denominator, last)
  if (bitLength(rounded) > 53) {
    last++
    rounded = scaledQuotient(absolute(numerator), denominator, last)
  }
  if (bitLength(rounded) + last > 1024) return numerator < 0n ? -Infinity : Infinity
  const value = scaled(Number(rounded), last)
  return numerator < 0n ? -value : value
}

function scaledQuotient(numerator: bigint, denominator: bigint, exponent: number): bigint {
  return exponent >= 0
    ? roundDivide(numerator, denominator << BigInt(exponent))
    : roundDivide(numerator << BigInt(-exponent), denominator)
}

/** `value * 2 ** exponent` where the result is exact, though the power alone may not be. */
function scaled(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2)
  return value * 2 ** half * 2 ** (exponent - half)
}

/** The float next to an integer; infinite if there is none. */
export function floatOfInt(value: Int): number {
  return typeof value === 'number' ? value : nearestFloat(value, 1n)
}
