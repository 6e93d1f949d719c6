import { present } from '../../../base/bug.ts'
import { type Comparison, type ComparisonOperator, comparisonOperators, type Expr } from './tree.ts'

/** A word of a chain of tests: an operand, `not`, or an operator between two. */
export type Token =
  | { readonly kind: 'operand'; readonly expression: Expr }
  | { readonly kind: 'word'; readonly word: string; readonly at: number }

/** Reads a chain of tests with Python's precedence: `or`, `and`, `not`, comparisons. */
export class ChainReader {
  private at = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  or(): Expr {
    let left = this.and()
    while (this.takes('or')) left = logical('or', left, this.and())
    return left
  }

  private and(): Expr {
    let left = this.not()
    while (this.takes('and')) left = logical('and', left, this.not())
    return left
  }

  private not(): Expr {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.word !== 'not') return this.comparison()
    this.at++
    const operand = this.not()
    return { kind: 'unary', operator: 'not', operand, span: { start: token.at, end: operand.span.end } }
  }

  private comparison(): Expr {
    const first = this.operand()
    const rest: Comparison[] = []
    for (let operator = this.comparator(); operator !== null; operator = this.comparator()) {
      rest.push({ operator, operand: this.operand() })
    }
    const last = rest.at(-1)
    if (last === undefined) return first
    return { kind: 'compare', first, rest, span: { start: first.span.start, end: last.operand.span.end } }
  }

  private comparator(): ComparisonOperator | null {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.word === 'and' || token.word === 'or') return null
    this.at++
    if (token.word === 'not') return this.takes('in') ? 'not in' : null
    if (token.word === 'is') return this.takes('not') ? 'is not' : 'is'
    return present(
      comparisonOperators.find((each) => each === token.word),
      'operator of a comparison',
    )
  }

  private operand(): Expr {
    const token = this.tokens[this.at++]
    if (token?.kind === 'operand') return token.expression
    this.at-- // `a == not b` is not valid Python, but the grammar accepts it: parse it as it looks
    return this.not()
  }

  private takes(word: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.word !== word) return false
    this.at++
    return true
  }
}

function logical(operator: 'and' | 'or', left: Expr, right: Expr): Expr {
  return { kind: 'logical', operator, left, right, span: { start: left.span.start, end: right.span.end } }
}
