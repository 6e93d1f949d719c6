import type { SyntaxNode } from '@lezer/common'
import { Bug } from '../../base/bug.ts'
import type { Expression, Operation } from '../../program/program.ts'
import type { Mark } from '../lowering/code.ts'
import type { PrintCode } from '../lowering/print.ts'
import type { CodeWriter } from './writer.ts'

/** The code of a thread as `PrintWriter` writes into it, with the place in the text of the `print` that it writes. */
export class PrintedCode implements PrintCode {
  private readonly code: CodeWriter
  private readonly waiting = new Map<Mark, number[]>()
  private line = 0
  private node: SyntaxNode | null = null

  constructor(code: CodeWriter) {
    this.code = code
  }

  at(line: number, node: SyntaxNode): void {
    this.line = line
    this.node = node
  }

  register(): number {
    return this.code.counter()
  }

  emit(operation: Operation): void {
    this.code.emit(operation, this.line, this.node)
  }

  place(mark: Mark): void {
    if (mark.at !== -1) throw new Bug('a mark has one place')
    mark.at = this.code.instructions.length
    for (const jump of this.waiting.get(mark) ?? []) this.code.aim(jump)
    this.waiting.delete(mark)
  }

  leap(condition: Expression | null, target: Mark): void {
    const operation: Operation =
      condition === null ? { op: 'jump', target: target.at } : { op: 'branch', condition, target: target.at }
    const jump = this.code.emit(operation, this.line, this.node)
    if (target.at === -1) this.waiting.set(target, [...(this.waiting.get(target) ?? []), jump])
  }
}
