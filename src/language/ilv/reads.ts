import type { SyntaxNode } from '@lezer/common'
import { type Expression, subexpressions } from '../../program/expressions.ts'
import type { Operation } from '../../program/program.ts'

/** Within an `atomic` block, whether the reads synchronise as others in such blocks do. */
export type ReadMode = 'synchronised' | 'plain'

/** The parts of the code under construction that reading shared variables needs. */
export interface ReadingCode {
  emit(operation: Operation, line: number, node: SyntaxNode): number
  /** Sets the target of a jump to the position of the next instruction. */
  aim(at: number): void
  /** Returns the register for the value number `index` that is in transit. */
  transit(index: number): number
  isTransit(register: number): boolean
  /** Silently sets registers to 0. */
  forget(registers: Iterable<number>, line: number, node: SyntaxNode): void
  /** Whether a shared variable is declared `atomic`. */
  isAtomic(variable: number): boolean
}

/**
 * Lowers an expression that reads shared variables: each read is a `load` into a register of its own, one step each, in
 * the order of the text; `and` and `or` read their right side only if it matters. One object reads the expressions of
 * one statement: what it has read stays in its registers.
 */
export class SharedReads {
  private readonly code: ReadingCode
  private readonly line: number
  private readonly node: SyntaxNode
  /** The registers that any read used. */
  private readonly touched = new Set<number>()
  /** The values in transit that are still needed. */
  private readonly used = new Set<number>()
  /** Reads that occur more than once in the expression, as the components of pairs do: each is one load. */
  private readonly repeated: ReadonlySet<Expression>
  private readonly mode: ReadMode
  private readonly loaded = new Map<Expression, Expression>()

  constructor(
    code: ReadingCode,
    line: number,
    node: SyntaxNode,
    expressions: readonly Expression[],
    mode: ReadMode = 'synchronised',
  ) {
    this.mode = mode
    this.code = code
    this.line = line
    this.node = node
    const seen = new Set<Expression>()
    const repeated = new Set<Expression>()
    for (const each of expressions.flatMap(subexpressions)) {
      if (each.kind !== 'shared') continue
      if (seen.has(each)) repeated.add(each)
      seen.add(each)
    }
    this.repeated = repeated
  }

  /** Emits the loads, and returns the expression over registers. */
  value(expression: Expression): Expression {
    if (!readsShared(expression)) return expression
    switch (expression.kind) {
      case 'shared':
        return this.load(expression)
      case 'unary':
        return { ...expression, operand: this.value(expression.operand) }
      case 'binary':
        if ((expression.operator === 'and' || expression.operator === 'or') && readsShared(expression.right)) {
          return this.truth(expression)
        }
        return this.combined(expression)
      case 'constant':
      case 'register':
      case 'peer':
      case 'aspect':
        return expression
    }
  }

  /** Emits the local step that computes a value, if there is something to compute; returns what it is afterwards. */
  step(value: Expression): Expression {
    if (value.kind === 'register' || value.kind === 'constant') return value
    const { code, line, node } = this
    const spent = subexpressions(value).find((each) => each.kind === 'register' && code.isTransit(each.register))
    const to = spent?.kind === 'register' ? spent.register : code.transit(this.next())
    const isSum =
      value.kind === 'binary' && value.operator === '+' && value.left.kind === 'register' && value.left.register === to
    code.emit(isSum ? { op: 'add', to, value: value.right } : { op: 'set', to, value }, line, node)
    return { kind: 'register', register: to }
  }

  /** Emits code that jumps if the truth of the expression is `on`, and continues otherwise; returns the jumps. */
  jumps(expression: Expression, on: boolean): number[] {
    const { line, node, code } = this
    if (expression.kind === 'unary' && expression.operator === 'not' && readsShared(expression)) {
      return this.jumps(expression.operand, !on)
    }
    if (expression.kind === 'binary' && readsShared(expression.right)) {
      const { operator, left, right } = expression
      // The left side alone decides if it is false for `and`, or true for `or`.
      const decides = operator === 'or'
      if (operator === 'and' || operator === 'or') {
        if (on === decides) return [...this.jumps(left, on), ...this.jumps(right, on)]
        const decided = this.jumps(left, decides)
        const jumps = this.jumps(right, on)
        for (const at of decided) code.aim(at)
        return jumps
      }
    }
    const before = new Set(this.used)
    const value = this.value(expression)
    this.release(before)
    const condition: Expression = on ? value : { kind: 'unary', operator: 'not', operand: value }
    return [code.emit({ op: 'branch', condition, target: -1 }, line, node)]
  }

  /** Returns a register for a value, from the first that is free. */
  private next(): number {
    let index = 0
    while (this.used.has(index)) index++
    this.used.add(index)
    this.touched.add(this.code.transit(index))
    return index
  }

  private load(expression: Expression & { kind: 'shared' }): Expression {
    const known = this.loaded.get(expression)
    if (known !== undefined) return known
    const before = new Set(this.used)
    const index = expression.index === null ? null : this.value(expression.index)
    this.release(before)
    const to = this.code.transit(this.next())
    const place = { variable: expression.variable, index }
    const plain = this.mode === 'plain' && !this.code.isAtomic(place.variable)
    this.code.emit({ op: 'load', to, place, ...(plain ? { plain } : {}) }, this.line, this.node)
    const register: Expression = { kind: 'register', register: to }
    if (this.repeated.has(expression)) this.loaded.set(expression, register)
    return register
  }

  private combined(expression: Expression & { kind: 'binary' }): Expression {
    const before = new Set(this.used)
    const left = this.value(expression.left)
    const held = readsShared(expression.right) ? this.inOne(left, before) : left
    return { ...expression, left: held, right: this.value(expression.right) }
  }

  /** Silently combines a value of several reads into one register, so that a chain of reads needs two. */
  private inOne(value: Expression, before: ReadonlySet<number>): Expression {
    const spent = subexpressions(value).filter((each) => each.kind === 'register' && this.code.isTransit(each.register))
    if (spent.length < 2) return value
    this.release(before)
    const to = this.code.transit(this.next())
    this.code.emit({ op: 'let', to, value }, this.line, this.node)
    return { kind: 'register', register: to }
  }

  private truth(expression: Expression): Expression {
    const { code, line, node } = this
    const before = new Set(this.used)
    const unless = this.jumps(expression, false)
    this.release(before)
    const to = code.transit(this.next())
    code.emit({ op: 'let', to, value: { kind: 'constant', value: 1 } }, line, node)
    const end = code.emit({ op: 'jump', target: -1 }, line, node)
    for (const at of unless) code.aim(at)
    code.emit({ op: 'let', to, value: { kind: 'constant', value: 0 } }, line, node)
    code.aim(end)
    return { kind: 'register', register: to }
  }

  /** Sets the registers of everything that was read to 0, so that no state differs by them. */
  forget(): void {
    this.code.forget(this.touched, this.line, this.node)
  }

  private release(before: ReadonlySet<number>): void {
    const kept = new Set([...this.loaded.values()].map((each) => (each.kind === 'register' ? each.register : -1)))
    for (const index of [...this.used]) {
      if (!before.has(index) && !kept.has(this.code.transit(index))) this.used.delete(index)
    }
  }
}

/** Whether an expression reads a shared variable. */
export function readsShared(expression: Expression): boolean {
  return subexpressions(expression).some((each) => each.kind === 'shared')
}
