import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../base/source.ts'
import { childOf, expressionsOf, textOf } from '../grammar/nodes.ts'
import type { DefBlock, Statement } from './blocks.ts'

/** A call of a `def`, as it stands in the text. */
export interface CallSite {
  readonly name: string
  readonly nameNode: SyntaxNode
  readonly given: readonly SyntaxNode[]
}

/** Returns the name of the `def` that a statement calls, or null. */
export function calledIn(source: Source, statement: Statement, defs: ReadonlyMap<string, DefBlock>): string | null {
  if (statement.kind !== 'instruction' && statement.kind !== 'assignment') return null
  return callIn(source, statement.node, defs)?.name ?? null
}

/** Returns the call in `call put`, `call put(3)`, `put(3)` or `r = put(3)`; null if a line is none of them. */
export function callIn(source: Source, node: SyntaxNode, defs: ReadonlyMap<string, DefBlock>): CallSite | null {
  const operands = expressionsOf(node)
  if (node.name === 'Assignment') {
    const [, value] = operands
    return value?.name === 'Call' ? siteOf(source, value, defs) : null
  }
  const opcodeNode = childOf(node, 'Opcode')
  const opcode = textOf(source, opcodeNode)
  const [first, second] = operands
  if (opcode === 'call') {
    if (first === undefined || second !== undefined) return null
    if (first.name === 'Variable') return { name: textOf(source, first), nameNode: first, given: [] }
    if (first.name !== 'Call') return null
    const nameNode = childOf(first, 'Name')
    return { name: textOf(source, nameNode), nameNode, given: expressionsOf(first) }
  }
  if (!defs.has(opcode) || second !== undefined) return null
  if (first === undefined) return node.getChild('Arguments') === null ? null : { name: opcode, nameNode: opcodeNode, given: [] }
  if (first.name !== 'Parenthesized' && first.name !== 'Pair') return null
  return { name: opcode, nameNode: opcodeNode, given: expressionsOf(first) }
}

function siteOf(source: Source, call: SyntaxNode, defs: ReadonlyMap<string, DefBlock>): CallSite | null {
  const nameNode = childOf(call, 'Name')
  const name = textOf(source, nameNode)
  return defs.has(name) ? { name, nameNode, given: expressionsOf(call) } : null
}
