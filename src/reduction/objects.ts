import { present } from '../base/bug.ts'
import type { Identities, Reading } from '../program/identities.ts'
import type { Program } from '../program/program.ts'
import { identitiesOf } from '../program/renamed-objects.ts'
import type { Layout } from '../space/layout.ts'
import type { MemoryPart, Monitor } from '../space/monitor.ts'

/** Returns what makes keys of states; null if no object can be renamed, or if it is not known what a monitor remembers. */
export function objectKeys(program: Program, layout: Layout, monitor: Monitor | null): ObjectKeys | null {
  const identities = identitiesOf(program)
  if (identities === null) return null
  const parts = monitor?.parts?.bind(monitor) ?? null
  return monitor !== null && parts === null ? null : new ObjectKeys(program, layout, identities, parts)
}

/**
 * Writes states so that those are equal which differ only by a renaming of objects: objects are numbered in the order in which
 * they are reached first, from shared variables and what threads refer to (Iosif, "Symmetry reductions for model checking of
 * concurrent dynamic software", STTT 2004). What is not reached is no part of it.
 */
export class ObjectKeys {
  private readonly layout: Layout
  /** Slots of no object, except positions and registers. */
  private readonly roots: Int32Array
  private readonly positions: Int32Array
  /** By slot: what its values stand for; undefined if all are integers. */
  private readonly readings: (ReadonlyMap<number, Reading> | undefined)[]
  private readonly byThread: Identities['positions']
  private readonly objects: Identities['objects']
  /** By object: the slots of its fields, -1 for one that it never has. */
  private readonly fields: readonly Int32Array[]
  /** By location: its slot. */
  private readonly slots: Int32Array
  /** By slot: the object whose field it is, and which one. */
  private readonly owners = new Map<number, { readonly object: number; readonly field: number }>()
  private readonly parts: ((memory: number) => readonly MemoryPart[]) | null
  /** By object: one more than its number; 0 before it is reached. */
  private readonly numbers: Int32Array
  private readonly reached: Int32Array
  private count = 0
  private words = new Int32Array(256)
  private length = 0

  constructor(
    program: Program,
    layout: Layout,
    { objects, values, positions }: Identities,
    parts: ((memory: number) => readonly MemoryPart[]) | null,
  ) {
    this.layout = layout
    this.parts = parts
    this.objects = objects
    this.byThread = positions
    this.fields = objects.map(({ fields }, object) =>
      Int32Array.from(fields, (location, field) => {
        if (location === null) return -1
        const slot = layout.shared(location.variable, location.element)
        this.owners.set(slot, { object, field })
        return slot
      }),
    )
    this.positions = Int32Array.from(program.threads, (_, thread) => layout.pc(thread))
    const registers = program.threads.flatMap(({ code }, thread) =>
      present(program.codes[code], 'code').registers.map((_, register) => layout.register(thread, register)),
    )
    const others = new Set([...this.owners.keys(), ...this.positions, ...registers, ...layout.monitors])
    this.roots = Int32Array.from([...layout.slots.keys()].filter((slot) => !others.has(slot)))
    this.readings = layout.slots.map(() => undefined)
    this.slots = Int32Array.from(
      program.shared.flatMap(({ initial }, variable) => initial.map((_, element) => layout.shared(variable, element))),
    )
    program.shared.forEach(({ initial }, variable) => {
      const known = present(values[variable], 'values')
      if (known.size === 0) return
      for (const element of initial.keys()) this.readings[layout.shared(variable, element)] = known
    })
    this.numbers = new Int32Array(objects.length)
    this.reached = new Int32Array(objects.length)
  }

  of(state: Int32Array): Int32Array {
    this.begin(Kind.renamed)
    this.content(state)
    if (!this.memories(state)) {
      this.begin(Kind.asItIs)
      for (const value of state) this.write(value)
    }
    return this.words.subarray(0, this.length)
  }

  private begin(kind: number): void {
    this.length = 0
    this.count = 0
    this.numbers.fill(0)
    this.write(kind)
  }

  private content(state: Int32Array): void {
    const { roots, positions, byThread } = this
    for (const slot of roots) this.value(slot, state[slot] ?? 0)
    for (let thread = 0; thread < positions.length; thread++) {
      const position = state[positions[thread] ?? 0] ?? 0
      this.reading(position, byThread[thread]?.get(position))
    }
    for (let at = 0; at < this.count; at++) this.object(this.reached[at] ?? 0, state)
  }

  /**
   * Writes what a monitor remembers. Returns false if that is about an object that is not reached: it is gone, and its identity
   * will be that of another one, so that it matters which one it is.
   */
  private memories(state: Int32Array): boolean {
    const before = this.count
    for (const slot of this.layout.monitors) this.memory(state[slot] ?? 0)
    return this.count === before
  }

  private value(slot: number, value: number): void {
    this.reading(value, this.readings[slot]?.get(value))
  }

  /** Writes a number, or what it stands for. */
  private reading(number: number, reading: Reading | undefined): void {
    if (reading === undefined) return this.write(number)
    this.write(shaped + reading.shape)
    for (const object of reading.objects) this.write(this.numberOf(object))
  }

  private object(object: number, state: Int32Array): void {
    this.write(this.objects[object]?.pool ?? 0)
    for (const slot of this.fields[object] ?? []) {
      if (slot === -1) this.write(shaped)
      else this.value(slot, state[slot] ?? 0)
    }
  }

  private memory(number: number): void {
    const parts = number === 0 ? [] : (this.parts?.(number) ?? [])
    this.write(parts.length)
    for (const part of parts) {
      if (part.kind === 'number') this.write(part.number)
      else {
        const slot = this.slots[part.location] ?? 0
        if (part.kind === 'value') this.value(slot, part.value)
        else this.place(slot)
      }
    }
  }

  private place(slot: number): void {
    const owner = this.owners.get(slot)
    if (owner === undefined) return this.write(slot)
    this.write(shaped + this.numberOf(owner.object))
    this.write(owner.field)
  }

  private numberOf(object: number): number {
    const known = this.numbers[object] ?? 0
    if (known > 0) return known
    this.reached[this.count++] = object
    this.numbers[object] = this.count
    return this.count
  }

  private write(word: number): void {
    if (this.length === this.words.length) {
      const longer = new Int32Array(this.words.length * 2)
      longer.set(this.words)
      this.words = longer
    }
    this.words[this.length++] = word
  }
}

const Kind = { renamed: 0, asItIs: 1 } as const

/** From here on numbers are those of shapes: integers of programs are greater. */
const shaped = -2147483648
