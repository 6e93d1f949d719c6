import { Float, type Plain, Raised } from '../values.ts'
import { typeError, typeName, valueError } from './arguments.ts'
import { type FloatOptions, floatText } from './float-format.ts'
import { type FormatSpec, parseSpec, unknownType } from './format-spec.ts'
import { type Int, integerOf } from './integers.ts'
import { aligned } from './layout.ts'
import { toFloat } from './numbers.ts'
import { intRepr, strOf } from './repr.ts'
import { guardLength, lengthOf, partOf } from './strings.ts'

/** `format(value, spec)`. */
export function formatPlain(value: Plain, spec: string): string {
  if (spec === '') return strOf(value)
  const name = typeName(value)
  if (typeof value === 'string') return formatString(value, parseSpec(spec, name, '<', 's'))
  if (value instanceof Float) return formatFloat(value.value, parseSpec(spec, name, '>', ''), name)
  const int = integerOf(value)
  if (int === null) throw typeError(`unsupported format string passed to ${name}.__format__`)
  return formatInt(int, parseSpec(spec, name, '>', 'd'), name)
}

function formatString(text: string, spec: FormatSpec): string {
  if (spec.type !== 's') throw unknownType(spec, 'str')
  const refuse = (what: string): Raised => valueError(`${what} not allowed in string format specifier`)
  if (spec.sign !== '') throw refuse(spec.sign === ' ' ? 'Space' : 'Sign')
  if (spec.coercesZero) throw refuse('Negative zero coercion (z)')
  if (spec.alternate) throw refuse('Alternate form (#)')
  if (spec.align === '=') throw refuse("'=' alignment")
  const shown = spec.precision === null ? text : partOf(text, 0, Math.min(spec.precision, lengthOf(text)))
  return aligned(shown, spec.align, spec.width, spec.fill)
}

const bases = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
  ['X', 16],
])

function formatInt(value: Int, spec: FormatSpec, name: string): string {
  if (spec.type !== '' && 'eEfFgG%'.includes(spec.type)) return formatFloat(toFloat(value) ?? 0, spec, name)
  if (!'bcdoxXn'.includes(spec.type)) throw unknownType(spec, name)
  const refuse = (what: string): Raised => valueError(`${what} not allowed in integer format specifier`)
  if (spec.precision !== null) throw refuse('Precision')
  if (spec.coercesZero) throw refuse('Negative zero coercion (z)')
  if (spec.type === 'c') return formatCharacter(value, spec)
  const magnitude = value < 0 ? -value : value
  const base = bases.get(spec.type)
  const digits = base === undefined ? intRepr(magnitude) : magnitude.toString(base)
  const prefix = spec.alternate && base !== undefined ? `0${spec.type}` : ''
  const shown = spec.type === 'X' ? digits.toUpperCase() : digits
  return laidOut({ sign: signOf(value < 0, spec), prefix, digits: shown, rest: '' }, spec, base === undefined ? 3 : 4)
}

function formatCharacter(value: Int, spec: FormatSpec): string {
  const refuse = (what: string): Raised => valueError(`${what} not allowed with integer format specifier 'c'`)
  if (spec.sign !== '') throw refuse('Sign')
  if (spec.alternate) throw refuse('Alternate form (#)')
  if (value >= 2n ** 63n || value < -(2n ** 63n)) throw new Raised('OverflowError', 'Python int too large to convert to C long')
  if (value < 0 || value > 0x10ffff) throw new Raised('OverflowError', '%c arg not in range(0x110000)')
  return laidOut({ sign: '', prefix: '', digits: '', rest: String.fromCodePoint(Number(value)) }, spec, 3)
}

function signOf(negative: boolean, spec: FormatSpec): string {
  return negative ? '-' : spec.sign === '-' ? '' : spec.sign
}

function formatFloat(value: number, spec: FormatSpec, name: string): string {
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) throw unknownType(spec, name)
  const options: FloatOptions = { alternate: spec.alternate, keepsPoint: spec.type === '', coercesZero: spec.coercesZero }
  const text = formattedFloat(value, spec, options)
  const [, minus = '', digits = '', rest = ''] = /^(-?)(\d*)(.*)$/.exec(text) ?? []
  return laidOut({ sign: signOf(minus !== '', spec), prefix: '', digits, rest }, spec, 3)
}

function formattedFloat(value: number, spec: FormatSpec, options: FloatOptions): string {
  switch (spec.type) {
    case '':
      return floatText(value, spec.precision === null ? 'r' : 'g', spec.precision ?? 0, options)
    case '%':
      return `${floatText(value * 100, 'f', spec.precision ?? 6, options)}%`
    case 'n':
      return floatText(value, 'g', spec.precision ?? 6, options)
    default: // a letter that the caller has checked
      return floatText(value, spec.type, spec.precision ?? 6, options)
  }
}

/** The parts of a number: only its leading digits are grouped and filled with zeros. */
interface Parts {
  readonly sign: string
  readonly prefix: string
  readonly digits: string
  readonly rest: string
}

function laidOut({ sign, prefix, digits, rest }: Parts, spec: FormatSpec, group: number): string {
  guardLength(spec.width)
  const others = lengthOf(sign + prefix + rest)
  const least = spec.fill === '0' && spec.align === '=' ? spec.width - others : 0
  const grouped = digits === '' ? '' : groupedDigits(digits, spec.grouping, group, least)
  if (spec.align !== '=') return aligned(sign + prefix + grouped + rest, spec.align, spec.width, spec.fill)
  const padding = spec.fill.repeat(Math.max(0, spec.width - others - grouped.length))
  return sign + prefix + padding + grouped + rest
}

/** Groups digits, with as many zeros before them as the least width needs, where no separator stands first. */
function groupedDigits(digits: string, separator: string, size: number, least: number): string {
  if (separator === '') return digits.padStart(least, '0')
  let result = ''
  let [left, wanted] = [digits, least]
  for (;;) {
    const length = Math.min(size, Math.max(left.length, wanted, 1))
    result = left.slice(-length).padStart(length, '0') + result
    left = left.slice(0, -length)
    wanted -= length
    if (left === '' && wanted <= 0) return result
    wanted -= 1
    result = separator + result
  }
}
