import { countField, fixedParts, isPooled } from '../../../src/language/python/machine/pools.ts'
import { pooledIn } from '../../../src/language/python/machine/references.ts'
import { heldIn } from '../../../src/language/python/unfolding/held.ts'
import type { Unfolding } from '../../../src/language/python/unfolding/unfold.ts'

/** Returns what is wrong with the references in a state, counted anew from all that it consists of; null if nothing is. */
export function wrongIn(unfolding: Unfolding, nodes: readonly number[], cells: readonly number[]): string | null {
  const state = new State(unfolding, nodes, cells)
  return state.wrongHolders() ?? state.wrongContent() ?? state.wrongCounts() ?? state.lostObjects()
}

class State {
  private readonly unfolding: Unfolding
  private readonly nodes: readonly number[]
  private readonly cells: readonly number[]
  /** The numbers of references that the state says there are. */
  private readonly counts = new Map<string, number>()

  constructor(unfolding: Unfolding, nodes: readonly number[], cells: readonly number[]) {
    this.unfolding = unfolding
    this.nodes = nodes
    this.cells = cells
    const { memory } = unfolding.machine
    for (const [cell, { owner, field }] of memory.cells.entries()) {
      const count = memory.values.valueOf(this.value(cell))
      if (field === countField && isPooled(owner) && count !== undefined) this.counts.set(owner.shared, Number(count))
    }
  }

  private value(cell: number): number {
    return this.cells[cell] ?? this.unfolding.machine.memory.cells[cell]?.initial ?? 0
  }

  private threads(): Unfolding['nodes'] {
    return this.nodes.flatMap((number) => this.unfolding.nodes[number] ?? []).filter(({ end }) => end === null)
  }

  /** What threads hold is alive, and what they know is so. */
  wrongHolders(): string | null {
    for (const { state } of this.threads()) {
      const dead = heldIn(state.frames, state.phase).find((each) => !this.counts.has(each))
      if (dead !== undefined) return `a thread holds ${dead}, which is dead`
      for (const [cell, value] of state.known) if (this.value(cell) !== value) return `a thread is mistaken about ${cell}`
    }
    return null
  }

  wrongContent(): string | null {
    for (const [cell, { owner, field }] of this.unfolding.machine.memory.cells.entries()) {
      if (this.value(cell) !== 0 && isPooled(owner) && !this.counts.has(owner.shared)) return `${owner.shared} has ${field}`
    }
    return null
  }

  wrongCounts(): string | null {
    const found = new Map<string, number>()
    for (const each of this.roots()) found.set(each, (found.get(each) ?? 0) + 1)
    for (const object of this.counts.keys()) {
      for (const each of this.targets(object)) found.set(each, (found.get(each) ?? 0) + 1)
    }
    for (const each of new Set([...found.keys(), ...this.counts.keys()])) {
      if (found.get(each) !== this.counts.get(each)) return `${each}: ${this.counts.get(each)}, counted ${found.get(each)}`
    }
    return null
  }

  /** Objects to which nothing leads are dead, even those that refer to each other. */
  lostObjects(): string | null {
    const found = new Set(this.roots())
    for (const each of found) for (const target of this.targets(each)) found.add(target)
    return [...this.counts.keys()].find((each) => !found.has(each)) ?? null
  }

  /** What threads and objects with identities of their own refer to, as often as they do. */
  private roots(): string[] {
    const { memory } = this.unfolding.machine
    const held = this.nodes.flatMap((number) => this.unfolding.nodes[number]?.state.held ?? [])
    const stored = memory.cells.flatMap(({ owner }, cell) => (isPooled(owner) ? [] : this.pooledAt(cell)))
    return [...held, ...stored]
  }

  private targets(shared: string): string[] {
    const { memory } = this.unfolding.machine
    const object = memory.objectOf(shared)
    const fixed = object === undefined ? [] : fixedParts(object).flatMap(pooledIn)
    const stored = memory.cells.flatMap(({ owner }, cell) => (owner.shared === shared ? this.pooledAt(cell) : []))
    return [...fixed.map((each) => each.shared), ...stored]
  }

  private pooledAt(cell: number): string[] {
    return pooledIn(this.unfolding.machine.memory.values.valueOf(this.value(cell))).map((each) => each.shared)
  }
}
