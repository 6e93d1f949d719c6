import { valueError } from './arguments.ts'
import { decimalValue } from './characters.ts'
import { charactersOf } from './strings.ts'

/** A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string
  readonly align: '<' | '>' | '^' | '='
  readonly sign: '' | '+' | '-' | ' '
  /** Whether -0 is shown as 0. */
  readonly coercesZero: boolean
  readonly alternate: boolean
  readonly width: number
  readonly grouping: '' | ',' | '_'
  readonly precision: number | null
  readonly type: string
}

const isAlign = (character: string | undefined): character is '<' | '>' | '^' | '=' =>
  character === '<' || character === '>' || character === '^' || character === '='

/** Reads the specification of a value of a class; where it says nothing, the alignment and type are the usual ones. */
export function parseSpec(text: string, className: string, usualAlign: '<' | '>', usualType: string): FormatSpec {
  const characters = charactersOf(text)
  let at = 0
  const take = (wanted: string): boolean => {
    if (characters[at] !== wanted) return false
    at++
    return true
  }
  const [first, second] = characters
  const fillGiven = isAlign(second)
  const given = isAlign(second) ? second : isAlign(first) ? first : null
  at = fillGiven ? 2 : given === null ? 0 : 1
  const sign = take('+') ? '+' : take('-') ? '-' : take(' ') ? ' ' : ''
  const coercesZero = take('z')
  const alternate = take('#')
  const zero = !fillGiven && take('0')
  const align = given ?? (zero && usualAlign === '>' ? '=' : usualAlign)
  const fill = fillGiven ? (first ?? ' ') : zero ? '0' : ' '
  const width = digitsAt(characters, at)
  at += width.count
  const grouping = groupingOf(take)
  const dot = take('.')
  const precision = dot ? digitsAt(characters, at) : { count: 0, value: 0 }
  if (dot && precision.count === 0) throw valueError('Format specifier missing precision')
  at += precision.count
  if (characters.length - at > 1) throw valueError(`Invalid format specifier '${text}' for object of type '${className}'`)
  const type = characters[at] ?? usualType
  if (grouping !== '') checkGrouping(grouping, type)
  return {
    fill,
    align,
    sign,
    coercesZero,
    alternate,
    width: width.value,
    grouping,
    precision: dot ? precision.value : null,
    type,
  }
}

function groupingOf(take: (wanted: string) => boolean): '' | ',' | '_' {
  const comma = take(',')
  const underscore = take('_')
  if ((comma && underscore) || (underscore && take(','))) throw valueError("Cannot specify both ',' and '_'.")
  return comma ? ',' : underscore ? '_' : ''
}

function digitsAt(characters: readonly string[], start: number): { count: number; value: number } {
  let value = 0n
  let at = start
  for (; at < characters.length; at++) {
    const digit = decimalValue(characters[at] ?? '')
    if (digit === null) break
    value = value * 10n + BigInt(digit)
    if (value >= 2n ** 63n) throw valueError('Too many decimal digits in format string')
  }
  return { count: at - start, value: Number(value) }
}

/** A type as messages show it. */
function typeText(type: string): string {
  const point = type.codePointAt(0) ?? 0
  return point > 32 && point < 128 ? type : `\\x${point.toString(16)}`
}

function checkGrouping(grouping: ',' | '_', type: string): void {
  if ('deEfFgG%'.includes(type) || (grouping === '_' && 'boxX'.includes(type))) return
  throw valueError(`Cannot specify '${grouping}' with '${typeText(type)}'.`)
}

export function unknownType(spec: FormatSpec, className: string): Error {
  return valueError(`Unknown format code '${typeText(spec.type)}' for object of type '${className}'`)
}
