import { asInt, type Plain, Unsupported } from '../values.ts'

/** An integer of Python: see `Plain`. */
export type Int = number | bigint

/** Integers beyond this many bits are refused: no test of concurrency needs them, and they would take all memory. */
const mostBits = 100_000

export function tooLarge(): Unsupported {
  return new Unsupported('a number of more than 100,000 bits', 'use smaller numbers')
}

/** Returns a `bool` or `int` as an integer, and `null` for anything else. */
export function integerOf(value: Plain): Int | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  return typeof value === 'boolean' ? Number(value) : null
}

export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** How many bits the magnitude of an integer has. */
export function bitLength(value: Int): number {
  const magnitude = absolute(BigInt(value))
  if (magnitude === 0n) return 0
  const digits = magnitude.toString(16)
  return digits.length * 4 - Math.clz32(Number.parseInt(digits.slice(0, 1), 16)) + 28
}

/** Returns a result in its only form, unless it is gigantic. */
export function limited(value: bigint): Int {
  const result = asInt(value)
  if (typeof result === 'bigint' && bitLength(result) > mostBits) throw tooLarge()
  return result
}

/** Refuses an operation whose result would have more than so many bits, before it is computed. */
export function guardBits(bits: number): void {
  if (bits > mostBits + 64) throw tooLarge()
}

/** The quotient rounded down, for a divisor that is not 0. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** The remainder with the sign of the divisor, which is not 0. */
export function floorModulo(a: bigint, b: bigint): bigint {
  const rest = a % b
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest
}

/** The quotient rounded to the nearest integer, ties to the even one; the divisor is positive. */
export function roundDivide(a: bigint, b: bigint): bigint {
  const quotient = floorDivide(a, b)
  const twice = 2n * (a - quotient * b)
  if (twice < b) return quotient
  return twice > b || quotient % 2n !== 0n ? quotient + 1n : quotient
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [absolute(a), absolute(b)]
  while (small !== 0n) [large, small] = [small, large % small]
  return large
}

/** The largest integer whose square is no more than `value`, which is not negative. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt((bitLength(value) + 1) >> 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
