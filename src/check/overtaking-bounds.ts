import { unreachable } from '../base/bug.ts'
import type { BoundOperator, Program } from '../program/program.ts'

/** Reports whether an `expect` line asks how often threads overtake each other. */
export function asksForOvertaking({ expectations }: Program): boolean {
  return expectations.some(({ kind }) => kind === 'overtaking')
}

/** Compares a bound that was found with one that is expected; null is infinity. */
export function comparesTo(found: number, operator: BoundOperator, expected: number | null): boolean {
  const bound = expected ?? Number.POSITIVE_INFINITY
  switch (operator) {
    case '<':
      return found < bound
    case '<=':
      return found <= bound
    case '==':
      return found === bound
    case '>=':
      return found >= bound
    case '>':
      return found > bound
    default:
      return unreachable(operator)
  }
}
