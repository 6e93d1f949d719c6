import { type BlockLabel, FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType, VectorOp } from '../../webassembly/opcodes.ts'
import type { Bijections } from './bijections.ts'
import { bucketBytes, type CompressedPlan } from './compressed-plan.ts'
import { Global } from './globals.ts'

const bucketShift = Math.log2(bucketBytes)
/** Keys that are moved for one before the table grows. */
const mostMoves = 64
/** In a table that cannot grow, keys that are moved for one before the memory is full. */
const lastMoves = 4096

/**
 * An exact set of keys that stores less than the keys. A key has two images under bijections, and each image a bucket: its
 * last bits, so that they need not be stored (Cleary: Compact hash tables using bidirectional linear probing, IEEE
 * Transactions on Computers 33, 1984). It is in either bucket; if both are full, another key makes room and goes to its
 * other bucket (Pagh, Rodler: Cuckoo hashing, Journal of Algorithms 51, 2004). The table grows bucket by bucket (Litwin:
 * Linear hashing, VLDB 1980): one more bit of an image decides whether it moves to the new one.
 *
 * An entry is a bit that is 1; then 0 for the first image and 1 for the second; then the image without the bits that every
 * bucket tells. The last bytes of the entries of a bucket are together at its start, so that they are compared at once; the
 * first entries of a bucket are in use, those behind them are 0.
 */
export class BucketCode {
  private readonly plan: CompressedPlan
  private readonly table: number
  private readonly images: Bijections
  private readonly restBytes: number

  constructor(plan: CompressedPlan, table: number, images: Bijections) {
    this.plan = plan
    this.table = table
    this.images = images
    this.restBytes = plan.entryBytes - 1
  }

  /** Pushes the offset of the bucket of an image in the table. */
  pushBucket(code: FunctionCode, image: number): void {
    const [low, size] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).set(size)
    code.get(image).op(Op.wrap).get(size).i32(1).op(Op.i32Sub, Op.i32And).tee(low)
    code.get(image).op(Op.wrap).get(size).op(Op.i32And).i32(0)
    code.get(low).getGlobal(Global.split).op(Op.i32LtU, Op.select, Op.i32Add)
    code.i32(bucketShift).op(Op.i32Shl)
  }

  /** Branches to `known` if the bucket of the first image of a key has it. */
  branchIfFirst(code: FunctionCode, image: number, known: BlockLabel): void {
    const [bucket, entry] = [code.local(ValueType.i32), code.local(ValueType.i64)]
    this.pushBucket(code, image)
    code.set(bucket)
    this.pushEntry(code, image, () => code.i64(0n))
    code.set(entry)
    this.branchIfIn(code, bucket, entry, known)
  }

  /** Returns the function that accepts the first image of a key; it adds the key, and returns whether it was new. */
  add(move: number): FunctionCode {
    const code = new FunctionCode([ValueType.i64], [ValueType.i32])
    const [first, second, free] = [0, code.local(ValueType.i64), code.local(ValueType.i32)]
    code.get(first).set(second)
    this.images.toSecond(code, second)
    const known = code.block()
    const places = [first, second].map((image, which) => {
      const [bucket, entry] = [code.local(ValueType.i32), code.local(ValueType.i64)]
      this.pushBucket(code, image)
      code.set(bucket)
      this.pushEntry(code, image, () => code.i64(BigInt(2 * which)))
      code.set(entry)
      this.branchIfIn(code, bucket, entry, known)
      return { bucket, entry }
    })
    for (const { bucket, entry } of places) {
      this.pushFree(code, bucket)
      code.tee(free).if()
      code.get(free).op(Op.i32Ctz).set(free)
      this.store(code, bucket, free, entry)
      code.i32(1).op(Op.return).end()
    }
    code.get(first).call(move).i32(1).op(Op.return).end()
    code.i32(0)
    return code
  }

  /** Returns the function that accepts the first image of a key and makes room for it where both buckets are full. */
  move(split: number): FunctionCode {
    const { plan, images } = this
    const code = new FunctionCode([ValueType.i64], [])
    const image = 0
    const [which, entry, taken] = [code.local(ValueType.i64), code.local(ValueType.i64), code.local(ValueType.i64)]
    const [bucket, at, moves] = [code.local(ValueType.i32), code.local(ValueType.i32), code.local(ValueType.i32)]
    const again = code.loop()
    this.pushBucket(code, image)
    code.set(bucket)
    this.pushEntry(code, image, () => code.get(which))
    code.set(entry)
    this.pushFree(code, bucket)
    code.tee(at).if()
    code.get(at).op(Op.i32Ctz).set(at)
    this.store(code, bucket, at, entry)
    code.op(Op.return).end()
    code.get(moves).i32(1).op(Op.i32Add).tee(moves)
    code
      .i32(mostMoves - 1)
      .op(Op.i32And, Op.i32Eqz)
      .if()
    this.pushCanGrow(code)
    code.if()
    code.call(split).branch(again).end()
    code.get(moves).i32(lastMoves).op(Op.i32GeU).if()
    code.i32(1).setGlobal(Global.full).op(Op.return).end().end()
    // Entries of a bucket make room in turn.
    code.getGlobal(Global.turn).i32(1).op(Op.i32Add).tee(at)
    code.i32(0).get(at).i32(plan.perBucket).op(Op.i32LtU, Op.select).tee(at).setGlobal(Global.turn)
    this.load(code, bucket, at)
    code.set(taken)
    this.store(code, bucket, at, entry)
    code.get(taken).i64(2n).op(Op.i64ShrU).i64(BigInt(plan.firstBits)).op(Op.i64Shl)
    code.get(bucket).i32(bucketShift).op(Op.i32ShrU)
    code
      .i32(2 ** plan.firstBits - 1)
      .op(Op.i32And, Op.extendU, Op.i64Or)
      .set(image)
    code.get(taken).i64(2n).op(Op.i64And).tee(which).op(Op.wrap).if()
    images.back(code, image)
    code.else()
    images.toSecond(code, image)
    code.end()
    code.get(which).i64(2n).op(Op.i64Xor).set(which)
    code.branch(again).end()
    return code
  }

  /** Returns the function that adds a bucket and moves entries of another one to it. */
  split(): FunctionCode {
    const { plan } = this
    const code = new FunctionCode([], [])
    const locals = [0, 0, 0, 0, 0, 0].map(() => code.local(ValueType.i32))
    const [from, to, at, kept, moved, size] = locals as [number, number, number, number, number, number]
    const [entry, zero] = [code.local(ValueType.i64), code.local(ValueType.i64)]
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).set(size)
    code.getGlobal(Global.split).i32(bucketShift).op(Op.i32Shl).set(from)
    code.getGlobal(Global.split).get(size).op(Op.i32Add).i32(bucketShift).op(Op.i32Shl).set(to)
    const done = code.block()
    const next = code.loop()
    this.load(code, from, at)
    code.tee(entry).i64(0n).op(Op.i64Eq).branchIf(done)
    this.store(code, from, at, zero)
    code.get(entry)
    code
      .getGlobal(Global.tableBits)
      .i32(plan.firstBits - 2)
      .op(Op.i32Sub, Op.extendU, Op.i64ShrU)
    code.op(Op.wrap).i32(1).op(Op.i32And).if()
    this.store(code, to, moved, entry)
    code.get(moved).i32(1).op(Op.i32Add).set(moved).else()
    this.store(code, from, kept, entry)
    code.get(kept).i32(1).op(Op.i32Add).set(kept).end()
    code.get(at).i32(1).op(Op.i32Add).tee(at).i32(plan.perBucket).op(Op.i32LtU).branchIf(next)
    code.end().end()
    code.getGlobal(Global.room).i32(plan.perGrowth).op(Op.i32Add).setGlobal(Global.room)
    code.getGlobal(Global.split).i32(1).op(Op.i32Add).setGlobal(Global.split)
    code.getGlobal(Global.split).get(size).op(Op.i32Eq).if()
    code.i32(0).setGlobal(Global.split)
    code.getGlobal(Global.tableBits).i32(1).op(Op.i32Add).setGlobal(Global.tableBits).end()
    return code
  }

  /** Pushes whether there is room for another bucket. */
  pushCanGrow(code: FunctionCode): void {
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).getGlobal(Global.split).op(Op.i32Add)
    code.i32(this.plan.mostBuckets).op(Op.i32LtU)
  }

  private pushEntry(code: FunctionCode, image: number, pushWhich: () => void): void {
    code.get(image).i64(BigInt(this.plan.firstBits)).op(Op.i64ShrU).i64(2n).op(Op.i64Shl).i64(1n).op(Op.i64Or)
    pushWhich()
    code.op(Op.i64Or)
  }

  /** Branches to `known` if an entry is in a bucket: compares all last bytes, then the rest where they agree. */
  private branchIfIn(code: FunctionCode, bucket: number, entry: number, known: BlockLabel): void {
    const [alike, rest] = [code.local(ValueType.i32), code.local(ValueType.i64)]
    code.get(entry).i64(8n).op(Op.i64ShrU).set(rest)
    this.pushAlike(code, bucket, () => code.get(entry).op(Op.wrap))
    code.set(alike)
    const none = code.block()
    const next = code.loop()
    code.get(alike).op(Op.i32Eqz).branchIf(none)
    this.pushRestAddress(code, bucket, () => code.get(alike).op(Op.i32Ctz))
    this.pushRest(code)
    code.get(rest).op(Op.i64Eq).branchIf(known)
    code.get(alike).get(alike).i32(1).op(Op.i32Sub, Op.i32And).set(alike)
    code.branch(next).end().end()
  }

  /** Pushes a bit for each free entry of a bucket. */
  private pushFree(code: FunctionCode, bucket: number): void {
    this.pushAlike(code, bucket, () => code.i32(0))
  }

  /** Pushes a bit for each entry of a bucket whose last byte is that of the number that `push` pushes. */
  private pushAlike(code: FunctionCode, bucket: number, push: () => void): void {
    code.get(bucket).loadVector(this.table)
    push()
    code.vector(VectorOp.splat, VectorOp.equal, VectorOp.bitmask)
    code.i32(2 ** this.plan.perBucket - 1).op(Op.i32And)
  }

  /** Pushes an entry. */
  private load(code: FunctionCode, bucket: number, at: number): void {
    this.pushRestAddress(code, bucket, () => code.get(at))
    this.pushRest(code)
    code.i64(8n).op(Op.i64Shl)
    code.get(bucket).get(at).op(Op.i32Add).memory(Access.i64Load8, this.table).op(Op.i64Or)
  }

  /** Stores an entry, and the bytes behind it as they were. */
  private store(code: FunctionCode, bucket: number, at: number, entry: number): void {
    const { perBucket } = this.plan
    const [address, mask] = [code.local(ValueType.i32), (1n << BigInt(8 * this.restBytes)) - 1n]
    code.get(bucket).get(at).op(Op.i32Add).get(entry).op(Op.wrap).memory(Access.i32Store8, this.table)
    this.pushRestAddress(code, bucket, () => code.get(at))
    code.tee(address).get(address)
    code
      .memory(Access.i64Load, this.table + perBucket)
      .i64(~mask)
      .op(Op.i64And)
    code
      .get(entry)
      .i64(8n)
      .op(Op.i64ShrU, Op.i64Or)
      .memory(Access.i64Store, this.table + perBucket)
  }

  /** Pushes where the rest of an entry is, from the end of the last bytes of the first bucket. */
  private pushRestAddress(code: FunctionCode, bucket: number, pushAt: () => void): void {
    code.get(bucket)
    pushAt()
    code.i32(this.restBytes).op(Op.i32Mul, Op.i32Add)
  }

  /** Pops an address and pushes the rest of an entry. */
  private pushRest(code: FunctionCode): void {
    const mask = (1n << BigInt(8 * this.restBytes)) - 1n
    code
      .memory(Access.i64Load, this.table + this.plan.perBucket)
      .i64(mask)
      .op(Op.i64And)
  }
}
