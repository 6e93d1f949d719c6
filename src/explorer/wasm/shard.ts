import { present } from '../../base/bug.ts'
import type { Program, Rules } from '../../program/program.ts'
import type { Layout } from '../../space/layout.ts'
import type { Vector } from '../expression.ts'
import { Machine } from '../machine.ts'
import { Packing } from '../packing.ts'
import { type WasmGlobal, type WasmMemory, type WasmModule, wasmHost } from './host.ts'
import { batchSize, type MemoryPlan } from './memory.ts'
import type { EngineExports } from './module.ts'
import type { Global } from './store.ts'

type Globals = { readonly [name in keyof typeof Global]: WasmGlobal }

/** What the threads of one exploration share: code, memories, and a few numbers by which they agree. */
export interface ShardWork {
  readonly program: Program
  readonly rules: Rules
  readonly plan: MemoryPlan
  readonly module: WasmModule
  readonly memories: readonly WasmMemory[]
  /** `Control` words, then `Report` words for each shard. */
  readonly control: Int32Array
}

/** Words of what a shard reports after each command, from the start of its part of the control words. */
export const Report = {
  count: 0,
  expanded: 1,
  transitions: 2,
  full: 3,
  backward: 4,
  tableBits: 5,
  looks: 6,
  ends: 7,
  layerEnd: 8,
} as const
export const reportSize = 9

/** What a shard may be told to do. */
export const Command = { expand: 1, receive: 2, closeLayer: 3, scan: 4, restore: 5, stop: 6 } as const
export type Command = (typeof Command)[keyof typeof Command]

/**
 * A part of the states, by their hash, in a memory of its own: the generated store and code at work on it. The plain
 * engine takes the steps that are not generated. Every shard may be at work in a thread of its own.
 */
export class Shard {
  readonly engine: EngineExports
  private readonly work: ShardWork
  private readonly index: number
  private readonly report: number
  private readonly globals: Globals
  private readonly machine: Machine
  private readonly packing: Packing
  private readonly exchange: Int32Array
  private readonly rows: Int32Array
  private readonly words: number

  /** `reports` is where the reports start in the control words. */
  constructor(work: ShardWork, index: number, layout: Layout, reports: number) {
    const { plan } = work
    const memory = present(work.memories[index], 'memory')
    this.work = work
    this.index = index
    this.report = reports + index * reportSize
    this.machine = new Machine(work.program, layout, work.rules, null)
    this.packing = new Packing(layout)
    this.words = layout.words
    this.exchange = new Int32Array(memory.buffer, plan.exchange, 2 * Math.ceil(layout.words / 2))
    this.rows = new Int32Array(memory.buffer, plan.rows)
    const host = present(wasmHost(), 'WebAssembly')
    const { exports } = new host.Instance(work.module, { host: { memory, slow: this.slow } })
    this.engine = exports as EngineExports
    this.globals = exports as Globals
    this.globals.shard.value = index
    this.fetchReport()
  }

  /** Does what it is told and reports. `most` states at most are expanded or scanned. */
  perform(command: Command, most: number): void {
    switch (command) {
      case Command.expand:
        this.expand(most, 0)
        break
      case Command.scan:
        this.expand(most, 1)
        break
      case Command.receive:
        this.receive()
        break
      case Command.closeLayer:
        this.engine.flush()
        this.globals.layerEnd.value = this.globals.count.value
        break
      case Command.restore:
        this.restore()
        break
      default:
    }
    this.writeReport()
  }

  /** Adds the initial state. */
  start(): void {
    this.machine.start()
    this.addNext()
    this.engine.flush()
    this.globals.transitions.value = 0
    this.writeReport()
  }

  /** The number of a state in this shard, or -1; -2 if it would be in another one. */
  find(state: Vector): number {
    this.exchange.fill(0)
    this.packing.pack(state, this.exchange, 0)
    if (this.work.plan.shards > 1 && this.engine.owner() !== this.index) return -2
    return this.engine.find()
  }

  private expand(most: number, scan: number): void {
    const { globals, engine } = this
    globals.halt.value = 0
    globals.looks.value = 0
    globals.ends.value = 0
    globals.transitions.value = 0
    // A layer that is only looked at again ends where it did before.
    if (scan === 1) globals.layerEnd.value = this.work.control[this.report + Report.layerEnd] ?? 0
    if (this.work.plan.shards > 1) this.outCounts(this.index).fill(0)
    engine.expandTo(Math.min(globals.layerEnd.value, globals.expanded.value + most), scan)
    engine.flush()
  }

  /** Takes the successors that the other shards have found for this one, in order of shards: whatever the timing. */
  private receive(): void {
    const { plan, memories } = this.work
    const waiting = new Uint8Array(present(memories[this.index], 'memory').buffer, plan.waiting, batchSize * plan.waitingSize)
    this.globals.transitions.value = 0
    for (const [source, memory] of memories.entries()) {
      if (source === this.index) continue
      const count = this.outCounts(source)[this.index] ?? 0
      const start = plan.outboxes + this.index * plan.outboxSize * plan.waitingSize
      const sent = new Uint8Array(memory.buffer, start, count * plan.waitingSize)
      for (let first = 0; first < count; first += batchSize) {
        const size = Math.min(batchSize, count - first)
        waiting.set(sent.subarray(first * plan.waitingSize, (first + size) * plan.waitingSize))
        this.globals.waiting.value = size
        this.engine.flush()
      }
    }
  }

  private outCounts(shard: number): Int32Array {
    const { plan, memories } = this.work
    return new Int32Array(present(memories[shard], 'memory').buffer, plan.outCounts, plan.shards)
  }

  /** Makes the table anew for states that stand in the memory already, as many as the control words say. */
  private restore(): void {
    const { globals, work } = this
    this.fetchReport()
    const { mostTableBits } = work.plan
    const fits = (bits: number): boolean => globals.count.value + batchSize <= 11 * 2 ** (bits - 4)
    while (globals.tableBits.value < mostTableBits && !fits(globals.tableBits.value)) globals.tableBits.value++
    globals.room.value = 11 * 2 ** (globals.tableBits.value - 4)
    this.engine.rehash()
    globals.layerEnd.value = 0
    globals.expanded.value = 0
  }

  private fetchReport(): void {
    const { control } = this.work
    const at = (word: number): number => control[this.report + word] ?? 0
    const { globals } = this
    globals.count.value = at(Report.count)
    globals.expanded.value = at(Report.expanded)
    globals.backward.value = at(Report.backward)
    globals.tableBits.value = at(Report.tableBits)
    globals.room.value = 11 * 2 ** (at(Report.tableBits) - 4)
  }

  private writeReport(): void {
    const { globals, work } = this
    for (const [name, word] of Object.entries(Report) as [keyof typeof Report, number][]) {
      work.control[this.report + word] = globals[name].value
    }
  }

  private readonly slow = (thread: number): number => {
    this.packing.unpack(this.rows, this.globals.current.value * this.words, this.machine.current)
    return this.machine.expandOnly(thread, this.addNext)
  }

  private readonly addNext = (): void => {
    this.exchange.fill(0)
    this.packing.pack(this.machine.next, this.exchange, 0)
    this.engine.add()
  }
}
