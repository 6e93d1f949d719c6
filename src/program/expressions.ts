import { unreachable } from '../base/bug.ts'

/** The operators of expressions with one operand. */
export const unaryOperators = ['-', 'not', '~'] as const
export type UnaryOperator = (typeof unaryOperators)[number]

/** The operators of expressions with two operands; `max` and `min` are written as calls: `max(a, b)`. */
export const binaryOperators = [
  '+',
  '-',
  '*',
  '//',
  '%',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'max',
  'min',
] as const
export type BinaryOperator = (typeof binaryOperators)[number]
export type Comparison = Extract<BinaryOperator, '==' | '!=' | '<' | '<=' | '>' | '>='>

/** Something with a name, which reports show as it is: an object, or a value that the IR has no notation for. */
export interface DenotedName {
  readonly name: string
  /** The same with the objects in it by their numbers in the heap of the program: outcomes name these anew. */
  readonly parts?: readonly (string | number)[]
}

/** What an integer of the IR can stand for in a source language. */
export type Meaning = boolean | null | string | DenotedName

/**
 * What claims can say of things that are not variables: the units of a semaphore; the number of messages in a channel;
 * the number of the thread that holds a lock, -1 if it is free; the line of the instruction that a thread executes next, 0 if it has ended. `index` is the
 * number of the semaphore, channel, lock or thread.
 */
export interface Aspect {
  readonly kind: 'aspect'
  readonly aspect: 'units' | 'holder' | 'line' | 'messages'
  readonly index: number
}

/**
 * Instructions read only registers of their own thread; `shared` occurs in `await` conditions, and, as `peer` and `aspect` do,
 * in invariants and expectations.
 */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'register'; readonly register: number }
  | { readonly kind: 'shared'; readonly variable: number; readonly index: Expression | null }
  | { readonly kind: 'peer'; readonly thread: number; readonly register: number }
  | Aspect
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }

/** An expression without operators, which always has a value. `meanings` are those of a variable. */
export type Operand = (
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'register'; readonly register: number }
) & { readonly meanings?: Readonly<Record<string, Meaning>> }

/** A shared integer: a variable, or one element of an array (then `index` is not null). */
export interface Place {
  readonly variable: number
  readonly index: Expression | null
}

/** Returns an expression and all of its subexpressions, the outermost first. */
export function subexpressions(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'constant':
    case 'register':
    case 'peer':
    case 'aspect':
      return [expression]
    case 'shared':
      return expression.index === null ? [expression] : [expression, ...subexpressions(expression.index)]
    case 'unary':
      return [expression, ...subexpressions(expression.operand)]
    case 'binary':
      return [expression, ...subexpressions(expression.left), ...subexpressions(expression.right)]
    default:
      return unreachable(expression)
  }
}

/** Returns the expression of a number. */
export function constant(value: number): Expression {
  return { kind: 'constant', value }
}

/** Returns the expression of an operator and its operands. */
export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}
