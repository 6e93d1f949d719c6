import type { Memory } from './memory.ts'
import { Bound, Obj, Slice, Tuple, type Value } from './objects.ts'
import { countField, fixedParts, isLock, isPooled, isSemaphore, type PooledObj } from './pools.ts'
import { Unsupported } from './values.ts'

/** The objects of pools in a value. */
export function pooledIn(value: Value | undefined): readonly PooledObj[] {
  if (value instanceof Obj) return isPooled(value) ? [value] : []
  if (value instanceof Tuple) return value.items.flatMap(pooledIn)
  if (value instanceof Bound) return [...pooledIn(value.self), ...pooledIn(value.callee)]
  if (value instanceof Slice) return [value.lower, value.upper, value.step].flatMap(pooledIn)
  return []
}

/** Refuses to make a number of objects of pools: it would be that of later objects, too. */
export function refuseNumberOf(value: Value, what: string): void {
  if (pooledIn(value).length === 0) return
  throw new Unsupported(
    `\`${what}\` of objects that threads make without end is not supported`,
    'use the object itself: as a key, or compared by `is`',
  )
}

/**
 * Brings the numbers of references to objects of pools up to date at the end of a step, as CPython does: by the places that
 * the step has written, and by what the thread has in its frames before it and after it. An object to which nobody refers any
 * more loses its content, and its identity is free.
 */
export function settleReferences(memory: Memory, before: readonly string[], after: readonly string[]): void {
  new Settlement(memory).settle(before, after)
}

class Settlement {
  private readonly memory: Memory
  /** By identity: by how much its number changes. */
  private readonly changes = new Map<string, number>()
  /** The numbers after the step, as far as they are known yet. */
  private readonly counts = new Map<string, number>()
  /** Objects whose content is gone. */
  private readonly emptied = new Set<string>()
  /** Objects to which a reference is gone, so that they may be reached by circles only. */
  private readonly suspects = new Set<string>()
  /** Objects to which the thread refers after the step, or what it has written. */
  private readonly rooted = new Set<string>()

  constructor(memory: Memory) {
    this.memory = memory
  }

  settle(before: readonly string[], after: readonly string[]): void {
    for (const each of after) {
      this.change(each, 1)
      this.rooted.add(each)
    }
    for (const each of before) this.change(each, -1)
    for (const object of this.memory.made) this.made(object)
    for (const [cell, { value }] of [...this.memory.writes]) this.written(cell, value)
    do {
      while (this.changes.size > 0) this.apply()
      this.emptyCircles()
    } while (this.changes.size > 0)
    for (const [shared, count] of this.counts) this.store(shared, count)
  }

  private change(shared: string, by: number): void {
    if (by < 0) this.suspects.add(shared)
    this.changes.set(shared, (this.changes.get(shared) ?? 0) + by)
  }

  private changeAll(value: Value | undefined, by: number): void {
    for (const { shared } of pooledIn(value)) this.change(shared, by)
  }

  private made(object: Obj): void {
    for (const part of fixedParts(object)) {
      this.changeAll(part, 1)
      this.link(object, pooledIn(part))
    }
    if (isPooled(object)) this.change(object.shared, 0)
  }

  private written(cell: number, value: number): void {
    const { memory } = this
    const info = memory.cells[cell]
    if (info === undefined || info.field === countField) return
    const now = memory.values.valueOf(value)
    const found = pooledIn(now)
    if (found.length > 0) memory.facts.refer(info.place)
    this.changeAll(now, 1)
    this.link(info.owner, found)
    if (!isPooled(info.owner)) for (const { shared } of found) this.rooted.add(shared)
    const isNew = isPooled(info.owner) && memory.pools?.isNew(info.owner.shared) === true
    if (memory.facts.refersTo(info.place) && !isNew) this.changeAll(memory.values.valueOf(memory.before(cell, false)), -1)
  }

  private link(from: Obj, to: readonly Obj[]): void {
    if (isPooled(from)) for (const { site } of to) this.memory.facts.link(from.site, site)
  }

  /** Changes the numbers by what is known so far, and empties the objects to which nobody refers. */
  private apply(): void {
    const all = [...this.changes].sort(([one], [other]) => (one < other ? -1 : 1))
    this.changes.clear()
    for (const [shared, by] of all) {
      if (this.emptied.has(shared)) continue
      const isNew = this.memory.pools?.isNew(shared) === true
      if (by !== 0 || isNew) this.counts.set(shared, this.count(shared) + by)
    }
    for (const [shared] of all) if (this.counts.get(shared) === 0) this.empty(shared)
  }

  private count(shared: string): number {
    const known = this.counts.get(shared)
    if (known !== undefined) return known
    const { memory } = this
    if (memory.pools?.isNew(shared) === true) return 0
    return Number(memory.values.valueOf(memory.before(memory.countCell(this.object(shared)), false)) ?? 0)
  }

  private object(shared: string): PooledObj {
    const found = this.memory.objectOf(shared)
    if (found === undefined || !isPooled(found)) throw new Error('an identity without an object')
    return found
  }

  private empty(shared: string): void {
    if (this.emptied.has(shared)) return
    this.emptied.add(shared)
    const { memory } = this
    const object = this.object(shared)
    this.checkUnused(object)
    memory.pools?.noteEnd(shared)
    for (const each of this.targets(object)) this.change(each.shared, -1)
    for (const field of memory.facts.fieldsToEmpty(object.site)) memory.put(memory.cell(object, field), undefined, false, [])
  }

  /** The objects of pools to which an object refers after the step, each as often as it does. */
  private targets(object: PooledObj): readonly PooledObj[] {
    const { memory } = this
    const found = fixedParts(object).flatMap(pooledIn)
    for (const field of memory.facts.fieldsToEmpty(object.site)) {
      const cell = memory.cell(object, field)
      const place = memory.cells[cell]?.place ?? ''
      if (memory.facts.refersTo(place)) found.push(...pooledIn(memory.values.valueOf(this.content(object, cell))))
    }
    return found
  }

  /**
   * Empties objects that only refer to each other: to each of them there are as many references as there are in the others
   * (trial deletion: Lins, Inf. Process. Lett. 44, 1992). Only where objects are made that can form circles is this looked at.
   */
  private emptyCircles(): void {
    const { facts } = this.memory
    const roots = [...this.suspects].sort().filter((each) => {
      const { site } = this.object(each)
      return !this.emptied.has(each) && !this.rooted.has(each) && facts.isCircle(site, site)
    })
    this.suspects.clear()
    const within = new Map<string, readonly PooledObj[]>()
    for (const each of roots) this.reach(this.object(each), within)
    const outside = new Map([...within.keys()].map((each) => [each, this.count(each)]))
    for (const targets of within.values()) {
      for (const { shared } of targets) outside.set(shared, (outside.get(shared) ?? 0) - 1)
    }
    const live = new Set<string>()
    const keep = (shared: string): void => {
      if (live.has(shared)) return
      live.add(shared)
      for (const each of within.get(shared) ?? []) keep(each.shared)
    }
    for (const [each, count] of outside) if (count > 0) keep(each)
    for (const each of within.keys()) {
      if (live.has(each)) continue
      this.counts.set(each, 0)
      this.empty(each)
    }
  }

  /** Adds the objects that are in circles with an object, with those of them to which each refers. */
  private reach(object: PooledObj, within: Map<string, readonly PooledObj[]>): void {
    if (within.has(object.shared)) return
    const targets = this.targets(object).filter((each) => this.memory.facts.isCircle(object.site, each.site))
    within.set(object.shared, targets)
    for (const each of targets) this.reach(each, within)
  }

  /** What an object refers to; of a new one, what the step has written. */
  private content({ shared }: PooledObj, cell: number): number {
    const { memory } = this
    return memory.pools?.isNew(shared) === true ? (memory.writes.get(cell)?.value ?? 0) : memory.look(cell, false)
  }

  private store(shared: string, count: number): void {
    const { memory } = this
    if (count < 0 && !memory.facts.isClosed) throw new Error('an object with less than no references')
    memory.put(memory.countCell(this.object(shared)), count <= 0 ? undefined : count, false, [])
  }

  /** The program has locks and semaphores for all times: another object gets one only if it is as it was first. */
  private checkUnused(object: Obj): void {
    const { memory } = this
    // What a deadlock is assumed to be followed by happens in no execution.
    if (memory.facts.isClosed) return
    const read = (field: string): Value | undefined => memory.values.valueOf(memory.look(memory.cell(object, field), false))
    if (isLock(object) && (read('holder') ?? null) !== null) throw unlike('lock', 'is held', 'release it before')
    if (isSemaphore(object) && read('value') !== startValue(object)) {
      throw unlike('semaphore', 'has another value than in the beginning', 'release it as often as it is acquired')
    }
  }
}

/** The value with which a semaphore began, which is part of its pool. */
function startValue({ shared }: Obj): Value {
  return Number(shared?.slice(shared.lastIndexOf(':') + 1))
}

function unlike(what: string, how: string, hint: string): Unsupported {
  return new Unsupported(`a ${what} ${how} when the last reference to it goes, which is not supported`, hint)
}
