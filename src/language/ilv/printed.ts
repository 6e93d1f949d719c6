import type { SyntaxNode } from '@lezer/common'
import type { Names } from '../claims/names.ts'
import { expressionsOf } from '../grammar/nodes.ts'
import type { PrintedText } from '../lowering/print.ts'

/** Where `print` writes, and the patterns that conditions can use. */
export interface Output extends PrintedText {
  readonly printed: NonNullable<Names['printed']>
}

/** Returns what a `print` writes, from left to right; `print("a", x)` is written like a call. */
export function printedParts(node: SyntaxNode): SyntaxNode[] {
  const parts = expressionsOf(node)
  const [only] = parts
  const isCall = parts.length === 1 && (only?.name === 'Pair' || only?.name === 'Parenthesized')
  return isCall && only !== undefined ? expressionsOf(only) : parts
}
