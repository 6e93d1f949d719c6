import { unescapedBytes, unescapedText } from './escapes.ts'
import { Failure, failAt } from './failure.ts'
import { type ReadReplacement, readFormat } from './format-strings.ts'
import type { Token } from './tokens.ts'

const opening = /(?:[rR]?[bB]?|[bB][rR]|[uU]|[rR]?[fF]|[fF][rR])('''|"""|'|")/y

/** Returns how the string that begins at a place opens; null if none does. */
export function openingAt(text: string, at: number): { prefix: string; quote: string } | null {
  opening.lastIndex = at
  const match = opening.exec(text)
  const [whole, quote] = match ?? []
  if (whole === undefined || quote === undefined) return null
  return { prefix: whole.slice(0, -quote.length).toLowerCase(), quote }
}

/** Reads the string that begins at a place. `read` reads what stands in the braces of an f-string. */
export function readString(text: string, at: number, prefix: string, quote: string, read: ReadReplacement): Token {
  const start = at + prefix.length + quote.length
  const isRaw = prefix.includes('r')
  if (prefix.includes('f')) {
    const { parts, end } = readFormat(text, start, { quote, isRaw, isSpec: false }, read)
    return { kind: 'string', literal: { kind: 'format', parts }, span: { start: at, end: end + quote.length } }
  }
  const end = closing(text, start, quote)
  if (end === null) throw unterminated(text, at, start, quote)
  const span = { start: at, end: end + quote.length }
  const body = text.slice(start, end).replaceAll('\r\n', '\n')
  if (!prefix.includes('b')) {
    return { kind: 'string', literal: { kind: 'text', value: isRaw ? body : unescapedText(body, start) }, span }
  }
  if (/[^\0-\x7f]/.test(body))
    failAt(span.start, span.end, 'a byte string may contain only ASCII characters', 'write `\\x..` for others')
  return { kind: 'string', literal: { kind: 'bytes', text: isRaw ? body : unescapedBytes(body, start) }, span }
}

/** The place of the quote that ends a string; null if there is none. */
function closing(text: string, start: number, quote: string): number | null {
  for (let at = start; at < text.length; at++) {
    if (text.startsWith(quote, at)) return at
    if (text[at] === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1
    else if (text[at] === '\n' && quote.length === 1) return null
  }
  return null
}

/** The mistake of a string without its closing quote. One of a line ends with the line. */
export function unterminated(text: string, at: number, start: number, quote: string): Failure {
  const hint = `write the closing \`${quote}\``
  if (quote.length > 1) return new Failure({ start: at, end: start }, 'this string is not terminated', hint)
  const line = /^[^\r\n]*/.exec(text.slice(at))?.[0].length ?? 0
  const span = { start: at, end: at + line }
  return new Failure(span, 'this string is not terminated', `${hint} in the same line`, { resumesAt: span.end, endsLine: true })
}
