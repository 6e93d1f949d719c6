import { NodeType, type SyntaxNode, Tree } from '@lezer/common'
import { present } from '../../base/bug.ts'
import type { Source, Span } from '../../base/source.ts'
import type { parser } from './grammar.js'

/** Parses a part of a text; the result is the grammar's top, with positions in the whole text. */
export function parseRange(configured: typeof parser, text: string, start: number, end: number): SyntaxNode {
  const parse = configured.startParse(text, [], [{ from: start, to: end }])
  for (;;) {
    const tree = parse.advance()
    // The positions in a tree of a range start at 0; as the child of another tree, it has the positions of the text.
    if (tree !== null) return present(new Tree(NodeType.none, [tree], [start], end).topNode.firstChild, 'top of a tree')
  }
}

/** Returns the place of the first syntax error, or null. */
export function firstError(top: SyntaxNode): Span | null {
  const cursor = top.cursor()
  do {
    if (cursor.type.isError) return { start: cursor.from, end: cursor.to }
  } while (cursor.next())
  return null
}

/** Returns the text of a node. */
export function textOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to)
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.from, end: node.to }
}

/** Returns the direct children of a node with one of the given names, in order. */
export function childrenOf(node: SyntaxNode, ...names: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (names.includes(child.name)) found.push(child)
  }
  return found
}

const expressionNames = [
  'Number',
  'String',
  'StartsWith',
  'Matches',
  'Variable',
  'Element',
  'Peer',
  'Parenthesized',
  'Pair',
  'Call',
  'Quantified',
  'Unary',
  'Binary',
] as const

/** Whether a node is an expression. */
export function isExpression({ name }: SyntaxNode): boolean {
  return expressionNames.some((each) => each === name)
}

/** Returns the expressions directly under a node. */
export function expressionsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node, ...expressionNames)
}

/** Returns the only child of a kind, which the grammar guarantees. */
export function childOf(node: SyntaxNode, name: string): SyntaxNode {
  return present(node.getChild(name), `${name} in ${node.name}`)
}
