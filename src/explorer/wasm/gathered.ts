import { present } from '../../base/bug.ts'
import type { Flow } from '../../program/flow.ts'
import type { Layout } from '../../space/layout.ts'
import { Command, controlFor, Report, Reports } from './control.ts'
import { planFlags } from './flags.ts'
import { reserve, sharesMemory, wasmHost } from './host.ts'
import { planMemory } from './memory.ts'
import { engineModule } from './module.ts'
import type { Numbering } from './numbering.ts'
import { Shard, type ShardWork } from './shard.ts'

/** Bytes of the table for a state, at most, and of parents, for which there is room though they are left out. */
const bytesBesides = 20
/** What else has its place in a memory. */
const reservedBesides = 2 ** 24

/**
 * The states of several shards by their numbers in one memory, with a table, as if one shard had found them; null where
 * that memory would have more than so many bytes.
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
  const module = new host.Module(engineModule(program, layout, flow, rules, plan, flags, sharesMemory, false))
  const control = controlFor(1, false)
  const one: ShardWork = { program, rules, plan, module, memories: [memory], control }
  const reports = new Reports(control, 1)
  reports.tell(0, Report.count, numbering.count)
  reports.tell(0, Report.tableBits, leastTableBits)
  new Shard(one, 0, layout).perform(Command.restore, 0)
  return one
}

/** The table grows from here to what the states need. */
const leastTableBits = 12
