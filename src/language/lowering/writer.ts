import { unreachable } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import { registersIn } from '../../program/dataflow.ts'
import type { Expression, Operation } from '../../program/program.ts'
import { isSilent } from '../../program/program.ts'
import type { Item, Mark } from './code.ts'
import { Known } from './known.ts'
import type { Pass } from './pass.ts'
import { Registers } from './registers.ts'
import { type Dynamic, itemsOf, register, type Value, withItems } from './values.ts'

/** Writes the instructions of a thread, and computes values into its registers. */
export class Writer {
  /** The key of the thread that executes this code. */
  readonly thread: string
  readonly registers: Registers = new Registers()
  readonly items: Item[] = []
  reachable = true
  /** Set while the reader executes module code: nothing is written. */
  quiet = false
  protected readonly pass: Pass
  protected known: Known = new Known()
  protected out: Item[] = this.items

  constructor(pass: Pass, thread: string) {
    this.pass = pass
    this.thread = thread
  }

  /** Allocates a register for an intermediate value, until `release`. */
  temporary(base: string = this.pass.temporaryName): number {
    return this.registers.temporary(base)
  }

  emit(operation: Operation, span: Span, text: string | null = null): void {
    if (!this.reachable) return
    this.pass.budget.instruction(span)
    if ('to' in operation && operation.to !== null) this.known.overwrite(operation.to)
    if (!isSilent(operation)) this.known.computed = operation.op === 'set' || operation.op === 'add'
    this.write(operation, span, text)
  }

  private write(operation: Operation, span: Span, text: string | null): void {
    this.out.push({ kind: 'instruction', operation, line: this.pass.source.lineOf(span), span, text })
  }

  /**
   * Assigns a value to a register: no code for the register itself, a silent `let` for copies and tests, otherwise the
   * single local step between two shared accesses. A value that was just loaded only for this is loaded there directly.
   */
  protected assign(to: number, value: Dynamic, span: Span): void {
    const { expression } = value
    if (expression.kind === 'register') {
      if (expression.register === to || this.redirect(expression.register, to)) return
      return this.emit({ op: 'let', to, value: expression }, span)
    }
    if (expression.kind === 'constant' || isTest(expression) || this.known.computed) {
      return this.emit({ op: 'let', to, value: expression }, span)
    }
    const adds = expression.kind === 'binary' && expression.operator === '+'
    if (adds && expression.left.kind === 'register' && expression.left.register === to) {
      return this.emit({ op: 'add', to, value: expression.right }, span)
    }
    this.emit({ op: 'set', to, value: expression }, span)
  }

  private redirect(from: number, to: number): boolean {
    const last = this.out.at(-1)
    if (!this.registers.isTemporary(from) || last?.kind !== 'instruction') return false
    const { operation } = last
    if (operation.op === 'let' || operation.op === 'add' || !('to' in operation) || operation.to !== from) return false
    last.operation = { ...operation, to }
    this.known.overwrite(to)
    this.known.moveHolds(from, to)
    return true
  }

  /** Returns a value as an operand of an instruction, after arithmetic in a separate step. */
  operand(value: Dynamic, span: Span): Expression {
    const { expression } = value
    if (expression.kind === 'register' || expression.kind === 'constant') return expression
    const own = this.leftmostTemporary(expression)
    const to = own ?? this.temporary()
    this.assign(to, value, span)
    return { kind: 'register', register: to }
  }

  /** Returns a value that stays the same while other code executes. */
  held(value: Value, span: Span): Value {
    const items = itemsOf(value)
    if (items !== null) {
      const held = items.map((item) => this.held(item, span))
      return withItems(value, held)
    }
    if (value.kind !== 'dynamic') return value
    const registers = [...registersIn(value.expression)]
    if (registers.every((index) => this.registers.isTemporary(index))) return value
    const to = this.temporary()
    this.emit({ op: 'let', to, value: value.expression }, span)
    return register(to, value.type)
  }

  /** Returns a value for repeated use: computed in one step, in a separate register. */
  kept(value: Value, span: Span): Value {
    if (value.kind === 'tuple') return { ...value, items: value.items.map((item) => this.kept(item, span)) }
    if (value.kind !== 'dynamic') return value
    const operand = this.operand(value, span)
    if (operand.kind !== 'register') return value
    const to = this.temporary()
    this.emit({ op: 'let', to, value: operand }, span)
    return register(to, value.type)
  }

  private leftmostTemporary(expression: Expression): number | null {
    switch (expression.kind) {
      case 'register':
        return this.registers.isTemporary(expression.register) ? expression.register : null
      case 'unary':
        return this.leftmostTemporary(expression.operand)
      case 'binary':
        return this.leftmostTemporary(expression.left)
      case 'constant':
      case 'shared':
      case 'peer':
      case 'aspect':
        return null
      default:
        return unreachable(expression)
    }
  }

  /** Writes a block that is one step. */
  atomic(text: string, span: Span, write: () => void): void {
    if (!this.reachable) return
    const end: Mark = { at: -1 }
    const line = this.pass.source.lineOf(span)
    this.out.push({ kind: 'atomic', end, line, span, text })
    write()
    this.out.push({ kind: 'mark', mark: end })
    this.write({ op: 'atomic_end' }, span, null)
    this.known.computed = false
  }

  /** Marks a position without a separate state, for jumps inside of an atomic block. */
  place(mark: Mark): void {
    this.out.push({ kind: 'mark', mark })
  }

  /** Writes a jump inside of an atomic block, where the known facts do not change. */
  leap(condition: Expression | null, target: Mark, span: Span): void {
    const line = this.pass.source.lineOf(span)
    if (condition === null) this.out.push({ kind: 'jump', target, moves: [], line, span })
    else this.out.push({ kind: 'branch', condition, target, moves: [], line, span })
  }
}

const tests: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'and', 'or'])

function isTest(expression: Expression): boolean {
  if (expression.kind === 'unary') return expression.operator === 'not'
  return expression.kind === 'binary' && tests.has(expression.operator)
}
