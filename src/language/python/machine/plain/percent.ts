import { Float, type Plain, Raised } from '../values.ts'
import { type Argument, asCInt, asSize, typeError, typeName, valueError } from './arguments.ts'
import { floatText } from './float-format.ts'
import { type Int, integerOf } from './integers.ts'
import { toFloat } from './numbers.ts'
import { intRepr } from './repr.ts'
import { floatToInt } from './rounding.ts'
import { charactersOf, guardLength, lengthOf, partOf } from './strings.ts'

/** What `template % values` needs to know of values of type `V`. */
export interface PercentAccess<V> {
  readonly str: (value: V) => string
  readonly repr: (value: V) => string
  readonly ascii: (value: V) => string
  /** The value as a plain one, or an object of which only the class is known. */
  readonly plain: (value: V) => Argument
}

/** The right operand of `%`: the items of a tuple, or the operand alone, and how a mapping is looked up in. */
export interface PercentValues<V> {
  readonly values: readonly V[]
  /** Given if the operand has `__getitem__` and is neither a tuple nor a string. */
  readonly lookUp: ((key: string) => V) | null
}

/** How a value is to be shown: `%-5.2f`. */
interface Directive {
  readonly flags: string
  readonly width: number
  readonly precision: number | null
  readonly type: string
  /** The place of the type in the template, for messages. */
  readonly index: number
}

/** `template % values`. */
export function percentFormat<V>(template: string, operand: PercentValues<V>, access: PercentAccess<V>): string {
  const reader = new TemplateReader(template, operand, access)
  let result = ''
  while (!reader.atEnd()) {
    const character = reader.next()
    if (character !== '%') result += character
    else if (reader.peek() === '%') result += reader.next()
    else result += reader.directive()
    guardLength(result.length)
  }
  reader.checkUsed()
  return result
}

const greatestSize = 2n ** 63n - 1n

class TemplateReader<V> {
  private readonly characters: readonly string[]
  private readonly operand: PercentValues<V>
  private readonly access: PercentAccess<V>
  private values: readonly V[]
  private used = 0
  private at = 0

  constructor(template: string, operand: PercentValues<V>, access: PercentAccess<V>) {
    this.characters = charactersOf(template)
    this.operand = operand
    this.access = access
    this.values = operand.values
  }

  atEnd(): boolean {
    return this.at >= this.characters.length
  }

  peek(): string {
    return this.characters[this.at] ?? ''
  }

  next(): string {
    return this.characters[this.at++] ?? ''
  }

  checkUsed(): void {
    if (this.used < this.values.length && this.operand.lookUp === null)
      throw typeError('not all arguments converted during string formatting')
  }

  /** Reads what is behind a `%`, and shows its value. */
  directive(): string {
    if (this.peek() === '(') this.readKey()
    let flags = ''
    while (this.peek() !== '' && '-+ #0'.includes(this.peek())) flags += this.next()
    const width = this.readWidth()
    if (width < 0) flags += '-'
    const precision = this.peek() === '.' ? this.readPrecision() : null
    if (/^[hlL]$/.test(this.peek())) this.at++
    if (this.atEnd()) throw valueError('incomplete format')
    const index = this.at
    return shown({ flags, width: Math.abs(width), precision, type: this.next(), index }, this.value(), this.access)
  }

  /** The next value that is to be shown. */
  private value(): V {
    const value = this.values[this.used]
    if (this.used >= this.values.length) throw typeError('not enough arguments for format string')
    this.used++
    return value as V
  }

  /** Reads `(key)`, whose value is then the only one. */
  private readKey(): void {
    if (this.operand.lookUp === null) throw typeError('format requires a mapping')
    const start = ++this.at
    for (let depth = 1; depth > 0; this.at++) {
      if (this.atEnd()) throw valueError('incomplete format key')
      if (this.peek() === '(') depth++
      if (this.peek() === ')') depth--
    }
    this.values = [this.operand.lookUp(this.characters.slice(start, this.at - 1).join(''))]
    this.used = 0
  }

  private readWidth(): number {
    if (this.peek() === '*') return asSize(this.star())
    return this.readDigits(greatestSize, 'width too big')
  }

  private readPrecision(): number {
    this.at++
    if (this.peek() !== '*') return this.readDigits(2n ** 31n - 1n, 'precision too big')
    return Math.max(0, asCInt(this.star()))
  }

  /** The value that a `*` stands for. */
  private star(): Int {
    this.at++
    const value = this.access.plain(this.value())
    const int = typeof value === 'boolean' ? Number(value) : value
    if (typeof int !== 'number' && typeof int !== 'bigint') throw typeError('* wants int')
    return int
  }

  private readDigits(most: bigint, message: string): number {
    let value = 0n
    while (/^[0-9]$/.test(this.peek())) {
      value = value * 10n + BigInt(this.next())
      if (value > most) throw valueError(message)
    }
    return Number(value)
  }
}

function shown<V>(directive: Directive, value: V, access: PercentAccess<V>): string {
  switch (directive.type) {
    case 's':
      return text(directive, access.str(value))
    case 'r':
      return text(directive, access.repr(value))
    case 'a':
      return text(directive, access.ascii(value))
    case 'c':
      return padded(directive, '', characterOf(access.plain(value)))
    case 'd':
    case 'i':
    case 'u':
      return integer(directive, wholeNumber(directive.type, access.plain(value)), intRepr)
    case 'x':
      return integer(directive, exactInteger(directive.type, access.plain(value)), (int) => int.toString(16))
    case 'X':
      return integer(directive, exactInteger(directive.type, access.plain(value)), (int) => int.toString(16).toUpperCase())
    case 'o':
      return integer(directive, exactInteger(directive.type, access.plain(value)), (int) => int.toString(8))
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return float(directive, access.plain(value))
    default: // a type is any character
      throw unknownDirective(directive)
  }
}

function unknownDirective({ type, index }: Directive): Raised {
  const name = type > '\x1f' && type < '\x7f' ? type : '?'
  const hex = (type.codePointAt(0) ?? 0).toString(16)
  return valueError(`unsupported format character '${name}' (0x${hex}) at index ${index}`)
}

function text(directive: Directive, shown: string): string {
  const { precision } = directive
  return padded(directive, '', precision === null ? shown : partOf(shown, 0, Math.min(precision, lengthOf(shown))))
}

/** Fills a text up to the width with spaces. */
function padded({ flags, width }: Directive, sign: string, rest: string): string {
  const missing = width - lengthOf(sign + rest)
  if (missing <= 0) return sign + rest
  guardLength(width)
  return flags.includes('-') ? sign + rest + ' '.repeat(missing) : ' '.repeat(missing) + sign + rest
}

/** Fills a number up to the width, with zeros behind its sign and prefix if the flags say so. */
function paddedNumber(directive: Directive, negative: boolean, prefix: string, digits: string): string {
  const { flags, width } = directive
  const sign = (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + prefix
  if (!flags.includes('0') || flags.includes('-')) return padded(directive, sign, digits)
  guardLength(width)
  return sign + digits.padStart(width - sign.length, '0')
}

function plainOf(value: Argument): Plain | undefined {
  return value !== null && typeof value === 'object' && !(value instanceof Float) ? undefined : (value as Plain)
}

function wholeNumber(type: string, value: Argument): Int {
  const plain = plainOf(value)
  if (plain instanceof Float) return floatToInt(Math.trunc(plain.value))
  const int = plain === undefined ? null : integerOf(plain)
  if (int === null) throw typeError(`%${type} format: a real number is required, not ${typeName(value)}`)
  return int
}

function exactInteger(type: string, value: Argument): Int {
  const plain = plainOf(value)
  const int = plain === undefined ? null : integerOf(plain)
  if (int === null) throw typeError(`%${type} format: an integer is required, not ${typeName(value)}`)
  return int
}

function integer(directive: Directive, value: Int, digitsOf: (magnitude: Int) => string): string {
  const { flags, type, precision } = directive
  const digits = digitsOf(value < 0 ? -value : value)
  guardLength(precision ?? 0)
  const prefix = flags.includes('#') && 'xXo'.includes(type) ? `0${type}` : ''
  return paddedNumber(directive, value < 0, prefix, digits.padStart(precision ?? 0, '0'))
}

function float(directive: Directive, value: Argument): string {
  const plain = plainOf(value)
  const number = plain === undefined ? null : toFloat(plain)
  if (number === null) throw typeError(`must be real number, not ${typeName(value)}`)
  const options = { alternate: directive.flags.includes('#'), keepsPoint: false, coercesZero: false }
  const shown = floatText(number, directive.type, directive.precision ?? 6, options)
  const negative = shown.startsWith('-')
  return paddedNumber(directive, negative, '', negative ? shown.slice(1) : shown)
}

function characterOf(value: Argument): string {
  if (typeof value === 'string' && lengthOf(value) === 1) return value
  const plain = plainOf(value)
  const int = plain === undefined ? null : integerOf(plain)
  if (int === null) throw typeError('%c requires int or char')
  if (int < 0 || int > 0x10ffff) throw new Raised('OverflowError', '%c arg not in range(0x110000)')
  return String.fromCodePoint(Number(int))
}
