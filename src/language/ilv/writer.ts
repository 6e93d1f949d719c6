import type { SyntaxNode } from '@lezer/common'
import { Bug, present } from '../../base/bug.ts'
import type { Instruction, Operation } from '../../program/program.ts'
import { spanOf } from '../grammar/nodes.ts'
import type { Declarations } from './declarations.ts'
import type { ReadingCode } from './reads.ts'
import type { Registers } from './registers.ts'

/** A code under construction: its instructions so far. */
export class CodeWriter implements ReadingCode {
  readonly instructions: Instruction[] = []
  readonly registers: Registers
  private readonly declarations: Declarations
  private readonly transits: number[] = []

  constructor(registers: Registers, declarations: Declarations) {
    this.registers = registers
    this.declarations = declarations
  }

  /** Adds an instruction and returns its position. `text` replaces it in traces. */
  emit(operation: Operation, line: number, node: SyntaxNode | null, text?: string): number {
    const span = node === null ? null : spanOf(node)
    return this.instructions.push({ ...operation, line, span, ...(text === undefined ? {} : { text }) }) - 1
  }

  /** Sets the target of a jump to the position of the next instruction. */
  aim(at: number): void {
    this.target(at, this.instructions.length)
  }

  target(at: number, target: number): void {
    const jump = present(this.instructions[at], 'jump')
    if (!('target' in jump)) throw new Bug('only jumps have targets')
    this.instructions[at] = { ...jump, target }
  }

  /** Tells the `atomic` at a position where its block ends. */
  closeAtomic(at: number, end: number): void {
    const start = present(this.instructions[at], 'atomic')
    if (start.op !== 'atomic') throw new Bug('only an atomic block ends')
    this.instructions[at] = { ...start, end }
  }

  /** Silently sets registers to 0, so that no state differs by what they held. */
  forget(registers: Iterable<number>, line: number, node: SyntaxNode | null, text?: string): void {
    for (const to of new Set(registers)) this.emit({ op: 'let', to, value: { kind: 'constant', value: 0 } }, line, node, text)
  }

  /** Removes the last instruction, to which nothing jumps. */
  drop(): void {
    this.instructions.pop()
  }

  counter(): number {
    return this.registers.counter()
  }

  /** Returns the register for the value number `index` that is in transit: `tmp`, `tmp2` or a name like them. */
  transit(index: number): number {
    const known = this.transits[index]
    if (known !== undefined) return known
    let name = index === 0 ? 'tmp' : `tmp${index + 1}`
    while (this.isTaken(name)) name += '_'
    this.transits[index] = this.registers.named(name)
    return present(this.transits[index], 'register')
  }

  isTransit(register: number): boolean {
    return this.transits.includes(register)
  }

  isAtomic(variable: number): boolean {
    return this.declarations.shared[variable]?.atomic === true
  }

  private isTaken(name: string): boolean {
    const { constants } = this.declarations.reading
    return this.registers.all.includes(name) || constants.has(name) || this.declarations.kindOf(name) !== null
  }
}
