import { Bytes, type Plain, Raised, Unsupported } from '../values.ts'
import {
  type Argument,
  asCInt,
  asIndex,
  asSize,
  between,
  exactly,
  Foreign,
  type Keywords,
  type Method,
  named,
  noKeywords,
  parsed,
  type Result,
  stringArgument,
  typeError,
  typeName,
  valueError,
} from './arguments.ts'
import { asciiLower, asciiUpper } from './cases.ts'
import { byteSpace } from './characters.ts'
import { decode } from './encoding.ts'
import type { Int } from './integers.ts'
import { count, find, hasAffix, partition, replace, type Side, splitAt, splitAtSpace, strip, stripSet } from './searching.ts'
import { searchBounds, sliceIndices } from './slices.ts'

type Entry = readonly [string, Method<Bytes>]

/** `bytes[index]`. */
export function byteAt(bytes: Bytes, index: Int): number {
  const position = Number(index) + (index < 0 ? bytes.text.length : 0)
  if (position < 0 || position >= bytes.text.length) throw new Raised('IndexError', 'index out of range')
  return bytes.text.charCodeAt(position)
}

/** `bytes[start:stop:step]`. */
export function sliceOfBytes(bytes: Bytes, start: Plain | Foreign, stop: Plain | Foreign, step: Plain | Foreign): Bytes {
  const indices = sliceIndices(start, stop, step, bytes.text.length)
  return new Bytes(indices.map((index) => bytes.text.charAt(index)).join(''))
}

/** The text of an argument that must be `bytes`. */
function textOf(value: Argument | undefined): string {
  if (value instanceof Bytes) return value.text
  throw typeError(`a bytes-like object is required, not '${typeName(value ?? null)}'`)
}

const bytesOf = (text: string): Bytes => new Bytes(text)

function simple(name: string, compute: (text: string) => Result): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      exactly(`bytes.${name}`, 0, args, keywords)
      return compute(text)
    },
  ]
}

function ofOne(name: string, compute: (text: string, argument: Argument) => Result): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      exactly(`bytes.${name}`, 1, args, keywords)
      return compute(text, args[0] ?? null)
    },
  ]
}

function decoding(bytes: Bytes, args: readonly Argument[], keywords: Keywords): Result {
  const [encoding = 'utf-8', errors = 'strict'] = named('decode', ['encoding', 'errors'], args, keywords)
  const codec = stringArgument("decode() argument 'encoding'", encoding)
  return decode(bytes, codec, stringArgument("decode() argument 'errors'", errors))
}

function hex({ text }: Bytes, args: readonly Argument[], keywords: Keywords): Result {
  const [separator, group = 1] = named('hex', ['sep', 'bytes_per_sep'], args, keywords)
  const pairs = Array.from(text, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
  const size = asCInt(group)
  if (separator === undefined) return pairs.join('')
  const between = separatorText(separator)
  if (size === 0) return pairs.join('')
  // A positive size counts groups from the end, a negative one from the start.
  const startsGroup = (at: number): boolean => at > 0 && (size > 0 ? pairs.length - at : at) % Math.abs(size) === 0
  return pairs.map((pair, at) => (startsGroup(at) ? between : '') + pair).join('')
}

function separatorText(separator: Argument): string {
  const text = separator instanceof Bytes ? separator.text : separator
  if (typeof text !== 'string') {
    if (text instanceof Foreign) throw new Unsupported('`bytes.hex` with an object', 'use a string')
    const length = Array.isArray(text) ? text.length : text instanceof Map ? text.size : null
    if (length !== null) throw length === 1 ? typeError('sep must be str or bytes.') : valueError('sep must be length 1.')
    throw typeError(`object of type '${typeName(text)}' has no len()`)
  }
  if (text.length !== 1) throw valueError('sep must be length 1.')
  if (text > '\x7f') throw valueError('sep must be ASCII.')
  return text
}

function stripping(name: string, side: Side): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      noKeywords(`bytes.${name}`, keywords)
      between(name, 0, 1, args)
      const characters = args[0] ?? null
      return bytesOf(characters === null ? strip(text, byteSpace, side) : stripSet(text, textOf(characters), side))
    },
  ]
}

function splitting(name: string, fromEnd: boolean): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      const [separator = null, most = -1] = named(name, ['sep', 'maxsplit'], args, keywords)
      const limit = asSize(most)
      if (separator === null) return { list: splitAtSpace(text, byteSpace, limit, fromEnd).map(bytesOf) }
      const at = textOf(separator)
      if (at === '') throw valueError('empty separator')
      return { list: splitAt(text, at, limit, fromEnd).map(bytesOf) }
    },
  ]
}

function partitioning(name: string, fromEnd: boolean): Entry {
  return ofOne(name, (text, argument) => {
    const separator = textOf(argument)
    if (separator === '') throw valueError('empty separator')
    return { tuple: partition(text, separator, fromEnd).map(bytesOf) }
  })
}

function join(text: string, argument: Argument): Result {
  const items: unknown = argument instanceof Bytes ? Array.from(argument.text, (byte) => byte.charCodeAt(0)) : argument
  const all: unknown = typeof items === 'string' ? Array.from(items) : items
  if (!Array.isArray(all)) throw typeError('can only join an iterable')
  const texts = all.map((item: Argument, at) => {
    if (item instanceof Bytes) return item.text
    throw typeError(`sequence item ${at}: expected a bytes-like object, ${typeName(item)} found`)
  })
  return bytesOf(texts.join(text))
}

function finding(name: string, compute: (text: string, part: string, bounds: readonly Argument[]) => Result): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      noKeywords(name, keywords)
      parsed(name, 1, 3, args)
      const [part, ...bounds] = args
      searchBounds(bounds[0], bounds[1], 0)
      return compute(text, partText(part ?? null), bounds)
    },
  ]
}

/** What is looked for: bytes, or one of them as a number. */
function partText(part: Argument): string {
  if (part instanceof Bytes) return part.text
  if (typeof part !== 'number' && typeof part !== 'bigint' && typeof part !== 'boolean')
    throw typeError(`argument should be integer or bytes-like object, not '${typeName(part)}'`)
  const byte = asIndex(part)
  if (byte < 0 || byte > 255) throw valueError('byte must be in range(0, 256)')
  return String.fromCharCode(Number(byte))
}

function positionOf(name: string, last: boolean, mustBe: boolean): Entry {
  return finding(name, (text, part, [start, end]) => {
    const at = find(text, part, start, end, last)
    if (at < 0 && mustBe) throw valueError('subsection not found')
    return at
  })
}

function affixTest(name: string, atEnd: boolean): Entry {
  return [
    name,
    ({ text }, args, keywords) => {
      noKeywords(name, keywords)
      parsed(name, 1, 3, args)
      const [affix, start, end] = args
      searchBounds(start, end, 0)
      const test = (one: string): boolean => hasAffix(text, one, start, end, atEnd)
      if (Array.isArray(affix)) return affix.some((one: Argument) => test(textOf(one)))
      if (affix instanceof Bytes) return test(affix.text)
      throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(affix ?? null)}`)
    },
  ]
}

function replacing({ text }: Bytes, args: readonly Argument[], keywords: Keywords): Result {
  noKeywords('bytes.replace', keywords)
  between('replace', 2, 3, args)
  const [old, replacement] = [textOf(args[0]), textOf(args[1])]
  return bytesOf(replace(text, old, replacement, args[2] === undefined ? -1 : asSize(args[2])))
}

/** The common methods of `bytes`. */
export const bytesMethods: ReadonlyMap<string, Method<Bytes>> = new Map<string, Method<Bytes>>([
  ['decode', decoding],
  ['hex', hex],
  simple('upper', (text) => bytesOf(asciiUpper(text))),
  simple('lower', (text) => bytesOf(asciiLower(text))),
  simple('isdigit', (text) => /^[0-9]+$/.test(text)),
  simple('isalpha', (text) => /^[A-Za-z]+$/.test(text)),
  simple('isalnum', (text) => /^[0-9A-Za-z]+$/.test(text)),
  simple('isspace', (text) => /^[\t-\r ]+$/.test(text)),
  simple('isascii', (text) => /^[\0-\x7f]*$/.test(text)),
  stripping('strip', 'both'),
  stripping('lstrip', 'left'),
  stripping('rstrip', 'right'),
  splitting('split', false),
  splitting('rsplit', true),
  partitioning('partition', false),
  partitioning('rpartition', true),
  ofOne('join', join),
  positionOf('find', false, false),
  positionOf('rfind', true, false),
  positionOf('index', false, true),
  positionOf('rindex', true, true),
  finding('count', (text, part, [start, end]) => count(text, part, start, end)),
  affixTest('startswith', false),
  affixTest('endswith', true),
  ['replace', replacing],
  ofOne('removeprefix', (text, affix) => bytesOf(text.startsWith(textOf(affix)) ? text.slice(textOf(affix).length) : text)),
  ofOne('removesuffix', (text, affix) =>
    bytesOf(textOf(affix) !== '' && text.endsWith(textOf(affix)) ? text.slice(0, -textOf(affix).length) : text),
  ),
])
