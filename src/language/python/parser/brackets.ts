import { positionAt } from '../../../base/source.ts'
import { Failure } from './failure.ts'
import type { Token } from './tokens.ts'

const closerOf: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])
const closers: ReadonlySet<string> = new Set(closerOf.values())

/** The brackets that are open at a place of a text. */
export class Brackets {
  private readonly text: string
  private readonly open: Token[] = []
  private left: Failure | null = null

  constructor(text: string) {
    this.text = text
  }

  get isEmpty(): boolean {
    return this.open.length === 0
  }

  /** Takes a token into account; returns what is wrong with it if it closes nothing, or another bracket. */
  add(token: Token): Failure | null {
    if (token.kind !== 'operator') return null
    if (closerOf.has(token.text)) this.open.push(token)
    if (!closers.has(token.text)) return null
    const opener = this.open.pop()
    if (opener?.kind !== 'operator') {
      return new Failure(token.span, `unmatched \`${token.text}\``, `remove it, or write the bracket that it closes`)
    }
    const closer = closerOf.get(opener.text) ?? ''
    if (closer === token.text) return null
    const where = this.lineOf(opener) === this.lineOf(token) ? '' : ` in line ${this.lineOf(opener)}`
    return new Failure(token.span, `\`${token.text}\` does not close the \`${opener.text}\`${where}`, `write \`${closer}\``)
  }

  /** Returns the innermost bracket of the first line in which one stays open, as a mistake; null if all are closed. */
  neverClosed(): Failure | null {
    const [first] = this.open
    if (first === undefined) return null
    const end = this.text.indexOf('\n', first.span.start)
    const opener = this.open.filter(({ span }) => end === -1 || span.start < end).at(-1) ?? first
    if (opener.kind !== 'operator') return null
    this.left ??= new Failure(
      opener.span,
      `\`${opener.text}\` was never closed`,
      `write the missing \`${closerOf.get(opener.text)}\``,
    )
    return this.left
  }

  /** Whether a bracket is open that began in an earlier line than a place. */
  beganBefore(at: number): boolean {
    const [first] = this.open
    return first !== undefined && this.text.slice(first.span.start, at).includes('\n')
  }

  private lineOf({ span }: Token): number {
    return positionAt(this.text, span.start).line
  }
}
