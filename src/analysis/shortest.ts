import { present } from '../base/bug.ts'
import type { Move } from '../program/program.ts'
import { depthOf, type Edges, type Label, type StateSpace } from '../space/space.ts'
import type { Target } from './targets.ts'

export interface ShortestPath {
  readonly schedule: readonly Move[]
  /** Which of the targets it leads to. */
  readonly target: number
}

interface Way {
  readonly label: number
  readonly next: number
  /** Changes of thread after this step, at least. */
  readonly changes: number
}

/** The end of a path: the way goes on to no state. */
const arrived = -1

/**
 * The shortest schedule to one of several targets that are equally far from the initial state: fewest changes of
 * thread among those with fewest steps, then least in order of threads and choices. Walks back over the states on
 * shortest paths, layer by layer, to find the fewest changes from each on; then forward, taking the least.
 */
export class ShortestPaths {
  private readonly space: StateSpace
  private readonly edges: Edges
  private reversed: { offsets: Uint32Array; sources: Uint32Array } | null = null

  constructor(space: StateSpace, edges: Edges) {
    this.space = space
    this.edges = edges
  }

  to(targets: readonly Target[]): ShortestPath {
    const depth = depthOf(this.space, present(targets[0], 'target').state)
    const ways = new Map<number, Way[]>()
    let layer = this.enterTargets(targets, ways)
    for (let level = depth; level > 0; level--) layer = this.back(layer, ways)
    return this.forward(ways, targets)
  }

  private enterTargets(targets: readonly Target[], ways: Map<number, Way[]>): number[] {
    for (const { state, label } of targets) {
      const known = ways.get(state) ?? []
      if (label !== null) known.push({ label, next: arrived, changes: 0 })
      ways.set(state, known)
    }
    return [...ways.keys()]
  }

  /** From the states of one layer to those of the layer before that lead to them. */
  private back(layer: readonly number[], ways: Map<number, Way[]>): number[] {
    const { offsets, sources } = this.reverse()
    const before = new Set<number>()
    for (const state of layer) {
      for (let at = offsets[state] ?? 0; at < (offsets[state + 1] ?? 0); at++) before.add(sources[at] ?? 0)
    }
    const reached = new Set(layer)
    for (const state of before) ways.set(state, this.waysFrom(state, reached, ways))
    return [...before]
  }

  private waysFrom(state: number, reached: ReadonlySet<number>, ways: Map<number, Way[]>): Way[] {
    const found: Way[] = []
    const { offsets, targets, labels } = this.edges
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      const next = targets[edge] ?? 0
      const label = labels[edge] ?? 0
      if (reached.has(next)) found.push({ label, next, changes: this.changesAfter(ways.get(next) ?? [], label) })
    }
    return found
  }

  private changesAfter(ways: readonly Way[], label: number): number {
    const { thread } = this.label(label)
    return ways.length === 0 ? 0 : Math.min(...ways.map((way) => this.cost(way, thread)))
  }

  private cost(way: Way, last: number | null): number {
    return way.changes + (last === null || this.label(way.label).thread === last ? 0 : 1)
  }

  private forward(ways: Map<number, Way[]>, targets: readonly Target[]): ShortestPath {
    const schedule: Move[] = []
    let last: number | null = null
    let state = 0
    for (;;) {
      const here: readonly Way[] = ways.get(state) ?? []
      const from = state
      if (here.length === 0) return { schedule, target: targets.findIndex((each) => each.state === from) }
      const fewest = Math.min(...here.map((way) => this.cost(way, last)))
      const way = present(
        here.find((each) => this.cost(each, last) === fewest),
        'way',
      )
      const { thread, choices } = this.label(way.label)
      schedule.push({ thread, choices })
      if (way.next === arrived) {
        return { schedule, target: targets.findIndex((each) => each.state === from && each.label === way.label) }
      }
      last = thread
      state = way.next
    }
  }

  private label(label: number): Label {
    return present(this.space.labels[label], 'label')
  }

  /** Transitions that lead one layer further, by target. */
  private reverse(): { offsets: Uint32Array; sources: Uint32Array } {
    this.reversed ??= reverseForward(this.space, this.edges)
    return this.reversed
  }
}

function reverseForward(space: StateSpace, edges: Edges): { offsets: Uint32Array; sources: Uint32Array } {
  const depths = new Uint32Array(space.count)
  for (let layer = 0; layer + 1 < space.layers.length; layer++) {
    depths.fill(layer, space.layers[layer], space.layers[layer + 1])
  }
  const offsets = new Uint32Array(space.count + 1)
  const eachForward = (visit: (source: number, target: number) => void): void => {
    for (let state = 0; state < space.count; state++) {
      for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
        const target = edges.targets[edge] ?? 0
        if (depths[target] === (depths[state] ?? 0) + 1) visit(state, target)
      }
    }
  }
  eachForward((_, target) => {
    offsets[target + 1] = (offsets[target + 1] ?? 0) + 1
  })
  for (let state = 0; state < space.count; state++) offsets[state + 1] = (offsets[state + 1] ?? 0) + (offsets[state] ?? 0)
  const next = offsets.slice()
  const sources = new Uint32Array(offsets[space.count] ?? 0)
  eachForward((source, target) => {
    const at = next[target] ?? 0
    sources[at] = source
    next[target] = at + 1
  })
  return { offsets, sources }
}

/** The schedule by which a target was first reached: of fewest steps, with no regard for changes of thread. */
export function firstSchedule(space: StateSpace, target: Target): Move[] {
  const moves: Move[] = []
  const add = (label: number): void => {
    const { thread, choices } = present(space.labels[label], 'label')
    moves.push({ thread, choices })
  }
  if (target.label !== null) add(target.label)
  for (let state = target.state; state > 0; state = space.parents[state] ?? 0) add(space.parentLabels[state] ?? 0)
  return moves.reverse()
}
