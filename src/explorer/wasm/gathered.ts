import { present } from '../../base/bug.ts'
import type { Flow } from '../../program/flow.ts'
import type { Layout } from '../../space/layout.ts'
import { reserve, sharesMemory, wasmHost } from '../../webassembly/host.ts'
import { Command, controlFor, Report, Reports } from './control.ts'
import { planFlags } from './flags.ts'
import { planMemory } from './memory-plan.ts'
import { engineModule } from './module.ts'
import type { Numbering } from './numbering.ts'
import { Shard, type ShardWork } from './shard.ts'

/**
 * The most bytes of the table per state, plus those of the parents, for which there is room although they are omitted.
 */
const bytesBesides = 20
/** The bytes of everything else in a memory. */
const reservedBesides = 2 ** 24

/**
 * Copies the states of several shards, by their numbers, into one memory with a table, as if one shard had found them.
 * Returns null if that memory would exceed `maxBytes`.
 */
export function gathered(
  work: ShardWork,
  layout: Layout,
  flow: Flow,
  numbering: Numbering,
  maxBytes: number,
): ShardWork | null {
  const { program, rules } = work
  const { rowBytes } = work.plan
  const needed = numbering.count * (rowBytes + bytesBesides)
  const reserved = Math.min(2 ** 32, needed + reservedBesides)
  const memory = needed > maxBytes ? null : reserve(reserved)
  if (memory === null) return null
  const flags = present(planFlags(program, flow), 'flags')
  const plan = planMemory(memory.buffer.byteLength, rowBytes, flags.bytes, 1, 0)
  if (plan.mostStates < numbering.count) return null
  const target = new Uint8Array(memory.buffer, plan.rows)
  for (const [layer, first] of numbering.layers.entries()) {
    let at = first * rowBytes
    for (const [shard, { buffer }] of work.memories.entries()) {
      const [start = 0, end = 0] = numbering.startsOf(shard).slice(layer, layer + 2)
      target.set(new Uint8Array(buffer, work.plan.rows + start * rowBytes, (end - start) * rowBytes), at)
      at += (end - start) * rowBytes
    }
  }
  const host = present(wasmHost(), 'WebAssembly')
  const task = { program, layout, flow, rules, plan, flags, isShared: sharesMemory, checked: false, effects: null }
  const module = new host.Module(engineModule(task))
  const control = controlFor(1, false)
  const one: ShardWork = { program, rules, plan, module, memories: [memory], control }
  const reports = new Reports(control, 1)
  reports.tell(0, Report.count, numbering.count)
  reports.tell(0, Report.tableBits, leastTableBits)
  new Shard(one, 0, layout, null).perform(Command.restore, 0)
  return one
}

/** The binary logarithm of the least size of the table; it grows as the states require. */
const leastTableBits = 12
