/** A list of 32-bit unsigned numbers that grows by doubling. */
export class NumberList {
  private values: Uint32Array<ArrayBuffer>
  length = 0

  constructor(capacity = 64) {
    this.values = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow(2 * this.length)
    this.values[this.length++] = value
  }

  /** Returns room for `count` more numbers; the caller writes them there and increases `length` by as many. */
  room(count: number): Uint32Array {
    if (this.length + count > this.values.length) this.grow(Math.max(2 * this.values.length, this.length + count))
    return this.values.subarray(this.length, this.length + count)
  }

  private grow(capacity: number): void {
    const larger = new Uint32Array(capacity)
    larger.set(this.values)
    this.values = larger
  }

  at(index: number): number {
    return this.values[index] ?? 0
  }

  /** Returns the numbers so far, without copying them. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length)
  }

  get bytes(): number {
    return this.values.byteLength
  }
}
