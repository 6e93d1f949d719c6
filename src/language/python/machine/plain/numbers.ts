import { unreachable } from '../../../../base/bug.ts'
import { Float, type Plain, Raised } from '../values.ts'
import { floatOfInt, isNegative, nearestFloat } from './binary64.ts'
import { bitLength, floorDivide, floorModulo, guardBits, type Int, integerOf, limited, tooLarge } from './integers.ts'
import { floatPower, intPower } from './powers.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '<<' | '>>' | '&' | '|' | '^'

/** Reports whether a value is an `int`, `bool` or `float`. */
export function isNumber(value: Plain): value is number | bigint | boolean | Float {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value instanceof Float
}

/** A number as a float, which an `int` may be too large for; `null` for what is no number. */
export function toFloat(value: Plain): number | null {
  if (value instanceof Float) return value.value
  const int = integerOf(value)
  if (int === null) return null
  const float = floatOfInt(int)
  if (!Number.isFinite(float)) throw new Raised('OverflowError', 'int too large to convert to float')
  return float
}

/** `a op b` on numbers; `null` if the operator is not for these operands. */
export function arithmetic(op: ArithmeticOperator, a: Plain, b: Plain): Plain | null {
  if (!isNumber(a) || !isNumber(b)) return null
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    if (op === '&') return a && b
    if (op === '|') return a || b
    if (op === '^') return a !== b
  }
  const [left, right] = [integerOf(a), integerOf(b)]
  if (left !== null && right !== null) return intArithmetic(op, left, right)
  if (op === '<<' || op === '>>' || op === '&' || op === '|' || op === '^') return null
  const [x, y] = [toFloat(a), toFloat(b)]
  return x === null || y === null ? null : new Float(floatArithmetic(op, x, y))
}

function intArithmetic(op: ArithmeticOperator, a: Int, b: Int): Plain {
  switch (op) {
    case '+':
      return exact(a, b, (x, y) => x + y) ?? limited(BigInt(a) + BigInt(b))
    case '-':
      return exact(a, b, (x, y) => x - y) ?? limited(BigInt(a) - BigInt(b))
    case '*':
      return exact(a, b, (x, y) => x * y) ?? product(a, b)
    case '/':
      return trueDivide(a, b)
    case '//':
      return floorDivideInts(a, b)
    case '%':
      return moduloInts(a, b)
    case '**':
      return intPower(a, b)
    case '<<':
      return shiftLeft(a, b)
    case '>>':
      return shiftRight(a, b)
    case '&':
      return bitwise(a, b, (x, y) => x & y) ?? limited(BigInt(a) & BigInt(b))
    case '|':
      return bitwise(a, b, (x, y) => x | y) ?? limited(BigInt(a) | BigInt(b))
    case '^':
      return bitwise(a, b, (x, y) => x ^ y) ?? limited(BigInt(a) ^ BigInt(b))
    default:
      return unreachable(op)
  }
}

/** The result if numbers give it exactly. An `int` is never -0, so 0 is added. */
function exact(a: Int, b: Int, compute: (a: number, b: number) => number): number | null {
  if (typeof a === 'bigint' || typeof b === 'bigint') return null
  const result = compute(a, b)
  return Number.isSafeInteger(result) ? result + 0 : null
}

/** The result if both operands have 32 bits, as the operators of JavaScript have them. */
function bitwise(a: Int, b: Int, compute: (a: number, b: number) => number): number | null {
  if (typeof a === 'bigint' || typeof b === 'bigint') return null
  return (a | 0) === a && (b | 0) === b ? compute(a, b) : null
}

function product(a: Int, b: Int): Int {
  guardBits(bitLength(a) + bitLength(b))
  return limited(BigInt(a) * BigInt(b))
}

function trueDivide(a: Int, b: Int): Plain {
  if (b === 0) throw new Raised('ZeroDivisionError', 'division by zero')
  if (typeof a === 'number' && typeof b === 'number') return new Float(a / b)
  const quotient = b < 0 ? nearestFloat(-BigInt(a), -BigInt(b)) : nearestFloat(BigInt(a), BigInt(b))
  if (!Number.isFinite(quotient)) throw new Raised('OverflowError', 'integer division result too large for a float')
  return new Float(quotient === 0 && a < 0 !== b < 0 ? -0 : quotient)
}

function floorDivideInts(a: Int, b: Int): Int {
  if (b === 0) throw new Raised('ZeroDivisionError', 'integer division or modulo by zero')
  if (typeof a === 'bigint' || typeof b === 'bigint') return limited(floorDivide(BigInt(a), BigInt(b)))
  const rest = a % b
  // `a - rest` is a multiple of `b`, so that this is exact.
  const quotient = (a - rest) / b
  return (rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient) + 0
}

function moduloInts(a: Int, b: Int): Int {
  if (b === 0) throw new Raised('ZeroDivisionError', 'integer modulo by zero')
  if (typeof a === 'bigint' || typeof b === 'bigint') return limited(floorModulo(BigInt(a), BigInt(b)))
  const rest = a % b
  return rest === 0 ? 0 : rest < 0 !== b < 0 ? rest + b : rest
}

function shiftLeft(a: Int, b: Int): Int {
  if (b < 0) throw new Raised('ValueError', 'negative shift count')
  if (a === 0) return 0
  if (typeof b === 'bigint') throw tooLarge()
  guardBits(bitLength(a) + b)
  return limited(BigInt(a) << BigInt(b))
}

function shiftRight(a: Int, b: Int): Int {
  if (b < 0) throw new Raised('ValueError', 'negative shift count')
  if (b >= bitLength(a)) return a < 0 ? -1 : 0
  return limited(BigInt(a) >> BigInt(b))
}

function floatArithmetic(op: '+' | '-' | '*' | '/' | '//' | '%' | '**', a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      if (b === 0) throw new Raised('ZeroDivisionError', 'float division by zero')
      return a / b
    case '//':
      if (b === 0) throw new Raised('ZeroDivisionError', 'float floor division by zero')
      return floatDivmod(a, b)[0]
    case '%':
      if (b === 0) throw new Raised('ZeroDivisionError', 'float modulo')
      return floatDivmod(a, b)[1]
    case '**':
      return floatPower(a, b)
    default:
      return unreachable(op)
  }
}

/** Quotient and remainder of floats, computed as CPython does, since each step rounds; the divisor is not 0. */
function floatDivmod(a: number, b: number): readonly [number, number] {
  const rest = a % b
  let quotient = (a - rest) / b
  let modulo = rest
  if (rest === 0) modulo = isNegative(b) ? -0 : 0
  else if (b < 0 !== rest < 0) {
    modulo = rest + b
    quotient -= 1
  }
  if (quotient === 0) return [isNegative(a / b) ? -0 : 0, modulo]
  const whole = Math.floor(quotient)
  return [quotient - whole > 0.5 ? whole + 1 : whole, modulo]
}

/** The two results of `divmod(a, b)`; `null` if it is not for these operands. */
export function divmod(a: Plain, b: Plain): readonly [Plain, Plain] | null {
  if (!isNumber(a) || !isNumber(b)) return null
  const [left, right] = [integerOf(a), integerOf(b)]
  if (left !== null && right !== null) return [floorDivideInts(left, right), moduloInts(left, right)]
  const [x, y] = [toFloat(a), toFloat(b)]
  if (x === null || y === null) return null
  if (y === 0) throw new Raised('ZeroDivisionError', 'float divmod()')
  const [quotient, modulo] = floatDivmod(x, y)
  return [new Float(quotient), new Float(modulo)]
}

/** An operator before a number; `null` if it is not for this operand. */
export function unary(op: '-' | '+' | '~', value: Plain): Plain | null {
  if (value instanceof Float) return op === '~' ? null : new Float(op === '-' ? -value.value : value.value)
  const int = integerOf(value)
  if (int === null) return null
  if (op === '+') return int
  if (typeof int === 'bigint') return limited(op === '-' ? -int : -int - 1n)
  return op === '-' ? 0 - int : limited(-BigInt(int) - 1n)
}

/** Compares two numbers by their exact values: below 0, 0, above 0, or NaN if one of them is NaN. */
export function compareNumbers(a: number | bigint | boolean | Float, b: number | bigint | boolean | Float): number {
  const [x, y] = [comparable(a), comparable(b)]
  if (x < y) return -1
  if (x > y) return 1
  // biome-ignore lint/suspicious/noDoubleEquals: a float may be equal to a bigint
  return x == y ? 0 : Number.NaN
}

/** JavaScript compares a number with a bigint exactly. */
function comparable(value: number | bigint | boolean | Float): Int {
  if (value instanceof Float) return value.value
  return typeof value === 'boolean' ? Number(value) : value
}
