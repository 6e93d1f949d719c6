import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import type { Arguments, Value } from '../../lowering/values.ts'
import type { Expr, Statement } from '../syntax/tree.ts'

/**
 * The lowering of Python's statements and expressions. They call each other through here, since expressions hold calls,
 * calls hold statements, and these hold expressions.
 */
export interface Running extends Lowering {
  evaluate(expression: Expr): Value
  execute(statements: readonly Statement[]): void
  assign(target: Expr, value: Value, span: Span): void
  /** The value of an expression that is visited at once: it may be an iterator, and a list need not be an object. */
  elements(expression: Expr): Value
  /** The arguments of a call. */
  arguments(call: Expr & { readonly kind: 'call' }): Arguments
  /** The truth of an expression: True, False, or a test. */
  test(expression: Expr): Value
}
