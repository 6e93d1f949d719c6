import { present } from '../../base/bug.ts'
import { NumberList } from '../../space/grow.ts'
import type { Layout, Rows } from '../../space/layout.ts'
import { StateKind, type StateSpace } from '../../space/space.ts'
import type { Vector } from '../expression.ts'
import { Packing } from '../packing.ts'
import { Numbering } from './numbering.ts'
import type { ShardWork } from './shard.ts'

/** The number of kinds of states. */
const kindCount = Object.keys(StateKind).length

/** The states of an exploration by their numbers. */
export interface States {
  readonly numbering: Numbering
  readonly rows: Rows
  readonly parentOf: (number: number) => number
  unpack(number: number, state: Vector): void
  /** Notes states of a shard without transitions, by their numbers there, in ascending order. */
  noteEnds(shard: number, indices: Uint32Array): void
  /** Returns the bytes of what was noted. */
  endBytes(shard: number): number
  /**
   * Returns the states without transitions. It calls `kindOf` for the kind of each, after unpacking these slots into
   * `state`.
   */
  terminals(kindOf: () => number, slots: readonly number[], state: Vector): Pick<StateSpace, 'terminals' | 'terminalKinds'>
}

/** States of a shard without transitions; `unpack` takes the position of one in the list. */
export interface ShardEnds {
  readonly shard: number
  readonly ends: Uint32Array
  readonly unpack: (at: number) => void
}

/** Returns the states without transitions in the order of their numbers; calls `kindOf` for each, unpacked. */
export function sortedTerminals(
  all: readonly ShardEnds[],
  numbering: Numbering,
  kindOf: () => number,
): Pick<StateSpace, 'terminals' | 'terminalKinds'> {
  const count = all.reduce((sum, { ends }) => sum + ends.length, 0)
  const found = new Float64Array(count) // number and kind, for sorting together
  let at = 0
  for (const { shard, ends, unpack } of all) {
    for (const [index, end] of ends.entries()) {
      unpack(index)
      found[at++] = numbering.number(shard, end) * kindCount + kindOf()
    }
  }
  found.sort()
  return {
    terminals: Uint32Array.from(found.map((each) => Math.floor(each / kindCount))),
    terminalKinds: Uint8Array.from(found.map((each) => each % kindCount)),
  }
}

/** The states of all shards, read from the memories of the shards. */
export class ShardedStates implements States {
  readonly numbering: Numbering
  private readonly work: ShardWork
  private readonly words: number
  private readonly packing: Packing
  private readonly rowWords: readonly Int32Array[]
  private readonly parents: readonly Int32Array[]
  /** By shard: its states without transitions, by their numbers there. */
  private readonly ends: readonly NumberList[]

  constructor(work: ShardWork, layout: Layout) {
    const { memories, plan } = work
    this.work = work
    this.words = layout.words
    this.packing = new Packing(layout)
    this.numbering = new Numbering(plan.shards)
    this.rowWords = memories.map(({ buffer }) => new Int32Array(buffer, plan.rows))
    this.parents = memories.map(({ buffer }) => new Int32Array(buffer, plan.parents, plan.mostStates))
    this.ends = memories.map(() => new NumberList())
  }

  unpack(number: number, state: Vector): void {
    const { shard, index } = this.numbering.place(number)
    this.packing.unpack(this.rowsIn(shard), index * this.words, state)
  }

  readonly rows: Rows = (number, word) => {
    const { shard, index } = this.numbering.place(number)
    return this.rowsIn(shard)[index * this.words + word] ?? 0
  }

  readonly parentOf = (number: number): number => {
    if (number === 0) return -1
    const { shard, index } = this.numbering.place(number)
    const parent = (this.parents[shard]?.[index] ?? 0) >>> 0
    const { shards } = this.work.plan
    return this.numbering.number(parent % shards, Math.floor(parent / shards))
  }

  endsOf(shard: number): NumberList {
    return present(this.ends[shard], 'ends of a shard')
  }

  noteEnds(shard: number, indices: Uint32Array): void {
    const ends = this.endsOf(shard)
    for (const index of indices) ends.push(index)
  }

  endBytes(shard: number): number {
    return this.endsOf(shard).bytes
  }

  terminals(kindOf: () => number, slots: readonly number[], state: Vector): Pick<StateSpace, 'terminals' | 'terminalKinds'> {
    const all = this.ends.map((list, shard) => {
      const [ends, rows] = [list.view(), this.rowsIn(shard)]
      const unpack = (at: number): void => this.packing.unpackSlots(rows, (ends[at] ?? 0) * this.words, state, slots)
      return { shard, ends, unpack }
    })
    return sortedTerminals(all, this.numbering, kindOf)
  }

  /** Returns the rows and parents of the first states of a shard, as bytes of its memory. */
  stored(shard: number, count: number): [Uint8Array, Uint8Array] {
    const { plan, memories } = this.work
    const { buffer } = present(memories[shard], 'memory')
    return [new Uint8Array(buffer, plan.rows, count * plan.rowBytes), new Uint8Array(buffer, plan.parents, count * 4)]
  }

  private rowsIn(shard: number): Int32Array {
    return present(this.rowWords[shard], 'rows of a shard')
  }
}
