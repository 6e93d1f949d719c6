import { isNumberLiteral } from '../syntax/numbers.ts'
import { Failure, failAt, notSupported } from './failure.ts'
import { openingAt, readString } from './literals.ts'
import { keywords, type Token } from './tokens.ts'

const word = /[\p{XID_Start}_][\p{XID_Continue}]*/uy
const number =
  /0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y
const operator =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|==|!=|<=|>=|\*\*|\/\/|<<|>>|[-+*/%@&|^~<>()[\]{},:.;=]/y
/** The words that may follow a number directly. */
const afterNumber = /(?:and|else|for|if|in|is|not|or)(?![\p{L}\p{N}_])/uy
const blanks = /(?:[ \t\f\r]|\\\r?\n)*/y
const blanksAndLines = /(?:[ \t\f\r\n]|\\\r?\n|#[^\n]*)*/y

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** Returns the place behind the blanks at a place; in brackets also behind lines and comments. */
export function skipBlanks(text: string, at: number, inBrackets: boolean): number {
  return at + matchAt(inBrackets ? blanksAndLines : blanks, text, at).length
}

/** Reads the token at a place, where there is no blank. */
export function readToken(text: string, at: number): Token {
  const string = openingAt(text, at)
  if (string !== null) return readString(text, at, string.prefix, string.quote, (from) => readReplaced(text, from))
  const name = matchAt(word, text, at)
  if (name !== '') return nameToken(name, at)
  const digits = matchAt(number, text, at)
  if (digits !== '') return numberToken(text, digits, at)
  const sign = matchAt(operator, text, at)
  if (sign !== '') return { kind: 'operator', text: sign, span: { start: at, end: at + sign.length } }
  const strange = String.fromCodePoint(text.codePointAt(at) ?? 0)
  failAt(at, at + strange.length, `syntax error: unexpected \`${strange}\``)
}

function nameToken(written: string, at: number): Token {
  const span = { start: at, end: at + written.length }
  const text = written.normalize('NFKC')
  if (text !== written && keywords.has(text)) notSupported(span, 'a keyword in other letters is', 'write it plainly')
  return { kind: keywords.has(text) ? 'keyword' : 'name', text, span }
}

function numberToken(text: string, digits: string, at: number): Token {
  const end = at + digits.length
  const isGlued = matchAt(word, text, end) !== '' || /\d/.test(text[end] ?? '')
  const mayFollow = matchAt(afterNumber, text, end) !== ''
  if (!isNumberLiteral(digits) || (isGlued && !mayFollow)) failAt(at, end, 'this is not a number')
  return { kind: 'number', text: digits, span: { start: at, end } }
}

const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

/** Reads the tokens of a value in an f-string. */
function readReplaced(text: string, start: number): { tokens: Token[]; end: number } {
  const tokens: Token[] = []
  const expected: string[] = []
  for (let at = skipBlanks(text, start, true); at < text.length; at = skipBlanks(text, at, true)) {
    const sign = text[at] ?? ''
    if (expected.length === 0 && endsValue(text, at)) {
      if (tokens.length === 0) failAt(start - 1, at + 1, 'syntax error: no value in these braces')
      tokens.push({ kind: 'end', text: '', span: { start: at, end: at } })
      return { tokens, end: at }
    }
    const token = readToken(text, at)
    const closer = closers.get(sign)
    if (token.kind === 'operator' && closer !== undefined) expected.push(closer)
    else if (token.kind === 'operator' && sign === expected.at(-1)) expected.pop()
    tokens.push(token)
    at = token.span.end
  }
  throw new Failure({ start: start - 1, end: start }, 'syntax error: this `{` is not closed')
}

/** Whether the value before a place ends there: at `}`, `:`, `!` of a conversion, or `=` with none of these between. */
function endsValue(text: string, at: number): boolean {
  const sign = text[at] ?? ''
  if (sign === '}' || sign === ':') return true
  if (sign === '!') return text[at + 1] !== '='
  return sign === '=' && text[at + 1] !== '=' && /[}:!]/.test(text[skipBlanks(text, at + 1, true)] ?? '')
}
