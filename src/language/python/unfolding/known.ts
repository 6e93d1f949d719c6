import type { Memory } from '../machine/memory.ts'
import { isPooled } from '../machine/pools.ts'
import { pooledIn } from '../machine/references.ts'

/**
 * Returns what a thread knows after a step of places that no other thread changes: what it has seen and written, and what is
 * in the objects of pools to which it refers. A step that is nothing but an operation on a lock or thread reads nothing more.
 */
export function knownAfter(
  before: ReadonlyMap<number, number>,
  held: readonly string[],
  mayRead: boolean,
  memory: Memory,
): ReadonlyMap<number, number> {
  const { facts, cells } = memory
  if (!facts.remembersAny) return before
  const found = new Map<number, number>()
  for (const cell of [...before.keys(), ...memory.quiet]) {
    const info = cells[cell]
    if (info !== undefined && facts.isRemembered(info.place) && (!isPooled(info.owner) || !mayRead)) {
      found.set(cell, memory.look(cell))
    }
  }
  const queue = mayRead ? [...held] : []
  const seen = new Set(queue)
  for (const shared of queue) {
    const object = memory.objectOf(shared)
    if (object === undefined) continue
    for (const field of facts.fieldsOf(object.site)) {
      const cell = memory.cell(object, field)
      if (!facts.isRemembered(cells[cell]?.place ?? '')) continue
      const value = memory.look(cell, false)
      found.set(cell, value)
      for (const each of pooledIn(memory.values.valueOf(value))) {
        if (!seen.has(each.shared)) queue.push(each.shared)
        seen.add(each.shared)
      }
    }
  }
  return new Map([...found].sort(([one], [other]) => one - other))
}
