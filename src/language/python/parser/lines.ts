import type { Span } from '../../../base/source.ts'
import { listed } from '../../../base/words.ts'
import { Brackets } from './brackets.ts'
import { Failure, notSupported } from './failure.ts'
import { readToken, skipBlanks } from './scanner.ts'
import type { Token } from './tokens.ts'

/** How far a line is indented: with tabs to multiples of 8, and with tabs as wide as spaces. Python asks for both. */
interface Indentation {
  readonly wide: number
  readonly narrow: number
}

/** What a text consists of. */
export interface Lexed {
  readonly tokens: readonly Token[]
  readonly comments: readonly Span[]
  /** What is wrong with its characters, brackets and indentation. */
  readonly failures: readonly Failure[]
  /** The lines that have such a mistake. */
  readonly damaged: readonly Span[]
  /** Where the tokens end that are known, if that is before the text does. */
  readonly cut: number
}

const outermost: Indentation = { wide: 0, narrow: 0 }

/** The tokens of a whole text, in which every line ends with `\n` or `\r\n`, and its comments. */
export function tokensOf(text: string, start: number): Lexed {
  const lines = new Lines(text, start)
  lines.read()
  return lines
}

/** Reading goes on behind open brackets so often: each time, the rest of the text has been read. */
const mostResumed = 10

/** How far a line is indented that begins at a place. */
function widthAt(text: string, start: number): number {
  let at = start
  while (text[at] === ' ' || text[at] === '\t') at++
  return at - start
}

class Lines implements Lexed {
  readonly tokens: Token[] = []
  readonly comments: Span[] = []
  readonly failures: Failure[] = []
  readonly damaged: Span[] = []
  cut = Number.POSITIVE_INFINITY
  private hasFailed = false
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
    const start = this.at
    const indentation = this.indentation()
    if (this.text[this.at] === '#') this.comment()
    if (this.at >= this.text.length) return
    if (/^\r?\n/.test(this.text.slice(this.at, this.at + 2))) {
      this.at = this.text.indexOf('\n', this.at) + 1
      return
    }
    this.hasFailed = false
    this.indent(indentation)
    const brackets = new Brackets(this.text)
    const failure = this.rest(brackets)
    if (failure !== null && failure === brackets.neverClosed() && this.resume(start, failure)) return
    if (failure !== null) this.stop(start, failure)
    if (this.hasFailed) this.damaged.push({ start, end: this.at })
    this.mark('newline')
    this.at++
  }

  /** Reads the tokens of a line; returns what is wrong with it if what follows it cannot be read either. */
  private rest(brackets: Brackets): Failure | null {
    for (;;) {
      this.at = this.blanks(!brackets.isEmpty)
      if (this.at >= this.text.length || (brackets.isEmpty && this.text[this.at] === '\n')) break
      const start = this.at
      const token = this.tokenOrFailure()
      if (token instanceof Failure) {
        const isElsewhere = token.span.start !== start // in an f-string
        if (token.resumesAt === null || isElsewhere || (token.endsLine && brackets.beganBefore(start))) return token
        this.fail(token)
        // A value stands in for what cannot be read, so that the text around it can be.
        this.tokens.push({ kind: 'number', text: '0', span: token.span })
        this.at = token.resumesAt
        if (token.endsLine) return null
        continue
      }
      this.fail(brackets.add(token))
      this.tokens.push(token)
      this.at = token.span.end
    }
    return brackets.neverClosed() ?? this.lateBackslash()
  }

  private lateBackslash(): Failure | null {
    if (this.at < this.text.length || !/\\\r?\n$/.test(this.text)) return null
    const span = { start: this.text.length - 1, end: this.text.length }
    return new Failure(span, 'the file ends after a `\\`', 'remove the `\\`, or write the rest of the line')
  }

  /** Keeps what is wrong; of a line, the first. */
  private fail(failure: Failure | null): void {
    if (failure === null || this.hasFailed) return
    this.hasFailed = true
    this.failures.push(failure)
  }

  /** Ends reading at the line that begins at a place. */
  private stop(start: number, failure: Failure): void {
    this.fail(failure)
    while ((this.tokens.at(-1)?.span.end ?? -1) > start) this.tokens.pop()
    this.at = this.text.length
    this.cut = start
  }

  /** Goes on behind a line with a bracket that stays open: at the next that is indented no further and closes nothing. */
  private resume(start: number, failure: Failure): boolean {
    if (this.failures.length > mostResumed) return false
    const { text } = this
    const own = widthAt(text, start)
    let line = text.indexOf('\n', failure.span.start) + 1
    while (line > 0 && (widthAt(text, line) > own || /^\s*(?:[)\]}#]|\r?\n|$)/.test(text.slice(line, line + own + 2)))) {
      line = text.indexOf('\n', line) + 1
    }
    if (line === 0 || text.slice(line).trim() === '') return false
    this.fail(failure)
    while ((this.tokens.at(-1)?.span.end ?? -1) > start) this.tokens.pop()
    while ((this.comments.at(-1)?.end ?? -1) > line) this.comments.pop()
    this.damaged.push({ start, end: line - 1 })
    this.tokens.push({ kind: 'number', text: '0', span: failure.span })
    this.at = line - 1
    this.mark('newline')
    this.at = line
    return true
  }

  private tokenOrFailure(): Token | Failure {
    try {
      return readToken(this.text, this.at)
    } catch (failure) {
      if (failure instanceof Failure && !failure.isPython) return failure
      throw failure
    }
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
    const widths = this.stack.map(({ wide }) => wide)
    while (found.wide < (this.stack.at(-1) ?? outermost).wide) {
      this.stack.pop()
      this.mark('dedent')
    }
    const { wide, narrow } = this.stack.at(-1) ?? outermost
    if (found.wide !== wide) this.unmatched(found, widths)
    else if (found.narrow !== narrow) this.inconsistent()
  }

  private unmatched({ wide }: Indentation, widths: readonly number[]): void {
    const message = `the indentation of this line (${wide}) matches no enclosing block`
    const hint = `indent it by ${listed(widths.map(String), 'or')}, like the lines above`
    this.fail(new Failure({ start: this.at, end: this.at + 1 }, message, hint))
  }

  private inconsistent(): void {
    const message = 'inconsistent use of tabs and spaces in the indentation'
    this.fail(new Failure({ start: this.at, end: this.at + 1 }, message, 'indent every line with spaces, 4 for each block'))
  }
}
