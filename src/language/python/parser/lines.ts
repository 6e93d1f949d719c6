import type { Span } from '../../../base/source.ts'
import { failAt, notSupported } from './failure.ts'
import { readToken, skipBlanks } from './scanner.ts'
import type { Token } from './tokens.ts'

/** How far a line is indented: with tabs to multiples of 8, and with tabs as wide as blanks. Python asks for both. */
interface Indentation {
  readonly wide: number
  readonly narrow: number
}

const outermost: Indentation = { wide: 0, narrow: 0 }
const openers = new Set(['(', '[', '{'])
const closers = new Set([')', ']', '}'])

/** The tokens of a whole text, in which every line ends with `\n` or `\r\n`, and its comments. */
export function tokensOf(text: string, start: number): { tokens: Token[]; comments: Span[] } {
  const lines = new Lines(text, start)
  lines.read()
  return lines
}

class Lines {
  readonly tokens: Token[] = []
  readonly comments: Span[] = []
  private readonly text: string
  private readonly stack: Indentation[] = [outermost]
  private at: number

  constructor(text: string, start: number) {
    this.text = text
    this.at = start
  }

  read(): void {
    while (this.at < this.text.length) this.line()
    while (this.stack.length > 1) {
      this.stack.pop()
      this.mark('dedent')
    }
    this.mark('end')
  }

  private mark(kind: 'newline' | 'indent' | 'dedent' | 'end'): void {
    this.tokens.push({ kind, text: '', span: { start: this.at, end: this.at } })
  }

  /** Reads a line with what continues it. */
  private line(): void {
    const indentation = this.indentation()
    if (this.text[this.at] === '#') this.comment()
    if (this.at >= this.text.length) return
    if (/^\r?\n/.test(this.text.slice(this.at, this.at + 2))) {
      this.at = this.text.indexOf('\n', this.at) + 1
      return
    }
    this.indent(indentation)
    let depth = 0
    for (;;) {
      this.at = this.blanks(depth > 0)
      if (this.at >= this.text.length || (depth === 0 && this.text[this.at] === '\n')) break
      const token = readToken(this.text, this.at)
      if (token.kind === 'operator' && openers.has(token.text)) depth++
      else if (token.kind === 'operator' && closers.has(token.text)) depth--
      if (depth < 0) failAt(token.span.start, token.span.end, 'syntax error: this bracket closes nothing')
      this.tokens.push(token)
      this.at = token.span.end
    }
    if (this.at >= this.text.length && /\\\r?\n$/.test(this.text)) {
      failAt(this.text.length - 1, this.text.length, 'syntax error: the file ends after a `\\`')
    }
    this.mark('newline')
    this.at++
  }

  /** Goes over blanks and comments, in brackets over lines too. */
  private blanks(inBrackets: boolean): number {
    for (;;) {
      this.at = skipBlanks(this.text, this.at, false)
      if (this.text[this.at] === '#') this.comment()
      if (!inBrackets || this.text[this.at] !== '\n') return this.at
      this.at++
    }
  }

  private comment(): void {
    const end = this.text.indexOf('\n', this.at)
    const span = { start: this.at, end: end === -1 ? this.text.length : end }
    this.comments.push(span)
    this.at = span.end
  }

  private indentation(): Indentation {
    let wide = 0
    let narrow = 0
    for (; ; this.at++) {
      const sign = this.text[this.at]
      if (sign === ' ') {
        wide++
        narrow++
      } else if (sign === '\t') {
        wide = (Math.floor(wide / 8) + 1) * 8
        narrow++
      } else if (sign === '\f') {
        wide = 0
        narrow = 0
      } else break
    }
    if (this.text[this.at] === '\\') {
      notSupported({ start: this.at, end: this.at + 1 }, 'a line that is only a `\\` is', 'leave it out')
    }
    return { wide, narrow }
  }

  private indent(found: Indentation): void {
    const last = this.stack.at(-1) ?? outermost
    if (found.wide > last.wide) {
      if (found.narrow <= last.narrow) this.inconsistent()
      this.stack.push(found)
      this.mark('indent')
      return
    }
    while (found.wide < (this.stack.at(-1) ?? outermost).wide) {
      this.stack.pop()
      this.mark('dedent')
    }
    const { wide, narrow } = this.stack.at(-1) ?? outermost
    if (found.wide !== wide) failAt(this.at, this.at + 1, 'the indentation of this line does not match its block')
    if (found.narrow !== narrow) this.inconsistent()
  }

  private inconsistent(): never {
    failAt(this.at, this.at + 1, 'this line mixes tabs and blanks')
  }
}
