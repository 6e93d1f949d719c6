import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../base/source.ts'
import type { Aspect, Expression } from '../../program/expressions.ts'
import type { Problems } from '../problems.ts'

/** The meaning of names in the context of an expression. Each method reports a mistake and then returns null. */
export interface Naming {
  variable(name: string, node: SyntaxNode): Expression | null
  element(name: string, node: SyntaxNode, index: Expression): Expression | null
  peer(thread: string, register: string, node: SyntaxNode): Expression | null
  /** The number of elements of an array, or of threads with this name and an index; null if there is none. */
  lengthOf(name: string): number | null
  /** The variable with the text that the program prints, if the name is its name. */
  text(name: string): TextVariable | null
  /** Who holds the lock of that name; null if no lock has the name. Absent where locks cannot be named. */
  lock?(name: string): Aspect | null
  /** The number that stands for a thread as a holder, or for `free`; null for other names. */
  holder?(name: string): number | null
}

/** A variable whose elements are the code points of a text. */
export interface TextVariable {
  readonly variable: number
  /** The variable with the number of code points so far; greater than `length` if there were more. */
  readonly size: number
  /** How many code points it has at most, without the mark that there were more. */
  readonly length: number
  /** Whether the program cannot print more than that. */
  readonly isWhole: boolean
  /** Whether the program can say how much of the text to look at. */
  readonly isDeclarable: boolean
  /** By the text of a pattern: the variable with the state of its automaton, and the states in which it matches. */
  readonly automata: ReadonlyMap<string, WatchedPattern>
  /** Whether there were patterns that could not be read, which has been reported. */
  readonly refused: boolean
}

export interface WatchedPattern {
  readonly variable: number
  readonly accepting: readonly number[]
}

/** The context of reading expressions: the text, its mistakes, the values of its constants. */
export interface Reading {
  readonly source: Source
  readonly problems: Problems
  readonly constants: ReadonlyMap<string, number>
  /** How many copies of the text quantifiers around it make; 1 if absent. */
  readonly copies?: number
}
