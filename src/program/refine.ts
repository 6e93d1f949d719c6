import { unreachable } from '../base/bug.ts'
import type { BinaryOperator, Comparison, Expression } from './expressions.ts'
import { anyInteger, estimate, exactly, type Interval, met, type Ranges } from './interval.ts'

/** The ranges of the registers of a thread at a position; null: the position is unreachable. */
export type Registers = readonly Interval[] | null

/** Returns the ranges of the registers if a condition is known to hold, or not to hold. */
export function refined(registers: Registers, condition: Expression, holds: boolean, ranges: Ranges): Registers {
  if (registers === null) return null
  switch (condition.kind) {
    case 'register':
      return holds
        ? narrowed(registers, condition.register, withoutZero(ranges.register(condition.register)))
        : narrowed(registers, condition.register, exactly(0))
    case 'unary':
      return condition.operator === 'not' ? refined(registers, condition.operand, !holds, ranges) : registers
    case 'binary':
      if (condition.operator === (holds ? 'and' : 'or')) {
        return refined(refined(registers, condition.left, holds, ranges), condition.right, holds, ranges)
      }
      return compared(registers, holds ? condition.operator : opposite[condition.operator], condition, ranges)
    case 'constant':
    case 'shared':
    case 'peer':
    case 'aspect':
      return registers
    default:
      return unreachable(condition)
  }
}

const opposite: Readonly<Partial<Record<BinaryOperator, Comparison>>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function compared(
  registers: readonly Interval[],
  operator: BinaryOperator | undefined,
  { left, right }: { readonly left: Expression; readonly right: Expression },
  ranges: Ranges,
): Registers {
  if (operator === undefined || !isComparison(operator)) return registers
  const [here, there] = [estimate(left, ranges).range, estimate(right, ranges).range]
  if (here === null || there === null) return null // no value, so control never gets past it
  let known: Registers = registers
  if (left.kind === 'register') known = narrowed(known, left.register, bound(here, operator, there))
  if (right.kind === 'register') known = narrowed(known, right.register, bound(there, mirrored[operator], here))
  return known
}

function isComparison(operator: BinaryOperator): operator is Comparison {
  return Object.hasOwn(mirrored, operator)
}

function bound(range: Interval, operator: Comparison, other: Interval): Interval | null {
  switch (operator) {
    case '==':
      return met(range, other)
    case '<':
      return met(range, { low: anyInteger.low, high: other.high - 1 })
    case '<=':
      return met(range, { low: anyInteger.low, high: other.high })
    case '>':
      return met(range, { low: other.low + 1, high: anyInteger.high })
    case '>=':
      return met(range, { low: other.low, high: anyInteger.high })
    case '!=':
      return other.low === other.high ? without(range, other.low) : range
    default:
      return unreachable(operator)
  }
}

function withoutZero(range: Interval): Interval | null {
  return without(range, 0)
}

function without(range: Interval, value: number): Interval | null {
  if (range.low === value && range.high === value) return null
  if (range.low === value) return { low: value + 1, high: range.high }
  return range.high === value ? { low: range.low, high: value - 1 } : range
}

function narrowed(registers: Registers, register: number, range: Interval | null): Registers {
  const both = met(registers?.[register] ?? null, range)
  if (registers === null || both === null) return null
  return registers.map((known, index) => (index === register ? both : known))
}
