import type { FunctionCode } from '../../webassembly/assembler.ts'
import { Op } from '../../webassembly/opcodes.ts'

/** Odd numbers; the first ones are those of splitmix64 (public domain). */
const factors = [0x9e3779b97f4a7c15n, 0xbf58476d1ce4e5b9n, 0x94d049bb133111ebn, 0xd6e8feb86659fd93n] as const

/**
 * Code for two bijections of the numbers of some bits that mix them as a hash function does. A multiplication by an odd
 * number is one, and so is a shift by at least half the bits that is combined by exclusive or, which is its own inverse.
 */
export class Bijections {
  private readonly mask: bigint
  private readonly half: bigint

  constructor(bits: number) {
    this.mask = (1n << BigInt(bits)) - 1n
    this.half = BigInt(Math.ceil(bits / 2))
  }

  /** Replaces a key by its first image. */
  toFirst(code: FunctionCode, local: number): void {
    this.multiply(code, local, factors[0])
    this.shift(code, local)
    this.multiply(code, local, factors[1])
    this.shift(code, local)
  }

  /** Replaces the first image of a key by its second one. */
  toSecond(code: FunctionCode, local: number): void {
    this.multiply(code, local, factors[2])
    this.shift(code, local)
    this.multiply(code, local, factors[3])
    this.shift(code, local)
  }

  /** Replaces the second image of a key by its first one. */
  back(code: FunctionCode, local: number): void {
    this.shift(code, local)
    this.multiply(code, local, inverseOf(factors[3]))
    this.shift(code, local)
    this.multiply(code, local, inverseOf(factors[2]))
  }

  private multiply(code: FunctionCode, local: number, factor: bigint): void {
    code.get(local).i64(factor).op(Op.i64Mul).i64(this.mask).op(Op.i64And).set(local)
  }

  private shift(code: FunctionCode, local: number): void {
    code.get(local).get(local).i64(this.half).op(Op.i64ShrU, Op.i64Xor).set(local)
  }
}

/** Returns the inverse of an odd number modulo 2 to the 64, by Newton's method: each round doubles the right bits. */
function inverseOf(factor: bigint): bigint {
  let inverse = factor // right in the last three bits
  for (let bits = 3; bits < 64; bits *= 2) inverse = BigInt.asUintN(64, inverse * (2n - factor * inverse))
  return inverse
}
