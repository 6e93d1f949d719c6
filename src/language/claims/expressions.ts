import type { SyntaxNode } from '@lezer/common'
import { Bug, present, unreachable } from '../../base/bug.ts'
import { greatestInteger, inRange, leastInteger } from '../../base/integer.ts'
import type { Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type BinaryOperator, binaryOperators, type Expression, unaryOperators } from '../../program/expressions.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'

/** The meaning of names in the context of an expression. Each method reports a mistake and then returns null. */
export interface Naming {
  variable(name: string, node: SyntaxNode): Expression | null
  element(name: string, node: SyntaxNode, index: Expression): Expression | null
  peer(thread: string, register: string, node: SyntaxNode): Expression | null
}

/** The context of reading expressions: the text, its mistakes, the values of its constants. */
export interface Reading {
  readonly source: Source
  readonly problems: Problems
  readonly constants: ReadonlyMap<string, number>
}

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
      return index === null ? null : naming.element(textOf(source, childOf(node, 'Name')), node, index)
    }
    case 'Peer': {
      const [thread, register] = childrenOf(node, 'Name').map((each) => textOf(source, each))
      return naming.peer(present(thread, 'thread'), present(register, 'register'), node)
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
      const left = readExpression(reading, leftNode, naming)
      const right = readExpression(reading, rightNode, naming)
      return left === null || right === null ? null : { kind: 'binary', operator, left, right }
    }
    default: // a name of the grammar, which is an open set
      throw new Bug(`no expression: ${node.name}`)
  }
}

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

/** Evaluates a constant expression: arithmetic without the operators that can fail for other reasons than overflow. */
function constantValue(expression: Expression): number | null {
  if (expression.kind === 'constant') return expression.value
  if (expression.kind === 'unary') {
    const value = constantValue(expression.operand)
    if (value === null) return null
    return expression.operator === '-' ? -value : expression.operator === '~' ? ~value : Number(value === 0)
  }
  if (expression.kind !== 'binary') return null
  const left = constantValue(expression.left)
  const right = constantValue(expression.right)
  return left === null || right === null ? null : constantResult(expression.operator, left, right)
}

function constantResult(operator: BinaryOperator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '//':
      return right === 0 ? null : Math.floor(left / right)
    case '%':
      return right === 0 ? null : left - right * Math.floor(left / right)
    case '<<':
      return right < 0 || right > 31 ? null : left * 2 ** right
    case '>>':
    case '&':
    case '|':
    case '^':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'and':
    case 'or':
      return null
    default:
      return unreachable(operator)
  }
}
