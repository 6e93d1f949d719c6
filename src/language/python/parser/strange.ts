import { Failure } from './failure.ts'

/** Characters that programs do not consist of, and what is written for them. */
const plain: ReadonlyMap<string, string> = new Map([
  ['“', 'write a plain quote: `"`'],
  ['”', 'write a plain quote: `"`'],
  ['„', 'write a plain quote: `"`'],
  ['«', 'write a plain quote: `"`'],
  ['»', 'write a plain quote: `"`'],
  ['‘', "write a plain quote: `'`"],
  ['’', "write a plain quote: `'`"],
  ['´', "write a plain quote: `'`"],
  ['`', "write a plain quote: `'`"],
  ['!', 'write `not`'],
  ['?', 'write a choice as `a if test else b`'],
  ['$', 'write the name without `$`'],
  ['\u00a0', 'write a plain space'],
  ['–', 'write a plain minus: `-`'],
  ['—', 'write a plain minus: `-`'],
  ['−', 'write a plain minus: `-`'],
  ['×', 'write `*`'],
  ['÷', 'write `/` or `//`'],
  ['≤', 'write `<=`'],
  ['≥', 'write `>=`'],
  ['≠', 'write `!=`'],
  ['→', 'write `->`'],
  ['…', 'write `...`'],
])

/** Says that no program has the character at a place. */
export function strangeCharacter(text: string, at: number): Failure {
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const code = found.codePointAt(0) ?? 0
  const number = code < 0x80 ? '' : ` (U+${code.toString(16).toUpperCase().padStart(4, '0')})`
  const hint = plain.get(found) ?? 'remove it'
  const span = { start: at, end: at + found.length }
  return new Failure(span, `invalid character \`${found}\`${number}`, hint, { resumesAt: span.end })
}
