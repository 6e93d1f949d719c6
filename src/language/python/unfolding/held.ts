import type { Machine } from '../machine/machine.ts'
import type { Memory } from '../machine/memory.ts'
import { Bound, type Frame, Obj, Slice, type Slot, Tainted, Tuple, type Value } from '../machine/objects.ts'
import { isPooled } from '../machine/pools.ts'
import { livePlaces } from './liveness.ts'
import { type LocalState, registersOf } from './local-state.ts'

/** What a thread refers to after a step. */
export interface Held {
  readonly held: readonly string[]
  readonly sources: LocalState['sources']
  /** Whether the numbers of references follow in this step: an operation on a lock or thread is nothing else besides. */
  readonly isSettled: boolean
}

/** What is so of a program that gives no identities again. */
export const noReferences: Held = { held: [], sources: new Map(), isSettled: false }

/** Returns the objects of pools to which frames lead, by identity, in order. */
export function heldIn(frames: readonly Frame[], phase: Tuple | null): string[] {
  const reach = new Reach()
  for (const frame of frames) reach.frame(frame)
  if (phase !== null) reach.value(phase)
  return [...reach.found].sort()
}

/** Returns what a thread refers to after the step that the machine has executed, from what it referred to before. */
export function heldAfter(before: LocalState, after: Pick<LocalState, 'frames' | 'phase'>, { memory }: Machine): Held {
  const sources = sourcesAfter(before, after.frames, memory)
  const isSettled = memory.computed === null && (memory.operation === null || memory.operation.kind === 'spawn')
  if (!isSettled) return { held: before.held, sources, isSettled }
  const held = new Set([...heldIn(after.frames, after.phase), ...[...sources.values()].flat()])
  return { held: [...held].sort(), sources, isSettled }
}

/**
 * By register, the objects of pools out of which its value came. A thread refers to them as long as it may store what it
 * computed from the value, so that no update of one object is taken for one of another with the same identity.
 */
function sourcesAfter(before: LocalState, frames: readonly Frame[], memory: Memory): Map<number, readonly string[]> {
  const used = registersOf(before.frames)
  const found = new Map<number, readonly string[]>()
  for (const register of [...registersOf(frames)].sort((one, other) => one - other)) {
    const from = used.has(register) ? kept(before, register, memory) : readInto(register, used, memory)
    if (from.length > 0) found.set(register, from)
  }
  return found
}

/** What a value is computed of goes into the first of its registers. */
function kept({ sources }: LocalState, register: number, { computed }: Memory): readonly string[] {
  const registers = computed?.registers[0] === register ? computed.registers : [register]
  return [...new Set(registers.flatMap((each) => sources.get(each) ?? []))].sort()
}

/** The reads of a step go into the registers that are free, one after the other. */
function readInto(register: number, used: ReadonlySet<number>, { events, cells }: Memory): readonly string[] {
  const reads = events.filter((each) => each.kind === 'read')
  const owner = cells[reads[register - [...used].filter((each) => each < register).length]?.cell ?? -1]?.owner
  return owner !== undefined && isPooled(owner) ? [owner.shared] : []
}

class Reach {
  readonly found = new Set<string>()
  private readonly seen = new Set<Obj>()

  frame(frame: Frame): void {
    const { code, pc, locals, stack, handling, onResult, namespace, generator } = frame
    const live = livePlaces(code)[pc]
    for (const [at, slot] of locals.entries()) if (at >= code.locals.length || live?.has(at) === true) this.slot(slot)
    for (const slot of stack) this.slot(slot)
    for (const value of [...handling, ...onResult.values, ...(namespace?.values() ?? [])]) this.value(value)
    if (generator !== null) this.value(generator)
  }

  private slot(slot: Slot): void {
    if (slot !== undefined) this.value(slot instanceof Tainted ? slot.value : slot)
  }

  value(value: Value): void {
    if (value instanceof Obj) this.object(value)
    else if (value instanceof Tuple) for (const each of value.items) this.value(each)
    else if (value instanceof Bound) for (const each of [value.self, value.callee]) this.value(each)
    else if (value instanceof Slice) for (const each of [value.lower, value.upper, value.step]) this.value(each)
  }

  private object(object: Obj): void {
    if (isPooled(object)) this.found.add(object.shared)
    if (object.shared !== null || this.seen.has(object)) return
    this.seen.add(object)
    const { fixed, type, fields, items, entries, frame } = object
    const parts = [fixed.closure, fixed.defaults, fixed.keywordDefaults?.values(), fixed.sources, fixed.bases, fixed.mro]
    for (const part of parts) for (const each of part ?? []) this.value(each)
    if (type !== null) this.value(type)
    for (const each of [...fields.values(), ...items]) this.value(each)
    for (const { key, value } of entries.values()) for (const each of [key, value]) this.value(each)
    if (frame !== null) this.frame(frame)
  }
}
