import type { SyntaxNode } from '@lezer/common'
import type { Expression } from '../../program/program.ts'
import { stringIn } from '../claims/texts.ts'
import { textOf } from '../grammar/nodes.ts'
import { type Piece, PrintWriter } from '../lowering/print.ts'
import type { CodeContext } from './context.ts'
import type { OpenBlocks } from './open-blocks.ts'
import { printedParts } from './printed.ts'
import { PrintedCode } from './printed-code.ts'
import { SharedReads } from './reads.ts'
import type { CodeWriter } from './writer.ts'

/** Lowers `print`, each of which is one step. */
export class PrintStatements {
  private readonly context: CodeContext
  private readonly code: CodeWriter
  private readonly blocks: OpenBlocks
  private readonly expression: (node: SyntaxNode) => Expression | null
  private readonly printed: PrintedCode
  private writer: PrintWriter | null = null

  /** `expression` reads an expression over registers and shared variables; null after reporting an error. */
  constructor(context: CodeContext, code: CodeWriter, blocks: OpenBlocks, expression: (node: SyntaxNode) => Expression | null) {
    this.context = context
    this.code = code
    this.blocks = blocks
    this.expression = expression
    this.printed = new PrintedCode(code)
  }

  /** Writes the block of a `print`. The shared variables that it prints are read in it, by plain accesses. */
  print(node: SyntaxNode, line: number): void {
    const { output, reading } = this.context
    const parts = printedParts(node)
    const values = parts.map((each) => (each.name === 'String' ? zero : (this.expression(each) ?? zero)))
    if (output === null) return this.unfollowed(node, line, values)
    const isNested = this.blocks.atomics > 0
    const text = textOf(reading.source, node).trim()
    const start = isNested ? null : this.code.emit({ op: 'atomic', end: -1 }, line, node, text)
    const reads = new SharedReads(this.code, line, node, values, isNested ? 'synchronised' : 'plain')
    const pieces = parts.map((each, index): Piece => {
      if (each.name === 'String') return { kind: 'text', text: stringIn(reading, each) }
      return { kind: 'value', value: reads.value(values[index] ?? zero) }
    })
    this.printed.at(line, node)
    this.writer ??= new PrintWriter(this.printed, output)
    this.writer.print(pieces)
    reads.forget()
    if (start !== null) this.code.closeAtomic(start, this.code.emit({ op: 'atomic_end' }, line, node))
  }

  /** A step that reads what would be printed, and nothing more. */
  private unfollowed(node: SyntaxNode, line: number, values: readonly Expression[]): void {
    const text = textOf(this.context.reading.source, node).trim()
    const isNested = this.blocks.atomics > 0
    const start = isNested ? null : this.code.emit({ op: 'atomic', end: -1 }, line, node, text)
    const reads = new SharedReads(this.code, line, node, [...values], isNested ? 'synchronised' : 'plain')
    const register = this.code.counter()
    for (const value of values) this.code.emit({ op: 'let', to: register, value: reads.value(value) }, line, node)
    this.code.forget([register], line, node)
    reads.forget()
    if (start !== null) this.code.closeAtomic(start, this.code.emit({ op: 'atomic_end' }, line, node))
  }
}

const zero: Expression = { kind: 'constant', value: 0 }
