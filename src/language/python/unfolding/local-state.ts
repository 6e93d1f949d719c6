import { structureKey } from '../machine/keys.ts'
import type { Memory } from '../machine/memory.ts'
import { Bound, Frame, Obj, Slice, type Slot, Tainted, type Then, Tuple, type Value } from '../machine/objects.ts'
import { livePlaces } from './liveness.ts'

/** What a thread is in the middle of: its frames, and the objects that only it can reach. */
export interface LocalState {
  readonly frames: readonly Frame[]
  readonly phase: Tuple | null
  /** How many objects it has made known to others, for their names. */
  readonly published: number
  /** The objects of pools that it refers to, by identity; what only operations have let go of is still among them. */
  readonly held: readonly string[]
  /** By register: the objects of pools out of which its value came, so that no other object is taken for them. */
  readonly sources: ReadonlyMap<number, readonly string[]>
  /** The numbers of values in places that no other thread changes, as far as these decide where in the code its steps are. */
  readonly known: ReadonlyMap<number, number>
}

const noSources: LocalState['sources'] = new Map()
const nothingKnown: LocalState['known'] = new Map()

/** The state of a thread that begins. */
export function stateWith(frames: readonly Frame[], held: readonly string[] = []): LocalState {
  return { frames, phase: null, published: 0, held, sources: noSources, known: nothingKnown }
}

/** Copies the state of a thread, so that one may go on while the other stays. What others can reach is not copied. */
export function copied(state: LocalState, memory: Memory): LocalState {
  const copy = new Copy(memory)
  return { ...state, frames: state.frames.map((each) => copy.frame(each)) }
}

class Copy {
  private readonly memory: Memory
  private readonly objects = new Map<Obj, Obj>()

  constructor(memory: Memory) {
    this.memory = memory
  }

  frame(frame: Frame): Frame {
    const made = new Frame(frame.code, frame.module, this.afterwards(frame.onResult))
    made.pc = frame.pc
    const live = livePlaces(frame.code)[frame.pc]
    const { length } = frame.code.locals
    made.locals = frame.locals.map((slot, at) => (at < length && live?.has(at) !== true ? undefined : this.slot(slot)))
    made.stack = frame.stack.map((slot) => this.slot(slot))
    made.handling = frame.handling.map((value) => this.value(value))
    if (frame.namespace !== null) {
      made.namespace = new Map([...frame.namespace].map(([name, value]) => [name, this.value(value)]))
    }
    made.generator = frame.generator === null ? null : this.object(frame.generator)
    return made
  }

  private afterwards(then: Then): Then {
    return then.values.length === 0 ? then : { ...then, values: then.values.map((each) => this.value(each)) }
  }

  private slot(slot: Slot): Slot {
    if (slot === undefined) return undefined
    if (slot instanceof Tainted) return new Tainted(this.value(slot.value), slot.registers, slot.computed)
    return this.value(slot)
  }

  value(value: Value): Value {
    if (value instanceof Obj) return this.object(value)
    if (value instanceof Tuple) {
      return new Tuple(
        value.items.map((each) => this.value(each)),
        value.type === null ? null : this.object(value.type),
      )
    }
    if (value instanceof Slice) return new Slice(this.value(value.lower), this.value(value.upper), this.value(value.step))
    if (value instanceof Bound) {
      return new Bound(this.value(value.self), value.callee instanceof Obj ? this.object(value.callee) : value.callee)
    }
    return value
  }

  private object(object: Obj): Obj {
    if (object.shared !== null) return this.memory.canonical(object)
    const known = this.objects.get(object)
    if (known !== undefined) return known
    // A class names itself in the order of its bases, so that it has to exist before its parts.
    const mro: Obj[] = []
    const { fixed } = object
    const parts = {
      ...fixed,
      ...(fixed.closure === undefined ? {} : { closure: fixed.closure.map((each) => this.object(each)) }),
      ...(fixed.defaults === undefined ? {} : { defaults: fixed.defaults.map((each) => this.value(each)) }),
      ...(fixed.keywordDefaults === undefined
        ? {}
        : { keywordDefaults: new Map([...fixed.keywordDefaults].map(([name, each]) => [name, this.value(each)])) }),
      ...(fixed.sources === undefined ? {} : { sources: fixed.sources.map((each) => this.value(each)) }),
      ...(fixed.bases === undefined ? {} : { bases: fixed.bases.map((each) => this.object(each)) }),
      ...(fixed.mro === undefined ? {} : { mro }),
    }
    const type = object.type === null ? null : this.object(object.type)
    const made = new Obj(object.kind, type, object.site, parts, object.serial)
    made.isCommon = object.isCommon
    this.objects.set(object, made)
    for (const each of fixed.mro ?? []) mro.push(this.object(each))
    for (const [name, each] of object.fields) made.fields.set(name, this.value(each))
    made.items = object.items.map((each) => this.value(each))
    for (const [key, { key: own, value }] of object.entries) {
      made.entries.set(key, { key: this.value(own), value: this.value(value) })
    }
    made.frame = object.frame === null ? null : this.frame(object.frame)
    return made
  }
}

/** What objects that others know are called in a text. */
export interface Naming {
  name(shared: string): string
  /** Brings objects of which several are named at one place into an order. */
  inOrder(shared: readonly string[]): readonly string[]
  /** Returns texts for places with the numbers of their values. */
  contents(known: LocalState['known']): readonly string[]
}

const byIdentity: Naming = {
  name: (shared) => shared,
  inOrder: (shared) => shared,
  contents: (known) => [...known].map(([cell, value]) => `${cell}=${value}`),
}

/**
 * A text that two states of a thread have in common exactly if the thread goes on in the same way from both, as far as
 * objects with one name are one.
 */
export function stateKey(state: LocalState, naming: Naming = byIdentity): string {
  return new Key(naming).of(state)
}

class Key {
  private readonly naming: Naming
  private readonly numbers = new Map<Obj, number>()
  private readonly parts: string[] = []

  constructor(naming: Naming) {
    this.naming = naming
  }

  of({ frames, phase, published, held, sources, known }: LocalState): string {
    this.parts.push(`${published};`)
    if (phase !== null) this.parts.push(this.value(phase))
    for (const frame of frames) this.frame(frame)
    for (const [register, each] of sources) this.parts.push(`;${register}:${this.names(each)}`)
    if (held.length > 0) this.parts.push(`;${this.names(held)}`)
    if (known.size > 0) this.parts.push(`;${this.naming.contents(known).join()}`)
    return this.parts.join('')
  }

  private names(all: readonly string[]): string {
    const { naming } = this
    return naming
      .inOrder(all)
      .map((each) => naming.name(each))
      .join()
  }

  private frame(frame: Frame): void {
    const { code, pc, onResult } = frame
    const live = livePlaces(code)[pc]
    const { length } = code.locals
    const slots = frame.locals.map((slot, at) => (at < length && live?.has(at) !== true ? '' : this.slot(slot)))
    const then = `${onResult.kind}${onResult.word}${onResult.target}(${onResult.values.map((each) => this.value(each)).join()})`
    const own = frame.generator === null ? '' : this.value(frame.generator)
    const names =
      frame.namespace === null ? '' : [...frame.namespace].map(([name, each]) => `${name}=${this.value(each)}`).join()
    const stack = frame.stack.map((slot) => this.slot(slot)).join()
    const handling = frame.handling.map((each) => this.value(each)).join()
    this.parts.push(`<${code.index}:${pc}|${slots.join()}|${stack}|${handling}|${then}|${own}|${names}>`)
  }

  private slot(slot: Slot): string {
    if (slot === undefined) return ''
    if (!(slot instanceof Tainted)) return this.value(slot)
    return `~${slot.computed ? '!' : ''}${slot.registers.join('.')}~${this.value(slot.value)}`
  }

  private value(value: Value): string {
    return value instanceof Obj ? this.object(value) : structureKey(value, (part) => this.value(part))
  }

  private object(object: Obj): string {
    if (object.shared !== null) return `@${this.naming.name(object.shared)}`
    const known = this.numbers.get(object)
    if (known !== undefined) return `#${known}`
    const number = this.numbers.size
    this.numbers.set(object, number)
    const { fixed } = object
    const inside = [
      object.type === null ? '' : this.value(object.type),
      fixed.name ?? '',
      fixed.code?.index ?? '',
      fixed.visits ?? '',
      ...(fixed.closure ?? []).map((each) => this.value(each)),
      '/',
      ...(fixed.defaults ?? []).map((each) => this.value(each)),
      '/',
      ...[...(fixed.keywordDefaults?.values() ?? [])].map((each) => this.value(each)),
      '/',
      ...(fixed.sources ?? []).map((each) => this.value(each)),
      '/',
      ...(fixed.mro ?? []).map((each) => this.value(each)),
      '/',
      ...[...object.fields].map(([name, each]) => `${name}=${this.value(each)}`),
      '/',
      ...object.items.map((each) => this.value(each)),
      '/',
      ...[...object.entries.values()].map((each) => `${this.value(each.key)}:${this.value(each.value)}`),
    ]
    const text = `#${number}{${object.isCommon ? '!' : ''}${object.kind}@${object.site}:${inside.join()}}`
    if (object.frame !== null) this.frame(object.frame)
    return text
  }
}

/** The registers with what a thread has read and may store. */
export function registersOf(frames: readonly Frame[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const { code, pc, locals, stack } of frames) {
    const live = livePlaces(code)[pc]
    const slots = [...locals.filter((_, at) => live?.has(at) === true), ...stack]
    for (const slot of slots) if (slot instanceof Tainted) for (const register of slot.registers) found.add(register)
  }
  return found
}
