import type { SyntaxNode } from '@lezer/common'
import type { Automaton } from '../claims/automaton.ts'
import type { Names } from '../claims/names.ts'
import { expressionsOf } from '../grammar/nodes.ts'

/** A pattern that the output is compared with: its automaton, its state, and its tables as constant arrays. */
export interface Watched {
  readonly automaton: Automaton
  /** The variable with the state. */
  readonly state: number
  /** The variable with the next states, by state and class. */
  readonly table: number
}

/** Where `print` writes. */
export interface Output {
  readonly text: number
  readonly size: number
  /** The most characters that are kept. */
  readonly length: number
  /** Whether no execution prints more. */
  readonly isWhole: boolean
  readonly watched: readonly Watched[]
  readonly printed: NonNullable<Names['printed']>
}

/** Returns what a `print` writes, from left to right; `print("a", x)` is written like a call. */
export function printedParts(node: SyntaxNode): SyntaxNode[] {
  const parts = expressionsOf(node)
  const [only] = parts
  const isCall = parts.length === 1 && (only?.name === 'Pair' || only?.name === 'Parenthesized')
  return isCall && only !== undefined ? expressionsOf(only) : parts
}
