import { asInt, Float, type Plain, Unsupported } from '../values.ts'
import { ratioOf } from './binary64.ts'
import { absolute, integerOf } from './integers.ts'
import { modularPower } from './powers.ts'

const modulus = 2n ** 61n - 1n
const infinity = 314159

/** `hash(value)` of a number, which is the same for equal numbers of any class. */
export function hashOf(value: Plain): number | bigint {
  const int = integerOf(value)
  if (int !== null) return reduced(BigInt(int), 1n)
  if (value instanceof Float) return hashOfFloat(value.value)
  throw new Unsupported('the hash of this value differs from run to run', 'do not depend on hashes')
}

const [first, second, fifth] = [11400714785074694791n, 14029467366897019727n, 2870177450012600261n]

function word(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}

/** `hash` of a tuple, of the hashes of its parts: xxHash with 64 bits. */
export function hashOfTuple(parts: readonly (number | bigint)[]): number | bigint {
  let sum = fifth
  for (const each of parts) {
    sum = word(sum + word(BigInt(each)) * second)
    sum = word(word((sum << 31n) | (sum >> 33n)) * first)
  }
  sum = word(sum + (BigInt(parts.length) ^ fifth ^ 3527539n))
  return asInt(BigInt.asIntN(64, sum === word(-1n) ? 1546275796n : sum))
}

function hashOfFloat(value: number): number | bigint {
  // Since Python 3.10, each object that is NaN has a hash of its own.
  if (Number.isNaN(value)) throw new Unsupported('the hash of NaN differs from run to run', 'do not depend on hashes')
  if (!Number.isFinite(value)) return value > 0 ? infinity : -infinity
  const [numerator, denominator] = ratioOf(value)
  return reduced(numerator, denominator)
}

/** A fraction modulo a prime, with the sign of the numerator; -1 is an error in C, so -2 stands for it. */
function reduced(numerator: bigint, denominator: bigint): number | bigint {
  const inverse = denominator === 1n ? 1n : BigInt(numberOf(modularPower(asInt(denominator), -1, modulus)))
  const magnitude = ((absolute(numerator) % modulus) * inverse) % modulus
  const hash = numerator < 0n ? -magnitude : magnitude
  return hash === -1n ? -2 : asInt(hash)
}

function numberOf(value: Plain): number | bigint {
  return integerOf(value) ?? 0
}
