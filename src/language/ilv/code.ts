import type { SyntaxNode } from '@lezer/common'
import { present, unreachable } from '../../base/bug.ts'
import { grouped } from '../../base/grouped.ts'
import { didYouMean } from '../../base/suggest.ts'
import { binary, constant } from '../../program/expressions.ts'
import type { Code, Expression, Operation } from '../../program/program.ts'
import { readExpression } from '../claims/expressions.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import { assignedTo, lowerAssignment } from './assignment.ts'
import type { DefBlock, Statement } from './blocks.ts'
import { callIn } from './called.ts'
import { DefCalls } from './calls.ts'
import { ChannelStatements } from './channels.ts'
import type { CodeContext } from './context.ts'
import { CriticalSections } from './critical.ts'
import { Loops } from './loops.ts'
import { OperationMarks } from './marks.ts'
import { threadNaming } from './naming.ts'
import { OpenBlocks } from './open-blocks.ts'
import { Operands } from './operands.ts'
import { PrintStatements } from './print-statements.ts'
import { readOperation } from './read-operation.ts'
import { SharedReads } from './reads.ts'
import { Registers } from './registers.ts'
import { CodeWriter } from './writer.ts'
import { deepest, localsOf, writtenNames } from './written-names.ts'

/** The longest code, after copying calls. */
const longestCode = 1_000_000

/** The most elements that a second computed index of one instruction chooses among: each choice is a copy of it. */
const mostElements = 100

/** The labels of one thread, `def`, or block that no jump leaves, and the jumps whose targets are not resolved yet. */
interface LabelScope {
  readonly labels: Map<string, number>
  readonly jumps: { readonly at: number; readonly label: string; readonly node: SyntaxNode }[]
}

/** The JSON form has no longer texts of instructions. */
const longestText = 1000

/** Lowers the statements of a thread, or of a `def` that nothing calls. */
export function lowerCode(context: CodeContext, body: readonly Statement[], def: DefBlock | null = null): Code {
  const registers = new Registers(writtenNames(context, body, def === null ? [] : localsOf(def)))
  const lowering = new CodeLowering(context, registers, def === null ? 'thread' : 'def')
  if (def === null) lowering.thread(body)
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
  private readonly blocks = new OpenBlocks()
  private readonly loops: Loops
  private readonly criticals: CriticalSections
  private readonly prints: PrintStatements
  private readonly channels: ChannelStatements

  constructor(context: CodeContext, registers: Registers, part: 'thread' | 'def') {
    this.context = context
    this.registers = registers
    this.problems = context.reading.problems
    this.code = new CodeWriter(registers, context.declarations)
    const read = (nodes: readonly SyntaxNode[], line: number, node: SyntaxNode): Expression[] => this.read(nodes, line, node)
    this.marks = new OperationMarks(this.code, this.problems, this.blocks, read, part === 'def')
    const block = (body: readonly Statement[]): void => this.block(body)
    this.calls = new DefCalls(context, this.code, this.marks, this.blocks, read, block)
    this.loops = new Loops(context, this.code, this.blocks, read, (body) => this.statements(body))
    this.criticals = new CriticalSections(context, this.code, this.blocks, block)
    this.channels = new ChannelStatements(context, this.code, (body) => this.statements(body))
    this.prints = new PrintStatements(context, this.code, this.blocks, (node) => this.expression(node))
  }

  /** The whole code of a thread. */
  thread(body: readonly Statement[]): void {
    this.block(body)
    this.criticals.finish()
  }

  /** A `def` that nothing calls. */
  definition(def: DefBlock): void {
    this.calls.definition(def)
  }

  /** A thread, `def`, or block that no jump leaves: a scope of labels. */
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
        return this.loops.for(statement.node, statement.line, statement.body)
      case 'repeat':
        return this.loops.repeat(statement.node, statement.line, statement.body)
      case 'while':
        return this.while(statement.node, statement.line, statement.body)
      case 'op':
        return this.op(statement.node, statement.line, statement.body)
      case 'critical':
        return this.criticals.section(statement.node, statement.line, statement.body)
      case 'doorway':
        return this.criticals.doorway(statement.node, statement.line, statement.body)
      case 'atomic':
        return this.atomic(statement.node, statement.line, statement.body)
      case 'select':
        return this.channels.select(statement.node, statement.line, statement.branches)
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

  private while(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.code.instructions.length
    const skips = this.skipsUnless(node, line)
    this.statements(body)
    this.emit({ op: 'jump', target: start }, line, node)
    for (const at of skips) this.code.aim(at)
  }

  private atomic(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const start = this.emit({ op: 'atomic', end: -1 }, line, node)
    this.blocks.atomics++
    this.block(body)
    this.blocks.atomics--
    this.code.closeAtomic(start, this.emit({ op: 'atomic_end' }, line, node))
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
    if (opcode === 'return') return this.calls.return(node, line)
    if (opcode === 'halt' || opcode === 'raise') this.criticals.leave(line, node)
    if (opcode === 'assert') return this.assert(node, line)
    if (opcode === 'print') return this.prints.print(node, line)
    this.dispatched(node, line, new Map())
  }

  /**
   * Emits an instruction. Where the index of a lock, semaphore, thread or the like is computed, there is one copy for
   * each value, and silent branches choose among them.
   */
  private dispatched(node: SyntaxNode, line: number, fixed: ReadonlyMap<number, number>): void {
    const operands = new Operands(node, this.context.declarations, this.context.reading, this.registers.here, fixed)
    const label = operands.opcode === 'jump' || operands.opcode === 'branch'
    const write = ChannelStatements.isOffer(operands.opcode)
      ? this.channels.single(operands, line, node)
      : this.written(label ? this.jump(operands) : readOperation(operands, this.context.reading, node), operands, line, node)
    const { unresolved } = operands
    if (unresolved === null) return write?.()
    if (fixed.size > 0 && unresolved.length > mostElements) {
      const message = `\`${unresolved.name}\` has too many elements for a second computed index`
      return this.problems.error(spanOf(node), message, `the limit is ${mostElements}`)
    }
    const ends: number[] = []
    const words = textOf(this.context.reading.source, node) // listings show them in place of all these
    for (let element = 0; element < unresolved.length; element++) {
      const other = this.emit(
        { op: 'branch', condition: binary('!=', unresolved.index, constant(element)), target: -1 },
        line,
        node,
        words.length > longestText ? undefined : words,
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

  /** Returns a function that writes an operation; null if there is none, which has been reported. */
  private written(operation: Operation | null, { otherWords }: Operands, line: number, node: SyntaxNode): (() => void) | null {
    return operation === null ? null : () => void this.emit(operation, line, node, otherWords)
  }

  private assert(node: SyntaxNode, line: number): void {
    const [condition, second] = expressionsOf(node)
    if (condition === undefined || second !== undefined) return this.dispatched(node, line, new Map())
    const [that] = this.read([condition], line, node)
    if (that !== undefined) this.emit({ op: 'assert', that }, line, node)
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

const labelHint =
  'a label is local to its thread, `def`, `op`, `atomic`, `critical` or `doorway` block; define it as `name:` on a separate line'
