import { unreachable } from '../base/bug.ts'
import type { Expression, Operand, Place } from './expressions.ts'
import { expressionsOf, type Operation, operandsOf, type RoledOperand, rowOf } from './operations.ts'

/** New numbers for what instructions and conditions name; omitted kinds keep their numbers. */
export interface Renaming {
  readonly register?: (register: number) => number
  readonly variable?: (variable: number) => number
  readonly thread?: (thread: number) => number
}

/** Returns an operation or instruction with new numbers. */
export function renamed<T extends Operation>(operation: T, renaming: Renaming): T {
  const fields = Object.keys(rowOf(operation).operands).filter((field) => Reflect.get(operation, field) !== undefined)
  const values = operandsOf(operation).map((operand) => renamedOperand(operand, renaming))
  return { ...operation, ...Object.fromEntries(fields.map((field, index) => [field, values[index]])) }
}

function renamedOperand(operand: RoledOperand, renaming: Renaming): unknown {
  const { register = same, thread = same } = renaming
  switch (operand.role) {
    case 'register':
    case 'accumulator':
      return register(operand.value)
    case 'optional register':
      return operand.value === null ? null : register(operand.value)
    case 'place':
      return renamedPlace(operand.value, renaming)
    case 'value':
    case 'awaited':
      return renamedExpression(operand.value, renaming)
    case 'operand':
      return operand.value === undefined ? undefined : renamedValue(operand.value, renaming)
    case 'operands':
      return operand.value?.map((each) => renamedValue(each, renaming))
    case 'thread':
      return thread(operand.value)
    case 'lock':
    case 'semaphore':
    case 'condition':
    case 'barrier':
    case 'channel':
    case 'least':
    case 'greatest':
    case 'target':
    case 'end':
    case 'name':
    case 'mark':
      return operand.value
    default:
      return unreachable(operand)
  }
}

function same(index: number): number {
  return index
}

function renamedPlace(place: Place, renaming: Renaming): Place {
  const { variable = same } = renaming
  return { variable: variable(place.variable), index: place.index === null ? null : renamedExpression(place.index, renaming) }
}

function renamedValue(value: Operand, { register = same }: Renaming): Operand {
  return value.kind === 'register' ? { ...value, register: register(value.register) } : value
}

/** Returns an expression with new numbers. */
export function renamedExpression(expression: Expression, renaming: Renaming): Expression {
  const { register = same, thread = same } = renaming
  switch (expression.kind) {
    case 'constant':
      return expression
    case 'aspect':
      return expression.aspect === 'line' ? { ...expression, index: thread(expression.index) } : expression
    case 'register':
      return { ...expression, register: register(expression.register) }
    case 'shared':
      return { ...expression, ...renamedPlace(expression, renaming) }
    case 'peer':
      return { ...expression, thread: thread(expression.thread), register: register(expression.register) }
    case 'unary':
      return { ...expression, operand: renamedExpression(expression.operand, renaming) }
    case 'binary':
      return {
        ...expression,
        left: renamedExpression(expression.left, renaming),
        right: renamedExpression(expression.right, renaming),
      }
    default:
      return unreachable(expression)
  }
}

/** Returns the shared variables that an operation names, in its places and its expressions. */
export function variablesOf(operation: Operation): number[] {
  const places = operandsOf(operation).flatMap((each) => (each.role === 'place' ? [each.value.variable] : []))
  return [...places, ...expressionsOf(operation).flatMap(variablesIn)]
}

/** Returns the shared variables that an expression names. */
export function variablesIn(expression: Expression): number[] {
  switch (expression.kind) {
    case 'constant':
    case 'register':
    case 'peer':
    case 'aspect':
      return []
    case 'shared':
      return [expression.variable, ...(expression.index === null ? [] : variablesIn(expression.index))]
    case 'unary':
      return variablesIn(expression.operand)
    case 'binary':
      return [...variablesIn(expression.left), ...variablesIn(expression.right)]
    default:
      return unreachable(expression)
  }
}
