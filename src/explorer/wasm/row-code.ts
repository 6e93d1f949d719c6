import type { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import type { MemoryPlan } from './memory-plan.ts'

const multiplier = 0x9e3779b97f4a7c15n
const second = 0xbf58476d1ce4e5b9n

/** Generates code for the words of packed states: their addresses, comparison, and hash. */
export class RowCode {
  /** The number of 64-bit words of a state. */
  readonly longs: number
  private readonly plan: MemoryPlan

  constructor(plan: MemoryPlan) {
    this.plan = plan
    this.longs = Math.ceil(plan.rowBytes / 8)
  }

  /** Pushes a word of the row whose offset `pushOffset` pushes. */
  pushRowWord(code: FunctionCode, word: number, pushOffset: () => void): void {
    pushOffset()
    const { rowBytes, rows } = this.plan
    code.memory(rowBytes < 8 ? Access.i64Load32 : Access.i64Load, rows + word * 8)
  }

  /** Pushes the words of the row in the exchange. */
  pushExchange(code: FunctionCode): void {
    for (let word = 0; word < this.longs; word++) code.i32(0).memory(Access.i64Load, this.plan.exchange + word * 8)
  }

  /**
   * Pushes the hash of the words that `push` pushes: after the finalizers of MurmurHash3 and splitmix64 (public
   * domain), one word at a time.
   */
  pushHash(code: FunctionCode, push: (word: number) => void): void {
    const mixed = code.local(ValueType.i64)
    for (let word = 0; word < this.longs; word++) {
      push(word)
      if (word > 0) code.get(mixed).op(Op.i64Xor)
      code.i64(multiplier).op(Op.i64Mul).tee(mixed).get(mixed).i64(32n).op(Op.i64ShrU, Op.i64Xor).set(mixed)
    }
    code.get(mixed).i64(second).op(Op.i64Mul)
  }

  /** Branches to `differs` unless a row, by its offset, has these words. */
  compare(code: FunctionCode, row: number, words: readonly number[], differs: number): void {
    words.forEach((local, word) => {
      this.pushRowWord(code, word, () => code.get(row))
      code.get(local).op(Op.i64Ne).branchIf(differs)
    })
  }
}
