import { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import { Global } from './globals.ts'
import { batchSize, type MemoryPlan } from './memory-plan.ts'
import type { RowCode } from './row-code.ts'

/** Functions of the state store, called by number. */
export interface StoreCalls {
  readonly flush: number
}

/**
 * Successors that wait: here, until there are enough to look up together, or in an outbox, until their shard receives
 * them.
 */
export class WaitingCode {
  /** The offsets of the parent and of the hash in a successor. */
  readonly parentAt: number
  readonly hashAt: number
  /** With a compressed store: the offset of the number of the transition among those of the parent. */
  readonly ordinalAt: number
  private readonly plan: MemoryPlan
  private readonly rows: RowCode

  constructor(plan: MemoryPlan, rows: RowCode) {
    this.plan = plan
    this.rows = rows
    this.parentAt = rows.longs * 8
    this.ordinalAt = this.parentAt + 4
    this.hashAt = this.parentAt + 8
  }

  /** Accepts the words of a successor of the current state, and lets it wait: here, or in the outbox of its shard. */
  successor(calls: StoreCalls): FunctionCode {
    const { longs } = this.rows
    const code = new FunctionCode(
      Array.from({ length: longs }, () => ValueType.i64),
      [],
    )
    const words = Array.from({ length: longs }, (_, word) => word)
    const hash = code.local(ValueType.i64)
    this.rows.pushHash(code, (word) => code.get(word))
    code.set(hash)
    code.getGlobal(Global.transitions).i32(1).op(Op.i32Add).setGlobal(Global.transitions)
    this.letWait(code, words, hash, calls, () => this.pushOwner(code, hash))
    if (this.plan.compressed !== null) code.getGlobal(Global.ordinal).i32(1).op(Op.i32Add).setGlobal(Global.ordinal)
    return code
  }

  /** The same for the row in the exchange. */
  successorInExchange(successor: number): FunctionCode {
    const code = new FunctionCode([], [])
    this.rows.pushExchange(code)
    code.call(successor)
    return code
  }

  /** Lets successors wait that were received from other shards into the inbox. */
  accept(calls: StoreCalls): FunctionCode {
    const { plan, rows } = this
    const { longs } = rows
    const code = new FunctionCode([ValueType.i32], [])
    const words = Array.from({ length: longs }, () => code.local(ValueType.i64))
    const [count, from] = [0, code.local(ValueType.i32)]
    const hash = code.local(ValueType.i64)
    const done = code.block()
    const next = code.loop()
    code.get(count).op(Op.i32Eqz).branchIf(done)
    code.get(count).i32(1).op(Op.i32Sub).set(count)
    words.forEach((local, word) => {
      code
        .get(from)
        .memory(Access.i64Load, plan.inbox + word * 8)
        .set(local)
    })
    code
      .get(from)
      .memory(Access.i32Load, plan.inbox + longs * 8)
      .setGlobal(Global.parent)
    if (plan.compressed !== null) {
      code
        .get(from)
        .memory(Access.i32Load, plan.inbox + this.ordinalAt)
        .setGlobal(Global.ordinal)
    }
    code.get(from).i32(plan.sentSize).op(Op.i32Add).set(from)
    this.rows.pushHash(code, (word) => code.get(words[word] ?? 0))
    code.set(hash)
    this.letWait(code, words, hash, calls, () => code.getGlobal(Global.shard))
    code.branch(next).end().end()
    return code
  }

  /** Returns the shard of the state in the exchange. */
  owner(): FunctionCode {
    const code = new FunctionCode([], [ValueType.i32])
    const hash = code.local(ValueType.i64)
    const words = Array.from({ length: this.rows.longs }, () => code.local(ValueType.i64))
    this.rows.pushExchange(code)
    for (const local of [...words].reverse()) code.set(local)
    this.rows.pushHash(code, (word) => code.get(words[word] ?? 0))
    code.set(hash)
    this.pushOwner(code, hash)
    return code
  }

  /** Pushes the number of bytes of waiting successors. */
  pushWaiting(code: FunctionCode): void {
    const { plan } = this
    if (plan.shards === 1) code.getGlobal(Global.waiting)
    else {
      this.pushOwnCursor(code)
      code.memory(Access.i32Load, plan.cursors).i32(plan.waiting).op(Op.i32Sub)
    }
  }

  /** Discards the waiting successors. */
  forget(code: FunctionCode): void {
    const { plan } = this
    if (plan.shards === 1) code.i32(0).setGlobal(Global.waiting)
    else {
      this.pushOwnCursor(code)
      code.i32(plan.waiting).memory(Access.i32Store, plan.cursors)
    }
  }

  /**
   * Stores a successor, with its hash, with those that wait for the same shard; looks up the shard's own if there are
   * many.
   */
  private letWait(code: FunctionCode, words: readonly number[], hash: number, calls: StoreCalls, pushOwner: () => void): void {
    const { plan } = this
    const at = code.local(ValueType.i32)
    if (plan.shards > 1) return this.letWaitAnywhere(code, words, hash, at, calls, pushOwner)
    code.getGlobal(Global.waiting).set(at)
    this.put(code, words, hash, at, plan.waiting)
    code.get(at).i32(plan.waitingSize).op(Op.i32Add).tee(at).setGlobal(Global.waiting)
    code
      .get(at)
      .i32(plan.waitingSize * batchSize)
      .op(Op.i32Eq)
      .if()
    code.call(calls.flush).end()
  }

  /**
   * The same with several shards. The shard of a successor is unpredictable, so there is no branch for it: all
   * successors are written in the same way, and the next one overwrites what is written after one that is sent.
   */
  private letWaitAnywhere(
    code: FunctionCode,
    words: readonly number[],
    hash: number,
    at: number,
    calls: StoreCalls,
    pushOwner: () => void,
  ): void {
    const { plan } = this
    const [own, cursor] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    pushOwner()
    code.tee(cursor).getGlobal(Global.shard).op(Op.i32Eq).set(own)
    code.get(cursor).getGlobal(Global.side).op(Op.i32Add).i32(2).op(Op.i32Shl).tee(cursor)
    code.memory(Access.i32Load, plan.cursors).set(at)
    this.put(code, words, hash, at, 0)
    code.get(cursor)
    code.get(at).i32(plan.waitingSize).i32(plan.sentSize).get(own).op(Op.select, Op.i32Add).tee(at)
    code.memory(Access.i32Store, plan.cursors)
    code.get(at).get(cursor).memory(Access.i32Load, plan.limits).op(Op.i32GeU).if()
    code.get(own).if()
    code.call(calls.flush).else()
    code.i32(1).setGlobal(Global.halt).end().end()
  }

  /** Stores a successor, its parent and its hash at an offset from `base`. */
  private put(code: FunctionCode, words: readonly number[], hash: number, at: number, base: number): void {
    words.forEach((local, word) => {
      code
        .get(at)
        .get(local)
        .memory(Access.i64Store, base + word * 8)
    })
    code
      .get(at)
      .getGlobal(Global.parent)
      .memory(Access.i32Store, base + this.parentAt)
    if (this.plan.compressed !== null) {
      code
        .get(at)
        .getGlobal(Global.ordinal)
        .memory(Access.i32Store, base + this.ordinalAt)
    }
    code
      .get(at)
      .get(hash)
      .memory(Access.i64Store, base + this.hashAt)
  }

  /**
   * Pushes the shard of a state, from bits of its hash that neither its position in the table nor the part stored there
   * uses.
   */
  private pushOwner(code: FunctionCode, hash: number): void {
    code.get(hash).op(Op.wrap).i32(0xfff).op(Op.i32And).i32(this.plan.shards).op(Op.i32Mul).i32(12).op(Op.i32ShrU)
  }

  private pushOwnCursor(code: FunctionCode): void {
    code.getGlobal(Global.shard).getGlobal(Global.side).op(Op.i32Add).i32(2).op(Op.i32Shl)
  }
}
