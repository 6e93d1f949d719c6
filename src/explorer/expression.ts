import { present, unreachable } from '../base/bug.ts'
import { inRange } from '../base/integer.ts'
import type { Aspect, BinaryOperator, Expression, FailureKind, Place, Program } from '../program/program.ts'
import { hasEnded, type Layout } from '../space/layout.ts'

/**
 * Thrown by a compiled step that fails. There is one instance per kind, without a stack, because failures are frequent
 * here.
 */
export class StepFailure {
  readonly kind: FailureKind

  constructor(kind: FailureKind) {
    this.kind = kind
  }
}

export const overflow: StepFailure = new StepFailure('overflow')
export const outOfRange: StepFailure = new StepFailure('index')
export const divisionByZero: StepFailure = new StepFailure('division-by-zero')

/** An unpacked state: one integer per slot. */
export type Vector = Int32Array

/** A compiled expression. Throws a `StepFailure` if it has no value. */
export type Compute = (state: Vector) => number

/** The meaning of the names in an expression of a thread; thread -1 stands for invariants, which have no registers. */
export interface Scope {
  readonly program: Program
  readonly layout: Layout
  readonly thread: number
}

export function compileExpression(expression: Expression, scope: Scope): Compute {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression
      return () => value
    }
    case 'register':
      return reader(scope.layout.register(scope.thread, expression.register))
    case 'peer':
      return reader(scope.layout.register(expression.thread, expression.register))
    case 'aspect':
      return compileAspect(expression, scope)
    case 'shared': {
      const slot = compilePlace(expression, scope)
      return typeof slot === 'number' ? reader(slot) : (state) => state[slot(state)] ?? 0
    }
    case 'unary':
      return compileUnary(expression.operator, compileExpression(expression.operand, scope))
    case 'binary':
      return compileBinary(
        expression.operator,
        compileExpression(expression.left, scope),
        compileExpression(expression.right, scope),
      )
    default:
      return unreachable(expression)
  }
}

function reader(slot: number): Compute {
  return (state) => state[slot] ?? 0
}

/** Returns the slot of a place: a number if it is the same in every state, otherwise a function that computes it. */
export function compilePlace(place: Place, scope: Scope): number | Compute {
  const first = scope.layout.shared(place.variable, 0)
  if (place.index === null) return first
  const { length } = present(scope.program.shared[place.variable], 'variable').initial
  if (place.index.kind === 'constant' && place.index.value >= 0 && place.index.value < length) {
    return scope.layout.shared(place.variable, place.index.value)
  }
  const index = compileExpression(place.index, scope)
  return (state) => {
    const element = index(state)
    if (element < 0 || element >= length) throw outOfRange
    return first + element
  }
}

/** Returns `value` if it fits into 32 bits; throws a `StepFailure` otherwise. */
export function ranged(value: number): number {
  if (!inRange(value)) throw overflow
  return value
}

function compileAspect({ aspect, index }: Aspect, { program, layout }: Scope): Compute {
  switch (aspect) {
    case 'units':
      return reader(layout.semaphore(index))
    case 'messages':
      return reader(layout.messages(index))
    case 'holder': {
      const owner = layout.owner(index)
      return (state) => (state[owner] ?? 0) - 1
    }
    case 'line': {
      const [status, pc] = [layout.status(index), layout.pc(index)]
      const lines = (program.codes[program.threads[index]?.code ?? -1]?.instructions ?? []).map(({ line }) => line)
      return (state) => (hasEnded(state[status]) ? 0 : (lines[state[pc] ?? 0] ?? 0))
    }
    default:
      return unreachable(aspect)
  }
}

function compileUnary(operator: '-' | 'not' | '~', operand: Compute): Compute {
  switch (operator) {
    case '-':
      return (state) => ranged(-operand(state))
    case 'not':
      return (state) => (operand(state) === 0 ? 1 : 0)
    case '~':
      return (state) => ~operand(state)
    default:
      return unreachable(operator)
  }
}

function compileBinary(operator: BinaryOperator, left: Compute, right: Compute): Compute {
  switch (operator) {
    case '+':
      return (state) => ranged(left(state) + right(state))
    case '-':
      return (state) => ranged(left(state) - right(state))
    case '*':
      return (state) => ranged(left(state) * right(state))
    case '//':
      return (state) => {
        const dividend = left(state)
        return ranged(Math.floor(dividend / nonZero(right(state))))
      }
    case '%':
      return (state) => {
        const dividend = left(state)
        const divisor = nonZero(right(state))
        const remainder = dividend % divisor
        return remainder !== 0 && remainder < 0 !== divisor < 0 ? remainder + divisor : remainder
      }
    case '<<':
      return (state) => {
        const value = left(state)
        return ranged(value * 2 ** shift(right(state)))
      }
    case '>>':
      return (state) => {
        const value = left(state)
        return value >> shift(right(state))
      }
    case '&':
      return (state) => left(state) & right(state)
    case '|':
      return (state) => left(state) | right(state)
    case '^':
      return (state) => left(state) ^ right(state)
    case '==':
      return (state) => (left(state) === right(state) ? 1 : 0)
    case '!=':
      return (state) => (left(state) !== right(state) ? 1 : 0)
    case '<':
      return (state) => (left(state) < right(state) ? 1 : 0)
    case '<=':
      return (state) => (left(state) <= right(state) ? 1 : 0)
    case '>':
      return (state) => (left(state) > right(state) ? 1 : 0)
    case '>=':
      return (state) => (left(state) >= right(state) ? 1 : 0)
    case 'and':
      return (state) => (left(state) !== 0 && right(state) !== 0 ? 1 : 0)
    case 'or':
      return (state) => (left(state) !== 0 || right(state) !== 0 ? 1 : 0)
    case 'max':
      return (state) => Math.max(left(state), right(state))
    case 'min':
      return (state) => Math.min(left(state), right(state))
    default:
      return unreachable(operator)
  }
}

function nonZero(divisor: number): number {
  if (divisor === 0) throw divisionByZero
  return divisor
}

function shift(count: number): number {
  if (count < 0 || count > 31) throw overflow
  return count
}
