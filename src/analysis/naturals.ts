const digit = 2 ** 32

/** The product of a digit and a factor up to this bound, plus an addend and a carry, is exact in floating point. */
export const mostFactor: number = 2 ** 20

/**
 * A list of natural numbers, initially all 0. Nonzero numbers are stored in one array, each with as many 32-bit digits as
 * the largest needs.
 */
export class Naturals {
  private width = 1
  private digits = new Uint32Array(64)
  /** The slot of each number, counted from 1; 0 for a number that is 0. */
  private readonly slots: Uint32Array
  private used = 0
  private readonly free: number[] = []
  /** The number being multiplied by several factors, without leading zeros, least significant digit first. */
  private readonly taken: number[] = []
  private length = 0

  constructor(count: number) {
    this.slots = new Uint32Array(count)
  }

  setToOne(index: number): void {
    this.clear(index)
    this.taken[0] = 1
    this.length = 1
    this.addTaken(index)
  }

  /** Adds the product of a number and factors of at most 32 bits to a number. */
  addProduct(from: number, factors: readonly number[], to: number): void {
    const factor = factors[0] ?? 1
    if (factors.length <= 1 && factor <= mostFactor) return this.addMultiple(from, factor, to)
    this.take(from)
    for (const each of factors) this.multiply(each)
    this.addTaken(to)
  }

  /** Adds the product of a number and one factor of at most `mostFactor` to a number. */
  private addMultiple(from: number, factor: number, to: number): void {
    const source = this.slots[from] ?? 0
    if (source === 0) return
    const target = this.slotOf(to)
    const { width, digits } = this
    const read = (source - 1) * width
    const write = (target - 1) * width
    let length = width
    while (length > 1 && digits[read + length - 1] === 0) length--
    let carry = 0
    for (let place = 0; place < width && (place < length || carry > 0); place++) {
      const added = place < length ? (digits[read + place] ?? 0) * factor : 0
      const sum = (digits[write + place] ?? 0) + added + carry
      carry = Math.floor(sum / digit)
      digits[write + place] = sum - carry * digit
    }
    if (carry === 0) return
    this.widen()
    this.digits[(target - 1) * this.width + width] = carry
  }

  private take(index: number): void {
    const { width, digits, taken } = this
    const slot = this.slots[index] ?? 0
    this.length = 0
    if (slot === 0) return
    for (let place = 0; place < width; place++) {
      const value = digits[(slot - 1) * width + place] ?? 0
      taken[place] = value
      if (value !== 0) this.length = place + 1
    }
  }

  /** Multiplies the copied number by a factor of at most 32 bits. */
  private multiply(factor: number): void {
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

  /** Adds the copied number to a number. */
  private addTaken(index: number): void {
    while (this.length > this.width) this.widen()
    const slot = this.slotOf(index)
    const { taken, length, width, digits } = this
    const start = (slot - 1) * width
    let carry = 0
    for (let place = 0; place < width && (place < length || carry > 0); place++) {
      const sum = (digits[start + place] ?? 0) + (place < length ? (taken[place] ?? 0) : 0) + carry
      carry = sum >= digit ? 1 : 0
      digits[start + place] = sum - carry * digit
    }
    if (carry === 0) return
    this.widen()
    this.digits[(slot - 1) * this.width + width] = 1
  }

  /** Sets a number to 0 and frees its slot. */
  clear(index: number): void {
    const slot = this.slots[index] ?? 0
    if (slot === 0) return
    for (let place = (slot - 1) * this.width; place < slot * this.width; place++) this.digits[place] = 0
    this.slots[index] = 0
    this.free.push(slot)
  }

  /** Returns the value of a number. */
  at(index: number): bigint {
    this.take(index)
    let text = '0x0'
    for (let place = this.length - 1; place >= 0; place--) text += (this.taken[place] ?? 0).toString(16).padStart(8, '0')
    return BigInt(text)
  }

  private slotOf(index: number): number {
    const known = this.slots[index] ?? 0
    if (known !== 0) return known
    const slot = this.free.pop() ?? ++this.used
    if (slot * this.width > this.digits.length) {
      const larger = new Uint32Array(2 * this.digits.length)
      larger.set(this.digits)
      this.digits = larger
    }
    this.slots[index] = slot
    return slot
  }

  private widen(): void {
    const { width, digits } = this
    this.width = 2 * width
    this.digits = new Uint32Array(2 * digits.length)
    for (let slot = 0; slot < this.used; slot++) {
      this.digits.set(digits.subarray(slot * width, (slot + 1) * width), slot * this.width)
    }
  }
}
