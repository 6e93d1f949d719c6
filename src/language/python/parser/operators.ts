import {
  type ArithmeticOperator,
  arithmeticOperators,
  type Comparison,
  type ComparisonOperator,
  comparisonOperators,
  type Expr,
} from '../syntax/tree.ts'
import { Cursor } from './cursor.ts'
import { notSupported } from './failure.ts'

/** The operators between two operands that are no tests, and how tightly they bind. */
const binding: ReadonlyMap<string, number> = new Map([
  ['|', 0],
  ['^', 1],
  ['&', 2],
  ['<<', 3],
  ['>>', 3],
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['//', 5],
  ['%', 5],
  ['@', 5],
])

/** What to write where the `in` of a loop is missing. */
export const loopHint = 'write `for x in values`'

/** Reads expressions of operators. */
export abstract class OperatorReader extends Cursor {
  /** Reads an operand: a value with its attributes, elements and calls. */
  protected abstract primary(): Expr

  /** Reads `or` and all that binds more tightly. */
  protected disjunction(): Expr {
    const start = this.start()
    let left = this.conjunction()
    while (this.take('or')) {
      left = { kind: 'logical', operator: 'or', left, right: this.conjunction(), span: this.since(start) }
    }
    return left
  }

  private conjunction(): Expr {
    const start = this.start()
    let left = this.inversion()
    while (this.take('and')) {
      left = { kind: 'logical', operator: 'and', left, right: this.inversion(), span: this.since(start) }
    }
    return left
  }

  private inversion(): Expr {
    const start = this.start()
    if (!this.take('not')) return this.comparison()
    const operand = this.nested(() => this.inversion())
    return { kind: 'unary', operator: 'not', operand, span: this.since(start) }
  }

  private comparison(): Expr {
    const start = this.start()
    const first = this.operation()
    const rest: Comparison[] = []
    for (let operator = this.comparator(); operator !== null; operator = this.comparator()) {
      rest.push({ operator, operand: this.operation() })
    }
    return rest.length === 0 ? first : { kind: 'compare', first, rest, span: this.since(start) }
  }

  private comparator(): ComparisonOperator | null {
    if (this.is('not') && this.is('in', 1)) {
      this.at += 2
      return 'not in'
    }
    const found = comparisonOperators.find((each) => this.is(each))
    if (found === undefined) return null
    this.at++
    return found === 'is' && this.take('not') ? 'is not' : found
  }

  /** Reads arithmetic, of operators that bind at least so tightly. */
  protected operation(least = 0): Expr {
    const start = this.start()
    let left = this.signed()
    for (;;) {
      const token = this.peek()
      const tightness = token.kind === 'operator' ? binding.get(token.text) : undefined
      if (token.kind !== 'operator' || tightness === undefined || tightness < least) return left
      this.at++
      const operator = this.arithmetic(token.text, token.span.start)
      left = { kind: 'binary', operator, left, right: this.operation(tightness + 1), span: this.since(start) }
    }
  }

  /** The operator that a sign stands for. */
  protected arithmetic(sign: string, start: number): ArithmeticOperator {
    const found = arithmeticOperators.find((each) => each === sign)
    return found ?? notSupported({ start, end: start + sign.length }, '`@` is', 'call a function that multiplies')
  }

  private signed(): Expr {
    const start = this.start()
    const operator = (['-', '+', '~'] as const).find((each) => this.take(each))
    if (operator === undefined) return this.power()
    const operand = this.nested(() => this.signed())
    return operator === '-'
      ? negative(operand, this.since(start))
      : { kind: 'unary', operator, operand, span: this.since(start) }
  }

  private power(): Expr {
    const start = this.start()
    const left = this.awaited()
    if (!this.take('**')) return left
    const right = this.nested(() => this.signed())
    return { kind: 'binary', operator: '**', left, right, span: this.since(start) }
  }

  private awaited(): Expr {
    const start = this.start()
    if (!this.take('await')) return this.primary()
    const value = this.primary()
    return { kind: 'await', value, span: this.since(start) }
  }
}

/** `-operand`; a negative number is one value. */
export function negative(operand: Expr, span: Expr['span']): Expr {
  switch (operand.kind) {
    case 'number':
      return { kind: 'number', value: 0 - operand.value, span }
    case 'float':
      return { kind: 'float', value: -operand.value, span }
    case 'bigint':
      return { kind: 'bigint', value: -operand.value, span }
    default: // what has a value only when the program runs
      return { kind: 'unary', operator: '-', operand, span }
  }
}
