import { lastAtMost } from '../../base/ordered.ts'
import type { Span } from '../../base/source.ts'

/** The text of a program, for the texts of instructions in traces. */
export class SourceText {
  private readonly text: string
  private readonly lineStarts: readonly number[]

  constructor(text: string) {
    this.text = text
    const starts = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.lineStarts = starts
  }

  /** Returns a part of the text, on one line. */
  excerpt(span: Span): string {
    const text = this.text.slice(span.start, span.end).replace(/\s+/g, ' ')
    return text.length > 60 ? `${text.slice(0, 59)}…` : text
  }

  lineOf(span: Span): number {
    return lastAtMost(this.lineStarts, span.start) + 1
  }
}
