import { failAt, notSupported } from './failure.ts'

const simple: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['\n', ''],
])

const digitsOf: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** The characters that a text stands for, whose escapes are Python's; `at` is its place, for messages. */
export function unescapedText(text: string, at: number): string {
  return text.replace(/\\(?:[0-7]{1,3}|[\s\S])(?:(?<=\\[xuU])[\da-fA-F]*)?/g, (written, offset: number) => {
    return escaped(written, 'xuU', (code) => character(code, at + offset, written), at + offset)
  })
}

/** The same for a string of bytes, which has fewer escapes: each byte is a character. */
export function unescapedBytes(text: string, at: number): string {
  return text.replace(/\\(?:[0-7]{1,3}|[\s\S])(?:(?<=\\x)[\da-fA-F]*)?/g, (written, offset: number) => {
    return escaped(written, 'x', (code) => String.fromCharCode(code & 0xff), at + offset)
  })
}

/** What one escape stands for. An unknown one stands for itself, as in Python. */
function escaped(written: string, coded: string, made: (code: number) => string, at: number): string {
  const [, letter = ''] = written
  if (/[0-7]/.test(letter)) return made(Number.parseInt(written.slice(1), 8))
  if (coded.includes(letter)) {
    const count = digitsOf.get(letter) ?? 0
    const digits = written.slice(2, 2 + count)
    if (digits.length < count)
      failAt(
        at,
        at + written.length,
        `this escape needs ${count} hexadecimal digits`,
        'write them, or `\\\\` for the backslash itself',
      )
    return made(Number.parseInt(digits, 16)) + written.slice(2 + count)
  }
  if (letter === 'N' && coded.includes('u')) {
    notSupported({ start: at, end: at + 2 }, 'the escape `\\N` is', 'write the character, or its number: `\\u2026`')
  }
  return simple.get(letter) ?? written
}

function character(code: number, at: number, written: string): string {
  const span = { start: at, end: at + written.length }
  if (code > 0x10ffff) failAt(span.start, span.end, 'no character has this number')
  if (code >= 0xd800 && code <= 0xdfff) notSupported(span, 'half of a character is', 'write the whole character')
  return String.fromCodePoint(code)
}
