import { Bytes, Raised, Unsupported } from '../values.ts'
import { escaped } from './repr.ts'
import { charactersOf } from './strings.ts'

type Codec = 'utf-8' | 'ascii' | 'latin-1'

const codecs: ReadonlyMap<string, Codec> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['u8', 'utf-8'],
  ['ascii', 'ascii'],
  ['us-ascii', 'ascii'],
  ['646', 'ascii'],
  ['latin-1', 'latin-1'],
  ['latin1', 'latin-1'],
  ['latin', 'latin-1'],
  ['l1', 'latin-1'],
  ['iso-8859-1', 'latin-1'],
  ['iso8859-1', 'latin-1'],
])

function codecOf(name: string): Codec {
  const codec = codecs.get(name.toLowerCase().replaceAll('_', '-'))
  if (codec === undefined) throw new Unsupported(`the encoding \`${name}\``, 'use `utf-8`, `ascii` or `latin-1`')
  return codec
}

function unknownHandler(name: string): Error {
  if (/^(surrogateescape|surrogatepass|namereplace|xmlcharrefreplace|backslashreplace)$/.test(name))
    return new Unsupported(`\`errors=${name}\``, 'use `strict`, `ignore` or `replace`')
  return new Raised('LookupError', `unknown error handler name '${name}'`)
}

/** The places from `start` to before `end`, as messages of codecs name them. */
function places(what: string, detail: string, start: number, end: number): string {
  return end === start + 1 ? `${what} ${detail} in position ${start}` : `${what}s in position ${start}-${end - 1}`
}

/** `text.encode(encoding, errors)`. */
export function encode(text: string, encoding: string, errors: string): Bytes {
  const codec = codecOf(encoding)
  const points = charactersOf(text).map((character) => character.codePointAt(0) ?? 0)
  const isFine = (point: number): boolean =>
    codec === 'utf-8' ? point < 0xd800 || point > 0xdfff : point < (codec === 'ascii' ? 0x80 : 0x100)
  let result = ''
  for (let at = 0; at < points.length; at++) {
    const point = points[at] ?? 0
    if (!isFine(point)) result += replacementFor(codec, points, at, isFine, errors)
    else result += codec === 'utf-8' ? utf8(point) : String.fromCharCode(point)
  }
  return new Bytes(result)
}

function replacementFor(
  codec: Codec,
  points: readonly number[],
  at: number,
  isFine: (point: number) => boolean,
  errors: string,
): string {
  const point = points[at] ?? 0
  switch (errors) {
    case 'ignore':
      return ''
    case 'replace':
      return '?'
    case 'backslashreplace':
      return escaped(point)
    case 'xmlcharrefreplace':
      return `&#${point};`
    case 'strict': {
      let end = at + 1
      while (end < points.length && !isFine(points[end] ?? 0)) end++
      const where = places('character', `'${escaped(point)}'`, at, end)
      const reason = {
        'utf-8': 'surrogates not allowed',
        ascii: 'ordinal not in range(128)',
        'latin-1': 'ordinal not in range(256)',
      }
      throw new Raised('UnicodeEncodeError', `'${codec}' codec can't encode ${where}: ${reason[codec]}`)
    }
    default: // a handler is any string
      throw unknownHandler(errors)
  }
}

function utf8(point: number): string {
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x80) return String.fromCharCode(point)
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), tail(0))
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (point >> 18), tail(12), tail(6), tail(0))
}

/** A character that was decoded, or a mistake; and where the next one begins. */
type Decoded = { readonly text: string; readonly end: number } | { readonly reason: string; readonly end: number }

/** `bytes.decode(encoding, errors)`. */
export function decode(bytes: Bytes, encoding: string, errors: string): string {
  const codec = codecOf(encoding)
  if (codec === 'latin-1') return bytes.text
  const next = codec === 'utf-8' ? nextUtf8 : nextAscii
  let result = ''
  for (let at = 0; at < bytes.text.length; ) {
    const decoded = next(bytes.text, at)
    result += 'text' in decoded ? decoded.text : mistaken(codec, bytes.text, at, decoded, errors)
    at = decoded.end
  }
  return result
}

function mistaken(codec: Codec, bytes: string, at: number, mistake: { reason: string; end: number }, errors: string): string {
  if (errors === 'ignore') return ''
  if (errors === 'replace') return '\ufffd'
  if (errors !== 'strict') throw unknownHandler(errors)
  const where = places('byte', `0x${bytes.charCodeAt(at).toString(16).padStart(2, '0')}`, at, mistake.end)
  throw new Raised('UnicodeDecodeError', `'${codec}' codec can't decode ${where}: ${mistake.reason}`)
}

function nextAscii(bytes: string, at: number): Decoded {
  return bytes.charCodeAt(at) < 0x80
    ? { text: bytes.charAt(at), end: at + 1 }
    : { reason: 'ordinal not in range(128)', end: at + 1 }
}

function nextUtf8(bytes: string, at: number): Decoded {
  const first = bytes.charCodeAt(at)
  if (first < 0x80) return { text: bytes.charAt(at), end: at + 1 }
  if (first < 0xc2 || first > 0xf4) return { reason: 'invalid start byte', end: at + 1 }
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  let point = first & (0x7f >> length)
  for (let index = 1; index < length; index++) {
    if (at + index >= bytes.length) return { reason: 'unexpected end of data', end: at + index }
    const byte = bytes.charCodeAt(at + index)
    const [least, most] = index === 1 ? secondBytes(first) : [0x80, 0xbf]
    if (byte < least || byte > most) return { reason: 'invalid continuation byte', end: at + index }
    point = (point << 6) | (byte & 0x3f)
  }
  return { text: String.fromCodePoint(point), end: at + length }
}

/** What may stand behind a first byte, so that nothing is longer than it needs, a surrogate, or too large. */
function secondBytes(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf]
  if (first === 0xed) return [0x80, 0x9f]
  if (first === 0xf0) return [0x90, 0xbf]
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
}
