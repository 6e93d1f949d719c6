import { unreachable } from '../../../base/bug.ts'
import type { Source, Span } from '../../../base/source.ts'
import { positionAt } from '../../../base/source.ts'
import type { Operation } from '../../../program/operations.ts'
import type { Instruction } from '../../../program/program.ts'

/** A place in the code that is not known yet. */
export interface Label {
  at: number
}

type Targeted = Extract<Operation, { readonly op: 'jump' | 'branch' }>
type Item =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly span: Span; readonly text: string | null }
  | { readonly kind: 'leap'; readonly operation: Targeted; readonly target: Label; readonly span: Span }
  | { readonly kind: 'atomic'; readonly end: Label; readonly span: Span; readonly text: string | null }

/** Collects the instructions of a thread. */
export class InstructionWriter {
  private readonly items: Item[] = []
  private readonly source: Source
  private readonly lines = new Map<number, number>()
  span: Span = { start: 0, end: 0 }

  constructor(source: Source) {
    this.source = source
  }

  emit(operation: Operation, text: string | null = null): void {
    this.items.push({ kind: 'operation', operation, span: this.span, text })
  }

  leap(operation: Targeted, target: Label): void {
    this.items.push({ kind: 'leap', operation, target, span: this.span })
  }

  jump(target: Label): void {
    this.leap({ op: 'jump', target: 0 }, target)
  }

  /** Makes what `body` writes one step. */
  atomic(text: string | null, body: () => void): void {
    const end: Label = { at: -1 }
    this.items.push({ kind: 'atomic', end, span: this.span, text })
    body()
    end.at = this.items.length
    this.emit({ op: 'atomic_end' })
  }

  place(label: Label): void {
    label.at = this.items.length
  }

  private line(offset: number): number {
    const known = this.lines.get(offset)
    if (known !== undefined) return known
    const { line } = positionAt(this.source.text, offset)
    this.lines.set(offset, line)
    return line
  }

  finish(): Instruction[] {
    return this.items.map((item): Instruction => {
      const line = this.line(item.span.start)
      const where = { line, span: item.span }
      switch (item.kind) {
        case 'operation':
          return { ...item.operation, ...where, ...(item.text === null ? {} : { text: item.text }) }
        case 'leap':
          return { ...item.operation, target: item.target.at, ...where }
        case 'atomic':
          return { op: 'atomic', end: item.end.at, ...where, ...(item.text === null ? {} : { text: item.text }) }
        default:
          return unreachable(item)
      }
    })
  }
}
