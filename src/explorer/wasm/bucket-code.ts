import { FunctionCode } from './assembler.ts'
import type { Bijections } from './bijections.ts'
import { bucketBytes, type CompressedPlan } from './compressed-plan.ts'
import { Global } from './globals.ts'
import { Access, Op, ValueType } from './opcodes.ts'

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
 * An entry is 1; then 0 for the first image and 1 for the second; then the image without the bits that every bucket tells.
 */
export class BucketCode {
  private readonly plan: CompressedPlan
  private readonly table: number
  private readonly images: Bijections
  private readonly mask: bigint

  constructor(plan: CompressedPlan, table: number, images: Bijections) {
    this.plan = plan
    this.table = table
    this.images = images
    this.mask = (1n << BigInt(8 * plan.entryBytes)) - 1n
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

  /** Returns the function that accepts the first image of a key; it adds the key, and returns whether it was new. */
  add(move: number): FunctionCode {
    const code = new FunctionCode([ValueType.i64], [ValueType.i32])
    const [first, second] = [0, code.local(ValueType.i64)]
    code.get(first).set(second)
    this.images.toSecond(code, second)
    const known = code.block()
    const places = [first, second].map((image, which) => {
      const [entry, at, end] = [code.local(ValueType.i64), code.local(ValueType.i32), code.local(ValueType.i32)]
      this.pushBucket(code, image)
      code.set(at)
      this.pushEntry(code, image, () => code.i64(BigInt(2 * which)))
      code.set(entry)
      this.scan(code, at, end, { entry, known })
      return { entry, at, end }
    })
    for (const { entry, at, end } of places) {
      code.get(at).get(end).op(Op.i32Ne).if()
      this.store(code, at, entry)
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
    const [bucket, at, end, moves] = [0, 0, 0, 0].map(() => code.local(ValueType.i32)) as [number, number, number, number]
    const again = code.loop()
    this.pushBucket(code, image)
    code.tee(bucket).set(at)
    this.pushEntry(code, image, () => code.get(which))
    code.set(entry)
    this.scan(code, at, end, null)
    code.get(at).get(end).op(Op.i32Ne).if()
    this.store(code, at, entry)
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
    code.i32(0).get(at).i32(plan.perBucket).op(Op.i32LtU, Op.select).setGlobal(Global.turn)
    code.get(bucket).getGlobal(Global.turn).i32(plan.entryBytes).op(Op.i32Mul, Op.i32Add).set(at)
    this.load(code, at)
    code.set(taken)
    this.store(code, at, entry)
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
    const [from, to, end, kept, size] = [0, 0, 0, 0, 0].map(() => code.local(ValueType.i32)) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const entry = code.local(ValueType.i64)
    const zero = code.local(ValueType.i64)
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).set(size)
    code.getGlobal(Global.split).i32(bucketShift).op(Op.i32Shl).tee(from).tee(kept)
    code
      .i32(plan.perBucket * plan.entryBytes)
      .op(Op.i32Add)
      .set(end)
    code.getGlobal(Global.split).get(size).op(Op.i32Add).i32(bucketShift).op(Op.i32Shl).set(to)
    const done = code.block()
    const next = code.loop()
    this.load(code, from)
    code.tee(entry).i64(0n).op(Op.i64Eq).branchIf(done)
    this.store(code, from, zero)
    code.get(entry)
    code
      .getGlobal(Global.tableBits)
      .i32(plan.firstBits - 2)
      .op(Op.i32Sub, Op.extendU, Op.i64ShrU)
    code.op(Op.wrap).i32(1).op(Op.i32And).if()
    this.store(code, to, entry)
    code.get(to).i32(plan.entryBytes).op(Op.i32Add).set(to).else()
    this.store(code, kept, entry)
    code.get(kept).i32(plan.entryBytes).op(Op.i32Add).set(kept).end()
    code.get(from).i32(plan.entryBytes).op(Op.i32Add).tee(from).get(end).op(Op.i32LtU).branchIf(next)
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

  /**
   * Moves `at` from the start of a bucket to its first free entry, or to `end`, which it sets to the end of the bucket;
   * branches to `known` at an entry.
   */
  private scan(code: FunctionCode, at: number, end: number, sought: { entry: number; known: number } | null): void {
    const { plan } = this
    const value = code.local(ValueType.i64)
    code
      .get(at)
      .i32(plan.perBucket * plan.entryBytes)
      .op(Op.i32Add)
      .set(end)
    const done = code.block()
    const next = code.loop()
    this.load(code, at)
    code.set(value)
    if (sought !== null) code.get(value).get(sought.entry).op(Op.i64Eq).branchIf(sought.known)
    code.get(value).i64(0n).op(Op.i64Eq).branchIf(done)
    code.get(at).i32(plan.entryBytes).op(Op.i32Add).tee(at).get(end).op(Op.i32LtU).branchIf(next)
    code.end().end()
  }

  /** Pushes an entry. */
  private load(code: FunctionCode, at: number): void {
    code.get(at).memory(Access.i64Load, this.table).i64(this.mask).op(Op.i64And)
  }

  /** Stores an entry, and the bytes behind it as they were. */
  private store(code: FunctionCode, at: number, entry: number): void {
    code.get(at).get(at).memory(Access.i64Load, this.table).i64(~this.mask).op(Op.i64And)
    code.get(entry).op(Op.i64Or).memory(Access.i64Store, this.table)
  }
}
