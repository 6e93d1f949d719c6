import { positionAt, type Source } from '../../base/source.ts'
import { Problems } from '../../language/problems.ts'
import { readModule } from '../../language/python/parser/module.ts'
import type { Expr, Statement as Node } from '../../language/python/syntax/tree.ts'
import { linesOf } from '../edits.ts'
import type { Block, Scope, Statement } from '../outline.ts'
import { syncOf } from './sync.ts'

/** A text of Python with its tree. */
export interface PythonText {
  readonly source: Source
  readonly lines: readonly string[]
  readonly tree: readonly Node[]
  readonly blocks: readonly Block[]
  /** The node of each statement of the blocks that stands alone on its lines. */
  readonly nodes: ReadonlyMap<Statement, Node>
}

/** Returns the text of an expression. */
export function textOf({ text }: Source, { span }: Pick<Expr, 'span'>): string {
  return text.slice(span.start, span.end)
}

/** Reads a text as the changes see it; null if Python rejects it. */
export function readPythonText(source: Source): PythonText | null {
  const problems = { rejected: new Problems(source), unsupported: new Problems(source) }
  const tree = readModule(source, problems)
  if (tree === null) return null
  const lines = linesOf(source.text)
  const reader = new BlockReader(source, lines)
  const scope = { first: 1, last: lines.length, className: null, isThreads: false }
  reader.block(tree, scope, null)
  return { source, lines, tree, blocks: reader.blocks, nodes: reader.nodes }
}

class BlockReader {
  readonly blocks: Block[] = []
  readonly nodes = new Map<Statement, Node>()
  private readonly source: Source
  private readonly lines: readonly string[]

  constructor(source: Source, lines: readonly string[]) {
    this.source = source
    this.lines = lines
  }

  /** Reads statements; those that begin on the line of `header` are part of it. */
  block(nodes: readonly Node[], scope: Scope, header: number | null, isLoop = false): readonly Block[] {
    const own = nodes.filter((node) => this.lineOf(node.span.start) !== header)
    const statements = this.grouped(own).map((group) => this.statement(group, scope))
    const [first] = statements
    if (first === undefined) return []
    const indent = /^[ \t]*/.exec(this.lines[first.first - 1] ?? '')?.[0] ?? ''
    const last = statements.at(-1)?.last ?? first.last
    const block = { statements, indent, scope, isLoop, end: last + 1 }
    this.blocks.push(block)
    return [block]
  }

  /** Groups statements that share a line: `a = 1; b = 2` is changed as one. */
  private grouped(nodes: readonly Node[]): readonly (readonly Node[])[] {
    const groups: { nodes: Node[]; last: number }[] = []
    for (const node of nodes) {
      const { first, last } = this.range(node)
      const group = groups.at(-1)
      if (group !== undefined && group.last >= first) {
        group.nodes.push(node)
        group.last = Math.max(group.last, last)
      } else groups.push({ nodes: [node], last })
    }
    return groups.map((group) => group.nodes)
  }

  private statement(nodes: readonly Node[], scope: Scope): Statement {
    const ranges = nodes.map((node) => this.range(node))
    const first = Math.min(...ranges.map((each) => each.first))
    const last = Math.max(...ranges.map((each) => each.last))
    const [only] = nodes.length === 1 ? nodes : []
    const statement = {
      first,
      last,
      sync: only === undefined ? null : syncOf(this.source, only),
      writes: nodes.some(({ kind }) => kind === 'assign' || kind === 'update'),
      blocks: only === undefined ? [] : this.nested(only, scope, first),
    }
    if (only !== undefined) this.nodes.set(statement, only)
    return statement
  }

  private nested(node: Node, scope: Scope, header: number): readonly Block[] {
    const blocks = (...bodies: (readonly Node[])[]): readonly Block[] =>
      bodies.flatMap((body) => this.block(body, scope, header))
    switch (node.kind) {
      case 'if':
        return this.isElif(node.otherwise)
          ? [...blocks(node.body), ...this.elifBlocks(node.otherwise, scope)]
          : blocks(node.body, node.otherwise)
      case 'while':
      case 'for':
        return [...this.block(node.body, scope, header, true), ...blocks(node.otherwise)]
      case 'try':
        return blocks(node.body, ...node.handlers.map(({ body }) => body), node.otherwise, node.finally)
      case 'with':
        return blocks(node.body)
      case 'match':
        return blocks(...node.cases.map(({ body }) => body))
      case 'function': {
        const inner = { ...this.range(node), className: scope.className, isThreads: true }
        this.block(node.definition.body, inner, header)
        return []
      }
      case 'class': {
        const inner = { ...this.range(node), className: node.definition.name, isThreads: false }
        this.block(node.definition.body, inner, header)
        return []
      }
      default: // statements without a body
        return []
    }
  }

  /** Whether the `else` of an `if` is an `elif`: its one statement is an `if` that begins with that word. */
  private isElif([only, more]: readonly Node[]): boolean {
    return (
      only !== undefined && more === undefined && only.kind === 'if' && this.source.text.startsWith('elif', only.span.start)
    )
  }

  private elifBlocks(otherwise: readonly Node[], scope: Scope): readonly Block[] {
    const [only] = otherwise
    if (only === undefined || !this.isElif(otherwise)) return []
    return this.nested(only, scope, this.lineOf(only.span.start))
  }

  private range({ span }: Node): { first: number; last: number } {
    return { first: this.lineOf(span.start), last: this.lineOf(Math.max(span.start, span.end - 1)) }
  }

  private lineOf(offset: number): number {
    return positionAt(this.source.text, offset).line
  }
}
