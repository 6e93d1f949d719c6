import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import type { Value } from '../../lowering/values.ts'
import type { Expr, Statement } from '../syntax/tree.ts'

/**
 * The lowering of Python's statements and expressions. They call each other through here, since expressions hold calls,
 * calls hold statements, and these hold expressions.
 */
export interface Running extends Lowering {
  evaluate(expression: Expr): Value
  execute(statements: readonly Statement[]): void
  assign(target: Expr, value: Value, span: Span): void
  /** The truth of an expression: True, False, or a test. */
  test(expression: Expr): Value
}
