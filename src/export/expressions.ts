import { present, unreachable } from '../base/bug.ts'
import { anyInteger, estimate, type Interval, type Ranges } from '../program/interval.ts'
import type { Aspect, BinaryOperator, Expression, FailureKind } from '../program/program.ts'
import type { Term, Variable } from './model.ts'
import { all, any, binaryTerm, conditional, equals, greatest, least, not, number, read } from './terms.ts'

/** What the names in an expression are in the exported model. */
export interface Names {
  register(register: number): Term
  shared(variable: number): Variable
  peer(thread: number, register: number): Term
  aspect(aspect: Aspect): Term
}

/** A reason for which an expression has no value. Later ones count only if the earlier ones do not apply. */
export interface Fault {
  readonly when: Term
  readonly failure: FailureKind
}

/** An expression as a term, and when it has no value. */
export interface Lowered {
  readonly term: Term
  readonly faults: readonly Fault[]
}

/** Returns the term of an expression. `ranges` leave out checks of what cannot happen; null if nothing is known. */
export function lowerExpression(expression: Expression, names: Names, ranges: Ranges | null): Lowered {
  const lower = (each: Expression): Lowered => lowerExpression(each, names, ranges)
  switch (expression.kind) {
    case 'constant':
      return { term: number(expression.value), faults: [] }
    case 'register':
      return { term: names.register(expression.register), faults: [] }
    case 'peer':
      return { term: names.peer(expression.thread, expression.register), faults: [] }
    case 'aspect':
      return { term: names.aspect(expression), faults: [] }
    case 'shared': {
      const variable = names.shared(expression.variable)
      if (expression.index === null) return { term: read(variable, variable.length === null ? null : number(0)), faults: [] }
      const { term, faults } = lowerIndex(expression.index, variable, names, ranges)
      return { term: read(variable, term), faults }
    }
    case 'unary': {
      const { term, faults } = lower(expression.operand)
      const { operator } = expression
      const own = operator === '-' && rangeOf(expression.operand, ranges).low === anyInteger.low ? [equals(term, least)] : []
      return {
        term: operator === 'not' ? not(truth(term)) : { kind: 'unary', operator, operand: term },
        faults: [...faults, ...own.map(overflow)],
      }
    }
    case 'binary':
      return lowerBinary(expression, names, ranges)
    default:
      return unreachable(expression)
  }
}

/** Returns the term of an index, which is checked as soon as it is evaluated. */
export function lowerIndex(index: Expression, variable: Variable, names: Names, ranges: Ranges | null): Lowered {
  const { term, faults } = lowerExpression(index, names, ranges)
  const length = present(variable.length, 'length of an array')
  const { low, high } = rangeOf(index, ranges)
  const outside = any([
    ...(low < 0 ? [binaryTerm('<', term, number(0))] : []),
    ...(high >= length ? [binaryTerm('>=', term, number(length))] : []),
  ])
  const own: Fault[] = outside.kind === 'number' && outside.value === 0 ? [] : [{ when: outside, failure: 'index' }]
  return { term, faults: [...faults, ...own] }
}

function rangeOf(expression: Expression, ranges: Ranges | null): Interval {
  if (expression.kind === 'constant') return { low: expression.value, high: expression.value }
  return ranges === null ? anyInteger : (estimate(expression, ranges).range ?? anyInteger)
}

function overflow(condition: Term): Fault {
  return { when: condition, failure: 'overflow' }
}

function lowerBinary(expression: Expression & { kind: 'binary' }, names: Names, ranges: Ranges | null): Lowered {
  const { operator } = expression
  const left = lowerExpression(expression.left, names, ranges)
  const right = lowerExpression(expression.right, names, ranges)
  if (operator === 'and' || operator === 'or') {
    const matters = operator === 'and' ? truth(left.term) : not(truth(left.term))
    const own = right.faults.map(({ when, failure }): Fault => ({ when: all([matters, when]), failure }))
    return { term: binaryTerm(operator, truth(left.term), truth(right.term)), faults: [...left.faults, ...own] }
  }
  const both = [...left.faults, ...right.faults]
  const [one, other] = [rangeOf(expression.left, ranges), rangeOf(expression.right, ranges)]
  return {
    term: termOf(operator, left.term, right.term),
    faults: [...both, ...faultsOf(operator, left.term, right.term, one, other)],
  }
}

function truth(term: Term): Term {
  return isTruth(term) ? term : binaryTerm('!=', term, number(0))
}

/** Whether a term is 0 or 1 by its form. */
export function isTruth(term: Term): boolean {
  switch (term.kind) {
    case 'number':
      return term.value === 0 || term.value === 1
    case 'unary':
      return term.operator === 'not'
    case 'binary':
      return ['==', '!=', '<', '<=', '>', '>=', 'and', 'or'].includes(term.operator)
    case 'first':
    case 'contains':
      return true
    case 'cell':
    case 'me':
    case 'if':
    case 'length':
      return false
    default:
      return unreachable(term)
  }
}

function termOf(operator: Exclude<BinaryOperator, 'and' | 'or'>, left: Term, right: Term): Term {
  if (operator === 'max') return conditional(binaryTerm('>=', left, right), left, right)
  if (operator === 'min') return conditional(binaryTerm('<=', left, right), left, right)
  return binaryTerm(operator, left, right)
}

/** When an operator has no value for two numbers that exist. The conditions themselves never leave 32 bits. */
function faultsOf(operator: BinaryOperator, left: Term, right: Term, one: Interval, other: Interval): Fault[] {
  switch (operator) {
    case '+':
    case '-': {
      const [low, high] =
        operator === '+' ? [one.low + other.low, one.high + other.high] : [one.low - other.high, one.high - other.low]
      return sumFaults(operator, left, right, low, high, other)
    }
    case '*':
      return productFaults(left, right, one, other)
    case '//':
    case '%': {
      const none: Fault[] =
        other.low > 0 || other.high < 0 ? [] : [{ when: equals(right, number(0)), failure: 'division-by-zero' }]
      if (operator === '%' || one.low > anyInteger.low || other.low > -1 || other.high < -1) return none
      return [...none, overflow(all([equals(left, least), equals(right, number(-1))]))]
    }
    case '<<':
    case '>>':
      return shiftFaults(operator, left, right, one, other)
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
    case 'max':
    case 'min':
      return []
    default:
      return unreachable(operator)
  }
}

/** A sum that is too great has a positive right side, a difference a negative one; and the other way round. */
function sumFaults(operator: '+' | '-', left: Term, right: Term, low: number, high: number, other: Interval): Fault[] {
  const back = operator === '+' ? '-' : '+'
  const isPositive = other.low > 0 ? [] : [binaryTerm('>', right, number(0))]
  const isNegative = other.high < 0 ? [] : [binaryTerm('<', right, number(0))]
  const [up, down] = operator === '+' ? [isPositive, isNegative] : [isNegative, isPositive]
  return [
    ...(high > anyInteger.high ? [overflow(all([...up, binaryTerm('>', left, binaryTerm(back, greatest, right))]))] : []),
    ...(low < anyInteger.low ? [overflow(all([...down, binaryTerm('<', left, binaryTerm(back, least, right))]))] : []),
  ]
}

function productFaults(left: Term, right: Term, one: Interval, other: Interval): Fault[] {
  const corners = [one.low, one.high].flatMap((a) => [a * other.low, a * other.high])
  if (corners.every((each) => each >= anyInteger.low && each <= anyInteger.high)) return []
  const quotient = (bound: Term): Term => truncated(bound, left)
  const above = all([
    binaryTerm('>', left, number(0)),
    any([binaryTerm('>', right, quotient(greatest)), binaryTerm('<', right, quotient(least))]),
  ])
  const minusOne = all([equals(left, number(-1)), equals(right, least)])
  const below = all([
    binaryTerm('<', left, number(-1)),
    any([binaryTerm('<', right, quotient(greatest)), binaryTerm('>', right, quotient(least))]),
  ])
  return [overflow(any([above, minusOne, below]))]
}

/** The quotient rounded toward zero of a bound by a number other than 0 and -1. */
function truncated(bound: Term, by: Term): Term {
  const floor = binaryTerm('//', bound, by)
  // 2147483647 and -2147483648 have different signs from a divisor for which the quotient is negative.
  const exact = equals(binaryTerm('%', bound, by), number(0))
  const isNegative = bound === greatest ? binaryTerm('<', by, number(0)) : binaryTerm('>', by, number(0))
  return conditional(all([isNegative, not(exact)]), binaryTerm('+', floor, number(1)), floor)
}

function shiftFaults(operator: '<<' | '>>', left: Term, right: Term, one: Interval, other: Interval): Fault[] {
  const outside = any([
    ...(other.low < 0 ? [binaryTerm('<', right, number(0))] : []),
    ...(other.high > 31 ? [binaryTerm('>', right, number(31))] : []),
  ])
  const count: Fault[] = outside.kind === 'number' ? [] : [overflow(outside)]
  if (operator === '>>') return count
  const fits =
    other.high >= 0 &&
    other.high <= 31 &&
    [one.low, one.high].every((each) => {
      const shifted = each * 2 ** other.high
      return shifted >= anyInteger.low && shifted <= anyInteger.high
    })
  if (fits) return count
  const tooLarge = any([
    binaryTerm('>', left, binaryTerm('>>', greatest, right)),
    binaryTerm('<', left, binaryTerm('>>', least, right)),
  ])
  return [...count, overflow(tooLarge)]
}
