import { lineAt, type Source, type Span } from '../../../base/source.ts'
import { isProgressComment } from '../../claims/comments.ts'
import type { Problems } from '../../problems.ts'
import type { Statement } from './tree.ts'

interface Comment {
  readonly span: Span
  /** The blanks before it on its line; null if other text precedes it. */
  readonly indentation: string | null
}

/** The comments `# progress` of a text, each of which is a statement at its place. */
export class ProgressComments {
  private readonly source: Source
  private readonly unplaced = new Set<Comment>()

  constructor(source: Source, comments: readonly Span[]) {
    this.source = source
    for (const span of comments) {
      if (!isProgressComment(source.text.slice(span.start, span.end).replace(/^#+/, ''))) continue
      this.unplaced.add({ span, indentation: this.indentationOf(span) })
    }
  }

  /** Those directly before a block's first statement: behind its header, or on lines of their own. */
  before(first: Span, header: number): Statement[] {
    return this.take(({ span, indentation }) => {
      if (span.start > first.start || !this.isBlank(span.end, first.start)) return false
      return indentation !== null ? indentation === this.indentationOf(first) : header > 0 && span.start >= header
    })
  }

  /** Those between a statement of a block and the next: in the same line, or on lines of their own below it. */
  after({ end }: Span, first: Span): Statement[] {
    return this.take(({ span, indentation }) => {
      if (span.start < end || !this.isBlank(end, span.start)) return false
      if (indentation !== null) return indentation === this.indentationOf(first)
      return !this.source.text.slice(end, span.start).includes('\n')
    })
  }

  /** Reports the comments whose indentation matches no enclosing block: they mark nothing. */
  report(problems: Problems): void {
    for (const { span } of this.unplaced) {
      problems.error(span, 'this comment does not belong to a statement', 'indent it like the preceding statements')
    }
  }

  private take(fits: (comment: Comment) => boolean): Statement[] {
    const found = [...this.unplaced].filter(fits)
    for (const each of found) this.unplaced.delete(each)
    return found.map(({ span }) => ({ kind: 'progress', span }))
  }

  private indentationOf({ start }: Span): string | null {
    const line = lineAt(this.source.text, start)
    const before = line.text.slice(0, start - line.start)
    return /^[ \t]*$/.test(before) ? before : null
  }

  private isBlank(from: number, to: number): boolean {
    return /^(?:\s|;|#[^\n]*(?:\n|$))*$/.test(this.source.text.slice(from, to))
  }
}
