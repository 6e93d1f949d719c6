import { describe, expect, test } from 'vitest'
import { type BinaryOperator, binaryOperators, type Expression } from '../../src/program/expressions.ts'
import { estimate, type Interval, type Ranges } from '../../src/program/interval.ts'
import { type Environment, evaluate, Fault } from '../../src/semantics/evaluate.ts'

const [least, greatest] = [-2147483648, 2147483647]

/** Intervals of few values: around zero, and at both ends of the integers. */
const intervals: readonly Interval[] = [-3, -1, 0, 1, 2, 31, least, greatest - 2].flatMap((low) =>
  [0, 1, 2].map((more) => ({ low, high: low + more })),
)

function valuesOf({ low, high }: Interval): number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index)
}

function environment(registers: readonly number[]): Environment {
  const none = (): number => {
    throw new Error('no such name')
  }
  return { register: (index) => registers[index] ?? 0, shared: none, length: () => 1, peer: none, aspect: none }
}

function rangesOf(registers: readonly Interval[]): Ranges {
  const none = (): Interval => ({ low: 0, high: 0 })
  return { register: (index) => registers[index] ?? none(), shared: none, length: () => 1, peer: none }
}

/** The value, or null if the evaluation fails. */
function valueIn(expression: Expression, registers: readonly number[]): number | null {
  try {
    return evaluate(expression, environment(registers))
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

const left: Expression = { kind: 'register', register: 0 }
const right: Expression = { kind: 'register', register: 1 }

describe('an estimate contains every value, and says where an evaluation fails', () => {
  test.each(binaryOperators)('%s', (operator) => {
    const expression: Expression = { kind: 'binary', operator, left, right }
    for (const one of intervals) {
      for (const other of intervals) {
        const { range, fails } = estimate(expression, rangesOf([one, other]))
        const values = valuesOf(one).flatMap((a) => valuesOf(other).map((b) => valueIn(expression, [a, b])))
        const context = `${JSON.stringify(one)} ${operator} ${JSON.stringify(other)}`
        if (values.includes(null)) expect(fails, context).toBe(true)
        for (const value of values) {
          if (value === null) continue
          expect(range !== null && value >= range.low && value <= range.high, `${context}: ${value}`).toBe(true)
        }
      }
    }
  })

  test.each(['-', '~', 'not'] as const)('%s', (operator) => {
    const expression: Expression = { kind: 'unary', operator, operand: left }
    for (const one of intervals) {
      const { range, fails } = estimate(expression, rangesOf([one]))
      for (const value of valuesOf(one).map((a) => valueIn(expression, [a]))) {
        if (value === null) expect(fails).toBe(true)
        else expect(range !== null && value >= range.low && value <= range.high).toBe(true)
      }
    }
  })
})

test('comparisons of intervals that do not meet are known', () => {
  const known = (operator: BinaryOperator, one: Interval, other: Interval): Interval | null =>
    estimate({ kind: 'binary', operator, left, right }, rangesOf([one, other])).range
  expect(known('<', { low: 0, high: 1 }, { low: 2, high: 3 })).toEqual({ low: 1, high: 1 })
  expect(known('<=', { low: 0, high: 2 }, { low: 2, high: 3 })).toEqual({ low: 1, high: 1 })
  expect(known('<=', { low: 3, high: 4 }, { low: 0, high: 2 })).toEqual({ low: 0, high: 0 })
  expect(known('<=', { low: 2, high: 4 }, { low: 0, high: 2 })).toEqual({ low: 0, high: 1 })
  expect(known('==', { low: 0, high: 1 }, { low: 2, high: 3 })).toEqual({ low: 0, high: 0 })
  expect(known('%', { low: 0, high: 7 }, { low: 5, high: 9 })).toEqual({ low: 0, high: 7 })
})

test('an index fails only where it may be outside', () => {
  const fails = (index: Interval): boolean => {
    const place: Expression = { kind: 'shared', variable: 0, index: left }
    return estimate(place, { ...rangesOf([index]), length: () => 3 }).fails
  }
  expect([fails({ low: 0, high: 2 }), fails({ low: -1, high: 2 }), fails({ low: 0, high: 3 })]).toEqual([false, true, true])
})
