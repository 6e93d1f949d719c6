import { present, unreachable } from '../base/bug.ts'
import type { Expression, Place } from './expressions.ts'
import { anyInteger, type Estimate, estimate, type Interval, type Ranges, truthValue } from './interval.ts'
import { type Operation, rowOf, type ValueRule } from './operations.ts'

/**
 * A value that an operation writes, for analyses that do not know the state: that of an expression; that of one of two
 * expressions, selected by their values, for which `range` computes the range of the selected one from theirs; or any
 * value in a range.
 */
export type Written =
  | { readonly kind: 'computed'; readonly expression: Expression }
  | {
      readonly kind: 'selected'
      readonly options: readonly [Expression, Expression]
      readonly range: (one: Interval, other: Interval) => Interval
    }
  | { readonly kind: 'within'; readonly range: Interval }

/** Returns what an operation writes into its register `to`; null if it writes none. */
export function resultOf(operation: Operation): { readonly to: number; readonly value: Written } | null {
  const { result } = rowOf(operation)
  if (result === undefined || !('to' in operation) || operation.to === null) return null
  return { to: operation.to, value: written(result, operation) }
}

/**
 * Returns what an operation writes into its place, if it does; null if it never does. The old value is that of any
 * element.
 */
export function storedBy(operation: Operation): { readonly place: Place; readonly value: Written } | null {
  const { stored } = rowOf(operation)
  if (stored === undefined || !('place' in operation)) return null
  return { place: operation.place, value: written(stored, operation) }
}

function written(rule: ValueRule, operation: Operation): Written {
  switch (rule) {
    case 'old':
      return { kind: 'computed', expression: oldOf(operation) }
    case 'value':
      return { kind: 'computed', expression: operandOf(operation) }
    case 'old + value':
      return sum(oldOf(operation), operandOf(operation))
    case 'own + value':
      return sum(ownOf(operation), operandOf(operation))
    case 'greater of old and value':
      return selected(operation, Math.max)
    case 'lesser of old and value':
      return selected(operation, Math.min)
    case 'truth':
      return { kind: 'within', range: truthValue }
    case 'message':
      return { kind: 'within', range: anyInteger }
    case 'choice':
      return { kind: 'within', range: choiceOf(operation) }
    default:
      return unreachable(rule)
  }
}

/** Returns the range of a written value, and whether computing it can fail. */
export function estimateWritten(value: Written, ranges: Ranges): Estimate {
  switch (value.kind) {
    case 'computed':
      return estimate(value.expression, ranges)
    case 'selected': {
      const [one, other] = [estimate(value.options[0], ranges), estimate(value.options[1], ranges)]
      if (one.range === null || other.range === null) return { range: null, fails: true }
      return { range: value.range(one.range, other.range), fails: one.fails || other.fails }
    }
    case 'within':
      return { range: value.range, fails: false }
    default:
      return unreachable(value)
  }
}

/** Returns the old value or the operand: the one that `pick` selects. `pick` is monotonic in each of its arguments. */
function selected(operation: Operation, pick: (one: number, other: number) => number): Written {
  return {
    kind: 'selected',
    options: [oldOf(operation), operandOf(operation)],
    range: (one, other) => ({ low: pick(one.low, other.low), high: pick(one.high, other.high) }),
  }
}

function sum(left: Expression, right: Expression): Written {
  return { kind: 'computed', expression: { kind: 'binary', operator: '+', left, right } }
}

function oldOf(operation: Operation): Expression {
  const place = 'place' in operation ? operation.place : null
  return { kind: 'shared', variable: present(place, 'place').variable, index: null }
}

function ownOf(operation: Operation): Expression {
  const to = 'to' in operation ? operation.to : null
  return { kind: 'register', register: present(to, 'register') }
}

function operandOf(operation: Operation): Expression {
  return present('value' in operation ? operation.value : null, 'value')
}

function choiceOf(operation: Operation): Interval {
  return present('low' in operation ? { low: operation.low, high: operation.high } : null, 'range')
}
