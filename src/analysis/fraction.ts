import type { Fraction } from './finding.ts'

function gcd(one: bigint, other: bigint): bigint {
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

/** `a/b`, or `a` where b is 1. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`
}

/** The nearest floating-point number, even where numerator and denominator are beyond its range. */
export function fractionValue({ numerator, denominator }: Fraction): number {
  const scale = 10n ** 18n
  return Number((numerator * scale) / denominator) / 1e18
}
