import { binary, constant, type Expression } from '../../../program/expressions.ts'
import type { Branch, Leaf } from './nodes.ts'
import type { Variables } from './variables.ts'

/** Returns the condition under which a tree of reads leads to an end of some kind; null if it never does. */
export function conditionOf(
  tree: Branch,
  variables: Variables,
  isMeant: (end: Leaf | { readonly kind: 'blocked' }) => boolean,
): Expression | null {
  if (tree.kind === 'leaf' || tree.kind === 'blocked') return isMeant(tree) ? constant(1) : null
  if (tree.kind === 'choice') return null
  let whole: Expression | null = null
  for (const [value, next] of tree.next) {
    const inner = conditionOf(next, variables, isMeant)
    if (inner === null) continue
    const { variable, element } = variables.location(tree.cell)
    const place: Expression = { kind: 'shared', variable, index: element === null ? null : constant(element) }
    const equal = binary('==', place, constant(variables.code(tree.cell, value)))
    const both = inner.kind === 'constant' ? equal : binary('and', equal, inner)
    whole = whole === null ? both : binary('or', whole, both)
  }
  return whole
}
