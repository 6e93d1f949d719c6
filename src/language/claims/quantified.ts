import type { SyntaxNode } from '@lezer/common'
import { unreachable } from '../../base/bug.ts'
import { grouped } from '../../base/grouped.ts'
import type { BinaryOperator, Expression } from '../../program/expressions.ts'
import { constantValue } from '../../program/fold.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Naming, Reading } from './reading.ts'

/** Reads a part of an expression; null after reporting an error. */
type Read = (reading: Reading, node: SyntaxNode, naming: Naming) => Expression | null

/** How many values are combined: `all i: …` and `all(a)` are chains of `and`, `max(a)` of `max`. */
type Quantifier = 'all' | 'any' | 'sum' | 'max' | 'min'

/** The most parts that a chain may have: what walks expressions is recursive. */
const longestChain = 200

/** The most copies of one text that nested quantifiers may make. */
const mostCopies = 10_000

interface Filter {
  readonly operator: BinaryOperator
  readonly value: Expression
}

/**
 * Reads `all i: e`, `any j != me: e`, `sum k in 1..3: e`, `max i: e`, `min i: e` as the chain of what it stands for, from
 * the first value to the last. Without a range, `i` goes over the indices of the arrays that it indexes alone, or
 * over the threads, 0 to N - 1.
 */
export function readQuantified(reading: Reading, node: SyntaxNode, naming: Naming, read: Read): Expression | null {
  const { source, problems } = reading
  const quantifier = textOf(source, childOf(node, 'Quantifier')) as Quantifier
  const nameNode = childOf(node, 'Name')
  const name = textOf(source, nameNode)
  const [body] = expressionsOf(node)
  if (body === undefined) return null
  if (reading.constants.has(name) || naming.lengthOf(name) !== null) {
    problems.error(spanOf(nameNode), `\`${name}\` has a meaning already`, 'choose another name for this variable')
    return null
  }
  if (quantifier !== 'all' && quantifier !== 'any' && isLogical(reading, body)) {
    const hint = `write \`(${quantifier} ${name}: …) == …\`, or \`${quantifier} ${name}: (… == …)\``
    problems.error(spanOf(node), `it is not clear what this \`${quantifier}\` is over`, hint)
    return null
  }
  const range = rangeOf(reading, node, name, [body], naming, read)
  const filter = filterOf(reading, node, naming, read)
  if (range === null || filter === null) return null
  const count = range.high - range.low + 1
  const copies = (reading.copies ?? 1) * Math.max(1, count)
  if (count > longestChain || copies > mostCopies) {
    const limit =
      count > longestChain ? grouped(longestChain) : `${grouped(mostCopies)}, with those of the quantifiers around it`
    problems.error(spanOf(node), 'this has too many values', `the limit is ${limit}`)
    return null
  }
  const parts: Expression[] = []
  for (let value = range.low; value <= range.high; value++) {
    const inner = { ...reading, copies, constants: new Map([...reading.constants, [name, value]]) }
    const part = read(inner, body, naming)
    if (part === null) return null
    const kept = filter === undefined ? part : filtered(quantifier, part, filter, value)
    if (kept === 'unknown') {
      problems.error(spanOf(node), `the condition of a \`${quantifier}\` must be known beforehand`, 'compare with constants')
      return null
    }
    if (kept !== null) parts.push(kept)
  }
  return chainOf(reading, node, quantifier, parts)
}

/**
 * Returns the context of reading `bodies` for each value of the variable of `all i:` before them, with the values of the
 * variable that its condition admits; null after reporting an error.
 */
export function readEach(
  reading: Reading,
  node: SyntaxNode,
  bodies: readonly SyntaxNode[],
  naming: Naming,
  read: Read,
): { readonly reading: Reading; readonly label: string }[] | null {
  const { source, problems } = reading
  const quantifier = textOf(source, childOf(node, 'Quantifier'))
  const nameNode = childOf(node, 'Name')
  const name = textOf(source, nameNode)
  if (quantifier !== 'all') {
    const hint = `only \`all ${name}:\` can stand before \`always\`, \`eventually\` and \`leads-to\``
    problems.error(spanOf(node), `\`${quantifier}\` has no meaning here`, hint)
    return null
  }
  if (reading.constants.has(name) || naming.lengthOf(name) !== null) {
    problems.error(spanOf(nameNode), `\`${name}\` has a meaning already`, 'choose another name for this variable')
    return null
  }
  const range = rangeOf(reading, node, name, bodies, naming, read)
  const filter = filterOf(reading, node, naming, read)
  if (range === null || filter === null) return null
  const copies = (reading.copies ?? 1) * Math.max(1, range.high - range.low + 1)
  if (copies > longestChain) {
    problems.error(spanOf(node), 'this has too many values', `the limit is ${grouped(longestChain)}`)
    return null
  }
  const found: { reading: Reading; label: string }[] = []
  for (let value = range.low; value <= range.high; value++) {
    const isKept = filter === undefined ? 1 : constantValue(conditionOf(filter, value))
    if (isKept === null) {
      problems.error(spanOf(node), 'the condition of this `all` must be known beforehand', 'compare with constants')
      return null
    }
    const inner = { ...reading, copies, constants: new Map([...reading.constants, [name, value]]) }
    if (isKept !== 0) found.push({ reading: inner, label: `${name} = ${value}` })
  }
  return found
}

function conditionOf({ operator, value }: Filter, bound: number): Expression {
  return { kind: 'binary', operator, left: { kind: 'constant', value: bound }, right: value }
}

/** Whether an expression without parentheses is a comparison, or connects some. */
function isLogical({ source }: Reading, node: SyntaxNode): boolean {
  const operator = node.name === 'Binary' ? textOf(source, childOf(node, 'Operator')) : ''
  return ['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(operator)
}

/** Reads `max(a)`, `max(e, f)`, `sum(a)`, `all(a)`, `any(a)` and `len(a)`. */
export function readCall(reading: Reading, node: SyntaxNode, naming: Naming, read: Read): Expression | null {
  const { source, problems } = reading
  const name = textOf(source, childOf(node, 'Name'))
  const given = expressionsOf(node)
  const [only, second] = given
  const length = only?.name === 'Variable' && second === undefined ? naming.lengthOf(textOf(source, only)) : null
  if (name === 'len' && length !== null) return { kind: 'constant', value: length }
  const quantifier = quantifiers.find((each) => each === name)
  if (quantifier === undefined) {
    problems.error(spanOf(node), `\`${name}\` is no function of expressions`, callHint(name))
    return null
  }
  if (only !== undefined && length !== null) {
    const array = textOf(source, only)
    const elements = Array.from({ length: Math.min(length, longestChain) }, (_, value) =>
      naming.element(array, only, { kind: 'constant', value }),
    )
    if (length > longestChain) {
      problems.error(spanOf(node), `\`${array}\` has too many elements for this`, `the limit is ${grouped(longestChain)}`)
      return null
    }
    return chainOf(
      reading,
      node,
      quantifier,
      elements.filter((each) => each !== null),
    )
  }
  if (only !== undefined && second === undefined) {
    problems.error(
      spanOf(only),
      `\`${textOf(source, only)}\` is not an array`,
      `write \`${name}(a, b)\` or the name of an array`,
    )
    return null
  }
  const parts = given.map((each) => read(reading, each, naming))
  if (parts.includes(null)) return null
  return chainOf(
    reading,
    node,
    quantifier,
    parts.filter((each) => each !== null),
  )
}

const quantifiers: readonly Quantifier[] = ['all', 'any', 'sum', 'max', 'min']

function callHint(name: string): string {
  if (name === 'len') return 'write the name of an array: `len(a)`'
  return `the functions are max, min, sum, all, any and len; a \`def\` is called alone: \`r = ${name}(…)\``
}

/** Returns the constant range, or the one that the arrays tell; null after reporting an error. */
function rangeOf(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  bodies: readonly SyntaxNode[],
  naming: Naming,
  read: Read,
): { low: number; high: number } | null {
  const { problems } = reading
  const given = node.getChild('Filter')?.getChild('Range')
  if (given !== undefined && given !== null) {
    const [low, high] = expressionsOf(given).map((each) => {
      const bound = read(reading, each, naming)
      return bound === null ? null : constantValue(bound)
    })
    if (low !== null && low !== undefined && high !== null && high !== undefined) return { low, high }
    problems.error(spanOf(given), 'this range must be constant', null)
    return null
  }
  const lengths = new Set(bodies.flatMap((body) => indexedLengths(reading, name, body, naming)))
  const [length, other] = lengths
  const hint = `say which values: \`${name} in 0..2\``
  if (other !== undefined) {
    problems.error(spanOf(node), `\`${name}\` indexes arrays of different lengths`, hint)
    return null
  }
  const threads = reading.constants.get('N')
  if (length !== undefined) return { low: 0, high: length - 1 }
  if (threads !== undefined) return { low: 0, high: threads - 1 }
  problems.error(spanOf(node), `nothing says which values \`${name}\` has`, hint)
  return null
}

/** Returns the lengths of the arrays whose index, within a node, is just the variable. */
function indexedLengths(reading: Reading, name: string, node: SyntaxNode, naming: Naming): number[] {
  const { source } = reading
  const own =
    node.name === 'Element' || node.name === 'ThreadName'
      ? expressionsOf(node).flatMap((index) => {
          const isVariable = index.name === 'Variable' && textOf(source, index) === name
          return isVariable ? (naming.lengthOf(textOf(source, childOf(node, 'Name'))) ?? []) : []
        })
      : []
  const inner: number[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    inner.push(...indexedLengths(reading, name, child, naming))
  }
  return [...own, ...inner]
}

/** Returns what the variable is compared with; undefined if with nothing, null after reporting an error. */
function filterOf(reading: Reading, node: SyntaxNode, naming: Naming, read: Read): Filter | undefined | null {
  const filter = node.getChild('Filter')
  const [compared] = filter === null ? [] : expressionsOf(filter)
  if (filter === null || compared === undefined) return undefined
  const value = read(reading, compared, naming)
  const [operator] = childrenOf(filter, 'Operator').map((each) => textOf(reading.source, each) as BinaryOperator)
  return value === null || operator === undefined ? null : { operator, value }
}

/** Returns the part with its condition; null if it is left out. */
function filtered(quantifier: Quantifier, part: Expression, filter: Filter, bound: number): Expression | null | 'unknown' {
  const condition = conditionOf(filter, bound)
  const known = constantValue(condition)
  if (known !== null) return known === 0 ? null : part
  switch (quantifier) {
    case 'all':
      return { kind: 'binary', operator: 'or', left: { kind: 'unary', operator: 'not', operand: condition }, right: part }
    case 'any':
      return { kind: 'binary', operator: 'and', left: condition, right: part }
    case 'sum':
    case 'max':
    case 'min':
      return 'unknown'
    default:
      return unreachable(quantifier)
  }
}

function chainOf(
  { problems }: Reading,
  node: SyntaxNode,
  quantifier: Quantifier,
  parts: readonly Expression[],
): Expression | null {
  const [first, ...others] = parts
  if (first === undefined) {
    if (quantifier === 'all') return { kind: 'constant', value: 1 }
    if (quantifier === 'any' || quantifier === 'sum') return { kind: 'constant', value: 0 }
    problems.error(spanOf(node), `this \`${quantifier}\` is over no values`, null)
    return null
  }
  const operator = operatorOf(quantifier)
  const start: Expression = operator === 'and' || operator === 'or' ? truthOf(first) : first
  return others.reduce<Expression>((left, right) => ({ kind: 'binary', operator, left, right }), start)
}

/** A chain of one part is 0 or 1 too. */
function truthOf(part: Expression): Expression {
  if (part.kind === 'binary' && ['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(part.operator)) return part
  return { kind: 'binary', operator: '!=', left: part, right: { kind: 'constant', value: 0 } }
}

function operatorOf(quantifier: Quantifier): BinaryOperator {
  switch (quantifier) {
    case 'all':
      return 'and'
    case 'any':
      return 'or'
    case 'sum':
      return '+'
    case 'max':
    case 'min':
      return quantifier
    default:
      return unreachable(quantifier)
  }
}
