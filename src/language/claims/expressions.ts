import type { SyntaxNode } from '@lezer/common'
import { Bug, present } from '../../base/bug.ts'
import { greatestInteger, inRange, leastInteger } from '../../base/integer.ts'
import type { Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { binaryOperators, constant, type Expression, subexpressions, unaryOperators } from '../../program/expressions.ts'
import { constantValue } from '../../program/fold.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import { Problems } from '../problems.ts'
import { lockHint } from './names.ts'
import { comparedPairs } from './pairs.ts'
import { readCall, readQuantified } from './quantified.ts'
import type { Naming, Reading } from './reading.ts'
import { comparesText, readCount, readMatches, readStartsWith, readTextComparison } from './texts.ts'

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

/** Returns the IR of an expression, or null after reporting an error. */
export function readExpression(reading: Reading, node: SyntaxNode, naming: Naming): Expression | null {
  const { source, problems } = reading
  switch (node.name) {
    case 'Number':
      return readNumber(reading, node)
    case 'Parenthesized':
      return readExpression(reading, only(node), naming)
    case 'Variable': {
      const name = textOf(source, node)
      const constant = reading.constants.get(name)
      return constant === undefined ? naming.variable(name, node) : { kind: 'constant', value: constant }
    }
    case 'Element': {
      const index = readExpression(reading, only(node), naming)
      return index === null
        ? null
        : naming.element(
            textOf(source, childOf(node, 'Name')),
            node,
            folded(index, naming.lengthOf(textOf(source, childOf(node, 'Name')))),
          )
    }
    case 'Peer': {
      const thread = readThreadName(reading, childOf(node, 'ThreadName'), naming)
      return thread === null ? null : naming.peer(thread, textOf(source, childOf(node, 'Name')), node)
    }
    case 'Unary': {
      const operator = textOf(source, childOf(node, 'Operator'))
      const operand = only(node)
      if (operator === '-' && operand.name === 'Number') return readNumber(reading, node)
      const value = readExpression(reading, operand, naming)
      return value === null ? null : { kind: 'unary', operator: operatorIn(unaryOperators, operator), operand: value }
    }
    case 'Binary': {
      const operator = operatorIn(binaryOperators, textOf(source, childOf(node, 'Operator')))
      const [leftNode, rightNode] = expressionsOf(node)
      if (leftNode === undefined || rightNode === undefined) throw new Bug('binary expression without operands')
      if (comparisons.has(operator) && isComparison(source, leftNode)) {
        problems.error(spanOf(node), 'comparisons do not chain', 'write `a < b and b < c`, or put one of them in parentheses')
        return null
      }
      const holders = readHolders(reading, [leftNode, rightNode], operator, naming)
      if (holders !== undefined) return holders
      if (comparesText(node)) return readTextComparison(reading, node, operator, naming)
      if (leftNode.name === 'Pair' || rightNode.name === 'Pair') {
        return comparedPairs(reading, node, operator, (each) => readExpression(reading, each, naming))
      }
      const left = readExpression(reading, leftNode, naming)
      const right = readExpression(reading, rightNode, naming)
      return left === null || right === null ? null : { kind: 'binary', operator, left, right }
    }
    case 'Quantified':
      return readQuantified(reading, node, naming, readExpression)
    case 'StartsWith':
      return readStartsWith(reading, node, naming)
    case 'Matches':
      return readMatches(reading, node, naming)
    case 'String':
      problems.error(spanOf(node), 'a text has no place here', 'write `print "…"`, or compare it: `output == "…"`')
      return null
    case 'Call':
      if (textOf(source, childOf(node, 'Name')) === 'count') return readCount(reading, node, naming)
      return readCall(reading, node, naming, readExpression)
    case 'Pair':
      problems.error(spanOf(node), 'a pair can only be compared with a pair', 'write `(a, b) < (c, d)`')
      return null
    default: // a name of the grammar, which is an open set
      throw new Bug(`no expression: ${node.name}`)
  }
}

/**
 * Returns the comparison of a lock with who may hold it: `m == A`, `m != free`, `m == n`. Undefined if no lock is compared,
 * null after reporting an error.
 */
function readHolders(
  reading: Reading,
  sides: readonly [SyntaxNode, SyntaxNode],
  operator: Binary,
  naming: Naming,
): Expression | null | undefined {
  const names = sides.map((each) => nameOf(reading, each))
  const locks = names.map((name) => (name === null ? null : (naming.lock?.(name) ?? null)))
  if (locks.every((lock) => lock === null)) return undefined
  const [left = null, right = null] = locks.map((lock, index): Expression | null => {
    const number = naming.holder?.(names[index] ?? '') ?? null
    return lock ?? (number === null ? null : { kind: 'constant', value: number })
  })
  const lock = names[locks[0] === null ? 1 : 0] ?? ''
  if (operator !== '==' && operator !== '!=') {
    reading.problems.error(spanOf(sides[0]), `\`${lock}\` is a lock, which is no number`, lockHint(lock))
    return null
  }
  if (left !== null && right !== null) return { kind: 'binary', operator, left, right }
  reading.problems.error(spanOf(sides[left === null ? 0 : 1]), `\`${lock}\` is held by a thread, or free`, lockHint(lock))
  return null
}

/** Returns a name as it is declared: `m`, or `fork[0]`; null for what is not a name. */
export function nameOf(reading: Reading, node: SyntaxNode): string | null {
  if (node.name === 'Variable') return textOf(reading.source, node)
  const [index] = node.name === 'Element' ? expressionsOf(node) : []
  if (index === undefined) return null
  const quiet: Reading = { ...reading, problems: new Problems(reading.source) }
  const value = readConstant(quiet, index)
  return value === null ? null : `${textOf(reading.source, childOf(node, 'Name'))}[${value}]`
}

type Binary = (typeof binaryOperators)[number]

function operatorIn<T extends string>(operators: readonly T[], text: string): T {
  return present(
    operators.find((each) => each === text),
    'operator of the grammar',
  )
}

function isComparison(source: Source, node: SyntaxNode): boolean {
  return node.name === 'Binary' && comparisons.has(textOf(source, childOf(node, 'Operator')))
}

function only(node: SyntaxNode): SyntaxNode {
  return present(expressionsOf(node)[0], `expression in ${node.name}`)
}

function readNumber({ source, problems }: Reading, node: SyntaxNode): Expression | null {
  const value = Number(textOf(source, node).replace(/[_\s]/g, ''))
  if (inRange(value)) return { kind: 'constant', value }
  problems.error(spanOf(node), 'this number is out of range', `integers go from ${leastInteger} to ${greatestInteger}`)
  return null
}

/** Returns a constant index as its value, so that it is known which element is meant, and shown: `flag[1]`, not `flag[1 - 0]`. */
function folded(index: Expression, length: number | null): Expression {
  const values = subexpressions(index).map(constantValue)
  const isDefined = values.every((each) => each !== null && inRange(each)) // else it fails when it is evaluated
  const value = values[0] ?? 0
  // Outside of the array, it may be in a branch that this thread never takes: `if me > 0: a[me - 1] = 1`.
  const isWithin = length === null || (value >= 0 && value < length)
  return isDefined && isWithin ? constant(value) : index
}

/** Returns the name of a thread, with its index if it has one: `P[0]`; null after reporting an error. */
export function readThreadName(reading: Reading, node: SyntaxNode, naming: Naming): string | null {
  const name = textOf(reading.source, childOf(node, 'Name'))
  const [indexNode] = expressionsOf(node)
  if (indexNode === undefined) return name
  const index = readExpression(reading, indexNode, naming)
  const value = index === null ? null : constantValue(index)
  if (value !== null) return `${name}[${value}]`
  if (index !== null) reading.problems.error(spanOf(indexNode), 'the index of a thread must be constant here', null)
  return null
}

/** Returns the meaning of names in a constant expression: only constants that are declared already. */
export function constantNaming({ problems, constants }: Reading): Naming {
  const reject = (name: string, node: SyntaxNode): null => {
    problems.error(
      spanOf(node),
      `\`${name}\` is not a constant`,
      didYouMean(name, [...constants.keys()]) ?? 'write a number here',
    )
    return null
  }
  return {
    variable: reject,
    element: reject,
    peer: (thread, register, node) => reject(`${thread}.${register}`, node),
    lengthOf: () => null,
    text: () => null,
  }
}

/** Returns the value of a constant expression, or null after reporting an error. */
export function readConstant(reading: Reading, node: SyntaxNode): number | null {
  const expression = readExpression(reading, node, constantNaming(reading))
  if (expression === null) return null
  const value = constantValue(expression)
  if (value !== null && inRange(value)) return value
  reading.problems.error(spanOf(node), 'the value of this expression is out of range', null)
  return null
}
