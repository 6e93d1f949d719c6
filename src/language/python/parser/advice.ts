import type { Span } from '../../../base/source.ts'
import type { Token } from './tokens.ts'

/** What a mistake is, if it is a habit from another language or an older Python. */
export interface Advice {
  readonly span: Span
  readonly message: string
  readonly hint: string
}

/** Operators of other languages, as the two tokens that Python sees in them. */
const pairs: ReadonlyMap<string, string> = new Map([
  ['&&', 'write `and`'],
  ['||', 'write `or`'],
  ['===', 'write `==`, or `is` for the same object'],
  ['!==', 'write `!=`, or `is not` for another object'],
  ['<>', 'write `!=`'],
  ['=>', 'write `>=` to compare, or `lambda x: …` for a function'],
  ['=<', 'write `<=`'],
])

/** Words of other languages that begin a statement; `…` stands for what follows. */
const words: ReadonlyMap<string, string> = new Map([
  ['function', 'write `def …():`'],
  ['func', 'write `def …():`'],
  ['fn', 'write `def …():`'],
  ['let', 'write `… = value`; Python declares no variables'],
  ['var', 'write `… = value`; Python declares no variables'],
  ['const', 'write `… = value`; Python declares no variables'],
  ['int', 'write `… = value`; Python declares no types'],
  ['float', 'write `… = value`; Python declares no types'],
  ['bool', 'write `… = value`; Python declares no types'],
  ['new', 'write `…(…)` without `new`'],
  ['throw', 'write `raise …`'],
  ['switch', 'write `match …:`, or `if` and `elif`'],
  ['foreach', 'write `for … in …:`'],
  ['print', 'write `print(…)`'],
  ['exec', 'write `exec(…)`'],
])

const clauses: ReadonlyMap<string, string> = new Map([
  ['else', '`if`, `for`, `while` or `try`'],
  ['elif', '`if`'],
  ['except', '`try`'],
  ['finally', '`try`'],
])

/** Returns what is behind an unexpected token, by those around it; null if it is no known habit. */
export function adviceAt(tokens: readonly Token[], at: number): Advice | null {
  const token = tokens[at]
  if (token === undefined) return null
  return stepAdvice(tokens, at) ?? pairAdvice(tokens, at) ?? clauseAdvice(tokens, at) ?? wordAdvice(tokens, at)
}

/** `counter++` and `counter--`. */
function stepAdvice(tokens: readonly Token[], at: number): Advice | null {
  const [name, first, second] = [tokens[at - 3], tokens[at - 2], tokens[at - 1]]
  const sign = textOf(first)
  if (first === undefined || second === undefined || (sign !== '+' && sign !== '-')) return null
  if (textOf(second) !== sign || !areGlued(first, second)) return null
  const target = name?.kind === 'name' ? name.text : 'x'
  const span = { start: first.span.start, end: second.span.end }
  return { span, message: `Python has no operator \`${sign}${sign}\``, hint: `write \`${target} ${sign}= 1\`` }
}

function pairAdvice(tokens: readonly Token[], at: number): Advice | null {
  const [before, token] = [tokens[at - 1], tokens[at]]
  if (before === undefined || token === undefined || !areGlued(before, token)) return null
  const sign = `${textOf(before)}${textOf(token)}`
  const hint = pairs.get(sign)
  if (hint === undefined) return null
  return { span: { start: before.span.start, end: token.span.end }, message: `Python has no operator \`${sign}\``, hint }
}

/** `else` and such without the statement that they belong to. */
function clauseAdvice(tokens: readonly Token[], at: number): Advice | null {
  const token = tokens[at]
  if (token?.kind !== 'keyword' || !isStart(tokens, at)) return null
  const owner = clauses.get(token.text)
  if (owner === undefined) return null
  const isElseIf = token.text === 'else' && textOf(tokens[at + 1]) === 'if'
  const hint = `indent it like its ${owner}`
  return {
    span: token.span,
    message: `\`${token.text}\` without ${owner} before it`,
    hint: isElseIf ? `write \`elif\`, and ${hint}` : hint,
  }
}

/** `int x = 1`, `print x`: a word, and directly after it what may begin a value. */
function wordAdvice(tokens: readonly Token[], at: number): Advice | null {
  const [word, token] = [tokens[at - 1], tokens[at]]
  if (word?.kind !== 'name' || token === undefined || !beginsValue(token)) return null
  const hint = words.get(word.text)
  if (hint === undefined || (word.text !== 'new' && !isStart(tokens, at - 1))) return null
  const message =
    word.text === 'print' || word.text === 'exec'
      ? 'missing parentheses in this call'
      : `\`${word.text}\` is not a keyword of Python`
  return { span: word.span, message, hint: `${hint.replace('…', textOf(token) || '…')}` }
}

/** Whether a value may begin with a token. */
export function beginsValue(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'name' || token.kind === 'number' || token.kind === 'string') return true
  return token.kind === 'keyword' && ['True', 'False', 'None', 'not', 'lambda', 'await'].includes(token.text)
}

function isStart(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before === undefined || ['newline', 'indent', 'dedent'].includes(before.kind) || textOf(before) === ';'
}

function areGlued(one: Token, other: Token): boolean {
  return one.span.end === other.span.start
}

function textOf(token: Token | undefined): string {
  return token === undefined || token.kind === 'string' ? '' : token.text
}
