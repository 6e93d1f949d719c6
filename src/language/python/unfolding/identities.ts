import type { Location } from '../../../program/access.ts'
import type { Identities, Reading, RenamedObject } from '../../../program/identities.ts'
import { type Code, isSilent, type Thread } from '../../../program/program.ts'
import { structureKey } from '../machine/keys.ts'
import type { Memory } from '../machine/memory.ts'
import { Obj, type Value } from '../machine/objects.ts'
import { fixedParts, isLock, isPooled, isSemaphore, startOf } from '../machine/pools.ts'
import { pooledIn } from '../machine/references.ts'
import { type LocalState, type Naming, stateKey } from './local-state.ts'
import type { LocalNode } from './nodes.ts'
import type { Unfolding } from './unfold.ts'
import type { Variables } from './variables.ts'

/** The threads of a program, their code, and by thread and position the numbers of the nodes that begin there. */
export interface Emitted {
  readonly threads: readonly Thread[]
  readonly codes: readonly Code[]
  readonly nodes: readonly ReadonlyMap<number, number>[]
}

/**
 * Returns the objects of pools whose identities can be exchanged in any state, and where these are: in the values of which
 * variables, and in the positions of which threads. Null if there are none.
 */
export function identitiesIn(
  unfolding: Unfolding,
  variables: Variables,
  emitted: Emitted,
): Pick<Identities, 'objects' | 'values' | 'positions'> | null {
  if (unfolding.machine.memory.pools === null || !emitted.threads.every((thread, at) => areAllNodes(emitted, thread, at)))
    return null
  const { memory } = unfolding.machine
  const renamed = renamedObjects(unfolding, variables)
  if (renamed.size === 0) return null
  const shapes = new Shapes(renamed, memory)
  return {
    objects: objectsOf(renamed, memory, variables),
    values: variables.shared.map((_, variable) => valuesOf(variable, variables, memory, shapes)),
    positions: emitted.nodes.map((nodes) => positionsOf(nodes, unfolding.nodes, shapes)),
  }
}

/** Whether a thread only ever stops where a node begins. */
function areAllNodes({ codes, nodes }: Emitted, { code }: Thread, thread: number): boolean {
  const instructions = codes[code]?.instructions ?? []
  for (let pc = 0; pc < instructions.length; pc++) {
    const instruction = instructions[pc]
    if (instruction === undefined || isSilent(instruction)) continue
    if (nodes[thread]?.has(pc) !== true) return false
    if (instruction.op === 'atomic') pc = instruction.end
  }
  return true
}

/**
 * Returns the objects whose identity nothing depends on, each with a number, by identity. Not those that are keys of dicts that
 * threads share, each of which has a place of its own; nor locks and what is made of other objects, which are in the code; nor
 * what threads begin with; nor those of which a set has several, in the order of their identities.
 */
function renamedObjects(unfolding: Unfolding, variables: Variables): Map<string, number> {
  const all = [...unfolding.machine.memory.everyObject()].filter(isPooled).map(({ shared }) => shared)
  const named = identitiesThatMatter(unfolding, variables, all)
  const fixed = new Set([...named].map(poolOf))
  const sizes = new Map<string, number>()
  for (const each of all) sizes.set(poolOf(each), (sizes.get(poolOf(each)) ?? 0) + 1)
  const free = all.filter((each) => !fixed.has(poolOf(each)) && (sizes.get(poolOf(each)) ?? 0) > 1)
  return new Map(free.sort().map((each, number) => [each, number]))
}

function poolOf(shared: string): string {
  return shared.slice(shared.indexOf(':'))
}

function identitiesThatMatter(
  { machine, nodes, threads }: Unfolding,
  variables: Variables,
  all: readonly string[],
): Set<string> {
  const { memory } = machine
  const found = new Set<string>()
  const add = (value: Value | undefined): void => {
    for (const { shared } of pooledIn(value)) found.add(shared)
  }
  for (const object of memory.everyObject()) {
    const start = startOf(object)
    const parts = [...fixedParts(object), ...(start === undefined ? [] : [start])]
    for (const part of parts) add(part)
    if (parts.some((part) => pooledIn(part).length > 0)) add(object)
  }
  for (const [cell, { owner, field }] of memory.cells.entries()) {
    if (field.startsWith('=') && variables.isKnown(cell))
      for (const each of all) if (field.includes(`@${each}`)) found.add(each)
    if (isLock(owner) || isSemaphore(owner)) add(owner)
  }
  for (const [variable, { owner }] of variables.owners.entries()) {
    if (owner.kind !== 'set' && owner.kind !== 'frozenset') continue
    for (const [number] of variables.valuesOf(variable)) {
      const members = memory.values.valueOf(number)
      if (pooledIn(members).length > 1) add(members)
    }
  }
  for (const { operation } of nodes) if (operation !== null) add(operation.object)
  for (const { start } of threads) for (const each of nodes[start]?.state.held ?? []) found.add(each)
  return found
}

/** Numbers what values and positions have in common that differ only in which objects they refer to. */
class Shapes {
  private readonly renamed: ReadonlyMap<string, number>
  private readonly memory: Memory
  /** 0 is no value. */
  private readonly numbers = new Map<string, number>([['', unset]])

  constructor(renamed: ReadonlyMap<string, number>, memory: Memory) {
    this.renamed = renamed
    this.memory = memory
  }

  ofValue(value: Value | undefined): Reading {
    const naming = new FirstReached(this.renamed, this.memory)
    return this.reading(naming.text(value), naming)
  }

  ofState(thread: number, state: LocalState): Reading {
    const naming = new FirstReached(this.renamed, this.memory)
    return this.reading(`${thread} ${stateKey(state, naming)}`, naming)
  }

  private reading(text: string, { objects }: FirstReached): Reading {
    const shape = this.numbers.get(text) ?? this.numbers.size
    this.numbers.set(text, shape)
    return { shape, objects }
  }
}

/** The shape of what has no value. */
const unset = 0

/** Calls objects by the order in which they are named first. */
class FirstReached implements Naming {
  readonly objects: number[] = []
  private readonly renamed: ReadonlyMap<string, number>
  private readonly memory: Memory
  private readonly places = new Map<string, number>()

  constructor(renamed: ReadonlyMap<string, number>, memory: Memory) {
    this.renamed = renamed
    this.memory = memory
  }

  text(value: Value | undefined): string {
    if (value === undefined) return ''
    return value instanceof Obj ? `@${this.name(value.shared ?? '')}` : structureKey(value, (part) => this.text(part))
  }

  name(shared: string): string {
    const object = this.renamed.get(shared)
    if (object === undefined) return shared
    const known = this.places.get(shared)
    if (known !== undefined) return `$${known}`
    this.places.set(shared, this.objects.push(object) - 1)
    return this.name(shared)
  }

  contents(known: LocalState['known']): readonly string[] {
    const { cells, values } = this.memory
    const byOwner = new Map<string, [cell: number, value: number][]>()
    for (const entry of known) {
      const owner = cells[entry[0]]?.owner.shared ?? ''
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), entry])
    }
    return this.inOrder([...byOwner.keys()]).flatMap((owner) =>
      (byOwner.get(owner) ?? []).map(([cell, value]) => {
        const { field = '', process = '' } = cells[cell] ?? {}
        return `${process}>${this.name(owner)}.${field}=${this.text(values.valueOf(value))}`
      }),
    )
  }

  inOrder(all: readonly string[]): readonly string[] {
    const place = (shared: string): number => this.places.get(shared) ?? Number.POSITIVE_INFINITY
    return [...all].sort((one, other) => {
      const [first, second] = [place(one), place(other)]
      return first === second ? (one < other ? -1 : 1) : first - second
    })
  }
}

/** The content of each object, in the order of the names of fields. */
function objectsOf(renamed: ReadonlyMap<string, number>, { cells }: Memory, variables: Variables): RenamedObject[] {
  const contents = new Map<string, Map<string, Location>>()
  const fields = new Map<string, Set<string>>()
  for (const [cell, { owner, field }] of cells.entries()) {
    if (!isPooled(owner) || !renamed.has(owner.shared) || !variables.isKnown(cell)) continue
    const { variable, element } = variables.location(cell)
    const content = contents.get(owner.shared) ?? new Map<string, Location>()
    contents.set(owner.shared, content.set(field, { variable, element: element ?? 0 }))
    const pool = poolOf(owner.shared)
    fields.set(pool, (fields.get(pool) ?? new Set()).add(field))
  }
  const pools = [...new Set([...renamed.keys()].map(poolOf))]
  return [...renamed.keys()].map((shared) => {
    const pool = poolOf(shared)
    const inOrder = [...(fields.get(pool) ?? [])].sort()
    return { pool: pools.indexOf(pool), fields: inOrder.map((field) => contents.get(shared)?.get(field) ?? null) }
  })
}

/** The values of a variable that are no integers, which are themselves. */
function valuesOf(variable: number, variables: Variables, { values }: Memory, shapes: Shapes): Map<number, Reading> {
  const found = new Map<number, Reading>()
  for (const [number, code] of variables.valuesOf(variable)) {
    const value = values.valueOf(number)
    if (typeof value !== 'number' || value !== code) found.set(code, shapes.ofValue(value))
  }
  return found
}

/** The positions in which a thread refers to objects that can be renamed. Where it ends it refers to none. */
function positionsOf(begun: ReadonlyMap<number, number>, nodes: readonly LocalNode[], shapes: Shapes): Map<number, Reading> {
  const found = new Map<number, Reading>()
  for (const [position, number] of begun) {
    const node = nodes[number]
    if (node === undefined || node.end !== null) continue
    const reading = shapes.ofState(node.thread, node.state)
    if (reading.objects.length > 0) found.set(position, reading)
  }
  return found
}
