import type { SyntaxNode } from '@lezer/common'
import { Bug, present, unreachable } from '../../base/bug.ts'
import { grouped } from '../../base/grouped.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Code, Expression, Instruction, Operation } from '../../program/program.ts'
import { readConstant, readExpression } from '../claims/expressions.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import type { DefBlock, Statement } from './blocks.ts'
import type { Declarations } from './declarations.ts'
import { OperationMarks } from './marks.ts'
import { threadNaming } from './naming.ts'
import { Operands } from './operands.ts'
import { readOperation } from './read-operation.ts'
import { nameRegisters } from './registers.ts'

/** The longest code, after copying calls. */
const longestCode = 1_000_000

/** Blocks and calls within each other, since lowering is recursive. */
const deepest = 200

/** The labels of one thread, `def` or `atomic` block, and the jumps whose targets are not resolved yet. */
interface LabelScope {
  readonly labels: Map<string, number>
  readonly jumps: { readonly at: number; readonly label: string; readonly node: SyntaxNode }[]
}

/**
 * Lowers the statements of a thread, or of a `def` that nothing calls. `defs` are the ones that it may call; it adds
 * those that it calls to `called`.
 */
export function lowerCode(
  body: readonly Statement[],
  defs: ReadonlyMap<string, DefBlock>,
  declarations: Declarations,
  problems: Problems,
  called: Set<string>,
  part: 'thread' | 'def' = 'thread',
): Code {
  const registers = new Map<string, number>()
  const visited = new Set<string>()
  nameRegisters({ defs, declarations, registers, visited, deepest }, body)
  for (const name of visited) called.add(name)
  const lowering = new CodeLowering(defs, declarations, registers, problems, part)
  lowering.block(body)
  return { registers: [...registers.keys()], instructions: lowering.instructions }
}

class CodeLowering {
  readonly instructions: Instruction[] = []
  private readonly defs: ReadonlyMap<string, DefBlock>
  private readonly declarations: Declarations
  private readonly registers: Map<string, number>
  private readonly problems: Problems
  private readonly scopes: LabelScope[] = []
  /** The `def`s being inlined, outermost first. */
  private readonly calls: string[] = []
  private counters = 0
  private depth = 0
  /** Statements that were lowered, those of copies included: calls of empty `def`s take time too. */
  private visits = 0
  private isRefused = false
  private readonly marks: OperationMarks

  constructor(
    defs: ReadonlyMap<string, DefBlock>,
    declarations: Declarations,
    registers: Map<string, number>,
    problems: Problems,
    part: 'thread' | 'def',
  ) {
    this.defs = defs
    this.declarations = declarations
    this.registers = registers
    this.problems = problems
    const code = {
      problems,
      emit: (operation: Operation, line: number, node: SyntaxNode): number => this.emit(operation, line, node),
      aim: (at: number): void => this.aim(at),
      drop: (): void => void this.instructions.pop(),
      counter: (): number => this.counter(),
      expression: (node: SyntaxNode): Expression => this.expression(node) ?? constant(0),
    }
    this.marks = new OperationMarks(code, part === 'def')
  }

  /** A thread, `def` or `atomic` block: a scope of labels. */
  block(body: readonly Statement[]): void {
    const scope: LabelScope = { labels: new Map(), jumps: [] }
    this.scopes.push(scope)
    this.statements(body)
    this.scopes.pop()
    for (const { at, label, node } of scope.jumps) {
      const target = scope.labels.get(label)
      const jump = this.instructions[at]
      if (target === undefined) {
        this.problems.error(
          spanOf(node),
          `unknown label \`${label}\``,
          didYouMean(label, [...scope.labels.keys()]) ?? labelHint,
        )
      } else if (jump?.op === 'jump' || jump?.op === 'branch') this.instructions[at] = { ...jump, target }
    }
  }

  private statements(body: readonly Statement[]): void {
    this.depth++
    for (const statement of body) {
      if (this.isRefused) break
      if (this.depth > deepest) this.refuse(statement, 'this is nested too deeply', `the limit is ${deepest} blocks and calls`)
      else this.statement(statement)
      if (Math.max(++this.visits, this.instructions.length) > longestCode) {
        const hint = 'each call is replaced by a copy of the code; nest fewer calls'
        this.refuse(statement, `this thread has more than ${grouped(longestCode)} instructions`, hint)
      }
    }
    this.depth--
  }

  /** Gives up on the code, with one message. */
  private refuse(statement: Statement, message: string, hint: string): void {
    if (!this.isRefused) this.problems.error(this.spanOfStatement(statement), message, hint)
    this.isRefused = true
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'label':
        return this.label(statement.node)
      case 'instruction':
        return this.instruction(statement.node, statement.line)
      case 'repeat':
        return this.repeat(statement.node, statement.line, statement.body)
      case 'while':
        return this.while(statement.node, statement.line, statement.body)
      case 'op':
        return this.op(statement.node, statement.line, statement.body)
      case 'atomic':
        return this.atomic(statement.node, statement.line, statement.body)
      case 'if': {
        const ends: number[] = []
        statement.branches.forEach((branch, index) => {
          const skip = branch.condition === null ? null : this.skipUnless(branch.condition, branch.line)
          this.statements(branch.body)
          if (index + 1 < statement.branches.length) ends.push(this.emit({ op: 'jump', target: -1 }, branch.line, null))
          if (skip !== null) this.aim(skip)
        })
        for (const at of ends) this.aim(at)
        return
      }
      default:
        return unreachable(statement)
    }
  }

  private label(node: SyntaxNode): void {
    const name = textOf(this.declarations.reading.source, childOf(node, 'Name'))
    const { labels } = this.scope()
    if (labels.has(name)) this.problems.error(spanOf(node), `the label \`${name}\` is already defined`, 'rename one of them')
    labels.set(name, this.instructions.length)
  }

  /** Counts rounds in a separate register, which is reset to 0 afterwards, so that no states differ by it. */
  private repeat(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const [countNode] = expressionsOf(node)
    const count = countNode === undefined ? null : readConstant(this.declarations.reading, countNode)
    if (count === null) return
    if (count < 0) return this.problems.error(spanOf(countNode ?? node), 'the number of rounds must be 0 or more', null)
    if (count === 1) return this.statements(body)
    const counter = this.counter()
    const register: Expression = { kind: 'register', register: counter }
    const skip = count === 0 ? this.emit({ op: 'jump', target: -1 }, line, node) : null
    this.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    const start = this.instructions.length
    this.marks.rounds.push(counter)
    this.statements(body)
    this.marks.rounds.pop()
    this.emit({ op: 'let', to: counter, value: binary('+', register, constant(1)) }, line, node)
    this.emit({ op: 'branch', condition: binary('<', register, constant(count)), target: start }, line, node)
    this.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    if (skip !== null) this.aim(skip)
  }

  private while(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.instructions.length
    const skip = this.skipUnless(node, line)
    this.statements(body)
    this.emit({ op: 'jump', target: start }, line, node)
    this.aim(skip)
  }

  private atomic(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.emit({ op: 'atomic', end: -1 }, line, node)
    this.marks.blocks++
    this.block(body)
    this.marks.blocks--
    const end = this.emit({ op: 'atomic_end' }, line, node)
    this.instructions[start] = { op: 'atomic', end, line, span: spanOf(node) }
  }

  private op(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const name = textOf(this.declarations.reading.source, childOf(node, 'Name'))
    const given = childrenOf(node, 'Given').flatMap(expressionsOf)
    this.marks.operation(name, given, line, node, () => {
      this.block(body)
      const last = body.at(-1)
      return last?.kind === 'instruction' && this.opcodeOf(last.node) === 'return'
    })
  }

  private skipUnless(node: SyntaxNode, line: number): number {
    const [conditionNode] = expressionsOf(node)
    const condition = conditionNode === undefined ? null : this.expression(conditionNode)
    const negated: Expression = { kind: 'unary', operator: 'not', operand: condition ?? constant(0) }
    return this.emit({ op: 'branch', condition: negated, target: -1 }, line, conditionNode ?? node)
  }

  private instruction(node: SyntaxNode, line: number): void {
    const operands = new Operands(node, this.declarations, this.registers)
    if (operands.opcode === 'call') return this.call(operands, line)
    if (operands.opcode === 'return') return this.return(node, operands, line)
    const label = operands.opcode === 'jump' || operands.opcode === 'branch'
    const operation = label ? this.jump(operands) : readOperation(operands, this.problems, node)
    if (operation !== null) this.emit(operation, line, node)
  }

  private jump(operands: Operands): Operation | null {
    const branches = operands.opcode === 'branch'
    if (!operands.hasCount(branches ? 2 : 1)) return null
    const condition = branches ? operands.expression() : null
    const label = operands.name('label')
    if (label === null) return null
    this.scope().jumps.push({ at: this.instructions.length, label: label.text, node: label.node })
    return condition === null ? { op: 'jump', target: -1 } : { op: 'branch', condition, target: -1 }
  }

  private call(operands: Operands, _line: number): void {
    if (!operands.hasCount(1)) return
    const called = operands.name('def')
    if (called === null) return
    const { text, node } = called
    const def = this.defs.get(text)
    if (def === undefined) {
      const hint = didYouMean(text, [...this.defs.keys()]) ?? `write \`def ${text}:\` … \`end\``
      return this.problems.error(spanOf(node), `unknown def \`${text}\``, hint)
    }
    if (this.calls.includes(text)) {
      const cycle = [...this.calls.slice(this.calls.indexOf(text)), text].join(' → ')
      const hint = 'each call is replaced by a copy of the code, so recursion is not supported; use `while`'
      return this.problems.error(spanOf(node), `\`${text}\` calls itself: ${cycle}`, hint)
    }
    this.calls.push(text)
    this.block(def.body)
    this.calls.pop()
  }

  private return(node: SyntaxNode, operands: Operands, line: number): void {
    if (operands.count > 0 && !operands.hasCount(1)) return
    this.marks.return(expressionsOf(node)[0] ?? null, line, node)
  }

  private opcodeOf(node: SyntaxNode): string {
    return textOf(this.declarations.reading.source, childOf(node, 'Opcode'))
  }

  /** Returns an expression over registers; null after reporting an error. */
  private expression(node: SyntaxNode): Expression | null {
    const naming = threadNaming(this.registers, this.declarations.shared, false, this.problems)
    return readExpression(this.declarations.reading, node, naming)
  }

  private counter(): number {
    const name = `#${++this.counters}`
    this.registers.set(name, this.registers.size)
    return this.registers.size - 1
  }

  private emit(operation: Operation, line: number, node: SyntaxNode | null): number {
    return this.instructions.push({ ...operation, line, span: node === null ? null : spanOf(node) }) - 1
  }

  /** Sets the target of a jump to the position of the next instruction. */
  private aim(at: number): void {
    const jump = present(this.instructions[at], 'jump')
    if (jump.op !== 'jump' && jump.op !== 'branch') throw new Bug('only jumps have targets')
    this.instructions[at] = { ...jump, target: this.instructions.length }
  }

  private scope(): LabelScope {
    return present(this.scopes.at(-1), 'scope of labels')
  }

  private spanOfStatement(statement: Statement): ReturnType<typeof spanOf> | null {
    const node = statement.kind === 'if' ? statement.branches[0]?.condition : statement.node
    return node === null || node === undefined ? null : spanOf(node)
  }
}

const labelHint = 'a label is local to its thread, `def` or `atomic` block; define it as `name:` on a separate line'

function constant(value: number): Expression {
  return { kind: 'constant', value }
}

function binary(operator: '+' | '<', left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}
