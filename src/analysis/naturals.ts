const digit = 2 ** 32

/** A product of a digit and a factor of at most this, and what is carried, is exact in floating point. */
export const mostFactor: number = 2 ** 20

/**
 * A list of natural numbers, all 0 at first, in one array: as many digits of 32 bits for each as the largest takes. One
 * is calculated with at a time: it is taken, multiplied, and added to others.
 */
export class Naturals {
  private readonly count: number
  private width = 1
  private digits: Uint32Array
  /** The number taken, without leading zeros, the least digit first. */
  private readonly taken: number[] = []
  private length = 0

  constructor(count: number) {
    this.count = count
    this.digits = new Uint32Array(count)
  }

  /** Takes 1. */
  takeOne(): void {
    this.taken[0] = 1
    this.length = 1
  }

  take(index: number): void {
    const { width, digits, taken } = this
    this.length = 0
    for (let place = 0; place < width; place++) {
      const value = digits[index * width + place] ?? 0
      taken[place] = value
      if (value !== 0) this.length = place + 1
    }
  }

  /** Multiplies what was taken by a factor of at most 32 bits; one of at most `mostFactor` is faster. */
  multiply(factor: number): void {
    if (factor > mostFactor) return this.multiplyLong(BigInt(factor))
    const { taken } = this
    let carry = 0
    for (let place = 0; place < this.length; place++) {
      const product = (taken[place] ?? 0) * factor + carry
      carry = Math.floor(product / digit)
      taken[place] = product - carry * digit
    }
    if (carry > 0) taken[this.length++] = carry
  }

  private multiplyLong(factor: bigint): void {
    const { taken } = this
    let carry = 0n
    for (let place = 0; place < this.length; place++) {
      const product = BigInt(taken[place] ?? 0) * factor + carry
      carry = product >> 32n
      taken[place] = Number(product & 0xffffffffn)
    }
    if (carry > 0n) taken[this.length++] = Number(carry)
  }

  /** Adds what was taken. */
  addTo(index: number): void {
    while (this.length > this.width) this.widen()
    const { taken, length, width, digits } = this
    const start = index * width
    let carry = 0
    for (let place = 0; place < width && (place < length || carry > 0); place++) {
      const sum = (digits[start + place] ?? 0) + (place < length ? (taken[place] ?? 0) : 0) + carry
      carry = sum >= digit ? 1 : 0
      digits[start + place] = sum - carry * digit
    }
    if (carry === 0) return
    this.widen()
    this.digits[index * this.width + width] = 1
  }

  at(index: number): bigint {
    let value = 0n
    for (let place = this.width - 1; place >= 0; place--) {
      value = (value << 32n) | BigInt(this.digits[index * this.width + place] ?? 0)
    }
    return value
  }

  private widen(): void {
    const { width, digits } = this
    this.width = 2 * width
    this.digits = new Uint32Array(this.count * this.width)
    for (let index = 0; index < this.count; index++) {
      for (let place = 0; place < width; place++) {
        this.digits[index * this.width + place] = digits[index * width + place] ?? 0
      }
    }
  }
}
