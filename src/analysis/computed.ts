import { inRange } from '../base/integer.ts'
import { constantResult } from '../program/fold.ts'
import type { Aspect, Expression } from '../program/program.ts'

/** What an expression over a whole state reads. `shared` is null for an element that the array does not have. */
export interface Reads {
  shared(variable: number, element: number): number | null
  peer(thread: number, register: number): number
  aspect(aspect: Aspect): number
}

/** Returns the value of an expression over a whole state; null if it has none there. */
export function computedValue(expression: Expression, reads: Reads): number | null {
  switch (expression.kind) {
    case 'constant':
      return expression.value
    case 'register':
      return null // only instructions read registers without a thread
    case 'peer':
      return reads.peer(expression.thread, expression.register)
    case 'aspect':
      return reads.aspect(expression)
    case 'shared': {
      const element = expression.index === null ? 0 : computedValue(expression.index, reads)
      return element === null ? null : reads.shared(expression.variable, element)
    }
    case 'unary': {
      const value = computedValue(expression.operand, reads)
      if (value === null) return null
      return inRangeOrNull(expression.operator === '-' ? -value : expression.operator === '~' ? ~value : Number(value === 0))
    }
    case 'binary': {
      const left = computedValue(expression.left, reads)
      if (left === null) return null
      if (expression.operator === 'and' && left === 0) return 0
      if (expression.operator === 'or' && left !== 0) return 1
      const right = computedValue(expression.right, reads)
      return right === null ? null : inRangeOrNull(constantResult(expression.operator, left, right))
    }
  }
}

function inRangeOrNull(value: number | null): number | null {
  return value === null || !inRange(value) ? null : value + 0
}
