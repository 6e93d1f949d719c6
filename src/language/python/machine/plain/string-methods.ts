import { Bytes } from '../values.ts'
import {
  type Argument,
  asCInt,
  asSize,
  between,
  exactly,
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
import { capitalize, caseFold, swapCase, title } from './cases.ts'
import { characterTests, space } from './characters.ts'
import { encode } from './encoding.ts'
import { aligned, centered, expandTabs, zeroFilled } from './layout.ts'
import { count, find, hasAffix, partition, replace, type Side, splitAt, splitAtSpace, strip, stripSet } from './searching.ts'
import { searchBounds } from './slices.ts'
import { lengthOf } from './strings.ts'
import { formatMap, formatPlainTemplate } from './template-values.ts'
import { makeTable, translate } from './translation.ts'

type StringMethod = Method<string>
type Entry = readonly [string, StringMethod]

function stringOrFail(value: Argument | undefined, fail: (name: string) => string): string {
  if (typeof value === 'string') return value
  throw typeError(fail(typeName(value ?? null)))
}

/** A method without arguments. */
function simple(name: string, compute: (text: string) => Result): Entry {
  return [
    name,
    (text, args, keywords) => {
      exactly(`str.${name}`, 0, args, keywords)
      return compute(text)
    },
  ]
}

/** A method of one argument, which may be anything. */
function ofOne(name: string, compute: (text: string, argument: Argument) => Result): Entry {
  return [
    name,
    (text, args, keywords) => {
      exactly(`str.${name}`, 1, args, keywords)
      return compute(text, args[0] ?? null)
    },
  ]
}

function stripping(name: string, side: Side): Entry {
  return [
    name,
    (text, args, keywords) => {
      noKeywords(`str.${name}`, keywords)
      between(name, 0, 1, args)
      const characters = args[0] ?? null
      if (characters === null) return strip(text, space, side)
      return stripSet(
        text,
        stringOrFail(characters, () => `${name} arg must be None or str`),
        side,
      )
    },
  ]
}

function splitting(name: string, fromEnd: boolean): Entry {
  return [
    name,
    (text, args, keywords) => {
      const [separator = null, most = -1] = named(name, ['sep', 'maxsplit'], args, keywords)
      const limit = asSize(most)
      if (separator === null) return { list: splitAtSpace(text, space, limit, fromEnd) }
      const at = stringOrFail(separator, (type) => `must be str or None, not ${type}`)
      if (at === '') throw valueError('empty separator')
      return { list: splitAt(text, at, limit, fromEnd) }
    },
  ]
}

function splitLines(text: string, args: readonly Argument[], keywords: Keywords): Result {
  const [keep = false] = named('splitlines', ['keepends'], args, keywords)
  const keepsEnds = asCInt(keep) !== 0
  const lines = text.match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g) ?? []
  const whole = lines.filter((line) => line !== '')
  return { list: keepsEnds ? whole : whole.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, '')) }
}

function partitioning(name: string, fromEnd: boolean): Entry {
  return ofOne(name, (text, argument) => {
    const separator = stringOrFail(argument, (type) => `must be str, not ${type}`)
    if (separator === '') throw valueError('empty separator')
    return { tuple: [...partition(text, separator, fromEnd)] }
  })
}

/** The items of an iterable value. */
function itemsOf(value: Argument): unknown {
  if (typeof value === 'string') return Array.from(value)
  return value instanceof Bytes ? Array.from(value.text, (byte) => byte.charCodeAt(0)) : value
}

function join(text: string, argument: Argument): Result {
  const items = itemsOf(argument)
  if (!Array.isArray(items)) throw typeError('can only join an iterable')
  const texts = items.map((item: Argument, at) =>
    stringOrFail(item, (type) => `sequence item ${at}: expected str instance, ${type} found`),
  )
  return texts.join(text)
}

/** The arguments of `find` and its like: what to look for, and bounds. */
function finding(name: string, compute: (text: string, part: string, bounds: readonly Argument[]) => Result): Entry {
  return [
    name,
    (text, args, keywords) => {
      noKeywords(name, keywords)
      parsed(name, 1, 3, args)
      const [part, ...bounds] = args
      searchBounds(bounds[0], bounds[1], 0)
      return compute(
        text,
        stringOrFail(part, (type) => `must be str, not ${type}`),
        bounds,
      )
    },
  ]
}

function positionOf(name: string, last: boolean): Entry {
  return finding(name, (text, part, [start, end]) => find(text, part, start, end, last))
}

function positionOrFail(name: string, last: boolean): Entry {
  return finding(name, (text, part, [start, end]) => {
    const at = find(text, part, start, end, last)
    if (at < 0) throw valueError('substring not found')
    return at
  })
}

function affixTest(name: string, atEnd: boolean): Entry {
  return [
    name,
    (text, args, keywords) => {
      noKeywords(name, keywords)
      parsed(name, 1, 3, args)
      const [affix, start, end] = args
      searchBounds(start, end, 0)
      const test = (one: string): boolean => hasAffix(text, one, start, end, atEnd)
      if (!Array.isArray(affix))
        return test(stringOrFail(affix, (type) => `${name} first arg must be str or a tuple of str, not ${type}`))
      return affix.some((one: Argument) =>
        test(stringOrFail(one, (type) => `tuple for ${name} must only contain str, not ${type}`)),
      )
    },
  ]
}

function alignment(name: string, compute: (text: string, width: number, fill: string) => string): Entry {
  return [
    name,
    (text, args, keywords) => {
      noKeywords(`str.${name}`, keywords)
      between(name, 1, 2, args)
      const width = asSize(args[0] ?? null)
      const fill = args[1] === undefined ? ' ' : args[1]
      const character = stringOrFail(fill, (type) => `The fill character must be a unicode character, not ${type}`)
      if (lengthOf(character) !== 1) throw typeError('The fill character must be exactly one character long')
      return compute(text, width, character)
    },
  ]
}

function replacing(text: string, args: readonly Argument[], keywords: Keywords): Result {
  noKeywords('str.replace', keywords)
  between('replace', 2, 3, args)
  const old = stringArgument('replace() argument 1', args[0])
  const replacement = stringArgument('replace() argument 2', args[1])
  return replace(text, old, replacement, args[2] === undefined ? -1 : asSize(args[2]))
}

function expanding(text: string, args: readonly Argument[], keywords: Keywords): Result {
  const [size = 8] = named('expandtabs', ['tabsize'], args, keywords)
  return expandTabs(text, asCInt(size))
}

function encoding(text: string, args: readonly Argument[], keywords: Keywords): Result {
  const [codec = 'utf-8', errors = 'strict'] = named('encode', ['encoding', 'errors'], args, keywords)
  return encode(
    text,
    stringArgument("encode() argument 'encoding'", codec),
    stringArgument("encode() argument 'errors'", errors),
  )
}

function removing(name: string, remove: (text: string, affix: string) => string): Entry {
  return ofOne(name, (text, argument) => remove(text, stringArgument(`${name}() argument`, argument)))
}

/** The methods of `str`. */
export const stringMethods: ReadonlyMap<string, StringMethod> = new Map<string, StringMethod>([
  ...[...characterTests].map(([name, test]) => simple(name, test)),
  simple('upper', (text) => text.toUpperCase()),
  simple('lower', (text) => text.toLowerCase()),
  simple('title', title),
  simple('capitalize', capitalize),
  simple('casefold', caseFold),
  simple('swapcase', swapCase),
  stripping('strip', 'both'),
  stripping('lstrip', 'left'),
  stripping('rstrip', 'right'),
  splitting('split', false),
  splitting('rsplit', true),
  ['splitlines', splitLines],
  partitioning('partition', false),
  partitioning('rpartition', true),
  ofOne('join', join),
  ['replace', replacing],
  positionOf('find', false),
  positionOf('rfind', true),
  positionOrFail('index', false),
  positionOrFail('rindex', true),
  finding('count', (text, part, [start, end]) => count(text, part, start, end)),
  affixTest('startswith', false),
  affixTest('endswith', true),
  alignment('center', centered),
  alignment('ljust', (text, width, fill) => aligned(text, '<', width, fill)),
  alignment('rjust', (text, width, fill) => aligned(text, '>', width, fill)),
  ofOne('zfill', (text, width) => zeroFilled(text, asSize(width))),
  ['expandtabs', expanding],
  removing('removeprefix', (text, affix) => (text.startsWith(affix) ? text.slice(affix.length) : text)),
  removing('removesuffix', (text, affix) => (affix !== '' && text.endsWith(affix) ? text.slice(0, -affix.length) : text)),
  ofOne('translate', translate),
  ['maketrans', (_, args, keywords) => makeTable(args, keywords)],
  ['encode', encoding],
  ['format', formatPlainTemplate],
  ofOne('format_map', formatMap),
])
