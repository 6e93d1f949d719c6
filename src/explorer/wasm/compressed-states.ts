import { Bug, present } from '../../base/bug.ts'
import { lastAtMost } from '../../base/ordered.ts'
import { NumberList } from '../../space/grow.ts'
import type { Layout, Rows } from '../../space/layout.ts'
import type { StateSpace } from '../../space/space.ts'
import type { Vector } from '../expression.ts'
import { Machine } from '../machine.ts'
import { Packing } from '../packing.ts'
import type { CompressedPlan } from './compressed-plan.ts'
import { Report, type Reports } from './control.ts'
import { Numbering } from './numbering.ts'
import type { ShardWork } from './shard.ts'
import { type States, sortedTerminals } from './states.ts'
import { unfolded } from './tree-code.ts'

/** At most this many rows that were made again are kept. */
const mostKept = 100_000

/**
 * The states of a compressed store by their numbers. Rows of the current layer and of states without transitions are at
 * hand; another one is made again by taking the steps to it, which the trail tells.
 */
export class CompressedStates implements States {
  readonly numbering: Numbering
  private readonly work: ShardWork
  private readonly plan: CompressedPlan
  private readonly layout: Layout
  private readonly reports: Reports
  private readonly packing: Packing
  private readonly machine: Machine
  private readonly shards: readonly ShardViews[]
  /** Rows that were made again, by number. */
  private readonly made = new Map<number, Int32Array>()

  constructor(work: ShardWork, plan: CompressedPlan, layout: Layout, reports: Reports) {
    this.work = work
    this.plan = plan
    this.layout = layout
    this.reports = reports
    this.packing = new Packing(layout)
    this.machine = new Machine(work.program, layout, work.rules, null)
    this.numbering = new Numbering(work.plan.shards)
    this.shards = work.memories.map(({ buffer }) => ({
      words: new BigUint64Array(buffer, 0, Math.floor(buffer.byteLength / 8)),
      trail: new Uint8Array(buffer, plan.trail, 2 * work.plan.mostStates),
      escapes: new Uint32Array(buffer, plan.escapes, 2 * plan.mostEscapes),
      ends: new NumberList(),
      endRows: new NumberList(),
    }))
  }

  unpack(number: number, state: Vector): void {
    this.packing.unpack(this.rowOf(number), 0, state)
  }

  readonly rows: Rows = (number, word) => this.rowOf(number)[word] ?? 0

  readonly parentOf = (number: number): number => {
    if (number === 0) return -1
    const { shard, index } = this.numbering.place(number)
    return this.parentAt(shard, index)
  }

  /** Keeps the rows of states of the current layer. */
  noteEnds(shard: number, indices: Uint32Array): void {
    const { ends, endRows } = this.views(shard)
    for (const index of indices) {
      ends.push(index)
      const row = present(this.queued(shard, index), 'row of the current layer')
      for (const word of row) endRows.push(word)
    }
  }

  endBytes(shard: number): number {
    const { ends, endRows } = this.views(shard)
    return ends.bytes + endRows.bytes
  }

  terminals(kindOf: () => number, slots: readonly number[], state: Vector): Pick<StateSpace, 'terminals' | 'terminalKinds'> {
    const { words } = this.layout
    const numbered = this.shards.map(({ ends, endRows }, shard) => {
      const rows = new Int32Array(endRows.view())
      return { shard, ends: ends.view(), unpack: (at: number) => this.packing.unpackSlots(rows, at * words, state, slots) }
    })
    return sortedTerminals(numbered, this.numbering, kindOf)
  }

  private rowOf(number: number): Int32Array {
    const { shard, index } = this.numbering.place(number)
    return this.queued(shard, index) ?? this.keptEnd(shard, index) ?? this.madeAgain(number)
  }

  /** Returns the row of a state of the current layer; null for others. */
  private queued(shard: number, index: number): Int32Array | null {
    const { reports, plan } = this
    const start = reports.of(shard, Report.layerStart)
    if (index < start || index >= reports.of(shard, Report.layerEnd)) return null
    const { words } = this.views(shard)
    const root = words[reports.of(shard, Report.queue) / 8 + index - start] ?? 0n
    const nodes = words.subarray(plan.nodes / 8, plan.nodes / 8 + plan.mostNodes)
    const longs = unfolded(root, Math.ceil(this.layout.words / 2), nodes, plan.idBits)
    const row = new Int32Array(2 * longs.length)
    longs.forEach((long, at) => {
      row[2 * at] = Number(BigInt.asIntN(32, long))
      row[2 * at + 1] = Number(BigInt.asIntN(32, long >> 32n))
    })
    return row.subarray(0, this.layout.words)
  }

  private keptEnd(shard: number, index: number): Int32Array | null {
    const { ends, endRows } = this.views(shard)
    const at = lastAtMost(ends.view(), index)
    if (ends.length === 0 || ends.at(at) !== index) return null
    const { words } = this.layout
    return new Int32Array(endRows.view().slice(at * words, (at + 1) * words))
  }

  /** Takes the steps to a state again, from the last one on the way whose row is known. */
  private madeAgain(number: number): Int32Array {
    const { machine, layout, made } = this
    if (made.size > mostKept) made.clear()
    const way: number[] = []
    let at = number
    for (; at > 0 && !made.has(at); at = this.parentOf(at)) way.push(at)
    const known = made.get(at)
    if (known !== undefined) this.packing.unpack(known, 0, machine.current)
    else {
      machine.start()
      machine.current.set(machine.next)
    }
    let row = known ?? this.packed(machine.current)
    if (known === undefined) made.set(at, row)
    for (const state of way.reverse()) {
      machine.current.set(this.successor(this.ordinalOf(state)))
      row = this.packed(machine.current)
      made.set(state, row)
    }
    return row.subarray(0, layout.words)
  }

  private packed(state: Vector): Int32Array {
    const row = new Int32Array(this.layout.words)
    this.packing.pack(state, row, 0)
    return row
  }

  /** Returns the state to which a transition of the machine's state leads, by the number of the transition. */
  private successor(ordinal: number): Vector {
    const { machine } = this
    let seen = 0
    const found: Vector[] = []
    machine.expand(
      () => {
        if (seen++ === ordinal) found.push(machine.next.slice())
      },
      () => {},
    )
    const [state] = found
    if (state === undefined) throw new Bug('no such transition')
    return state
  }

  private ordinalOf(number: number): number {
    const { shard, index } = this.numbering.place(number)
    return this.views(shard).trail[2 * index + 1] ?? 0
  }

  private parentAt(shard: number, index: number): number {
    const { trail, escapes } = this.views(shard)
    let [low, high] = [0, this.reports.of(shard, Report.escapes)]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((escapes[2 * middle] ?? 0) <= index) low = middle
      else high = middle
    }
    let parent = escapes[2 * low + 1] ?? 0
    for (let at = (escapes[2 * low] ?? 0) + 1; at <= index; at++) parent += trail[2 * at] ?? 0
    const { shards } = this.work.plan
    return this.numbering.number(parent % shards, Math.floor(parent / shards))
  }

  private views(shard: number): ShardViews {
    return present(this.shards[shard], 'shard')
  }
}

/** Parts of the memory of a shard, and its states without transitions with their rows. */
interface ShardViews {
  readonly words: BigUint64Array
  readonly trail: Uint8Array
  readonly escapes: Uint32Array
  readonly ends: NumberList
  readonly endRows: NumberList
}
