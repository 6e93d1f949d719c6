import { FunctionCode } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import type { CompressedPlan } from './compressed-plan.ts'
import { Global } from './globals.ts'

const multiplier = 0x9e3779b97f4a7c15n
const second = 0xbf58476d1ce4e5b9n

/**
 * Tree compression of rows (Laarman, van de Pol, Weber: Parallel recursive state compression for free, SPIN 2011): a
 * row of several words becomes a pair of numbers, each of which stands for half of the row: for a word, or for a pair of
 * numbers again. Equal halves have one number, so that a row is as long as its root, two numbers. A row of one word is
 * its own root.
 */
export class TreeCode {
  private readonly plan: CompressedPlan
  private readonly longs: number

  constructor(plan: CompressedPlan, longs: number) {
    this.plan = plan
    this.longs = longs
  }

  /** The most nodes that a row can add. */
  get mostAdded(): number {
    return this.longs === 1 ? 0 : 2 * this.longs
  }

  /** Pushes the root of the row whose words `push` pushes. */
  pushRoot(code: FunctionCode, number: number, push: (word: number) => void): void {
    if (this.longs === 1) push(0)
    else this.pushPair(code, number, push, 0, this.longs)
  }

  /** Sets locals to the words of the row with a root. */
  unfold(code: FunctionCode, root: number, words: readonly number[]): void {
    const [first] = words
    if (words.length === 1 && first !== undefined) {
      code.get(root).set(first)
      return
    }
    const { nodes, idBits } = this.plan
    const half = words.length >> 1
    for (const [part, shift] of [
      [words.slice(0, half), 0],
      [words.slice(half), idBits],
    ] as const) {
      const value = code.local(ValueType.i64)
      code.get(root).i64(BigInt(shift)).op(Op.i64ShrU, Op.wrap)
      code.i32(2 ** idBits - 1).op(Op.i32And)
      code.i32(3).op(Op.i32Shl).memory(Access.i64Load, nodes).set(value)
      this.unfold(code, value, part)
    }
  }

  /** Returns the function that accepts the value of a node and returns its number. */
  number(grow: number): FunctionCode {
    const { nodes, nodeTable, mostNodes } = this.plan
    const code = new FunctionCode([ValueType.i64], [ValueType.i32])
    const [value, place, found] = [0, code.local(ValueType.i32), code.local(ValueType.i32)]
    pushPlace(code, value)
    code.set(place)
    const absent = code.block()
    const again = code.loop()
    code.get(place).i32(2).op(Op.i32Shl).memory(Access.i32Load, nodeTable).tee(found).op(Op.i32Eqz).branchIf(absent)
    code.get(found).i32(1).op(Op.i32Sub).tee(found).i32(3).op(Op.i32Shl).memory(Access.i64Load, nodes)
    code.get(value).op(Op.i64Eq).if()
    code.get(found).op(Op.return).end()
    pushNext(code, place)
    code.set(place).branch(again).end().end()
    code.getGlobal(Global.nodes).i32(3).op(Op.i32Shl).get(value).memory(Access.i64Store, nodes)
    code.getGlobal(Global.nodes).i32(1).op(Op.i32Add).setGlobal(Global.nodes)
    code.get(place).i32(2).op(Op.i32Shl).getGlobal(Global.nodes).memory(Access.i32Store, nodeTable)
    // The table is at most half full.
    code.getGlobal(Global.nodes).i32(1).getGlobal(Global.nodeBits).i32(1).op(Op.i32Sub, Op.i32Shl, Op.i32GeU)
    code.getGlobal(Global.nodes).i32(mostNodes).op(Op.i32LtU, Op.i32And).if()
    code.call(grow).end()
    code.getGlobal(Global.nodes).i32(1).op(Op.i32Sub)
    return code
  }

  /** Returns the function that doubles the table of nodes. */
  grow(): FunctionCode {
    const { nodes, nodeTable } = this.plan
    const code = new FunctionCode([], [])
    const [node, place, value] = [code.local(ValueType.i32), code.local(ValueType.i32), code.local(ValueType.i64)]
    code.getGlobal(Global.nodeBits).i32(1).op(Op.i32Add).setGlobal(Global.nodeBits)
    code.i32(nodeTable).i32(0).i32(4).getGlobal(Global.nodeBits).op(Op.i32Shl).fill()
    const done = code.block()
    const next = code.loop()
    code.get(node).getGlobal(Global.nodes).op(Op.i32GeU).branchIf(done)
    code.get(node).i32(3).op(Op.i32Shl).memory(Access.i64Load, nodes).set(value)
    pushPlace(code, value)
    code.set(place)
    const free = code.block()
    const again = code.loop()
    code.get(place).i32(2).op(Op.i32Shl).memory(Access.i32Load, nodeTable).op(Op.i32Eqz).branchIf(free)
    pushNext(code, place)
    code.set(place).branch(again).end().end()
    code.get(node).i32(1).op(Op.i32Add).set(node)
    code.get(place).i32(2).op(Op.i32Shl).get(node).memory(Access.i32Store, nodeTable)
    code.branch(next).end().end()
    return code
  }

  private pushPair(code: FunctionCode, number: number, push: (word: number) => void, from: number, end: number): void {
    const middle = from + ((end - from) >> 1)
    this.pushNumber(code, number, push, from, middle)
    code.op(Op.extendU)
    this.pushNumber(code, number, push, middle, end)
    code.op(Op.extendU).i64(BigInt(this.plan.idBits)).op(Op.i64Shl, Op.i64Or)
  }

  private pushNumber(code: FunctionCode, number: number, push: (word: number) => void, from: number, end: number): void {
    if (end - from === 1) push(from)
    else this.pushPair(code, number, push, from, end)
    code.call(number)
  }
}

/** Returns the words of the row with a root, given the values of the nodes. */
export function unfolded(root: bigint, longs: number, nodes: BigUint64Array, idBits: number): bigint[] {
  if (longs === 1) return [root]
  const half = longs >> 1
  const halfOf = (pair: bigint): bigint => nodes[Number(BigInt.asUintN(idBits, pair))] ?? 0n
  return [
    ...unfolded(halfOf(root), half, nodes, idBits),
    ...unfolded(halfOf(root >> BigInt(idBits)), longs - half, nodes, idBits),
  ]
}

/** Pushes the first place of a value in the table of nodes. */
function pushPlace(code: FunctionCode, value: number): void {
  const mixed = code.local(ValueType.i64)
  code.get(value).i64(multiplier).op(Op.i64Mul).tee(mixed).get(mixed).i64(32n).op(Op.i64ShrU, Op.i64Xor)
  code.i64(second).op(Op.i64Mul).i32(64).getGlobal(Global.nodeBits).op(Op.i32Sub, Op.extendU, Op.i64ShrU, Op.wrap)
}

function pushNext(code: FunctionCode, place: number): void {
  code.get(place).i32(1).op(Op.i32Add)
  code.i32(1).getGlobal(Global.nodeBits).op(Op.i32Shl).i32(1).op(Op.i32Sub, Op.i32And)
}
