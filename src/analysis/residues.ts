/**
 * Natural numbers by their residues modulo several primes (Chinese remainder theorem). The primes have 26 bits, so that the product of
 * two residues is exact in floating point.
 */

const greatest = 2 ** 26

/** How many bits of a number a prime stands for, at least. */
export const bitsOfPrime = 25

/** Returns the greatest primes below 2 ** 26, at most `count` of them. Throws `RangeError` beyond a million, of which nobody has need. */
export function primes(count: number): readonly number[] {
  const found: number[] = []
  for (let candidate = greatest - 1; found.length < count; candidate -= 2) {
    if (candidate < greatest / 2) throw new RangeError('too many primes')
    if (isPrime(candidate)) found.push(candidate)
  }
  return found
}

function isPrime(number: number): boolean {
  for (let divisor = 3; divisor * divisor <= number; divisor += 2) if (number % divisor === 0) return false
  return true
}

/** Returns the product of two residues modulo a prime. */
export function product(one: number, other: number, prime: number): number {
  return (one * other) % prime // below 2 ** 52, so that nothing is rounded
}

/** Returns the inverse of a number modulo a prime that does not divide it (Fermat). */
export function inverse(number: number, prime: number): number {
  let result = 1
  let power = number % prime
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = product(result, power, prime)
    power = product(power, power, prime)
  }
  return result
}

/** Returns the natural number below the product of the primes that has these residues (Garner's algorithm). */
export function fromResidues(residues: readonly number[], moduli: readonly number[]): bigint {
  // The digits of the number in the mixed base of the primes.
  const digits: number[] = []
  for (const [index, prime] of moduli.entries()) {
    let value = 0
    let unit = 1
    for (const [at, digit] of digits.entries()) {
      value = (value + product(digit % prime, unit, prime)) % prime
      unit = product(unit, (moduli[at] ?? 1) % prime, prime)
    }
    const missing = ((residues[index] ?? 0) - value + prime) % prime
    digits.push(product(missing, inverse(unit, prime), prime))
  }
  return digits.reduceRight((sum, digit, index) => sum * BigInt(moduli[index] ?? 1) + BigInt(digit), 0n)
}
