import { present } from '../../base/bug.ts'
import type { Layout, Slot } from '../../space/layout.ts'
import type { FunctionCode } from '../../webassembly/assembler.ts'
import { Op, ValueType } from '../../webassembly/opcodes.ts'

/** Returns the number of 64-bit words that hold a state while generated code works on it. */
export function longWords(layout: Layout): number {
  return Math.ceil(layout.words / 2)
}

/** The index of an element: the local that holds it, or a constant. */
export type ElementIndex = { readonly local: number } | { readonly known: number }

/** Code that reads and writes the fields of a state that is in 64-bit locals, two words of a row in each. */
export class Fields {
  readonly layout: Layout
  private readonly code: FunctionCode
  private readonly words: readonly number[]
  private readonly scratch: number
  private readonly checked: boolean

  /** `words` are the locals. If values are `checked`, a value that does not fit its slot traps. */
  constructor(code: FunctionCode, layout: Layout, words: readonly number[], checked = false) {
    this.checked = checked
    this.code = code
    this.layout = layout
    this.words = words
    this.scratch = code.local(ValueType.i32)
  }

  /** Pushes the value of a slot. */
  get(slot: number): void {
    const { code } = this
    const { bits, low } = this.slot(slot)
    if (bits === 0) {
      code.i32(low)
      return
    }
    const { word, shift } = this.place(slot)
    code.get(word)
    if (shift > 0) code.i64(BigInt(shift)).op(Op.i64ShrU)
    code.op(Op.wrap)
    if (bits === 32) return
    code.i32((1 << bits) - 1).op(Op.i32And)
    if (low !== 0) code.i32(low).op(Op.i32Add)
  }

  /** Pops a value into a slot. */
  set(slot: number): void {
    const { code, scratch } = this
    const { bits, low } = this.slot(slot)
    if (this.checked) this.check(slot)
    if (bits === 0) {
      code.op(Op.drop)
      return
    }
    const { word, shift, mask } = this.place(slot)
    code.set(scratch).get(word).i64(~mask).op(Op.i64And).get(scratch)
    if (bits < 32) {
      if (low !== 0) code.i32(low).op(Op.i32Sub)
      code.i32((1 << bits) - 1).op(Op.i32And)
    }
    code.op(Op.extendU)
    if (shift > 0) code.i64(BigInt(shift)).op(Op.i64Shl)
    code.op(Op.i64Or).set(word)
  }

  /** Stores constants into slots, those of the same word at once. */
  setTo(values: readonly (readonly [slot: number, value: number])[]): void {
    const masks = new Map<number, { mask: bigint; bits: bigint }>()
    for (const [slot, value] of values) {
      const { bits, low } = this.slot(slot)
      if (this.checked && bits < 32 && (value < low || value - low >= 2 ** bits)) this.code.op(Op.unreachable)
      if (bits === 0) continue
      const { word, shift, mask } = this.place(slot)
      const known = masks.get(word) ?? { mask: 0n, bits: 0n }
      const field = (BigInt(bits === 32 ? value : value - low) << BigInt(shift)) & mask
      masks.set(word, { mask: known.mask | mask, bits: known.bits | field })
    }
    for (const [word, { mask, bits }] of masks) {
      this.code.get(word).i64(~mask).op(Op.i64And)
      if (bits !== 0n) this.code.i64(bits).op(Op.i64Or)
      this.code.set(word)
    }
  }

  /** Traps if the value on the stack does not fit the slot; keeps the value. */
  private check(slot: number): void {
    const { code, scratch } = this
    const { bits, low } = this.slot(slot)
    if (bits === 32) return
    code.tee(scratch).get(scratch).i32(low).op(Op.i32Sub)
    code
      .i32((1 << bits) - 1)
      .op(Op.i32GtU)
      .if()
    code.op(Op.unreachable).end()
  }

  private slot(slot: number): Slot {
    return present(this.layout.slots[slot], 'slot')
  }

  private place(slot: number): { word: number; shift: number; mask: bigint } {
    const { word, shift, bits } = this.slot(slot)
    const offset = shift + 32 * (word & 1)
    const mask = ((1n << BigInt(bits)) - 1n) << BigInt(offset)
    return { word: present(this.words[word >> 1], 'word'), shift: offset, mask }
  }
}
