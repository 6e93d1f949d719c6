import type { WasmMemory } from '../../webassembly/host.ts'
import { batchSize, type MemoryPlan } from './memory-plan.ts'

/**
 * Buffers for the successors that belong to other shards, until those receive them: two boxes for each shard, so that
 * one can be filled while the other is read. `WaitingCode` fills them.
 */
export class Outboxes {
  private readonly plan: MemoryPlan
  private readonly memory: WasmMemory
  private readonly shard: number

  /** The outboxes in the memory of a shard. */
  constructor(plan: MemoryPlan, memory: WasmMemory, shard: number) {
    this.plan = plan
    this.memory = memory
    this.shard = shard
  }

  /** Sets the room for successors of each shard. The caller does this before any shard is at work. */
  prepare(): void {
    const { plan, shard } = this
    const limits = this.words(plan.limits)
    for (let box = 0; box < limits.length; box++) limits[box] = this.startOf(box) + plan.outboxRoom
    for (const own of [shard, plan.shards + shard]) limits[own] = plan.waiting + batchSize * plan.waitingSize
    for (const side of [0, plan.shards]) this.empty(side)
  }

  /** Empties the boxes of a side. The shard must have no waiting successors of its own. */
  empty(side: number): void {
    const { plan, shard } = this
    const cursors = this.words(plan.cursors)
    for (let box = side; box < side + plan.shards; box++) cursors[box] = this.startOf(box)
    cursors[side + shard] = plan.waiting
  }

  /** Returns the content of a box. */
  contents(box: number): Uint8Array {
    const start = this.startOf(box)
    const end = (this.words(this.plan.cursors)[box] ?? start) >>> 0
    return new Uint8Array(this.memory.buffer, start, end - start)
  }

  private startOf(box: number): number {
    return this.plan.outboxes + box * this.plan.outboxBytes
  }

  private words(at: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, 2 * this.plan.shards)
  }
}
