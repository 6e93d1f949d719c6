import type { Conversion } from '../syntax/tree.ts'
import { unescapedText } from './escapes.ts'
import { failAt } from './failure.ts'
import type { FormatPart, Replacement, Token } from './tokens.ts'

/** Where the text of an f-string is: between which quotes, and whether behind a colon in a replacement. */
interface Surrounding {
  readonly quote: string
  readonly isRaw: boolean
  readonly isSpec: boolean
}

/** Reads the tokens of a value from a place to the `}`, `!`, `:` or `=` behind it, which is at `end`. */
export type ReadReplacement = (at: number) => { readonly tokens: readonly Token[]; readonly end: number }

/** Reads the parts of an f-string up to its closing quote, or of what is behind a colon up to the `}`. */
export function readFormat(
  text: string,
  start: number,
  within: Surrounding,
  read: ReadReplacement,
): { parts: FormatPart[]; end: number } {
  const parts: FormatPart[] = []
  let literal = ''
  let literalStart = start
  const finish = (): void => {
    const value = within.isRaw ? literal : unescapedText(literal, literalStart)
    if (value !== '') parts.push(value)
    literal = ''
  }
  for (let at = start; at < text.length; ) {
    const sign = text[at] ?? ''
    if (text.startsWith(within.quote, at) || (within.isSpec && sign === '}')) {
      finish()
      return { parts, end: at }
    }
    if (sign === '\n' && within.quote.length === 1) break
    if (text.startsWith('\r\n', at) && within.quote.length > 1) {
      at++ // a line ends with `\n`, whatever the file has
      continue
    }
    if (!within.isSpec && (text.startsWith('{{', at) || text.startsWith('}}', at))) {
      literal += sign
      at += 2
    } else if (sign === '}') failAt(at, at + 1, 'a single `}` in an f-string', 'write `}}` for the brace itself')
    else if (sign === '{') {
      finish()
      const replacement = readReplacement(text, at, within, read)
      if (replacement.label !== null) parts.push(replacement.label)
      parts.push(replacement)
      at = replacement.span.end
      literalStart = at
    } else if (sign === '\\' && !/[{}]/.test(text[at + 1] ?? '')) {
      const end = text.startsWith('\r\n', at + 1) ? at + 3 : at + 2
      literal += text.slice(at, end).replace('\r\n', '\n')
      at = end
    } else {
      literal += sign
      at++
    }
  }
  failAt(start - 1, start, 'this string is not terminated', `write the closing \`${within.isSpec ? '}' : within.quote}\``)
}

const conversions: ReadonlyMap<string, Conversion> = new Map([
  ['r', 'r'],
  ['s', 's'],
  ['a', 'a'],
])

/** Reads `{value=!r:spec}`. */
function readReplacement(text: string, start: number, within: Surrounding, read: ReadReplacement): Replacement {
  const { tokens, end } = read(start + 1)
  let at = end
  const skip = (): void => {
    while (/[ \t\f\r\n]/.test(text[at] ?? '')) at++
  }
  let label: string | null = null
  if (text[at] === '=') {
    at++
    skip()
    label = text.slice(start + 1, at).replaceAll('\r\n', '\n')
  }
  let conversion: Conversion | null = null
  if (text[at] === '!') {
    const letters = /^[\p{L}\p{N}_]*/u.exec(text.slice(at + 1, at + 20))?.[0] ?? ''
    conversion =
      conversions.get(letters) ?? failAt(at, at + 2, 'expected `!r`, `!s` or `!a`', 'write one of these, or leave `!` out')
    at += 1 + letters.length
    skip()
  }
  let spec: readonly FormatPart[] | null = null
  let specText = ''
  if (text[at] === ':') {
    const made = readFormat(text, at + 1, { ...within, isSpec: true }, read)
    spec = made.parts
    specText = text.slice(at + 1, made.end)
    at = made.end
  }
  if (text[at] !== '}') failAt(at, at + 1, 'expected `}` in this f-string', 'write the missing `}`')
  if (label !== null && conversion === null && spec === null) conversion = 'r'
  return { tokens, label, conversion, spec, specText, span: { start, end: at + 1 } }
}
