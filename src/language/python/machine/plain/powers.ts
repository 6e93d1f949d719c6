import { Float, type Plain, Raised } from '../values.ts'
import { typeError, typeName, valueError } from './arguments.ts'
import { floatOfInt } from './binary64.ts'
import { absolute, bitLength, floorModulo, guardBits, type Int, integerOf, limited } from './integers.ts'
import { realPower } from './real-functions.ts'
import { unsupportedComplex } from './unsupported.ts'

/** `a ** b` on integers, which is a float if `b` is negative. */
export function intPower(a: Int, b: Int): Plain {
  if (b < 0) return new Float(floatPower(checkedFloat(a), checkedFloat(b)))
  if (a === 0 || a === 1) return b === 0 ? 1 : a
  if (a === -1) return BigInt(b) % 2n === 0n ? 1 : -1
  guardBits((bitLength(a) - 1) * Number(b))
  return limited(BigInt(a) ** BigInt(b))
}

function checkedFloat(value: Int): number {
  const float = floatOfInt(value)
  if (!Number.isFinite(float)) throw new Raised('OverflowError', 'int too large to convert to float')
  return float
}

/** `a ** b` on floats. */
export function floatPower(a: number, b: number): number {
  if (b === 0 || a === 1) return 1
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
  if (a === 0 && b < 0 && Number.isFinite(b)) throw new Raised('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (Number.isFinite(a) && a < 0 && Number.isFinite(b) && !Number.isInteger(b)) throw unsupportedComplex()
  // Only here JavaScript is not like C.
  if (a === -1 && !Number.isFinite(b)) return 1
  const result = realPower(a, b)
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw new Raised('OverflowError', "(34, 'Numerical result out of range')")
  return result
}

/** `pow(base, exponent, modulus)`; a `null` modulus is none. */
export function modularPower(base: Plain, exponent: Plain, modulus: Plain): Plain {
  const [a, b, m] = [integerOf(base), integerOf(exponent), integerOf(modulus)]
  if (a === null || b === null || m === null) throw notIntegers(base, exponent, modulus)
  if (m === 0) throw valueError('pow() 3rd argument cannot be 0')
  const divisor = BigInt(m)
  const size = absolute(divisor)
  const start = b < 0 ? inverse(BigInt(a), size) : floorModulo(BigInt(a), size)
  return limited(floorModulo(raised(start, absolute(BigInt(b)), size), divisor))
}

function notIntegers(base: Plain, exponent: Plain, modulus: Plain): Raised {
  const numbers = [base, exponent].every((value) => value instanceof Float || integerOf(value) !== null)
  if (numbers && (modulus instanceof Float || integerOf(modulus) !== null))
    return typeError('pow() 3rd argument not allowed unless all arguments are integers')
  const names = [base, exponent, modulus].map((value) => `'${typeName(value)}'`)
  return typeError(`unsupported operand type(s) for ** or pow(): ${names.join(', ')}`)
}

/** `base ** exponent % modulus` by repeated squaring; the exponent is not negative, the modulus positive. */
function raised(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The inverse modulo a positive number, by Euclid's extended algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, floorModulo(value, modulus)]
  let [before, factor] = [0n, 1n]
  while (current !== 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[before, factor] = [factor, before - quotient * factor]
  }
  if (previous !== 1n) throw valueError('base is not invertible for the given modulus')
  return floorModulo(before, modulus)
}
