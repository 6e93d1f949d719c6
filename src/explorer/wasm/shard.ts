import { present, unreachable } from '../../base/bug.ts'
import type { Program, Rules } from '../../program/program.ts'
import type { Layout } from '../../space/layout.ts'
import { type WasmGlobal, type WasmMemory, type WasmModule, wasmHost } from '../../webassembly/host.ts'
import type { Vector } from '../expression.ts'
import { Machine } from '../machine.ts'
import { Packing } from '../packing.ts'
import { bucketBytes, firstNodeBits } from './compressed-plan.ts'
import { Command, Report, reportAt } from './control.ts'
import type { Global } from './globals.ts'
import { batchSize, inboxSize, type MemoryPlan, smallestPage } from './memory-plan.ts'
import type { EngineExports } from './module.ts'
import { type MonitorEffects, noEffect } from './monitor-effects.ts'
import { Outboxes } from './outboxes.ts'

const reports = Object.entries(Report) as readonly [keyof typeof Report, Report][]

type Globals = { readonly [name in keyof typeof Global]: WasmGlobal }

/** What the threads of one exploration share: code, memories, and the control words. */
export interface ShardWork {
  readonly program: Program
  readonly rules: Rules
  readonly plan: MemoryPlan
  readonly module: WasmModule
  readonly memories: readonly WasmMemory[]
  /** Created by `controlFor`. */
  readonly control: Int32Array
}

/**
 * A part of the states, by their hash, in its own memory, with the generated store and code. The plain engine takes the
 * steps that are not generated. Each shard may work in a separate thread.
 */
export class Shard {
  readonly engine: EngineExports
  private readonly work: ShardWork
  private readonly index: number
  private readonly globals: Globals
  private readonly machine: Machine
  private readonly packing: Packing
  private readonly exchange: Int32Array
  private readonly rows: Int32Array
  private readonly words: number
  /** By shard. */
  private readonly outboxes: readonly Outboxes[]
  /** Whether there may be successors in the outboxes of others. */
  private isOwed = true

  constructor(work: ShardWork, index: number, layout: Layout, effects: MonitorEffects | null) {
    const { plan } = work
    const memory = present(work.memories[index], 'memory')
    this.work = work
    this.index = index
    this.machine = new Machine(work.program, layout, work.rules, effects?.monitor ?? null)
    this.packing = new Packing(layout)
    this.words = layout.words
    this.outboxes = work.memories.map((each, shard) => new Outboxes(plan, each, shard))
    this.exchange = new Int32Array(memory.buffer, plan.exchange, 2 * Math.ceil(layout.words / 2))
    this.rows = new Int32Array(memory.buffer, plan.compressed?.current ?? plan.rows)
    const host = present(wasmHost(), 'WebAssembly')
    const { exports } = new host.Instance(work.module, { host: { memory, slow: this.slow, after: effects?.after ?? noEffect } })
    this.engine = exports as EngineExports
    this.globals = exports as Globals
    this.globals.shard.value = index
    if (plan.compressed !== null) {
      const [queue, nextQueue] = plan.compressed.queues
      this.globals.queue.value = queue
      this.globals.nextQueue.value = nextQueue
      this.globals.nodeBits.value = firstNodeBits
    }
    this.fetchReport()
  }

  /** Executes a command and reports. It expands or scans at most `most` states. */
  perform(command: Command, most: number): void {
    switch (command) {
      case Command.expand:
        this.receive()
        this.expand(most, 0)
        break
      case Command.expandLayers:
        this.expandLayers(most)
        break
      case Command.scan:
        this.expand(most, 1)
        break
      case Command.receive:
        this.receive()
        break
      case Command.closeLayer:
        this.receive()
        this.engine.flush()
        this.closeLayer()
        break
      case Command.restore:
        this.restore()
        break
      case Command.stop:
        break // its thread does
      default:
        unreachable(command)
    }
    this.writeReport()
  }

  /** Writes to every page of the table, which is empty, before anything is read from it (see `growIfFull` in `table.ts`). */
  touchTable(): void {
    const { memories, plan } = this.work
    const { buffer } = present(memories[this.index], 'memory')
    const unit = plan.compressed === null ? 4 : bucketBytes
    const table = new Uint8Array(buffer, plan.table, unit * 2 ** this.globals.tableBits.value)
    for (let at = 0; at < table.length; at += smallestPage) table[at] = 0
  }

  /** Adds the initial state. */
  start(): void {
    this.machine.start()
    this.addNext()
    this.engine.flush()
    this.globals.transitions.value = 0
    this.writeReport()
  }

  /** Returns the number of a state in this shard, or -1; -2 if it belongs to another one. */
  find(state: Vector): number {
    this.exchange.fill(0)
    this.packing.pack(state, this.exchange, 0)
    if (this.work.plan.shards > 1 && this.engine.owner() !== this.index) return -2
    return this.engine.find()
  }

  /** The states found since the last time become the current layer. */
  private closeLayer(): void {
    const { globals } = this
    if (this.work.plan.compressed !== null) {
      globals.layerStart.value = globals.layerEnd.value
      const queue = globals.queue.value
      globals.queue.value = globals.nextQueue.value
      globals.nextQueue.value = queue
    }
    globals.layerEnd.value = globals.count.value
  }

  private expandLayers(most: number): void {
    this.forgetNotes()
    this.engine.expandLayers(this.globals.expanded.value + most)
  }

  private forgetNotes(): void {
    const { globals } = this
    globals.halt.value = 0
    globals.looks.value = 0
    globals.ends.value = 0
    globals.closed.value = 0
    globals.transitions.value = 0
  }

  private expand(most: number, scan: number): void {
    const { globals, engine } = this
    this.forgetNotes()
    // A layer that is only rescanned ends where it did before.
    if (scan === 1) globals.layerEnd.value = this.reported(Report.layerEnd)
    else this.turn()
    engine.expandTo(Math.min(globals.layerEnd.value, globals.expanded.value + most), scan)
    engine.flush()
  }

  /** Begins to fill the other outboxes, while those filled last are read. */
  private turn(): void {
    const { shards } = this.work.plan
    if (shards === 1) return
    const side = shards - this.globals.side.value
    this.globals.side.value = side
    this.outboxes[this.index]?.empty(side)
    this.isOwed = true
  }

  /**
   * Receives the successors that the other shards have found for this one since the last time, in the order of shards,
   * whatever the timing. All shards have switched sides equally often.
   */
  private receive(): void {
    const { plan, memories } = this.work
    if (plan.shards === 1 || !this.isOwed) return
    this.isOwed = false
    const box = this.globals.side.value + this.index
    const inbox = new Uint8Array(present(memories[this.index], 'memory').buffer, plan.inbox, inboxSize * plan.sentSize)
    this.globals.transitions.value = 0
    for (const [source, outboxes] of this.outboxes.entries()) {
      if (source === this.index) continue
      const sent = outboxes.contents(box)
      for (let first = 0; first < sent.length; first += inbox.length) {
        const part = sent.subarray(first, first + inbox.length)
        inbox.set(part)
        this.engine.accept(part.length / plan.sentSize)
      }
    }
    this.engine.flush()
  }

  /** Rebuilds the table for states that are in the memory already, as many as the control words say. */
  private restore(): void {
    const { globals, work } = this
    this.fetchReport()
    const { mostTableBits } = work.plan
    const fits = (bits: number): boolean => globals.count.value + batchSize <= roomIn(bits)
    while (globals.tableBits.value < mostTableBits && !fits(globals.tableBits.value)) globals.tableBits.value++
    globals.room.value = roomIn(globals.tableBits.value)
    this.engine.rehash()
    globals.layerEnd.value = 0
    globals.expanded.value = 0
  }

  private fetchReport(): void {
    const { globals } = this
    globals.count.value = this.reported(Report.count)
    globals.expanded.value = this.reported(Report.expanded)
    globals.backward.value = this.reported(Report.backward)
    globals.tableBits.value = this.reported(Report.tableBits)
    const { compressed } = this.work.plan
    const { value } = globals.tableBits
    globals.room.value = compressed === null ? roomIn(value) : compressed.perGrowth * 2 ** value
  }

  private reported(what: Report): number {
    return this.work.control[reportAt(this.index, what)] ?? 0
  }

  private writeReport(): void {
    const { globals, work } = this
    for (const [name, word] of reports) work.control[reportAt(this.index, word)] = globals[name].value
  }

  private readonly slow = (thread: number): number => {
    const at = this.work.plan.compressed === null ? this.globals.current.value * this.words : 0
    this.packing.unpack(this.rows, at, this.machine.current)
    return this.machine.expandOnly(thread, this.addNext)
  }

  private readonly addNext = (): void => {
    if (this.machine.found.length > 0) this.globals.noticed.value = 1
    this.exchange.fill(0)
    this.packing.pack(this.machine.next, this.exchange, 0)
    this.engine.add()
  }
}

/** Returns the number of states above which a table of a given size grows, as in the generated code. */
function roomIn(tableBits: number): number {
  return 11 * 2 ** (tableBits - 4)
}
