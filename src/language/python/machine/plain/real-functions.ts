import { binaryOf, nearestFloat } from './binary64.ts'
import { fixedExp, fixedInverseTangent, fixedLog, fixedPi, fixedRoot, fixedSine, logOfTwo } from './fixed-point.ts'
import { absolute, bitLength } from './integers.ts'
import { unsupportedDigits } from './unsupported.ts'

/**
 * Functions of the C library, which CPython calls. Its results are not always the float that is nearest to the true value,
 * but less than `0.5 + slack` units of the last place away from it. So the nearest one is the result unless the true
 * value is within `slack` of the middle between two floats, where we refuse. The slacks are those that the GNU C library
 * states for its functions, and somewhat more.
 */

/** Rounds `value * 2 ** exponent` to a float. */
function settled(name: string, value: bigint, exponent: number, slack: number): number {
  if (value === 0n) return 0
  const last = Math.max(bitLength(value) + exponent - 53, -1074) - exponent
  if (last > 0) {
    const unit = 1n << BigInt(last)
    const rest = absolute(value) % unit
    const thousandths = Number((rest * 1_000_000n) / unit) / 1_000_000
    if (Math.abs(thousandths - 0.5) <= slack) throw unsupportedDigits(name)
  }
  return exponent < 0 ? nearestFloat(value, 1n << BigInt(-exponent)) : nearestFloat(value << BigInt(exponent), 1n)
}

/** So many bits behind the point that a result keeps 200 behind its first one. */
function bitsFor(value: number): number {
  return 256 + 2 * Math.abs(value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))))
}

function fixed(value: number, bits: number): bigint {
  const { significand, exponent } = binaryOf(value)
  const shift = exponent + bits
  return shift >= 0 ? significand << BigInt(shift) : significand >> BigInt(-shift)
}

/** `a ** b`, where a negative `a` has a whole `b`. */
export function realPower(a: number, b: number): number {
  if (a === 0 || b === 0 || !Number.isFinite(a) || !Number.isFinite(b) || Math.abs(a) === 1) return a ** b
  if (b === 1) return a
  const sign = a < 0 && Math.abs(b % 2) === 1 ? -1 : 1
  const size = Math.abs(b * Math.log2(Math.abs(a)))
  if (size > 1200) return sign * (b > 0 === Math.abs(a) > 1 ? Number.POSITIVE_INFINITY : 0)
  const bits = 320
  // The logarithm of a number next to 1 is small, and a large exponent makes its error large.
  const wide = bits + 64 + Math.max(0, Math.ceil(Math.log2(Math.abs(b))))
  const { significand, exponent } = binaryOf(Math.abs(a))
  const log = fixedLog(significand << BigInt(wide), wide) + BigInt(exponent) * logOfTwo(wide)
  const power = binaryOf(b)
  const scaled = log * power.significand
  const shift = power.exponent - (wide - bits)
  const [value, scale] = fixedExp(shift >= 0 ? scaled << BigInt(shift) : scaled >> BigInt(-shift), bits)
  return sign * settled('**', value, scale - bits, 0.015 + size * 0.00005)
}

/** `e ** x`; infinite if it is too large. */
export function realExp(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return Math.exp(x)
  if (Math.abs(x) > 1000) return x > 0 ? Number.POSITIVE_INFINITY : 0
  const bits = bitsFor(x)
  const [value, scale] = fixedExp(fixed(x, bits), bits)
  return settled('math.exp', value, scale - bits, 0.015)
}

/** The natural logarithm of a finite positive number. */
export function realLog(x: number): number {
  return settled('math.log', logarithm(x), -384, 0.03)
}

export function realLog2(x: number): number {
  return settled('math.log2', (logarithm(x) << 384n) / logOfTwo(384), -384, 0.06)
}

/** The decimal logarithm, only of what C libraries agree on: powers of ten. */
export function realLog10(x: number): number {
  const near = Math.round(Math.log10(x))
  if (near < 0 || near > 22 || 10 ** near !== x) throw unsupportedDigits('math.log10')
  return near
}

function logarithm(x: number): bigint {
  const { significand, exponent } = binaryOf(x)
  return fixedLog(significand << 384n, 384) + BigInt(exponent) * logOfTwo(384)
}

export function realSine(x: number): number {
  if (x === 0) return x
  const bits = bitsFor(x)
  return settled('math.sin', fixedSine(fixed(x, bits), bits)[0], -bits, 0.06)
}

export function realCosine(x: number): number {
  if (x === 0) return 1
  const bits = bitsFor(x)
  return settled('math.cos', fixedSine(fixed(x, bits), bits)[1], -bits, 0.06)
}

export function realTangent(x: number): number {
  if (x === 0) return x
  const bits = bitsFor(x)
  const [sine, cosine] = fixedSine(fixed(x, bits), bits)
  return settled('math.tan', (sine << BigInt(bits)) / cosine, -bits, 0.15)
}

export function realInverseTangent(x: number): number {
  if (x === 0) return x
  const bits = Number.isFinite(x) ? bitsFor(x) : 256
  const angle = Number.isFinite(x) ? fixedInverseTangent(fixed(Math.abs(x), bits), bits) : fixedPi(bits) / 2n
  return settled('math.atan', x < 0 ? -angle : angle, -bits, 0.06)
}

/** The inverse sine of a number within -1 and 1. */
export function realInverseSine(x: number): number {
  if (x === 0) return x
  const bits = bitsFor(x)
  const angle = inverseSine(Math.abs(x), bits)
  return settled('math.asin', x < 0 ? -angle : angle, -bits, 0.04)
}

export function realInverseCosine(x: number): number {
  if (x === 1) return 0
  const bits = bitsFor(x)
  const angle = inverseSine(Math.abs(x), bits)
  return settled('math.acos', fixedPi(bits) / 2n + (x < 0 ? angle : -angle), -bits, 0.04)
}

function inverseSine(x: number, bits: number): bigint {
  if (x === 1) return fixedPi(bits) / 2n
  const sine = fixed(x, bits)
  const cosine = fixedRoot((1n << BigInt(bits)) - ((sine * sine) >> BigInt(bits)), bits)
  return fixedInverseTangent((sine << BigInt(bits)) / cosine, bits)
}

/** The angle of a point that is not on an axis, with finite coordinates. */
export function realAngle(y: number, x: number): number {
  const ratio = Math.abs(y) / Math.abs(x)
  if (!(ratio > 1e-60 && ratio < 1e60)) throw unsupportedDigits('math.atan2')
  const [top, bottom] = [binaryOf(Math.abs(y)), binaryOf(Math.abs(x))]
  const bits = 700
  const shift = BigInt(bits + Math.max(0, top.exponent - bottom.exponent))
  const scaled = top.exponent >= bottom.exponent ? top.significand << shift : top.significand << BigInt(bits)
  const below =
    top.exponent >= bottom.exponent ? bottom.significand : bottom.significand << BigInt(bottom.exponent - top.exponent)
  const acute = fixedInverseTangent(scaled / below, bits)
  const angle = x < 0 ? fixedPi(bits) - acute : acute
  return settled('math.atan2', y < 0 ? -angle : angle, -bits, 0.06)
}

/** The root of a sum of squares of finite numbers. */
export function realLength(coordinates: readonly number[]): number {
  const parts = coordinates.map((value) => binaryOf(Math.abs(value))).filter(({ significand }) => significand !== 0n)
  const least = Math.min(...parts.map(({ exponent }) => exponent))
  const squares = parts.map(({ significand, exponent }) => (significand << BigInt(exponent - least)) ** 2n)
  const sum = squares.reduce((total, square) => total + square, 0n)
  return sum === 0n ? 0 : settled('math.hypot', fixedRoot(sum << 512n, 0), least - 256, 0.01)
}
