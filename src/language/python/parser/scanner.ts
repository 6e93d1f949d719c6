import { isNumberLiteral } from '../syntax/numbers.ts'
import { Failure, failAt, notSupported } from './failure.ts'
import { openingAt, readString } from './literals.ts'
import { strangeCharacter } from './strange.ts'
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
  throw strangeCharacter(text, at)
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
  if (!isNumberLiteral(digits) || (isGlued && !mayFollow)) throw wrongNumber(text, digits, at)
  return { kind: 'number', text: digits, span: { start: at, end } }
}

function wrongNumber(text: string, digits: string, at: number): Failure {
  const end = at + digits.length
  const glued = /^[\p{L}\p{N}_.]*/u.exec(text.slice(end))?.[0] ?? ''
  const span = { start: at, end: end + glued.length }
  const resuming = { resumesAt: span.end }
  const written = text.slice(at, span.end)
  if (/^0[\d_]*[1-9]\d*$/.test(written)) {
    const hint = `write \`${written.replace(/^[0_]+/, '')}\`, or \`0o${written.replace(/^[0_]+/, '')}\` if it is octal`
    return new Failure(span, `the number \`${written}\` begins with 0`, hint, resuming)
  }
  const isName = /^\d+[\p{L}_]/u.test(written) && !/^0[xXoObB]/.test(written)
  if (isName)
    return new Failure(span, `\`${written}\` is neither a name nor a number`, 'start the name with a letter', resuming)
  return new Failure(span, `\`${written}\` is not a number`, 'write it as `10`, `1.5`, `1e3` or `0xff`', resuming)
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
      if (tokens.length === 0)
        failAt(start - 1, at + 1, 'no value between these braces', 'write a value, or `{{}}` for the braces')
      tokens.push({ kind: 'end', text: '', span: { start: at, end: at } })
      return { tokens, end: at }
    }
    const token = replacedToken(text, at, start)
    const closer = closers.get(sign)
    if (token.kind === 'operator' && closer !== undefined) expected.push(closer)
    else if (token.kind === 'operator' && sign === expected.at(-1)) expected.pop()
    tokens.push(token)
    at = token.span.end
  }
  throw unclosedBrace(start)
}

/** Reads a token between braces. A string that does not end there begins with the quote that ends the f-string. */
function replacedToken(text: string, at: number, start: number): Token {
  try {
    return readToken(text, at)
  } catch (failure) {
    throw failure instanceof Failure && failure.endsLine ? unclosedBrace(start) : failure
  }
}

function unclosedBrace(start: number): Failure {
  return new Failure({ start: start - 1, end: start }, '`{` was never closed in this f-string', 'write the missing `}`')
}

/** Whether the value before a place ends there: at `}`, `:`, `!` of a conversion, or `=` with none of these between. */
function endsValue(text: string, at: number): boolean {
  const sign = text[at] ?? ''
  if (sign === '}' || sign === ':') return true
  if (sign === '!') return text[at + 1] !== '='
  return sign === '=' && text[at + 1] !== '=' && /[}:!]/.test(text[skipBlanks(text, at + 1, true)] ?? '')
}
