import { hashOf } from './hash.ts'

/** A set of keys of different lengths, numbered in the order of insertion. It compares keys in full. */
export class KeyTable {
  count = 0
  /** Whether the last `add` found a new key. */
  added = false
  private words: Int32Array<ArrayBuffer> = new Int32Array(4096)
  /** Where each key begins; one more entry ends the last. */
  private starts: Float64Array<ArrayBuffer> = new Float64Array(1024)
  private table: Int32Array<ArrayBuffer> = new Int32Array(4096)

  /** Adds a key and returns its number. */
  add(key: Int32Array): number {
    const at = this.placeOf(key)
    const known = (this.table[at] ?? 0) - 1
    this.added = known < 0
    return known < 0 ? this.append(key, at) : known
  }

  /** Returns the number of a key, or -1. */
  find(key: Int32Array): number {
    return (this.table[this.placeOf(key)] ?? 0) - 1
  }

  get bytes(): number {
    return this.words.byteLength + this.starts.byteLength + this.table.byteLength
  }

  /** Returns the place in the table at which a key is, or where it would be. */
  private placeOf(key: Int32Array): number {
    const mask = this.table.length - 1
    let at = hashOf(key, 0, key.length, key.length) & mask
    for (;;) {
      const number = (this.table[at] ?? 0) - 1
      if (number < 0 || this.isAt(number, key)) return at
      at = (at + 1) & mask
    }
  }

  private isAt(number: number, key: Int32Array): boolean {
    const start = this.starts[number] ?? 0
    if ((this.starts[number + 1] ?? 0) - start !== key.length) return false
    let same = 0
    while (same < key.length && this.words[start + same] === key[same]) same++
    return same === key.length
  }

  private append(key: Int32Array, at: number): number {
    const number = this.count++
    const start = this.starts[number] ?? 0
    const end = start + key.length
    if (end > this.words.length) this.words = enlarged(this.words, end)
    if (number + 2 > this.starts.length) {
      const starts = new Float64Array(this.starts.length * 2)
      starts.set(this.starts)
      this.starts = starts
    }
    this.words.set(key, start)
    this.starts[number + 1] = end
    this.table[at] = number + 1
    if (this.count * 2 > this.table.length) this.rehash()
    return number
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 2)
    const mask = table.length - 1
    for (let number = 0; number < this.count; number++) {
      const start = this.starts[number] ?? 0
      const length = (this.starts[number + 1] ?? 0) - start
      let at = hashOf(this.words, start, length, length) & mask
      while (table[at] !== 0) at = (at + 1) & mask
      table[at] = number + 1
    }
    this.table = table
  }
}

function enlarged(words: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, words.length * 2))
  larger.set(words)
  return larger
}
