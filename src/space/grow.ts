/** A list of 32-bit unsigned numbers that grows by doubling. */
export class NumberList {
  private values: Uint32Array<ArrayBuffer>
  length = 0

  constructor(capacity = 64) {
    this.values = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.values.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }

  at(index: number): number {
    return this.values[index] ?? 0
  }

  /** The numbers so far, not copied. */
  view(): Uint32Array {
    return this.values.subarray(0, this.length)
  }

  get bytes(): number {
    return this.values.byteLength
  }
}
