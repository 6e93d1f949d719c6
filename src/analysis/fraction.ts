import type { Fraction } from './finding.ts'

/** Returns the greatest common divisor. */
export function gcd(one: bigint, other: bigint): bigint {
  let left = one
  let right = other
  while (right !== 0n) [left, right] = [right, left % right]
  return left
}

/** A fraction in lowest terms; the denominator is positive. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  const divisor = gcd(numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** Returns `a/b`, or `a` if b is 1. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`
}

/** Returns the nearest floating-point number, even if numerator and denominator exceed its range. */
export function fractionValue({ numerator, denominator }: Fraction): number {
  const scale = 10n ** 18n
  return Number((numerator * scale) / denominator) / 1e18
}
