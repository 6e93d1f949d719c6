import { absolute, bitLength, squareRoot } from './integers.ts'

/**
 * Real functions on fixed-point numbers: an integer `v` stands for `v / 2 ** bits`. Each result is off by less than a few
 * hundred units of the last bit, which is far behind what a float keeps.
 */

/** The natural logarithm of a positive number. */
export function fixedLog(value: bigint, bits: number): bigint {
  const one = 1n << BigInt(bits)
  const exponent = bitLength(value) - 1 - bits
  const scaled = exponent >= 0 ? value >> BigInt(exponent) : value << BigInt(-exponent)
  return BigInt(exponent) * logOfTwo(bits) + 2n * areaTangent(((scaled - one) << BigInt(bits)) / (scaled + one), bits)
}

const logsOfTwo = new Map<number, bigint>()

export function logOfTwo(bits: number): bigint {
  const known = logsOfTwo.get(bits)
  if (known !== undefined) return known
  const log = 2n * areaTangent((1n << BigInt(bits)) / 3n, bits)
  logsOfTwo.set(bits, log)
  return log
}

/** The inverse hyperbolic tangent of a number of at most 1/3, by its series. */
function areaTangent(value: bigint, bits: number): bigint {
  return series(value, (value * value) >> BigInt(bits), bits, (n) => 2n * n + 1n)
}

/** The sum of `value * square ** n / divisor(n)`. */
function series(value: bigint, square: bigint, bits: number, divisor: (n: bigint) => bigint): bigint {
  let sum = 0n
  let power = value
  for (let n = 0n; absolute(power) > 1n; n++) {
    sum += power / divisor(n)
    power = (power * square) >> BigInt(bits)
  }
  return sum
}

/** `e ** value` as a fixed-point number and a power of two that it is multiplied with. */
export function fixedExp(value: bigint, bits: number): readonly [bigint, number] {
  const log = logOfTwo(bits)
  let exponent = value / log
  if (exponent * log > value) exponent -= 1n
  const rest = value - exponent * log
  let sum = 0n
  let term = 1n << BigInt(bits)
  for (let n = 1n; term > 0n; n++) {
    sum += term
    term = (term * rest) / (n << BigInt(bits))
  }
  return [sum, Number(exponent)]
}

const circles = new Map<number, bigint>()

/** Pi, by Machin's formula. */
export function fixedPi(bits: number): bigint {
  const known = circles.get(bits)
  if (known !== undefined) return known
  const wide = bits + 16
  const inverseTangent = (n: bigint): bigint => {
    const one = 1n << BigInt(wide)
    return series(one / n, -one / (n * n), wide, (k) => 2n * k + 1n)
  }
  const pi = (16n * inverseTangent(5n) - 4n * inverseTangent(239n)) >> 16n
  circles.set(bits, pi)
  return pi
}

/** Sine and cosine. */
export function fixedSine(value: bigint, bits: number): readonly [bigint, bigint] {
  const quarter = fixedPi(bits) / 2n
  let turns = value / quarter
  if (turns * quarter > value) turns -= 1n
  const rest = value - turns * quarter
  const square = -((rest * rest) >> BigInt(bits))
  const sine = alternating(rest, square, bits, 1n)
  const cosine = alternating(1n << BigInt(bits), square, bits, 0n)
  switch (Number(((turns % 4n) + 4n) % 4n)) {
    case 0:
      return [sine, cosine]
    case 1:
      return [cosine, -sine]
    case 2:
      return [-sine, -cosine]
    default: // 3
      return [-cosine, sine]
  }
}

/** The series of sine or cosine: each term is the last one times `square / ((n + 1)(n + 2))`. */
function alternating(first: bigint, square: bigint, bits: number, start: bigint): bigint {
  let sum = 0n
  let term = first
  for (let n = start; term !== 0n && term !== -1n; n += 2n) {
    sum += term
    term = ((term * square) >> BigInt(bits)) / ((n + 1n) * (n + 2n))
  }
  return sum
}

export function fixedRoot(value: bigint, bits: number): bigint {
  return squareRoot(value << BigInt(bits))
}

/** The inverse tangent of a number that is not negative. */
export function fixedInverseTangent(value: bigint, bits: number): bigint {
  const one = 1n << BigInt(bits)
  if (value > one) return fixedPi(bits) / 2n - fixedInverseTangent((one << BigInt(bits)) / value, bits)
  let small = value
  // atan(x) = 2 atan(x / (1 + sqrt(1 + x²))), so that the series is short.
  for (let halved = 0; halved < 3; halved++) {
    const hypotenuse = fixedRoot(one + ((small * small) >> BigInt(bits)), bits)
    small = (small << BigInt(bits)) / (one + hypotenuse)
  }
  return 8n * series(small, -((small * small) >> BigInt(bits)), bits, (n) => 2n * n + 1n)
}
