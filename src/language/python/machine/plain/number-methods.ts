import { Bytes, Float, Raised, Unsupported } from '../values.ts'
import {
  type Argument,
  asIndex,
  asSize,
  exactly,
  type Keywords,
  type Method,
  named,
  type Result,
  stringArgument,
  typeError,
  typeName,
  valueError,
} from './arguments.ts'
import { binaryOf, isNegative, ratioOf } from './binary64.ts'
import { absolute, bitLength, type Int, limited } from './integers.ts'

/** A method without arguments of the class `owner`. */
function simple<S>(owner: string, name: string, compute: (self: S) => Result): readonly [string, Method<S>] {
  return [
    name,
    (self, args, keywords) => {
      exactly(`${owner}.${name}`, 0, args, keywords)
      return compute(self)
    },
  ]
}

function bitCount(value: Int): number {
  return absolute(BigInt(value)).toString(2).replaceAll('0', '').length
}

/** The arguments of `to_bytes` and `from_bytes` that say how bytes are read. */
function byteOrder(name: string, order: Argument): 'big' | 'little' {
  const text = stringArgument(`${name}() argument 'byteorder'`, order)
  if (text === 'big' || text === 'little') return text
  throw valueError("byteorder must be either 'little' or 'big'")
}

function isSigned(value: Argument): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' || typeof value === 'bigint') return value !== 0
  return value !== null
}

function twoPositions(name: string, args: readonly Argument[]): void {
  if (args.length > 2) throw typeError(`${name}() takes at most 2 positional arguments (${args.length} given)`)
}

function toBytes(value: Int, args: readonly Argument[], keywords: Keywords): Result {
  twoPositions('to_bytes', args)
  const [length = 1, order = 'big', signed = false] = named('to_bytes', ['length', 'byteorder', 'signed'], args, keywords)
  const size = asSize(length)
  const direction = byteOrder('to_bytes', order)
  if (size < 0) throw valueError('length argument must be non-negative')
  if (value < 0 && !isSigned(signed)) throw new Raised('OverflowError', "can't convert negative int to unsigned")
  const bits = isSigned(signed) ? bitLength(value < 0 ? -BigInt(value) - 1n : value) + 1 : bitLength(value)
  if (value !== 0 && bits > 8 * size) throw new Raised('OverflowError', 'int too big to convert')
  const digits =
    size === 0
      ? ''
      : BigInt.asUintN(8 * size, BigInt(value))
          .toString(16)
          .padStart(2 * size, '0')
  const bytes = (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return new Bytes((direction === 'big' ? bytes : bytes.reverse()).join(''))
}

function bytesOf(value: Argument): string {
  if (value instanceof Bytes) return value.text
  if (!Array.isArray(value)) throw typeError(`cannot convert '${typeName(value)}' object to bytes`)
  const bytes = value.map((item: Argument) => {
    const byte = asIndex(item)
    if (byte < 0 || byte > 255) throw valueError('bytes must be in range(0, 256)')
    return String.fromCharCode(Number(byte))
  })
  return bytes.join('')
}

/** `int.from_bytes`. */
export function fromBytes(args: readonly Argument[], keywords: Keywords): Int {
  twoPositions('from_bytes', args)
  const [bytes, order = 'big', signed = false] = named('from_bytes', ['bytes', 'byteorder', 'signed'], args, keywords)
  if (bytes === undefined) throw typeError("from_bytes() missing required argument 'bytes' (pos 1)")
  const direction = byteOrder('from_bytes', order)
  const text = bytesOf(bytes)
  const digits = Array.from(text, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
  const value = BigInt(`0x0${(direction === 'big' ? digits : digits.reverse()).join('')}`)
  return limited(isSigned(signed) ? BigInt.asIntN(8 * text.length, value) : value)
}

/** The methods of `int` on an integer; on a `bool`, they are called with its number. */
export const intMethods: ReadonlyMap<string, Method<Int>> = new Map<string, Method<Int>>([
  simple('int', 'bit_length', bitLength),
  simple('int', 'bit_count', bitCount),
  simple('int', 'conjugate', (value) => value),
  simple('int', 'as_integer_ratio', (value) => ({ tuple: [value, 1] })),
  ['to_bytes', toBytes],
  ['from_bytes', (_, args, keywords) => fromBytes(args, keywords)],
])

function integerRatio({ value }: Float): Result {
  if (Number.isNaN(value)) throw valueError('cannot convert NaN to integer ratio')
  if (!Number.isFinite(value)) throw new Raised('OverflowError', 'cannot convert Infinity to integer ratio')
  const [numerator, denominator] = ratioOf(value)
  return { tuple: [limited(numerator), limited(denominator)] }
}

function hex({ value }: Float): string {
  if (Number.isNaN(value)) return 'nan'
  const sign = isNegative(value) ? '-' : ''
  if (!Number.isFinite(value)) return `${sign}inf`
  if (value === 0) return `${sign}0x0.0p+0`
  const { significand, exponent } = binaryOf(Math.abs(value))
  const digits = significand.toString(16).padStart(14, '0')
  const power = exponent + 52
  return `${sign}0x${digits.slice(0, 1)}.${digits.slice(1)}p${power < 0 ? '-' : '+'}${Math.abs(power)}`
}

/** `float.fromhex`, of a number that a float can be exactly. */
export function fromHex(args: readonly Argument[]): Float {
  const [text] = args
  if (typeof text !== 'string') throw typeError('bad argument type for built-in operation')
  const form = /^\s*([+-]?)(?:(inf|infinity)|(nan)|(?:0x)?([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?)\s*$/i.exec(text)
  const [, sign = '', infinite, nan, whole = '', part = '', power = '0'] = form ?? []
  if (form === null || (infinite === undefined && nan === undefined && whole + part === '')) {
    throw valueError('invalid hexadecimal floating-point string')
  }
  const factor = sign === '-' ? -1 : 1
  if (infinite !== undefined) return new Float(factor * Number.POSITIVE_INFINITY)
  if (nan !== undefined) return new Float(Number.NaN)
  const digits = Number.parseInt(whole + part, 16)
  const exponent = Number(power) - 4 * part.length
  const value = digits * 2 ** exponent
  const isExact = (whole + part).replace(/^0+/, '').length <= 13 && (digits === 0 || Math.abs(exponent) < 900)
  if (!isExact) throw new Unsupported('`float.fromhex` of a number with so many digits is not supported', 'write the number')
  return new Float(factor * value)
}

/** The methods of `float`. */
export const floatMethods: ReadonlyMap<string, Method<Float>> = new Map<string, Method<Float>>([
  simple<Float>('float', 'is_integer', ({ value }) => Number.isInteger(value)),
  simple<Float>('float', 'conjugate', (value) => value),
  simple('float', 'as_integer_ratio', integerRatio),
  simple('float', 'hex', hex),
])
