import { type Argument, type Keywords, type Result, typeName } from '../../../src/language/python/machine/plain/arguments.ts'
import { byteAt, bytesMethods, sliceOfBytes } from '../../../src/language/python/machine/plain/bytes-methods.ts'
import { floatOf, intOf } from '../../../src/language/python/machine/plain/conversions.ts'
import { formatPlain } from '../../../src/language/python/machine/plain/format.ts'
import { hashOf } from '../../../src/language/python/machine/plain/hash.ts'
import { integerOf } from '../../../src/language/python/machine/plain/integers.ts'
import { exactSum, mathFunctions } from '../../../src/language/python/machine/plain/math.ts'
import { floatMethods, fromBytes, intMethods } from '../../../src/language/python/machine/plain/number-methods.ts'
import {
  type ArithmeticOperator,
  arithmetic,
  compareNumbers,
  divmod,
  isNumber,
  unary,
} from '../../../src/language/python/machine/plain/numbers.ts'
import { percentFormat } from '../../../src/language/python/machine/plain/percent.ts'
import { modularPower } from '../../../src/language/python/machine/plain/powers.ts'
import { escapedBeyondAscii, reprOf, strOf } from '../../../src/language/python/machine/plain/repr.ts'
import { round } from '../../../src/language/python/machine/plain/rounding.ts'
import { sliceIndices } from '../../../src/language/python/machine/plain/slices.ts'
import { stringMethods } from '../../../src/language/python/machine/plain/string-methods.ts'
import { charAt, compareStrings, lengthOf, repeat, sliceOf } from '../../../src/language/python/machine/plain/strings.ts'
import { asInt, Bytes, Float, type Plain, Raised, Unsupported } from '../../../src/language/python/machine/values.ts'
import { python } from '../cpython.ts'
import { program } from './plain-python.ts'

/** An operation, its arguments and its keyword arguments. */
export type Case = readonly [string, readonly Argument[], Readonly<Record<string, Argument>>?]

/** A list among arguments, which the functions here see as an array like a tuple. */
export class List extends Array<Argument> {}

/** A value as JSON, the same as the program for CPython writes it. */
function encoded(value: Argument | Result): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (typeof value === 'number' ? !Number.isSafeInteger(value) || Object.is(value, -0) : asInt(value) !== value)
      return ['wrong form of an int', `${value}`]
    return ['int', `${value < 0 ? '-' : ''}0x${(value < 0 ? -value : value).toString(16)}`]
  }
  if (value instanceof Float) return ['float', Number.isNaN(value.value) ? 'nan' : floatHex(value.value)]
  if (value instanceof Bytes) return ['bytes', Array.from(value.text, (byte) => byte.charCodeAt(0))]
  if (value instanceof List) return ['list', value.map(encoded)]
  if (Array.isArray(value)) return ['tuple', value.map(encoded)]
  if (value instanceof Map) return ['dict', [...value].map(([key, item]) => [encoded(key), encoded(item)])]
  if ('list' in value) return ['list', value.list.map(encoded)]
  if ('tuple' in value) return ['tuple', value.tuple.map(encoded)]
  if ('dict' in value) return encoded(value.dict)
  return ['unexpected', `${value}`]
}

function floatHex(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

/** An argument that a function takes only as a plain value. */
const plain = (value: Argument | undefined): Plain => (value ?? null) as Plain

const noOperands = (op: string, args: readonly Argument[]): never => {
  const names = args.map((arg) => `'${typeName(arg)}'`).join(' and ')
  if (op.startsWith('u')) throw new Raised('TypeError', `bad operand type for unary ${op.slice(1)}: ${names}`)
  const shown = op === '**' ? '** or pow()' : op === 'divmod' ? 'divmod()' : op
  throw new Raised('TypeError', `unsupported operand type(s) for ${shown}: ${names}`)
}

function compared(a: Plain, b: Plain): Result {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (!isNumber(a) || !isNumber(b)) return noOperands('compare', [a, b])
  const order = compareNumbers(a, b)
  return Number.isNaN(order) ? null : order
}

function percent(template: Plain, operand: Argument): string {
  const values = Array.isArray(operand) ? operand : [operand]
  const lookUp = (key: string): Argument => {
    if (operand instanceof Bytes) throw new Raised('TypeError', 'byte indices must be integers or slices, not str')
    const value = operand instanceof Map ? operand.get(key) : undefined
    if (value === undefined) throw new Raised('KeyError', key)
    return value
  }
  return percentFormat<Argument>(
    plain(template) as string,
    { values, lookUp: operand instanceof Map || operand instanceof Bytes ? lookUp : null },
    {
      str: (value) => strOf(plain(value)),
      repr: (value) => reprOf(plain(value)),
      ascii: (value) => escapedBeyondAscii(reprOf(plain(value))),
      plain: (value) => value,
    },
  )
}

function method(name: string, [self = null, ...args]: readonly Argument[], keywords: Keywords): Result {
  if (typeof self === 'string') return stringMethods.get(name)?.(self, args, keywords) ?? null
  if (self instanceof Bytes) return bytesMethods.get(name)?.(self, args, keywords) ?? null
  if (self instanceof Float) return floatMethods.get(name)?.(self, args, keywords) ?? null
  return intMethods.get(name)?.(integerOf(plain(self)) ?? 0, args, keywords) ?? null
}

function run(op: string, args: readonly Argument[], keywords: Keywords): Result {
  const [a, b, c, d] = args.map(plain) as [Plain, Plain, Plain, Plain]
  if (op === 'math.fsum') return exactSum(args[0] as readonly Plain[])
  if (op.startsWith('math.')) return mathFunctions.get(op.slice(5))?.(args.map(plain), keywords) ?? null
  if (op.startsWith('.')) return method(op.slice(1), args, keywords)
  if (op.startsWith('u')) return unary(op.slice(1) as '-', a) ?? noOperands(op, args)
  switch (op) {
    case 'compare':
      return compared(a, b)
    case 'divmod': {
      const results = divmod(a, b)
      return results === null ? noOperands(op, args) : { tuple: results }
    }
    case 'pow3':
      return modularPower(a, b, c)
    case 'round':
      return round(a, b ?? null)
    case 'int':
      return intOf(a, ...(args.length > 1 ? [b] : []))
    case 'float':
      return floatOf(a)
    case 'hash':
      return hashOf(a)
    case 'repr':
      return reprOf(a)
    case 'str':
      return strOf(a)
    case 'ascii':
      return escapedBeyondAscii(reprOf(a))
    case 'format':
      return formatPlain(a, b as string)
    case 'percent':
      return percent(a, args[1] ?? null)
    case 'index':
      return a instanceof Bytes ? byteAt(a, b as number) : charAt(a as string, b as number)
    case 'slice':
      return a instanceof Bytes ? sliceOfBytes(a, b, c, d) : sliceOf(a as string, b, c, d)
    case 'indices':
      return { list: sliceIndices(a, b, c, d as number) }
    case 'len':
      return lengthOf(a as string)
    case 'repeat':
      return repeat(a as string, b as number)
    case 'from_bytes':
      return fromBytes(args, keywords)
    default:
      return arithmetic(op as ArithmeticOperator, a, b) ?? noOperands(op, args)
  }
}

const shown = (item: Case): string => JSON.stringify([item[0], item[1].map(encoded), item[2] ?? {}])

/** What differs from CPython, and how many cases are refused, which CPython is not asked about. */
export function differences(cases: readonly Case[]): { readonly different: readonly string[]; readonly refused: number } {
  const outcomes = cases.map((item) => ({ item, ours: outcome(item) })).filter(({ ours }) => ours !== 'refused')
  const lines = outcomes.map(({ item: [op, args, keywords = {}] }) =>
    JSON.stringify([
      op,
      args.map(encoded),
      Object.fromEntries(Object.entries(keywords).map(([key, value]) => [key, encoded(value)])),
    ]),
  )
  const theirs = python(program, `${lines.join('\n')}\n`, '.')
    .trimEnd()
    .split('\n')
  const different = outcomes.flatMap(({ item, ours }, index) => {
    const expected = JSON.stringify(JSON.parse(theirs[index] ?? 'null'))
    return ours === expected ? [] : [`${shown(item)}: ${ours.slice(0, 300)}, CPython ${expected.slice(0, 300)}`]
  })
  return { different, refused: cases.length - outcomes.length }
}

/** The result as JSON, as CPython's is. */
function outcome([op, args, keywords = {}]: Case): string {
  try {
    return JSON.stringify(encoded(run(op, args, new Map(Object.entries(keywords)))))
  } catch (error) {
    if (error instanceof Raised) return JSON.stringify(['raised', error.exception, error.message])
    if (error instanceof Unsupported) return 'refused'
    throw error
  }
}
