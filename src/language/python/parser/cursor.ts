import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { rejected } from '../syntax/text.ts'
import { adviceAt, beginsValue } from './advice.ts'
import { Failure, failAt } from './failure.ts'
import type { Token } from './tokens.ts'

/** The deepest nesting of brackets, blocks and signs, so that no recursion exhausts the stack. */
const deepestNesting = 150

/** What can be behind a comma that ends a list, or where a value is left out. */
const afterList: ReadonlySet<string> = new Set([')', ']', '}', ':', '=', ';', 'in', 'for', 'async', 'if', 'as'])

const layout: ReadonlySet<string> = new Set(['newline', 'indent', 'dedent'])

/** Whether a token is the end of a line, or the beginning or end of a block. */
export function isLayout(token: Token | undefined): boolean {
  return token !== undefined && layout.has(token.kind)
}

/** A place among tokens. */
export class Cursor {
  protected at = 0
  protected readonly tokens: readonly Token[]
  private depth: number

  constructor(tokens: readonly Token[], depth = 0) {
    this.tokens = tokens
    this.depth = depth
  }

  protected peek(offset = 0): Token {
    const token = this.tokens[this.at + offset] ?? this.tokens.at(-1)
    return token ?? { kind: 'end', text: '', span: { start: 0, end: 0 } }
  }

  protected next(): Token {
    const token = this.peek()
    this.at++
    return token
  }

  /** Whether a sign or keyword is next. */
  protected is(text: string, offset = 0): boolean {
    const token = this.peek(offset)
    return (token.kind === 'operator' || token.kind === 'keyword') && token.text === text
  }

  /** Whether a word is next that is a keyword only at some places. */
  protected isWord(text: string): boolean {
    const token = this.peek()
    return token.kind === 'name' && token.text === text
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }

  protected takeLayout(kind: 'newline' | 'indent' | 'dedent'): boolean {
    if (this.peek().kind !== kind) return false
    this.at++
    return true
  }

  protected expect(text: string, hint: string | null = null): Token {
    if (!this.is(text)) this.fail(`\`${text}\``, hint)
    return this.next()
  }

  /** Takes the bracket that closes a list, behind one of its items. */
  protected expectCloser(text: string): Token {
    if (!this.is(text) && beginsValue(this.peek())) this.fail(`\`,\` or \`${text}\``, 'write a comma between the two values')
    return this.expect(text)
  }

  protected expectName(): { readonly text: string; readonly span: Span } {
    const token = this.peek()
    if (token.kind !== 'name')
      this.fail('a name', token.kind === 'keyword' ? 'choose a name that is no keyword' : this.nameHint())
    this.at++
    return token
  }

  private nameHint(): string | null {
    const before = this.peek(-1)
    if (before.kind === 'operator' && before.text === '*') return 'write `*args`, or a name after `*,`'
    const isKnown = before.kind === 'keyword' || before.kind === 'operator'
    return isKnown ? `write a name after \`${before.text}\`` : null
  }

  /** Whether the items of a list without brackets, or a value that may be left out, end here. */
  protected isAtEnd(): boolean {
    const token = this.peek()
    if (token.kind === 'newline' || token.kind === 'end') return true
    if (token.kind !== 'operator' && token.kind !== 'keyword') return false
    return afterList.has(token.text) || (token.text.endsWith('=') && token.kind === 'operator')
  }

  protected start(): number {
    return this.peek().span.start
  }

  /** The span from a place to the end of the last token that is written. */
  protected since(start: number): Span {
    let last = this.at - 1
    while (isLayout(this.tokens[last])) last--
    return { start, end: this.tokens[last]?.span.end ?? start }
  }

  /** Says what was expected at the next token; `hint` says what to write, if that is clear. */
  protected fail(expected: string | null = null, hint: string | null = null): never {
    const token = this.peek()
    const { start, end } = token.span
    const advice = adviceAt(this.tokens, this.at)
    if (advice !== null) failAt(advice.span.start, advice.span.end, advice.message, advice.hint)
    if (token.kind === 'indent') failAt(start, end, 'unexpected indentation', unindent)
    const found = foundIn(token)
    failAt(start, end, expected === null ? `unexpected ${found}` : `expected ${expected}, found ${found}`, hint ?? rejected)
  }

  /** Runs a reading; returns the mistake that ended it. */
  protected failureOf(read: () => void): Failure | null {
    const { depth } = this
    try {
      read()
      return null
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      this.depth = depth
      return failure
    }
  }

  /** Goes one level deeper. */
  protected nested<T>(read: () => T): T {
    if (this.depth >= deepestNesting) {
      throw new Failure(this.peek().span, 'this is nested too deeply', 'split it into parts', { isPython: true })
    }
    this.depth++
    const value = read()
    this.depth--
    return value
  }

  protected level(): number {
    return this.depth
  }

  /** Reads something that may be something else: returns null without a step if it is not what `read` reads. */
  protected attempt<T>(read: () => T): T | null {
    const { at, depth } = this
    try {
      return read()
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.isPython) throw failure
      this.at = at
      this.depth = depth
      return null
    }
  }
}

const unindent = 'align it with the line above; only a line that ends with `:` opens a block'

function foundIn(token: Token): string {
  switch (token.kind) {
    case 'newline':
      return 'the end of the line'
    case 'end':
      return 'the end'
    case 'indent':
    case 'dedent':
      return 'another indentation'
    case 'string':
      return 'a string'
    case 'name':
    case 'number':
    case 'operator':
      return `\`${token.text}\``
    case 'keyword':
      return `the keyword \`${token.text}\``
    default:
      return unreachable(token)
  }
}
