import { unreachable } from '../base/bug.ts'
import { greatestInteger, inRange, leastInteger } from '../base/integer.ts'
import type { BinaryOperator, Comparison, Expression } from './expressions.ts'

/** All integers from `low` to `high`, both included. `low` is at most `high`. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export const anyInteger: Interval = { low: leastInteger, high: greatestInteger }
export const truthValue: Interval = { low: 0, high: 1 }

export function exactly(value: number): Interval {
  return { low: value, high: value }
}

/** Returns the least interval that contains both; null stands for 'no value'. */
export function joined(one: Interval | null, other: Interval | null): Interval | null {
  if (one === null || other === null) return one ?? other
  if (one.low <= other.low && one.high >= other.high) return one
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) }
}

/** Returns the intersection of both; null if it is empty. */
export function met(one: Interval | null, other: Interval | null): Interval | null {
  if (one === null || other === null) return null
  const low = Math.max(one.low, other.low)
  const high = Math.min(one.high, other.high)
  return low > high ? null : { low, high }
}

export function isWithin(one: Interval, other: Interval): boolean {
  return one.low >= other.low && one.high <= other.high
}

/** The ranges of the names in an expression. */
export interface Ranges {
  register(register: number): Interval
  shared(variable: number): Interval
  peer(thread: number, register: number): Interval
  length(variable: number): number
}

/** The range of an expression, and whether its evaluation can fail. A null range: it always fails. */
export interface Estimate {
  readonly range: Interval | null
  readonly fails: boolean
}

/**
 * Estimates an expression by interval arithmetic (Cousot & Cousot, POPL 1977). An operator whose result leaves 32 bits
 * fails, so the results of the others are within.
 */
export function estimate(expression: Expression, ranges: Ranges): Estimate {
  switch (expression.kind) {
    case 'constant':
      return { range: exactly(expression.value), fails: false }
    case 'register':
      return { range: ranges.register(expression.register), fails: false }
    case 'peer':
      return { range: ranges.peer(expression.thread, expression.register), fails: false }
    case 'aspect':
      return { range: anyInteger, fails: false }
    case 'shared':
      return { range: ranges.shared(expression.variable), fails: indexFails(expression, ranges) }
    case 'unary': {
      const { range, fails } = estimate(expression.operand, ranges)
      if (range === null) return nothing
      if (expression.operator === 'not') return { range: negated(range), fails }
      if (expression.operator === '~') return { range: { low: ~range.high, high: ~range.low }, fails }
      return clamped({ low: -range.high, high: -range.low }, fails)
    }
    case 'binary': {
      const left = estimate(expression.left, ranges)
      const right = estimate(expression.right, ranges)
      if (left.range === null) return nothing
      if (right.range === null) return expression.operator === 'and' || expression.operator === 'or' ? unsure : nothing
      return binary(expression.operator, left.range, right.range, left.fails || right.fails)
    }
    default:
      return unreachable(expression)
  }
}

const nothing: Estimate = { range: null, fails: true }
const unsure: Estimate = { range: truthValue, fails: true }

/** Reports whether an index may be outside of its array. */
export function indexFails(place: { variable: number; index: Expression | null }, ranges: Ranges): boolean {
  if (place.index === null) return false
  const { range, fails } = estimate(place.index, ranges)
  return fails || range === null || range.low < 0 || range.high >= ranges.length(place.variable)
}

function clamped(range: Interval, fails: boolean): Estimate {
  if (inRange(range.low) && inRange(range.high)) return { range, fails }
  return { range: met(range, anyInteger), fails: true }
}

function negated(range: Interval): Interval {
  if (range.low > 0 || range.high < 0) return exactly(0)
  return range.low === 0 && range.high === 0 ? exactly(1) : truthValue
}

function binary(operator: BinaryOperator, left: Interval, right: Interval, fails: boolean): Estimate {
  switch (operator) {
    case '+':
      return clamped({ low: left.low + right.low, high: left.high + right.high }, fails)
    case '-':
      return clamped({ low: left.low - right.high, high: left.high - right.low }, fails)
    case '*':
      return clamped(
        corners(left, right, (a, b) => a * b),
        fails,
      )
    case '//':
      return quotient(left, right, fails)
    case '%':
      return remainder(left, right, fails)
    case '<<': {
      const counts = met(right, { low: 0, high: 31 })
      if (counts === null) return nothing
      const shifted = corners(left, counts, (a, b) => a * 2 ** b)
      return clamped(shifted, fails || !isWithin(right, counts))
    }
    case '>>': {
      const counts = met(right, { low: 0, high: 31 })
      if (counts === null) return nothing
      return { range: corners(left, counts, (a, b) => a >> b), fails: fails || !isWithin(right, counts) }
    }
    case '&':
      return { range: conjunction(left, right), fails }
    case '|':
    case '^':
      return { range: bitwise(left, right), fails }
    case 'and':
    case 'or':
      return { range: truthValue, fails }
    case 'max':
    case 'min':
      return { range: extreme(operator === 'max' ? Math.max : Math.min, left, right), fails }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { range: comparison(operator, left, right), fails }
    default:
      return unreachable(operator)
  }
}

function extreme(of: (a: number, b: number) => number, left: Interval, right: Interval): Interval {
  return { low: of(left.low, right.low), high: of(left.high, right.high) }
}

function corners(left: Interval, right: Interval, operate: (a: number, b: number) => number): Interval {
  const values = [
    operate(left.low, right.low),
    operate(left.low, right.high),
    operate(left.high, right.low),
    operate(left.high, right.high),
  ].map((value) => value + 0) // no negative zero
  return { low: Math.min(...values), high: Math.max(...values) }
}

function quotient(left: Interval, right: Interval, fails: boolean): Estimate {
  const hasZero = right.low <= 0 && right.high >= 0
  const parts = [met(right, { low: 1, high: right.high }), met(right, { low: right.low, high: -1 })]
  let range: Interval | null = null
  for (const part of parts) {
    if (part !== null)
      range = joined(
        range,
        corners(left, part, (a, b) => Math.floor(a / b)),
      )
  }
  return range === null ? nothing : clamped(range, fails || hasZero)
}

/** A remainder has the sign of the divisor, and is nearer to 0. */
function remainder(left: Interval, right: Interval, fails: boolean): Estimate {
  const hasZero = right.low <= 0 && right.high >= 0
  if (right.low === 0 && right.high === 0) return nothing
  if (right.low > 0 && left.low >= 0 && left.high < right.low) return { range: left, fails: fails || hasZero }
  const high = right.high > 0 ? right.high - 1 : 0
  const low = right.low < 0 ? right.low + 1 : 0
  return { range: { low, high: left.low >= 0 && right.low >= 0 ? Math.min(high, left.high) : high }, fails: fails || hasZero }
}

function conjunction(left: Interval, right: Interval): Interval {
  if (left.low >= 0 && right.low >= 0) return { low: 0, high: Math.min(left.high, right.high) }
  if (left.low >= 0) return { low: 0, high: left.high }
  if (right.low >= 0) return { low: 0, high: right.high }
  return bitwise(left, right)
}

/** Estimates a bitwise operation: the result needs no more bits than the operands. */
function bitwise(left: Interval, right: Interval): Interval {
  const bits = Math.max(bitsOf(left), bitsOf(right))
  const top = 2 ** bits - 1
  return { low: left.low >= 0 && right.low >= 0 ? 0 : -top - 1, high: top }
}

/** Returns the number of bits of a value, without its sign. */
function bitsOf({ low, high }: Interval): number {
  return 32 - Math.clz32(Math.max(high, ~low, 0))
}

function comparison(operator: Comparison, left: Interval, right: Interval): Interval {
  const apart = left.high < right.low || right.high < left.low
  const same = left.low === left.high && right.low === right.high && left.low === right.low
  const decided = (yes: boolean, no: boolean): Interval => (yes ? exactly(1) : no ? exactly(0) : truthValue)
  switch (operator) {
    case '==':
      return decided(same, apart)
    case '!=':
      return decided(apart, same)
    case '<':
      return decided(left.high < right.low, left.low >= right.high)
    case '<=':
      return decided(left.high <= right.low, left.low > right.high)
    case '>':
      return decided(left.low > right.high, left.high <= right.low)
    case '>=':
      return decided(left.low >= right.high, left.high < right.low)
    default:
      return unreachable(operator)
  }
}
