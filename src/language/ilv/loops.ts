import type { SyntaxNode } from '@lezer/common'
import { binary, constant } from '../../program/expressions.ts'
import { constantValue } from '../../program/fold.ts'
import type { Expression } from '../../program/program.ts'
import { readConstant } from '../claims/expressions.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import type { Statement } from './blocks.ts'
import type { CodeContext } from './context.ts'
import type { Read } from './marks.ts'
import type { OpenBlocks } from './open-blocks.ts'
import type { CodeWriter } from './writer.ts'

/** Writes loops with a counted number of rounds. */
export class Loops {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly blocks: OpenBlocks
  private readonly read: Read
  private readonly statements: (body: readonly Statement[]) => void

  constructor(
    context: CodeContext,
    code: CodeWriter,
    blocks: OpenBlocks,
    read: Read,
    statements: (body: readonly Statement[]) => void,
  ) {
    this.context = context
    this.code = code
    this.blocks = blocks
    this.read = read
    this.statements = statements
  }

  /** Counts rounds in a separate register, which is reset to 0 afterwards, so that no states differ by it. */
  repeat(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const [countNode] = expressionsOf(node)
    const count = countNode === undefined ? null : readConstant(this.context.reading, countNode)
    if (count === null) return
    if (count < 0)
      return this.context.reading.problems.error(spanOf(countNode ?? node), 'the number of rounds must be 0 or more', null)
    if (count === 1) return this.statements(body)
    const counter = this.code.registers.counter()
    const register: Expression = { kind: 'register', register: counter }
    const skip = count === 0 ? this.code.emit({ op: 'jump', target: -1 }, line, node) : null
    this.code.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    const start = this.code.instructions.length
    this.blocks.rounds.push(counter)
    this.statements(body)
    this.blocks.rounds.pop()
    this.code.emit({ op: 'let', to: counter, value: binary('+', register, constant(1)) }, line, node)
    this.code.emit({ op: 'branch', condition: binary('<', register, constant(count)), target: start }, line, node)
    this.code.emit({ op: 'let', to: counter, value: constant(0) }, line, node)
    if (skip !== null) this.code.aim(skip)
  }

  /** `for i in a..b:` counts in the register `i`, silently; it is 0 again after the loop. */
  for(node: SyntaxNode, line: number, body: readonly Statement[]): void {
    const range = childOf(node, 'Range')
    const nameNode = childOf(node, 'Name')
    const name = textOf(this.context.reading.source, nameNode)
    const kind = this.context.reading.constants.has(name) ? 'constant' : this.context.declarations.kindOf(name)
    if (kind !== null) {
      return this.context.reading.problems.error(
        spanOf(nameNode),
        `\`${name}\` is a ${kind}`,
        'choose another name for the variable of the loop',
      )
    }
    const to = this.code.registers.named(name)
    const [first, last] = this.read(expressionsOf(range), line, node)
    if (first === undefined || last === undefined) return
    const counter: Expression = { kind: 'register', register: to }
    const bound = this.kept(last, line, node)
    this.code.emit({ op: 'let', to, value: first }, line, node)
    const counted = bound.kind === 'register' ? [to, bound.register] : [to]
    const start = this.code.instructions.length
    const leave = this.code.emit({ op: 'branch', condition: binary('>', counter, bound), target: -1 }, line, node)
    this.blocks.rounds.push(...counted)
    this.statements(body)
    this.blocks.rounds.length -= counted.length
    this.code.emit({ op: 'let', to, value: binary('+', counter, constant(1)) }, line, node)
    this.code.emit({ op: 'jump', target: start }, line, node)
    this.code.aim(leave)
    this.code.forget(counted, line, node)
  }

  /** Returns a value that later steps do not change: a constant, or a silent copy in a register without a name. */
  private kept(value: Expression, line: number, node: SyntaxNode): Expression {
    const known = constantValue(value)
    if (known !== null) return constant(known)
    const to = this.code.registers.counter()
    this.code.emit({ op: 'let', to, value }, line, node)
    return { kind: 'register', register: to }
  }
}
