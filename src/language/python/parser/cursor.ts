import type { Span } from '../../../base/source.ts'
import { Failure, failAt } from './failure.ts'
import type { Token } from './tokens.ts'

/** The deepest nesting of brackets, blocks and signs, so that no recursion exhausts the stack. */
const deepestNesting = 150

/** What can be behind a comma that ends a list, or where a value is left out. */
const afterList: ReadonlySet<string> = new Set([')', ']', '}', ':', '=', ';', 'in', 'for', 'async', 'if', 'as'])

const layout: ReadonlySet<string> = new Set(['newline', 'indent', 'dedent'])

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

  protected expect(text: string): Token {
    if (!this.is(text)) this.fail()
    return this.next()
  }

  protected expectName(): { readonly text: string; readonly span: Span } {
    const token = this.peek()
    if (token.kind !== 'name') this.fail()
    this.at++
    return token
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
    while (layout.has(this.tokens[last]?.kind ?? '')) last--
    return { start, end: this.tokens[last]?.span.end ?? start }
  }

  protected fail(token: Token = this.peek()): never {
    const { start, end } = token.span
    const isLayout = token.kind === 'newline' || token.kind === 'end'
    if (token.kind === 'indent') failAt(start, end, 'syntax error: this line is indented')
    if (token.kind === 'dedent') failAt(start, end, 'syntax error: expected a statement in this block')
    if (token.kind === 'string') failAt(start, end, 'syntax error: unexpected string')
    failAt(start, end, `syntax error: unexpected ${isLayout ? 'end of line' : `\`${token.text}\``}`)
  }

  /** Goes one level deeper. */
  protected nested<T>(read: () => T): T {
    if (this.depth >= deepestNesting) {
      throw new Failure(this.peek().span, 'this is nested too deeply', 'split it into parts', true)
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
