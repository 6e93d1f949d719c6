import { assemble, FunctionCode } from '../webassembly/assembler.ts'
import { sharesMemory } from '../webassembly/host.ts'
import { Access, Op, ValueType, VectorOp } from '../webassembly/opcodes.ts'

/** How many sums of a state a vector of the machine holds. */
export const lanes = 4

/** Where the generated code finds what it sums, as addresses of its memory. */
export interface SumPlaces {
  /** Four of each of these per vector: the primes, what Barrett's reduction multiplies by, and room for what a transition adds. */
  readonly primes: number
  readonly factors: number
  readonly gains: number
  /** By weight: its inverses. */
  readonly inverses: number
  readonly offsets: number
  readonly targets: number
  /** Null where all transitions weigh 1. */
  readonly weights: number | null
  /** Null where all transitions count. */
  readonly takes: number | null
  /** Null where states are numbered in a topological order. */
  readonly order: number | null
  /** By state: its sums, which begin with 0, but for the initial state. */
  readonly sums: number
}

/** The bits of the primes: below 2 ** 26, so that a product of residues is below 2 ** 52. */
const primeBits = 26

/**
 * Returns the bytes of a module that sums along all transitions, modulo as many primes at once as some vectors have lanes: what
 * takes the time is that the sums of targets are anywhere in memory, and those of one target stand beside each other.
 */
export function sumModule(places: SumPlaces, vectors: number): Uint8Array<ArrayBuffer> {
  const functions = [sumFunction(places, vectors)]
  return assemble({ isShared: sharesMemory, imports: [], functions, globals: [], exports: new Map([['sum', 0]]) })
}

/** The locals of a vector: its primes, what a transition adds, and the sums of its target. */
interface VectorLocals {
  readonly prime: number
  readonly gain: number
  readonly sum: number
  /** The bytes before it in a row. */
  readonly offset: number
}

/** The function has the number of states as its parameter. */
function sumFunction(places: SumPlaces, vectors: number): FunctionCode {
  const code = new FunctionCode([ValueType.i32], [])
  const count = 0
  const local = (): number => code.local(ValueType.i32)
  const [at, state, own, edge, end, target] = [local(), local(), local(), local(), local(), local()]
  const each = Array.from({ length: vectors }, (_, vector): VectorLocals => {
    const [prime, gain, sum] = [code.local(ValueType.v128), code.local(ValueType.v128), code.local(ValueType.v128)]
    return { prime, gain, sum, offset: 16 * vector }
  })
  const word = (base: number, index: number): FunctionCode => code.get(index).i32(2).op(Op.i32Shl).memory(Access.i32Load, base)
  const row = (): FunctionCode =>
    code
      .i32(16 * vectors)
      .op(Op.i32Mul)
      .i32(places.sums)
      .op(Op.i32Add)
  for (const { prime, offset } of each) code.i32(places.primes).loadVector(offset).set(prime)
  const done = code.block()
  const nextState = code.loop()
  code.get(at).get(count).op(Op.i32GeU).branchIf(done)
  if (places.order === null) code.get(at)
  else word(places.order, at)
  code.set(state)
  code.get(at).i32(1).op(Op.i32Add).set(at)
  word(places.offsets, state).set(edge)
  word(places.offsets + 4, state).set(end)
  code.get(state)
  row().set(own)
  for (const { gain, offset } of each) code.get(own).loadVector(offset).set(gain)
  const share = places.weights === null ? null : new ShareCode(code, { ...places, weights: places.weights }, each, own)
  share?.begin()
  const nextEdge = code.loop()
  code.get(edge).get(end).op(Op.i32GeU).branchIf(nextState)
  if (places.takes !== null) {
    code.get(edge).memory(Access.i32Load8, places.takes).op(Op.i32Eqz).if()
    code.get(edge).i32(1).op(Op.i32Add).set(edge).branch(nextEdge).end()
  }
  share?.of(edge)
  word(places.targets, edge)
  row().set(target)
  for (const { prime, gain, sum, offset } of each) {
    code.get(target).loadVector(offset).get(gain).vector(VectorOp.i32Add).set(sum)
    reduce(code, sum, prime)
    code.get(target).get(sum).storeVector(offset)
  }
  code.get(edge).i32(1).op(Op.i32Add).set(edge).branch(nextEdge).end()
  code.end().end()
  return code
}

/** Subtracts a prime from what is not below it: of a number below it the difference wraps around, and is greater. */
function reduce(code: FunctionCode, local: number, prime: number): void {
  code.get(local).get(local).get(prime).vector(VectorOp.i32Sub, VectorOp.i32MinU).set(local)
}

/** Generates what computes the shares of transitions that do not all weigh 1. Transitions of a state mostly weigh the same. */
class ShareCode {
  private readonly code: FunctionCode
  private readonly places: SumPlaces & { readonly weights: number }
  private readonly vectors: readonly VectorLocals[]
  private readonly own: number
  private readonly weight: number
  private readonly last: number
  private readonly inverses: number
  private readonly exact: number

  constructor(
    code: FunctionCode,
    places: SumPlaces & { readonly weights: number },
    vectors: readonly VectorLocals[],
    own: number,
  ) {
    this.code = code
    this.places = places
    this.vectors = vectors
    this.own = own
    this.weight = code.local(ValueType.i32)
    this.last = code.local(ValueType.i32)
    this.inverses = code.local(ValueType.i32)
    this.exact = code.local(ValueType.i64)
  }

  /** What the sums of a state are before any division. */
  begin(): void {
    this.code.i32(1).set(this.last)
  }

  of(edge: number): void {
    const { code, places, vectors, weight, last } = this
    code.get(edge).i32(2).op(Op.i32Shl).memory(Access.i32Load, places.weights).set(weight)
    code.get(weight).get(last).op(Op.i32Ne).if()
    this.divide()
    for (const { gain, prime, offset } of vectors) {
      code.i32(places.gains).loadVector(offset).set(gain)
      reduce(code, gain, prime)
      reduce(code, gain, prime)
    }
    code.get(weight).set(last).end()
  }

  /**
   * Multiplies the sums of the state by the inverses of the weight: modulo each prime, up to two primes too much (Barrett's
   * reduction; Menezes, van Oorschot, Vanstone, Handbook of Applied Cryptography, 14.42).
   */
  private divide(): void {
    const { code, places, vectors, own, inverses, exact } = this
    code
      .get(this.weight)
      .i32(16 * vectors.length)
      .op(Op.i32Mul)
      .set(inverses)
    for (let lane = 0; lane < lanes * vectors.length; lane++) {
      const offset = 4 * lane
      code.get(own).memory(Access.i64Load32, offset)
      code
        .get(inverses)
        .memory(Access.i64Load32, places.inverses + offset)
        .op(Op.i64Mul)
        .set(exact)
      code.i32(places.gains).get(exact)
      code
        .get(exact)
        .i64(BigInt(primeBits - 1))
        .op(Op.i64ShrU)
      code.i32(places.factors).memory(Access.i64Load32, offset).op(Op.i64Mul)
      code.i64(BigInt(primeBits + 1)).op(Op.i64ShrU)
      code.i32(places.primes).memory(Access.i64Load32, offset).op(Op.i64Mul, Op.i64Sub)
      code.memory(Access.i64Store32, offset)
    }
  }
}

/** Returns what Barrett's reduction multiplies by, for a prime. */
export function barrettFactor(prime: number): number {
  return Math.floor(2 ** (2 * primeBits) / prime)
}
