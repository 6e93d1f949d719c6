import type { SyntaxNode, Tree } from '@lezer/common'
import { lineAt, type Source } from '../../../base/source.ts'
import { isProgressComment } from '../../claims/comments.ts'
import type { Problems } from '../../problems.ts'
import { spanOf } from './text.ts'
import type { Statement } from './tree.ts'

interface Comment {
  readonly node: SyntaxNode
  /** The blanks before it on its line; null if other text precedes it. */
  readonly indentation: string | null
}

/** The comments `# progress` of a text, each of which is a statement at its place. */
export class ProgressComments {
  private readonly source: Source
  private readonly unplaced = new Set<Comment>()

  constructor(source: Source, tree: Tree) {
    this.source = source
    tree.iterate({
      enter: ({ name, from, to, node }) => {
        if (name === 'Comment' && isProgressComment(source.text.slice(from, to).replace(/^#+/, ''))) {
          this.unplaced.add({ node, indentation: this.indentationOf(node) })
        }
      },
    })
  }

  /** Those directly before a block's first statement: in the line of its header, or on lines of their own. */
  before(first: SyntaxNode): Statement[] {
    return this.take(({ node, indentation }) => {
      if (node.from > first.from || !this.isBlank(node.to, first.from)) return false
      if (indentation !== null) return indentation === this.indentationOf(first)
      return node.parent?.from === first.parent?.from && node.parent?.name === 'Body'
    })
  }

  /** Those between a statement of a block and the next: in the same line, or on lines of their own below it. */
  after(statement: SyntaxNode, first: SyntaxNode): Statement[] {
    const end = this.endOf(statement)
    return this.take(({ node, indentation }) => {
      if (node.from < end || !this.isBlank(end, node.from)) return false
      if (indentation !== null) return indentation === this.indentationOf(first)
      return !this.source.text.slice(end, node.from).includes('\n')
    })
  }

  /** Reports the comments whose indentation matches no enclosing block: they mark nothing. */
  report(problems: Problems): void {
    for (const { node } of this.unplaced) {
      problems.error(spanOf(node), 'this comment does not belong to a statement', 'indent it like the preceding statements')
    }
  }

  private take(fits: (comment: Comment) => boolean): Statement[] {
    const found = [...this.unplaced].filter(fits)
    for (const each of found) this.unplaced.delete(each)
    return found.map(({ node }) => ({ kind: 'progress', span: spanOf(node) }))
  }

  private indentationOf(node: SyntaxNode): string | null {
    const line = lineAt(this.source.text, node.from)
    const before = line.text.slice(0, node.from - line.start)
    return /^[ \t]*$/.test(before) ? before : null
  }

  /** Returns the end of a statement, without the blanks, comments and line breaks that the grammar includes. */
  private endOf(statement: SyntaxNode): number {
    let last: SyntaxNode = statement
    for (let child = last.lastChild; child !== null; child = last.lastChild) {
      while (child?.name === 'Comment') child = child.prevSibling
      if (child === null) break
      last = child
    }
    return last.to
  }

  private isBlank(from: number, to: number): boolean {
    return /^(?:\s|;|#[^\n]*(?:\n|$))*$/.test(this.source.text.slice(from, to))
  }
}
