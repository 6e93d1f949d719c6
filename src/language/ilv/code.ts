import type { SyntaxNode } from '@lezer/common'
import { present, unreachable } from '../../base/bug.ts'
import { grouped } from '../../base/grouped.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type Code, type Expression, isSilent, type Operation } from '../../program/program.ts'
import { readConstant, readExpression } from '../claims/expressions.ts'
import { constantValue } from '../claims/fold.ts'
import { stringIn } from '../claims/texts.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import { assignedTo, lowerAssignment } from './assignment.ts'
import type { DefBlock, Statement } from './blocks.ts'
import { callIn } from './called.ts'
import { DefCalls } from './calls.ts'
import type { CodeContext } from './context.ts'
import { criticalRegister } from './critical.ts'
import { OperationMarks } from './marks.ts'
import { threadNaming } from './naming.ts'
import { Operands } from './operands.ts'
import { type Piece, PrintWriter } from './print.ts'
import { readOperation } from './read-operation.ts'
import { SharedReads } from './reads.ts'
import { deepest, localsOf, Registers, writtenNames } from './registers.ts'
import { CodeWriter } from './writer.ts'

/** The longest code, after copying calls. */
const longestCode = 1_000_000

/** The labels of one thread, `def` or `atomic` block, and the jumps whose targets are not resolved yet. */
interface LabelScope {
  readonly labels: Map<string, number>
  readonly jumps: { readonly at: number; readonly label: string; readonly node: SyntaxNode }[]
}

/** Lowers the statements of a thread, or of a `def` that nothing calls. */
export function lowerCode(context: CodeContext, body: readonly Statement[], def: DefBlock | null = null): Code {
  const registers = new Registers(writtenNames(context, body, def === null ? [] : localsOf(def)))
  const lowering = new CodeLowering(context, registers, def === null ? 'thread' : 'def')
  if (def === null) lowering.block(body)
  else lowering.definition(def)
  return { registers: registers.all, instructions: lowering.code.instructions }
}

class CodeLowering {
  readonly code: CodeWriter
  private readonly context: CodeContext
  private readonly registers: Registers
  private readonly problems: Problems
  private readonly scopes: LabelScope[] = []
  private readonly calls: DefCalls
  private depth = 0
  /** Statements that were lowered, those of copies included: calls of empty `def`s take time too. */
  private visits = 0
  private isRefused = false
  private readonly marks: OperationMarks
  private prints: PrintWriter | null = null
  /** The registers of the critical sections that are open. */
  private readonly criticals: number[] = []

  constructor(context: CodeContext, registers: Registers, part: 'thread' | 'def') {
    this.context = context
    this.registers = registers
    this.problems = context.reading.problems
    this.code = new CodeWriter(registers, context.declarations)
    const read = (nodes: readonly SyntaxNode[], line: number, node: SyntaxNode): Expression[] => this.read(nodes, line, node)
    this.marks = new OperationMarks(this.code, this.problems, read, part === 'def')
    const block = (body: readonly Statement[]): void => this.block(body)
    this.calls = new DefCalls(context, this.code, this.marks, read, block)
  }

  /** A `def` that nothing calls. */
  definition(def: DefBlock): void {
    this.calls.definition(def)
  }

  /** A thread, `def` or `atomic` block: a scope of labels. */
  block(body: readonly Statement[]): void {
    const scope: LabelScope = { labels: new Map(), jumps: [] }
    this.scopes.push(scope)
    this.statements(body)
    this.scopes.pop()
    for (const { at, label, node } of scope.jumps) {
      const target = scope.labels.get(label)
      if (target === undefined) {
        this.problems.error(
          spanOf(node),
          `unknown label \`${label}\``,
          didYouMean(label, [...scope.labels.keys()]) ?? labelHint,
        )
      } else this.code.target(at, target)
    }
  }

  private statements(body: readonly Statement[]): void {
    this.depth++
    for (const statement of body) {
      if (this.isRefused) break
      if (this.depth > deepest) this.refuse(statement, 'this is nested too deeply', `the limit is ${deepest} blocks and calls`)
      else this.statement(statement)
      if (Math.max(++this.visits, this.code.instructions.length) > longestCode) {
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
      case 'assignment':
        return this.assignment(statement.node, statement.line)
      case 'for':
        return this.for(statement.node, statement.line, statement.body)
      case 'repeat':
        return this.repeat(statement.node, statement.line, statement.body)
      case 'while':
        return this.while(statement.node, statement.line, statement.body)
      case 'op':
        return this.op(statement.node, statement.line, statement.body)
      case 'critical':
        return this.critical(statement.node, statement.line, statement.body)
      case 'atomic':
        return this.atomic(statement.node, statement.line, statement.body)
      case 'if': {
        const ends: number[] = []
        statement.branches.forEach((branch, index) => {
          const skips = branch.condition === null ? [] : this.skipsUnless(branch.condition, branch.line)
          this.statements(branch.body)
          if (index + 1 < statement.branches.length) ends.push(this.emit({ op: 'jump', target: -1 }, branch.line, null))
          for (const at of skips) this.code.aim(at)
        })
        for (const at of ends) this.code.aim(at)
        return
      }
      default:
        return unreachable(statement)
    }
  }

  private label(node: SyntaxNode): void {
    const name = textOf(this.context.reading.source, childOf(node, 'Name'))
    const { labels } = this.scope()
    if (labels.has(name)) this.problems.error(spanOf(node), `the label \`${name}\` is already defined`, 'rename one of them')
    labels.set(name, this.code.instructions.length)
  }

  /** Counts rounds in a separate register, which is reset to 0 afterwards, so that no states differ by it. */
  private repeat(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const [countNode] = expressionsOf(node)
    const count = countNode === undefined ? null : readConstant(this.context.reading, countNode)
    if (count === null) return
    if (count < 0) return this.problems.error(spanOf(countNode ?? node), 'the number of rounds must be 0 or more', null)
    if (count === 1) return this.statements(body)
    const counter = this.registers.counter()
    const register: Expression = { kind: 'register', register: counter }
    const skip = count === 0 ? this.emit({ op: 'jump', target: -1 }, line, node) : null
    this.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    const start = this.code.instructions.length
    this.marks.rounds.push(counter)
    this.statements(body)
    this.marks.rounds.pop()
    this.emit({ op: 'let', to: counter, value: binary('+', register, constant(1)) }, line, node)
    this.emit({ op: 'branch', condition: binary('<', register, constant(count)), target: start }, line, node)
    this.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    if (skip !== null) this.code.aim(skip)
  }

  /** `for i in a..b:` counts in the register `i`, silently; it is 0 again after the loop. */
  private for(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const range = childOf(node, 'Range')
    const nameNode = childOf(node, 'Name')
    const name = textOf(this.context.reading.source, nameNode)
    const kind = this.context.reading.constants.has(name) ? 'constant' : this.context.declarations.kindOf(name)
    if (kind !== null) {
      return this.problems.error(
        spanOf(nameNode),
        `\`${name}\` is a ${kind}`,
        'choose another name for the variable of the loop',
      )
    }
    const to = this.registers.named(name)
    const [first, last] = this.read(expressionsOf(range), line, node)
    if (first === undefined || last === undefined) return
    const counter: Expression = { kind: 'register', register: to }
    const bound = this.kept(last, line, node)
    this.emit({ op: 'let', to, value: first }, line, node)
    const start = this.code.instructions.length
    const leave = this.emit({ op: 'branch', condition: binary('>', counter, bound), target: -1 }, line, node)
    this.statements(body)
    this.emit({ op: 'let', to, value: binary('+', counter, constant(1)) }, line, node)
    this.emit({ op: 'jump', target: start }, line, node)
    this.code.aim(leave)
    this.emit({ op: 'let', to, value: constant(0) }, line, node)
    if (bound.kind === 'register') this.emit({ op: 'let', to: bound.register, value: constant(0) }, line, node)
  }

  /** Returns a value that later steps do not change: a constant, or a silent copy in a register without a name. */
  private kept(value: Expression, line: number, node: SyntaxNode): Expression {
    const known = constantValue(value)
    if (known !== null) return constant(known)
    const to = this.registers.counter()
    this.emit({ op: 'let', to, value }, line, node)
    return { kind: 'register', register: to }
  }

  private while(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.code.instructions.length
    const skips = this.skipsUnless(node, line)
    this.statements(body)
    this.emit({ op: 'jump', target: start }, line, node)
    for (const at of skips) this.code.aim(at)
  }

  private atomic(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.emit({ op: 'atomic', end: -1 }, line, node)
    this.marks.blocks++
    this.block(body)
    this.marks.blocks--
    this.code.closeAtomic(start, this.emit({ op: 'atomic_end' }, line, node))
  }

  /** A register is 1 within a critical section, which is no step. */
  private critical(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const nameNode = node.getChild('Name')
    const name = nameNode === null ? '' : textOf(this.context.reading.source, nameNode)
    const to = this.registers.named(criticalRegister(name))
    if (this.criticals.includes(to)) {
      return this.problems.error(spanOf(node), 'this critical section is inside of itself', 'end it first')
    }
    const start = this.code.instructions.length
    this.emit({ op: 'let', to, value: constant(1) }, line, node)
    this.emit({ op: 'progress' }, line, node) // who enters again and again is not held up
    this.criticals.push(to)
    this.block(body)
    this.criticals.pop()
    this.emit({ op: 'let', to, value: constant(0) }, line, node)
    if (this.code.instructions.slice(start).every(isSilent)) {
      this.problems.warn(
        spanOf(node),
        'no step is in this critical section, so no thread is ever in it',
        'put a `yield` into it',
      )
    }
  }

  /** Leaves the open critical sections, for a thread that ends or returns in them. */
  private leave(line: number, node: SyntaxNode): void {
    for (const to of this.criticals) this.emit({ op: 'let', to, value: constant(0) }, line, node)
  }

  private op(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const name = textOf(this.context.reading.source, childOf(node, 'Name'))
    const given = childrenOf(node, 'Given').flatMap(expressionsOf)
    this.marks.operation(name, given, line, node, () => {
      this.block(body)
      const last = body.at(-1)
      return last?.kind === 'instruction' && this.opcodeOf(last.node) === 'return'
    })
  }

  /** Emits jumps that are taken if the condition under a node is false. */
  private skipsUnless(node: SyntaxNode, line: number): number[] {
    const [conditionNode] = expressionsOf(node)
    const condition = conditionNode === undefined ? null : this.expression(conditionNode)
    if (condition === null || conditionNode === undefined) return []
    return new SharedReads(this.code, line, conditionNode, [condition]).jumps(condition, false)
  }

  private instruction(node: SyntaxNode, line: number): void {
    const { source } = this.context.reading
    const site = callIn(source, node, this.context.defs)
    if (site !== null) return this.calls.call(site, node, line)
    const opcode = this.opcodeOf(node)
    if (opcode === 'return' && this.criticals.length > 0) {
      const hint = 'set a register in it, and return after its `end`'
      return this.problems.error(spanOf(node), '`return` cannot leave a critical section', hint)
    }
    if (opcode === 'return') return this.calls.return(node, line)
    if (opcode === 'halt' || opcode === 'raise') this.leave(line, node)
    if (opcode === 'assert') return this.assert(node, line)
    if (opcode === 'print') return this.print(node, line)
    this.dispatched(node, line, new Map())
  }

  /**
   * Emits an instruction. Where the index of a lock, semaphore, thread or the like is computed, there is one copy for
   * each value, and silent branches choose among them.
   */
  private dispatched(node: SyntaxNode, line: number, fixed: ReadonlyMap<number, number>): void {
    const operands = new Operands(node, this.context.declarations, this.context.reading, this.registers.here, fixed)
    const label = operands.opcode === 'jump' || operands.opcode === 'branch'
    const operation = label ? this.jump(operands) : readOperation(operands, this.context.reading, node)
    const { unresolved } = operands
    if (unresolved === null) {
      if (operation !== null) this.emit(operation, line, node, operands.otherWords)
      return
    }
    const ends: number[] = []
    for (let element = 0; element < unresolved.length; element++) {
      const other = this.emit(
        { op: 'branch', condition: binary('!=', unresolved.index, constant(element)), target: -1 },
        line,
        node,
      )
      this.dispatched(node, line, new Map([...fixed, [unresolved.at, element]]))
      ends.push(this.emit({ op: 'jump', target: -1 }, line, node))
      this.code.aim(other)
    }
    // No element has this index: the store fails, as that into an array would.
    const variable = this.context.declarations.guard(unresolved.name, unresolved.length)
    this.emit(
      { op: 'store', place: { variable, index: unresolved.index }, value: constant(0) },
      line,
      node,
      operands.otherWords,
    )
    for (const at of ends) this.code.aim(at)
  }

  private assert(node: SyntaxNode, line: number): void {
    const [condition, second] = expressionsOf(node)
    if (condition === undefined || second !== undefined) return this.dispatched(node, line, new Map())
    const [that] = this.read([condition], line, node)
    if (that !== undefined) this.emit({ op: 'assert', that }, line, node)
  }

  /** One step: it reads the shared variables that it prints, as plain accesses. */
  private print(node: SyntaxNode, line: number): void {
    const { output } = this.context
    const parts = printedParts(node)
    const values = parts.map((each) => (each.name === 'String' ? constant(0) : (this.expression(each) ?? constant(0))))
    if (output === null) return
    const isNested = this.marks.blocks > 0
    const text = textOf(this.context.reading.source, node).trim()
    const start = isNested ? null : this.code.emit({ op: 'atomic', end: -1 }, line, node, text)
    const reads = new SharedReads(this.code, line, node, values, isNested ? 'synchronised' : 'plain')
    const pieces = parts.map((each, index): Piece => {
      if (each.name === 'String') return { kind: 'text', text: stringIn(this.context.reading, each) }
      return { kind: 'value', value: reads.value(values[index] ?? constant(0)) }
    })
    this.prints ??= new PrintWriter(this.code, output)
    this.prints.print(pieces, line, node)
    reads.forget()
    if (start !== null) this.code.closeAtomic(start, this.emit({ op: 'atomic_end' }, line, node))
  }

  private assignment(node: SyntaxNode, line: number): void {
    const { source } = this.context.reading
    const site = callIn(source, node, this.context.defs)
    if (site !== null) return this.calls.call(site, node, line)
    const [target, valueNode] = expressionsOf(node)
    const value = valueNode === undefined ? null : this.expression(valueNode)
    if (target === undefined || value === null) return
    const assigned = assignedTo(this.context, this.registers.here, target)
    if (assigned === null) return
    const operator = textOf(source, childOf(node, 'AssignOperator'))
    const isSilent = node.getChild('Silent') !== null
    lowerAssignment(this.code, this.problems, { assigned, operator, value, isSilent, line, node })
  }

  private jump(operands: Operands): Operation | null {
    const branches = operands.opcode === 'branch'
    if (!operands.hasCount(branches ? 2 : 1)) return null
    const condition = branches ? operands.expression() : null
    const label = operands.name('label')
    if (label === null) return null
    this.scope().jumps.push({ at: this.code.instructions.length, label: label.text, node: label.node })
    return condition === null ? { op: 'jump', target: -1 } : { op: 'branch', condition, target: -1 }
  }

  private opcodeOf(node: SyntaxNode): string {
    return textOf(this.context.reading.source, childOf(node, 'Opcode'))
  }

  /** Returns an expression over registers and shared variables; null after reporting an error. */
  private expression(node: SyntaxNode): Expression | null {
    const naming = threadNaming(this.registers.here, this.context.declarations.shared, true, this.problems)
    return readExpression(this.context.reading, node, naming)
  }

  /** Emits the loads that expressions need, and returns them over registers; 0 for one with an error. */
  private read(nodes: readonly SyntaxNode[], line: number, node: SyntaxNode): Expression[] {
    const values = nodes.map((each) => this.expression(each) ?? constant(0))
    const reads = new SharedReads(this.code, line, node, values)
    return values.map((each) => reads.value(each))
  }

  private emit(operation: Operation, line: number, node: SyntaxNode | null, text?: string): number {
    return this.code.emit(operation, line, node, text)
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

/** What a `print` writes, from left to right; `print("a", x)` is written like a call. */
function printedParts(node: SyntaxNode): SyntaxNode[] {
  const parts = expressionsOf(node)
  const [only] = parts
  return parts.length === 1 && only?.name === 'Pair' ? expressionsOf(only) : parts
}

function constant(value: number): Expression {
  return { kind: 'constant', value }
}

function binary(operator: '+' | '<' | '>' | '!=', left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right }
}
