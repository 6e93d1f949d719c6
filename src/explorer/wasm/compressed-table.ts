import { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import type { Bijections } from './bijections.ts'
import type { BucketCode } from './bucket-code.ts'
import { type CompressedPlan, trailStride } from './compressed-plan.ts'
import { Global } from './globals.ts'
import { batchSize, type MemoryPlan } from './memory-plan.ts'
import type { RowCode } from './row-code.ts'
import type { TreeCode } from './tree-code.ts'
import type { WaitingCode } from './waiting-code.ts'

/** Functions that the code calls, by number. */
export interface CompressedCalls {
  readonly number: number
  readonly add: number
  readonly split: number
}

/** Behind a list of waiting successors, a list of buckets. */
const bucketsAt = 4 * batchSize

/** The largest difference of a parent to the one before it that a byte of the trail holds; one more is an escape. */
const mostStep = 254

/**
 * The compressed store of a generated module. Of a state that was expanded it keeps an entry in a set of keys, and two
 * bytes from which steps to it can be taken again; rows only of the current layer and the next one.
 *
 * The two bytes, the trail: the difference of the number of its parent to that of the state before it, since parents are
 * mostly in order; and which of the parent's transitions leads to it. Where the difference is too large, a list of escapes
 * has the state and its parent.
 */
export class CompressedTableCode {
  private readonly plan: MemoryPlan
  private readonly places: CompressedPlan
  private readonly rows: RowCode
  private readonly waiting: WaitingCode
  private readonly tree: TreeCode
  private readonly buckets: BucketCode
  private readonly images: Bijections

  constructor(
    plan: MemoryPlan,
    places: CompressedPlan,
    parts: { rows: RowCode; waiting: WaitingCode; tree: TreeCode; buckets: BucketCode; images: Bijections },
  ) {
    this.plan = plan
    this.places = places
    this.rows = parts.rows
    this.waiting = parts.waiting
    this.tree = parts.tree
    this.buckets = parts.buckets
    this.images = parts.images
  }

  /** Looks up all waiting successors, in order, and adds the new ones. */
  flush(calls: CompressedCalls): FunctionCode {
    const { plan } = this
    const code = new FunctionCode([], [])
    const [entry, end] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    this.stopIfFull(code)
    this.waiting.pushWaiting(code)
    code.set(end)
    this.readAhead(code, calls, entry, end)
    this.selectOthers(code, entry, end)
    // Those that are left: at most one in three or so. The same one may be among them twice.
    const at = code.local(ValueType.i32)
    const done = code.block()
    const next = code.loop()
    code.get(at).get(end).op(Op.i32GeU).branchIf(done)
    code.get(at).memory(Access.i32Load, plan.hashes).set(entry)
    code.get(entry).memory(Access.i64Load, plan.waiting + this.waiting.hashAt)
    code.call(calls.add).if()
    this.append(code, entry)
    code.getGlobal(Global.count).getGlobal(Global.room).op(Op.i32GtU)
    this.buckets.pushCanGrow(code)
    code.op(Op.i32And).if()
    code.call(calls.split).end().end()
    code.get(at).i32(4).op(Op.i32Add).set(at)
    code.branch(next).end().end()
    this.waiting.forget(code)
    return code
  }

  /**
   * Lists the waiting successors that are not in their first buckets, where most known ones are, and reads their second
   * buckets. Sets `end` to the bytes of the list.
   */
  private selectOthers(code: FunctionCode, entry: number, end: number): void {
    const { plan, images, buckets } = this
    const [image, others] = [code.local(ValueType.i64), code.local(ValueType.i32)]
    code.i32(0).set(entry)
    const done = code.block()
    const next = code.loop()
    code.get(entry).get(end).op(Op.i32GeU).branchIf(done)
    code
      .get(entry)
      .memory(Access.i64Load, plan.waiting + this.waiting.hashAt)
      .set(image)
    const known = code.block()
    buckets.branchIfFirst(code, image, known)
    code.get(others).get(entry).memory(Access.i32Store, plan.hashes)
    images.toSecond(code, image)
    code.get(others)
    buckets.pushBucket(code, image)
    code.memory(Access.i32Store, plan.hashes + bucketsAt)
    code.get(others).i32(4).op(Op.i32Add).set(others)
    code.end()
    code.get(entry).i32(plan.waitingSize).op(Op.i32Add).set(entry)
    code.branch(next).end().end()
    this.readBuckets(code, others)
    code.get(others).set(end)
  }

  /** Takes the next state of the layer: reads its words into locals, and stores them for the plain engine. */
  takeNext(code: FunctionCode, words: readonly number[]): void {
    const { places } = this
    const root = code.local(ValueType.i64)
    code.getGlobal(Global.expanded).setGlobal(Global.current)
    code.getGlobal(Global.queue).getGlobal(Global.expanded).getGlobal(Global.layerStart).op(Op.i32Sub)
    code.i32(3).op(Op.i32Shl, Op.i32Add).memory(Access.i64Load).set(root)
    this.tree.unfold(code, root, words)
    words.forEach((local, word) => {
      code
        .i32(0)
        .get(local)
        .memory(Access.i64Store, places.current + word * 8)
    })
    code.i32(0).setGlobal(Global.ordinal)
    code.getGlobal(Global.expanded).i32(1).op(Op.i32Add).setGlobal(Global.expanded)
  }

  /**
   * Replaces the hash of each waiting successor by the first image of its key, and its first word by its root; reads the
   * first buckets, so that the answers of the memory overlap.
   */
  private readAhead(code: FunctionCode, calls: CompressedCalls, entry: number, end: number): void {
    const { plan, images, buckets } = this
    const [root, image, read] = [code.local(ValueType.i64), code.local(ValueType.i64), code.local(ValueType.i32)]
    const done = code.block()
    const next = code.loop()
    code.get(entry).get(end).op(Op.i32GeU).branchIf(done)
    this.tree.pushRoot(code, calls.number, (word) => code.get(entry).memory(Access.i64Load, plan.waiting + word * 8))
    code.set(root)
    code.get(entry).get(root).memory(Access.i64Store, plan.waiting)
    this.pushKey(code, root)
    code.set(image)
    images.toFirst(code, image)
    code
      .get(entry)
      .get(image)
      .memory(Access.i64Store, plan.waiting + this.waiting.hashAt)
    code.get(read)
    buckets.pushBucket(code, image)
    code.memory(Access.i32Store, plan.hashes + bucketsAt)
    code.get(read).i32(4).op(Op.i32Add).set(read)
    code.get(entry).i32(plan.waitingSize).op(Op.i32Add).set(entry)
    code.branch(next).end().end()
    this.readBuckets(code, read)
  }

  /** Reads the listed buckets, as many as bytes of the list. A short loop: more answers of the memory overlap. */
  private readBuckets(code: FunctionCode, end: number): void {
    const { plan } = this
    const [at, sum] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    const done = code.block()
    const next = code.loop()
    code.get(at).get(end).op(Op.i32GeU).branchIf(done)
    code
      .get(at)
      .memory(Access.i32Load, plan.hashes + bucketsAt)
      .memory(Access.i32Load, plan.table)
    code.get(sum).op(Op.i32Xor).set(sum)
    code.get(at).i32(4).op(Op.i32Add).set(at)
    code.branch(next).end().end()
    code.get(sum).setGlobal(Global.sink)
  }

  /** Pushes the key of a root: of a single word only the bits in use. */
  private pushKey(code: FunctionCode, root: number): void {
    const { lowBits } = this.places
    if (this.rows.longs > 1) {
      code.get(root)
      return
    }
    code
      .get(root)
      .i64((1n << BigInt(lowBits)) - 1n)
      .op(Op.i64And)
    code.get(root).i64(32n).op(Op.i64ShrU).i64(BigInt(lowBits)).op(Op.i64Shl, Op.i64Or)
  }

  /** Adds a new state to the next layer and to the trail. */
  private append(code: FunctionCode, entry: number): void {
    const { plan, places, waiting } = this
    const [parent, step] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    code.getGlobal(Global.nextQueue).getGlobal(Global.count).getGlobal(Global.layerEnd).op(Op.i32Sub)
    code.i32(3).op(Op.i32Shl, Op.i32Add)
    code.get(entry).memory(Access.i64Load, plan.waiting).memory(Access.i64Store)
    code
      .get(entry)
      .memory(Access.i32Load, plan.waiting + waiting.parentAt)
      .tee(parent)
    code.getGlobal(Global.lastParent).op(Op.i32Sub).tee(step)
    code.i32(mostStep).op(Op.i32GtU)
    code
      .getGlobal(Global.count)
      .i32(trailStride - 1)
      .op(Op.i32And, Op.i32Eqz, Op.i32Or)
      .if()
    code.i32(mostStep + 1).set(step)
    code.getGlobal(Global.escapes).i32(3).op(Op.i32Shl).getGlobal(Global.count).memory(Access.i32Store, places.escapes)
    code
      .getGlobal(Global.escapes)
      .i32(3)
      .op(Op.i32Shl)
      .get(parent)
      .memory(Access.i32Store, places.escapes + 4)
    code.getGlobal(Global.escapes).i32(1).op(Op.i32Add).setGlobal(Global.escapes).end()
    code.get(parent).setGlobal(Global.lastParent)
    code.getGlobal(Global.count).i32(1).op(Op.i32Shl).get(step)
    code
      .get(entry)
      .memory(Access.i32Load, plan.waiting + waiting.ordinalAt)
      .i32(8)
      .op(Op.i32Shl, Op.i32Or)
    code.memory(Access.i32Store16, places.trail)
    code.getGlobal(Global.count).i32(1).op(Op.i32Add).setGlobal(Global.count)
  }

  /** If there may be no room for the waiting successors, drops them and sets the flag for that. */
  private stopIfFull(code: FunctionCode): void {
    const { plan, places, tree } = this
    code.getGlobal(Global.count).i32(plan.mostStates).op(Op.i32GtU)
    code.getGlobal(Global.count).getGlobal(Global.layerEnd).op(Op.i32Sub)
    code.i32(places.mostQueued - batchSize).op(Op.i32GtU, Op.i32Or)
    code.getGlobal(Global.escapes)
    code.i32(places.mostEscapes - batchSize).op(Op.i32GtU, Op.i32Or)
    if (tree.mostAdded > 0) {
      code.getGlobal(Global.nodes)
      code.i32(places.mostNodes - batchSize * tree.mostAdded).op(Op.i32GtS, Op.i32Or)
    }
    code.if()
    code.i32(1).setGlobal(Global.full)
    this.waiting.forget(code)
    code.op(Op.return).end()
  }
}
