import { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import { Global } from './globals.ts'
import { batchSize, type MemoryPlan, smallestPage } from './memory-plan.ts'
import type { RowCode } from './row-code.ts'
import type { WaitingCode } from './waiting-code.ts'

/** Locals of a search for a state: its words and their hash, its position in the table, and the entry there. */
interface Search {
  readonly words: readonly number[]
  readonly hash: number
  readonly mask: number
  /** The number of bits by which the hash is shifted to yield a position. */
  readonly shift: number
  readonly place: number
  /** The part of the hash that is stored in the table. */
  readonly want: number
  readonly found: number
  readonly row: number
}

/** The generators for a waiting successor that is new, and for one that is known. */
interface Found {
  readonly free: (search: Search, entry: number) => void
  readonly known: (search: Search, entry: number) => void
}

/**
 * The state store of a generated module: rows in order of discovery, which also form the queue, and an open-addressing
 * table of their numbers (linear probing). An entry has a part of the hash beside the number, so that rows are compared
 * only if that agrees; the comparison is of full rows, so a collision never loses a state.
 */
export class TableCode {
  private readonly plan: MemoryPlan
  private readonly rows: RowCode
  private readonly waiting: WaitingCode

  constructor(plan: MemoryPlan, rows: RowCode, waiting: WaitingCode) {
    this.plan = plan
    this.rows = rows
    this.waiting = waiting
  }

  /** Looks up all waiting successors, in order, and adds the new ones. */
  flush(rehash: number): FunctionCode {
    const code = new FunctionCode([], [])
    this.growIfFull(code, rehash)
    this.lookUpWaiting(code, {
      free: (search, entry) => this.append(code, entry, search),
      known: ({ found }) => {
        code.get(found).getGlobal(Global.layerEnd).op(Op.i32LtU)
        code.getGlobal(Global.backward).op(Op.i32Or).setGlobal(Global.backward)
      },
    })
    return code
  }

  /** Looks up all waiting successors, in order, and lists their numbers, or -1, and the site that reached each. */
  resolve(): FunctionCode {
    const { plan } = this
    const code = new FunctionCode([], [])
    const at = code.local(ValueType.i32)
    const list = (entry: number, pushTarget: () => void): void => {
      code.getGlobal(Global.listed).i32(3).op(Op.i32Shl).set(at)
      code.get(at)
      pushTarget()
      code.memory(Access.i32Store, plan.edges)
      code
        .get(at)
        .get(entry)
        .memory(Access.i32Load, plan.waiting + this.waiting.parentAt)
      code.memory(Access.i32Store, plan.edges + 4)
      code.getGlobal(Global.listed).i32(1).op(Op.i32Add).setGlobal(Global.listed)
    }
    this.lookUpWaiting(code, {
      free: (_search, entry) => list(entry, () => code.i32(-1)),
      known: ({ found }, entry) => list(entry, () => code.get(found)),
    })
    return code
  }

  /** Returns the number of the state in the exchange, or -1. */
  find(): FunctionCode {
    const code = new FunctionCode([], [ValueType.i32])
    const search = this.search(code)
    const { found, hash, words } = search
    this.rows.pushExchange(code)
    for (const local of [...words].reverse()) code.set(local)
    this.rows.pushHash(code, (word) => code.get(words[word] ?? 0))
    code.set(hash)
    this.probe(code, search, {
      free: () => code.i32(-1).set(found),
      known: () => {},
    })
    code.get(found)
    return code
  }

  /** Enters the rows from one number up to another, at most a batch, into the table. */
  enter(): FunctionCode {
    const { plan } = this
    const code = new FunctionCode([ValueType.i32, ValueType.i32], [])
    const [from, end] = [0, 1]
    const [index, shift, mask, place, sum, at] = [0, 0, 0, 0, 0, 0].map(() => code.local(ValueType.i32)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const hash = code.local(ValueType.i64)
    code.i32(64).getGlobal(Global.tableBits).op(Op.i32Sub).set(shift)
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).i32(1).op(Op.i32Sub).set(mask)
    // As in `flush`, every first place is read ahead.
    const ahead = code.block()
    const nextAhead = code.loop()
    code.get(from).get(index).op(Op.i32Add).get(end).op(Op.i32GeU).branchIf(ahead)
    const pushOffset = (): void => {
      code.get(from).get(index).op(Op.i32Add).i32(plan.rowBytes).op(Op.i32Mul)
    }
    this.rows.pushHash(code, (word) => this.rows.pushRowWord(code, word, pushOffset))
    code.set(hash)
    code.get(index).i32(3).op(Op.i32Shl).get(hash).memory(Access.i64Store, plan.hashes)
    code.get(hash).get(shift).op(Op.extendU, Op.i64ShrU, Op.wrap).i32(2).op(Op.i32Shl).memory(Access.i32Load, plan.table)
    code.get(sum).op(Op.i32Xor).set(sum)
    code.get(index).i32(1).op(Op.i32Add).set(index)
    code.branch(nextAhead).end().end()
    code.get(sum).setGlobal(Global.sink)
    const done = code.block()
    const next = code.loop()
    code.get(from).get(end).op(Op.i32GeU).branchIf(done)
    code.get(at).memory(Access.i64Load, plan.hashes).tee(hash)
    code.get(shift).op(Op.extendU, Op.i64ShrU, Op.wrap).set(place)
    const placed = code.block()
    const probe = code.loop()
    code.get(place).i32(2).op(Op.i32Shl).memory(Access.i32Load, plan.table).op(Op.i32Eqz).branchIf(placed)
    code.get(place).i32(1).op(Op.i32Add).get(mask).op(Op.i32And).set(place)
    code.branch(probe).end().end()
    code.get(place).i32(2).op(Op.i32Shl)
    code.get(hash).op(Op.wrap).get(mask).i32(-1).op(Op.i32Xor, Op.i32And)
    code.get(from).i32(1).op(Op.i32Add, Op.i32Or).memory(Access.i32Store, plan.table)
    code.get(from).i32(1).op(Op.i32Add).set(from)
    code.get(at).i32(8).op(Op.i32Add).set(at)
    code.branch(next).end().end()
    return code
  }

  /** Rebuilds the table, after `tableBits` has grown: in parts, so that the host optimises `enter` meanwhile. */
  rehash(enter: number): FunctionCode {
    const code = new FunctionCode([], [])
    const [from, to] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    const done = code.block()
    const next = code.loop()
    code.get(from).getGlobal(Global.count).op(Op.i32GeU).branchIf(done)
    code.get(from).i32(batchSize).op(Op.i32Add).set(to)
    code.getGlobal(Global.count).get(to).getGlobal(Global.count).get(to).op(Op.i32LtU, Op.select).set(to)
    code.get(from).get(to).call(enter).get(to).set(from)
    code.branch(next).end().end()
    return code
  }

  /** Looks up the waiting successors; none waits afterwards. */
  private lookUpWaiting(code: FunctionCode, { free, known }: Found): void {
    const { plan } = this
    const search = this.search(code)
    const [entry, end, sum] = [code.local(ValueType.i32), code.local(ValueType.i32), code.local(ValueType.i32)]
    this.waiting.pushWaiting(code)
    code.set(end)
    // Read every first place ahead: these loads do not depend on each other.
    const ahead = code.block()
    const nextAhead = code.loop()
    code.get(entry).get(end).op(Op.i32GeU).branchIf(ahead)
    code.get(entry).memory(Access.i64Load, plan.waiting + this.waiting.hashAt)
    code.get(search.shift).op(Op.extendU, Op.i64ShrU, Op.wrap).i32(2).op(Op.i32Shl).memory(Access.i32Load, plan.table)
    code.get(sum).op(Op.i32Xor).set(sum)
    code.get(entry).i32(plan.waitingSize).op(Op.i32Add).set(entry)
    code.branch(nextAhead).end().end()
    code.get(sum).setGlobal(Global.sink)
    code.i32(0).set(entry)
    const done = code.block()
    const next = code.loop()
    code.get(entry).get(end).op(Op.i32GeU).branchIf(done)
    code.get(entry).memory(Access.i64Load, plan.waiting + this.waiting.hashAt)
    code.set(search.hash)
    search.words.forEach((local, word) => {
      code
        .get(entry)
        .memory(Access.i64Load, plan.waiting + word * 8)
        .set(local)
    })
    this.probe(code, search, { free: () => free(search, entry), known: () => known(search, entry) })
    code.get(entry).i32(plan.waitingSize).op(Op.i32Add).set(entry)
    code.branch(next).end().end()
    this.waiting.forget(code)
  }

  /** Locals for `probe`. */
  private search(code: FunctionCode): Search {
    const local = (): number => code.local(ValueType.i32)
    const words = Array.from({ length: this.rows.longs }, () => code.local(ValueType.i64))
    const search = { hash: code.local(ValueType.i64), words, mask: local(), shift: local(), place: local(), want: local() }
    code.i32(64).getGlobal(Global.tableBits).op(Op.i32Sub).set(search.shift)
    code.i32(1).getGlobal(Global.tableBits).op(Op.i32Shl).i32(1).op(Op.i32Sub).set(search.mask)
    return { ...search, found: local(), row: local() }
  }

  /** Looks up the state in the words, whose hash is known; continues after the code of either case. */
  private probe(code: FunctionCode, search: Search, { free, known }: { free: () => void; known: () => void }): void {
    const { plan } = this
    const { hash, words, mask, shift, place, want, found, row } = search
    code.get(hash).get(shift).op(Op.extendU, Op.i64ShrU, Op.wrap).set(place)
    code.get(hash).op(Op.wrap).get(mask).i32(-1).op(Op.i32Xor, Op.i32And).set(want)
    const probed = code.block()
    const again = code.loop()
    code.get(place).i32(2).op(Op.i32Shl).memory(Access.i32Load, plan.table).tee(found).op(Op.i32Eqz).if()
    free()
    code.branch(probed).end()
    const differs = code.block()
    code.get(found).get(want).op(Op.i32Xor).get(mask).op(Op.i32GtU).branchIf(differs)
    code.get(found).get(mask).op(Op.i32And).i32(1).op(Op.i32Sub).tee(found)
    code.i32(plan.rowBytes).op(Op.i32Mul).set(row)
    this.rows.compare(code, row, words, differs)
    known()
    code.branch(probed).end()
    code.get(place).i32(1).op(Op.i32Add).get(mask).op(Op.i32And).set(place)
    code.branch(again).end().end()
  }

  /** Adds the state that was not found, at its position. */
  private append(code: FunctionCode, entry: number, { place, want, row, words }: Search): void {
    const { plan } = this
    code.getGlobal(Global.count).i32(plan.rowBytes).op(Op.i32Mul).set(row)
    words.forEach((local, word) => {
      code.get(row).get(local)
      code.memory(plan.rowBytes < 8 ? Access.i64Store32 : Access.i64Store, plan.rows + word * 8)
    })
    code.getGlobal(Global.count).i32(2).op(Op.i32Shl)
    code.get(entry).memory(Access.i32Load, plan.waiting + this.waiting.parentAt)
    code.memory(Access.i32Store, plan.parents)
    code.getGlobal(Global.count).i32(1).op(Op.i32Add).setGlobal(Global.count)
    code.get(place).i32(2).op(Op.i32Shl).get(want).getGlobal(Global.count).op(Op.i32Or)
    code.memory(Access.i32Store, plan.table)
  }

  /**
   * Enlarges the table when little more than 30 % of it is free: first to a size that costs nothing noticeable, then by
   * doubling. It clears the table, and writes to every page that was never touched: a page that is read first costs two
   * faults, and the second one stops the other threads. If no further state would fit, it sets the flag for that.
   */
  private growIfFull(code: FunctionCode, rehash: number): void {
    const { plan } = this
    const [bits, at] = [code.local(ValueType.i32), code.local(ValueType.i32)]
    code.getGlobal(Global.count).i32(plan.mostStates).op(Op.i32GtU).if()
    code.i32(1).setGlobal(Global.full)
    this.waiting.forget(code)
    code.op(Op.return).end()
    code.getGlobal(Global.count).i32(batchSize).op(Op.i32Add).getGlobal(Global.room).op(Op.i32GtU)
    code.getGlobal(Global.tableBits).tee(bits).i32(plan.mostTableBits).op(Op.i32LtU, Op.i32And).if()
    code.i32(plan.table).i32(0).i32(4).get(bits).op(Op.i32Shl).tee(at).fill()
    code.get(bits).i32(2).op(Op.i32Add).get(bits).i32(1).op(Op.i32Add)
    code
      .get(bits)
      .i32(Math.min(22, plan.mostTableBits - 1))
      .op(Op.i32LtU, Op.select)
      .tee(bits)
      .setGlobal(Global.tableBits)
    const touched = code.block()
    const next = code.loop()
    code.get(at).i32(4).get(bits).op(Op.i32Shl, Op.i32GeU).branchIf(touched)
    code.get(at).i32(0).memory(Access.i32Store, plan.table)
    code.get(at).i32(smallestPage).op(Op.i32Add).set(at)
    code.branch(next).end().end()
    code.i32(11).get(bits).i32(4).op(Op.i32Sub, Op.i32Shl).setGlobal(Global.room)
    code.call(rehash).end()
  }
}
