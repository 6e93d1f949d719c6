import type { Layout } from '../space/layout.ts'
import type { Vector } from './expression.ts'

/** Packs states into rows of words according to a layout, and unpacks them. */
export class Packing {
  private readonly slots: number
  private readonly word: Int32Array
  private readonly shift: Int32Array
  private readonly mask: Int32Array
  private readonly low: Int32Array

  constructor(layout: Layout) {
    this.slots = layout.slots.length
    this.word = Int32Array.from(layout.slots, (slot) => slot.word)
    this.shift = Int32Array.from(layout.slots, (slot) => slot.shift)
    this.mask = Int32Array.from(layout.slots, (slot) => (slot.bits === 32 ? -1 : (1 << slot.bits) - 1))
    this.low = Int32Array.from(layout.slots, (slot) => (slot.bits === 32 ? 0 : slot.low))
  }

  /** Adds the fields of a state to a row whose bits are 0. */
  pack(state: Vector, row: Int32Array, base: number): void {
    const { word, shift, mask, low } = this
    for (let slot = 0; slot < this.slots; slot++) {
      const at = base + (word[slot] ?? 0)
      row[at] = (row[at] ?? 0) | ((((state[slot] ?? 0) - (low[slot] ?? 0)) & (mask[slot] ?? 0)) << (shift[slot] ?? 0))
    }
  }

  unpack(rows: Int32Array, base: number, state: Vector): void {
    for (let slot = 0; slot < this.slots; slot++) state[slot] = this.read(rows, base, slot)
  }

  /** Unpacks only some slots. */
  unpackSlots(rows: Int32Array, base: number, state: Vector, slots: readonly number[]): void {
    for (const slot of slots) state[slot] = this.read(rows, base, slot)
  }

  private read(rows: Int32Array, base: number, slot: number): number {
    const { word, shift, mask, low } = this
    return (((rows[base + (word[slot] ?? 0)] ?? 0) >>> (shift[slot] ?? 0)) & (mask[slot] ?? 0)) + (low[slot] ?? 0)
  }
}
