import { hashOf } from '../base/hash.ts'
import type { Layout } from '../space/layout.ts'
import type { Vector } from './expression.ts'
import { Packing } from './packing.ts'

/**
 * A set of packed states, numbered in the order of insertion: rows of words in one growing array, and an
 * open-addressing table (linear probing, at most half full) of their numbers. It compares rows in full, so a collision
 * never loses a state.
 */
export class StateStore {
  count = 0
  /** Whether the last `add` found a new state. */
  added = false
  readonly words: number
  private readonly packing: Packing
  private readonly row: Int32Array
  private rows: Int32Array<ArrayBuffer>
  private table: Int32Array<ArrayBuffer>

  /** Each row has `extra` words after those of the layout, which are part of its identity. */
  constructor(layout: Layout, extra = 0) {
    this.words = layout.words + extra
    this.packing = new Packing(layout)
    this.row = new Int32Array(this.words)
    this.rows = new Int32Array(this.words * 1024)
    this.table = new Int32Array(4096)
  }

  /** Adds an unpacked state (with its extra word, if the store has one) and returns its number. */
  add(state: Vector, extra = 0): number {
    this.pack(state, extra)
    const { row, words, table } = this
    const mask = table.length - 1
    let at = hashOf(row, 0, words, words) & mask
    for (;;) {
      const number = (table[at] ?? 0) - 1
      if (number < 0) break
      const base = number * words
      let same = 0
      while (same < words && this.rows[base + same] === row[same]) same++
      if (same === words) {
        this.added = false
        return number
      }
      at = (at + 1) & mask
    }
    return this.append(at)
  }

  /** Returns the number of an unpacked state, or -1 if the store does not contain it. */
  find(state: Vector): number {
    this.pack(state, 0)
    const { row, words, table } = this
    const mask = table.length - 1
    for (let at = hashOf(row, 0, words, words) & mask; ; at = (at + 1) & mask) {
      const number = (table[at] ?? 0) - 1
      if (number < 0) return -1
      const base = number * words
      let same = 0
      while (same < words && this.rows[base + same] === row[same]) same++
      if (same === words) return number
    }
  }

  /** Unpacks a state into `state`. */
  unpack(number: number, state: Vector): void {
    this.packing.unpack(this.rows, number * this.words, state)
  }

  /** Returns the extra word of a state. */
  extraOf(number: number): number {
    return this.rows[(number + 1) * this.words - 1] ?? 0
  }

  /** Returns all rows so far, without copying them. */
  view(): Int32Array {
    return this.rows.subarray(0, this.count * this.words)
  }

  get bytes(): number {
    return this.rows.byteLength + this.table.byteLength
  }

  private pack(state: Vector, extra: number): void {
    const { row } = this
    row.fill(0)
    this.packing.pack(state, row, 0)
    if (extra !== 0) row[this.words - 1] = extra
  }

  private append(at: number): number {
    const number = this.count++
    if (this.rows.length < this.count * this.words) {
      const larger = new Int32Array(this.rows.length * 2)
      larger.set(this.rows)
      this.rows = larger
    }
    this.rows.set(this.row, number * this.words)
    this.table[at] = number + 1
    if (this.count * 2 > this.table.length) this.rehash()
    this.added = true
    return number
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 2)
    const mask = table.length - 1
    for (let number = 0; number < this.count; number++) {
      let at = hashOf(this.rows, number * this.words, this.words, this.words) & mask
      while (table[at] !== 0) at = (at + 1) & mask
      table[at] = number + 1
    }
    this.table = table
  }
}
