import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../base/source.ts'
import type { Expression } from '../../program/expressions.ts'
import type { Problems } from '../problems.ts'

/** The meaning of names in the context of an expression. Each method reports a mistake and then returns null. */
export interface Naming {
  variable(name: string, node: SyntaxNode): Expression | null
  element(name: string, node: SyntaxNode, index: Expression): Expression | null
  peer(thread: string, register: string, node: SyntaxNode): Expression | null
  /** The number of elements of an array, or of threads with this name and an index; null if there is none. */
  lengthOf(name: string): number | null
}

/** The context of reading expressions: the text, its mistakes, the values of its constants. */
export interface Reading {
  readonly source: Source
  readonly problems: Problems
  readonly constants: ReadonlyMap<string, number>
}
