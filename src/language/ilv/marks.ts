import type { SyntaxNode } from '@lezer/common'
import type { Expression, Operand } from '../../program/program.ts'
import { spanOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import type { Depth, OpenBlocks } from './open-blocks.ts'
import type { CodeWriter } from './writer.ts'

/** Emits the loads that expressions need, and returns them over registers. */
export type Read = (nodes: readonly SyntaxNode[], line: number, node: SyntaxNode) => Expression[]

interface OpenOperation {
  readonly name: string
  /** Jumps from each `return` to the end. */
  readonly jumps: number[]
  /** Registers of the bookkeeping, which are reset to 0 afterwards. */
  readonly scratch: number[]
  /** The blocks that were open when it began. */
  readonly depth: Depth
}

/** Writes `op name(e):` … `return e` … `end`. Arguments and results are computed into separate registers. */
export class OperationMarks {
  private open: OpenOperation | null = null
  private readonly blocks: OpenBlocks
  private readonly code: CodeWriter
  private readonly problems: Problems
  private readonly read: Read
  /** Whether a `return` may be outside of an operation: the context of a `def` that nothing calls is unknown. */
  private readonly anywhere: boolean

  constructor(code: CodeWriter, problems: Problems, blocks: OpenBlocks, read: Read, anywhere: boolean) {
    this.code = code
    this.blocks = blocks
    this.problems = problems
    this.read = read
    this.anywhere = anywhere
  }

  /** How many operations are open: 0 or 1. */
  get opened(): number {
    return this.open === null ? 0 : 1
  }

  /** `body` writes the instructions, and returns whether the last of them is a `return`. */
  operation(name: string, given: readonly SyntaxNode[], line: number, node: SyntaxNode, body: () => boolean): void {
    const { code, open } = this
    if (open !== null) {
      const hint = `operations cannot be nested: end \`${open.name}\` first`
      return this.problems.error(spanOf(node), `the operation \`${name}\` is inside of \`${open.name}\``, hint)
    }
    const scratch: number[] = []
    const values = this.read(given, line, node).map((each) => this.operand(each, line, node, scratch))
    code.emit(values.length === 0 ? { op: 'op_begin', name } : { op: 'op_begin', name, arguments: values }, line, node)
    this.open = { name, jumps: [], scratch, depth: this.blocks.depth }
    const returned = body()
    const { jumps } = this.open
    this.open = null
    if (returned && jumps.pop() !== undefined) code.drop()
    else {
      code.emit({ op: 'op_end' }, line, node)
      code.forget(scratch, line, node)
    }
    for (const at of jumps) code.aim(at)
  }

  return(value: SyntaxNode | null, line: number, node: SyntaxNode): void {
    const { code, open } = this
    if (open === null) {
      const hint = 'write `op name:` … `end` around it'
      if (!this.anywhere) this.problems.error(spanOf(node), '`return` outside of an operation', hint)
      return
    }
    if (this.blocks.atomics > open.depth.atomics) {
      const hint = 'set a register in the block, and return it after the `end` of the block'
      return this.problems.error(spanOf(node), '`return` cannot leave an `atomic` block', hint)
    }
    const scratch = [...open.scratch, ...this.blocks.since(open.depth)]
    const [read] = value === null ? [] : this.read([value], line, value)
    const result = read === undefined ? null : this.operand(read, line, node, scratch)
    code.emit(result === null ? { op: 'op_end' } : { op: 'op_end', result }, line, node)
    code.forget(scratch, line, node)
    open.jumps.push(code.emit({ op: 'jump', target: -1 }, line, node))
  }

  private operand(value: Expression, line: number, node: SyntaxNode, scratch: number[]): Operand {
    if (value.kind === 'constant' || value.kind === 'register') return value
    const to = this.code.counter()
    scratch.push(to)
    this.code.emit({ op: 'let', to, value }, line, node)
    return { kind: 'register', register: to }
  }
}
