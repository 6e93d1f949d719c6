import type { SyntaxNode } from '@lezer/common'
import type { BinaryOperator, Expression } from '../../program/expressions.ts'
import { expressionsOf, spanOf } from '../grammar/nodes.ts'
import type { Reading } from './reading.ts'

/**
 * Reads a comparison of pairs (or longer tuples) of the same length, which is that of the first components that differ:
 * `(a, b) < (c, d)` is `a < c or a == c and b < d`. Returns null after reporting an error.
 */
export function comparedPairs(
  { problems }: Reading,
  node: SyntaxNode,
  operator: BinaryOperator,
  read: (node: SyntaxNode) => Expression | null,
): Expression | null {
  const [left, right] = expressionsOf(node).map((side) => (side.name === 'Pair' ? expressionsOf(side) : []))
  if (left === undefined || right === undefined || left.length !== right.length || !compares(operator)) {
    const hint = 'compare two of the same length: `(a, b) < (c, d)`'
    problems.error(spanOf(node), 'these pairs cannot be combined like this', hint)
    return null
  }
  const [ones, others] = [left.map(read), right.map(read)]
  const pairs = ones.flatMap((one, index): [Expression, Expression][] => {
    const other = others[index] ?? null
    return one === null || other === null ? [] : [[one, other]]
  })
  return pairs.length < left.length ? null : compared(operator, pairs)
}

function compares(operator: BinaryOperator): boolean {
  return ['==', '!=', '<', '<=', '>', '>='].includes(operator)
}

function compared(operator: BinaryOperator, pairs: readonly (readonly [Expression, Expression])[]): Expression {
  const [first, ...rest] = pairs
  if (first === undefined) return { kind: 'constant', value: Number(['==', '<=', '>='].includes(operator)) }
  const [left, right] = first
  const by = (each: BinaryOperator): Expression => ({ kind: 'binary', operator: each, left, right })
  if (rest.length === 0) return by(operator)
  const inner = compared(operator, rest)
  if (operator === '==') return { kind: 'binary', operator: 'and', left: by('=='), right: inner }
  if (operator === '!=') return { kind: 'binary', operator: 'or', left: by('!='), right: inner }
  const strict = operator === '<' || operator === '<=' ? '<' : '>'
  const tied: Expression = { kind: 'binary', operator: 'and', left: by('=='), right: inner }
  return { kind: 'binary', operator: 'or', left: by(strict), right: tied }
}
