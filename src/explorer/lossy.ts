import { hashOf } from '../base/hash.ts'
import { NumberList } from '../space/grow.ts'
import type { Layout } from '../space/layout.ts'
import type { Vector } from './expression.ts'
import { Packing } from './packing.ts'

/** A set of states that stores only hashes, so that it may mistake a new state for one that it contains. */
export interface Seen {
  /** Adds a row; returns whether the set contained it already, as far as its hashes tell. */
  add(row: Int32Array): boolean
  /** The expected number of new states that it mistook for states that it contained. */
  readonly omitted: number
  readonly bytes: number
}

/**
 * A store that keeps only the rows of the frontier, and only hashes of expanded states. It numbers states as the exact
 * store does.
 */
export class LossyStore {
  count = 0
  /** Whether the last `add` found a new state, as far as the store can tell. */
  added = false
  readonly words: number
  private readonly packing: Packing
  private readonly row: Int32Array
  private readonly seen: Seen
  /** Rows of the states from `first` on. */
  private rows: Int32Array<ArrayBuffer>
  private first = 0

  constructor(layout: Layout, seen: Seen) {
    this.words = layout.words
    this.packing = new Packing(layout)
    this.row = new Int32Array(this.words)
    this.rows = new Int32Array(this.words * 1024)
    this.seen = seen
  }

  get omitted(): number {
    return this.seen.omitted
  }

  get bytes(): number {
    return this.seen.bytes + this.rows.byteLength
  }

  /** Adds a state; returns the number of a new one, and -1 for others, whose numbers are unknown. */
  add(state: Vector): number {
    this.row.fill(0)
    this.packing.pack(state, this.row, 0)
    this.added = !this.seen.add(this.row)
    if (!this.added) return -1
    const at = (this.count - this.first) * this.words
    if (at + this.words > this.rows.length) this.grow()
    this.rows.set(this.row, at)
    return this.count++
  }

  /** Unpacks a state of the frontier into `state`. */
  unpack(number: number, state: Vector): void {
    this.packing.unpack(this.rows, (number - this.first) * this.words, state)
  }

  /** Returns the row of a state of the frontier. Valid until the store changes. */
  rowOf(number: number): Int32Array {
    const at = (number - this.first) * this.words
    return this.rows.subarray(at, at + this.words)
  }

  /** Discards the states before a number, from time to time. */
  forget(before: number): void {
    if ((before - this.first) * this.words * 2 < this.rows.length) return
    this.rows.copyWithin(0, (before - this.first) * this.words)
    this.first = before
  }

  private grow(): void {
    const larger = new Int32Array(this.rows.length * 2)
    larger.set(this.rows)
    this.rows = larger
  }
}

/**
 * Hash compaction (Wolper & Leroy, CAV 1993; Stern & Dill, CHARME 1995): 64 bits of each state in a table with linear
 * probing, at most 70 % full.
 */
export class CompactSeen implements Seen {
  private high = new Uint32Array(4096)
  private low = new Uint32Array(4096)
  private count = 0

  add(row: Int32Array): boolean {
    const high = hashOf(row, 0, row.length, 0x2545f491) >>> 0
    const low = (hashOf(row, 0, row.length, 0x6c8e9cf5) | 1) >>> 0 // 0 stands for an empty entry
    const at = this.place(high, low)
    if (this.low[at] !== 0) return true
    this.high[at] = high
    this.low[at] = low
    if (++this.count > 0.7 * this.low.length) this.grow()
    return false
  }

  /** The number of pairs of states times the probability that 63 bits are equal. */
  get omitted(): number {
    return (this.count * this.count) / 2 ** 64
  }

  get bytes(): number {
    return this.high.byteLength + this.low.byteLength
  }

  private place(high: number, low: number): number {
    const mask = this.low.length - 1
    let at = high & mask
    while (this.low[at] !== 0 && !(this.low[at] === low && this.high[at] === high)) at = (at + 1) & mask
    return at
  }

  private grow(): void {
    const [high, low] = [this.high, this.low]
    this.high = new Uint32Array(high.length * 2)
    this.low = new Uint32Array(low.length * 2)
    for (let index = 0; index < low.length; index++) {
      const [one, other] = [high[index] ?? 0, low[index] ?? 0]
      if (other === 0) continue
      const at = this.place(one, other)
      this.high[at] = one
      this.low[at] = other
    }
  }
}

/** Bits that stand for one state. */
const bitsPerState = 3

/** Bitstate hashing (Holzmann, FORTE 1987): a few bits of one large array for each state, by double hashing. */
export class BitSeen implements Seen {
  omitted = 0
  private readonly bits: Uint32Array<ArrayBuffer>
  private readonly mask: number
  private ones = 0

  /** The array has 2 to the power of `logarithm` bits: 5 to 32. */
  constructor(logarithm: number) {
    this.bits = new Uint32Array(2 ** (logarithm - 5))
    this.mask = logarithm === 32 ? -1 : 2 ** logarithm - 1
  }

  add(row: Int32Array): boolean {
    const start = hashOf(row, 0, row.length, 0x2545f491)
    const step = hashOf(row, 0, row.length, 0x6c8e9cf5) | 1
    const before = this.ones
    for (let index = 0; index < bitsPerState; index++) this.set((start + Math.imul(index, step)) & this.mask)
    if (this.ones === before) return true
    // For each state that the store found to be new, this many more new ones went unnoticed.
    const full = (before / (this.bits.length * 32)) ** bitsPerState
    this.omitted += full / (1 - full)
    return false
  }

  get bytes(): number {
    return this.bits.byteLength
  }

  private set(bit: number): void {
    const word = bit >>> 5
    const old = this.bits[word] ?? 0
    const mask = (1 << (bit & 31)) >>> 0
    if ((old & mask) !== 0) return
    this.bits[word] = old | mask
    this.ones++
  }
}

/** Rows of selected states, by their numbers. */
export class KeptRows {
  private readonly places = new Map<number, number>()
  private readonly words = new NumberList()

  keep(number: number, row: ArrayLike<number>): void {
    this.places.set(number, this.words.length)
    for (let index = 0; index < row.length; index++) this.words.push(row[index] ?? 0)
  }

  word(number: number, index: number): number | null {
    const place = this.places.get(number)
    return place === undefined ? null : this.words.at(place + index) | 0
  }
}
