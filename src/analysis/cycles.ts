import { Bug, present } from '../base/bug.ts'
import type { Move } from '../program/program.ts'
import { componentsOf, statesByComponent } from '../space/components.ts'
import { type Edges, moveOf, type StateSpace } from '../space/space.ts'

/** A part of a space: some of its transitions, and the cycles that they form. */
export interface Cycle {
  /** The states of a strongly connected component, ascending: the first is nearest to the initial state. */
  readonly states: Uint32Array
  readonly has: (state: number) => boolean
  /** Numbers of the labels of transitions inside it. */
  readonly labels: ReadonlySet<number>
  /** The kept transitions of the whole space. */
  readonly edges: Edges
}

/** Returns the transitions whose labels are kept. */
export function keepEdges(space: StateSpace, edges: Edges, keeps: (label: number) => boolean): Edges {
  const kept = Uint8Array.from(space.labels, (_, label) => (keeps(label) ? 1 : 0))
  const offsets = new Uint32Array(space.count + 1)
  const targets = new Uint32Array(edges.targets.length)
  const labels = new Uint32Array(edges.targets.length)
  let count = 0
  for (let state = 0; state < space.count; state++) {
    offsets[state] = count
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const label = edges.labels[edge] ?? 0
      if (kept[label] === 0) continue
      targets[count] = edges.targets[edge] ?? 0
      labels[count++] = label
    }
  }
  offsets[space.count] = count
  return { offsets, targets: targets.subarray(0, count), labels: labels.subarray(0, count) }
}

/** Returns the components of a part of a space that contain a cycle, nearest to the initial state first. */
export function cyclesIn(space: StateSpace, edges: Edges): Cycle[] {
  const components = componentsOf(space.count, edges)
  const { of, cyclic } = components
  if (!cyclic.includes(1)) return []
  const order = statesByComponent(components)
  const noted = new Int32Array(space.labels.length).fill(-1)
  const cycles: Cycle[] = []
  for (let first = 0, end = 0; first < order.length; first = end) {
    const component = of[order[first] ?? 0] ?? 0
    while (end < order.length && of[order[end] ?? 0] === component) end++
    if (cyclic[component] !== 1) continue
    const states = order.subarray(first, end)
    const labels = labelsWithin(states, component, of, edges, noted)
    cycles.push({ states, has: (state) => of[state] === component, labels, edges })
  }
  return cycles.sort((one, other) => (one.states[0] ?? 0) - (other.states[0] ?? 0))
}

/** `noted` holds, for each label, the component in which it was last seen. */
function labelsWithin(
  states: Uint32Array,
  component: number,
  of: Int32Array,
  { offsets, targets, labels }: Edges,
  noted: Int32Array,
): Set<number> {
  const found = new Set<number>()
  for (const state of states) {
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      const label = labels[edge] ?? 0
      if (noted[label] === component || of[targets[edge] ?? 0] !== component) continue
      noted[label] = component
      found.add(label)
    }
  }
  return found
}

/** Returns the threads that step in a cycle. */
export function steppingIn(space: StateSpace, { labels }: Cycle): Set<number> {
  return new Set([...labels].map((label) => present(space.labels[label], 'label').thread))
}

/** Returns the first state of a cycle in which a thread is not enabled, or -1. `all` are all transitions of the space. */
export function firstDisabled(space: StateSpace, all: Edges, { states }: Cycle, thread: number): number {
  for (const state of states) {
    let enabled = false
    for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0) && !enabled; edge++) {
      enabled = space.labels[all.labels[edge] ?? 0]?.thread === thread
    }
    if (!enabled) return state
  }
  return -1
}

/**
 * Reports whether the cycle through all of a component is weakly fair: every thread steps in it or is not enabled in some
 * state of it. If not, no cycle in the component is weakly fair.
 */
export function isFair(space: StateSpace, all: Edges, cycle: Cycle): boolean {
  const stepping = steppingIn(space, cycle)
  return space.program.threads.every((_, thread) => stepping.has(thread) || firstDisabled(space, all, cycle, thread) !== -1)
}

/** A station that a cycle must visit: a state, or a transition with one of some labels. */
export type Station = { readonly state: number } | { readonly labels: ReadonlySet<number> }

/**
 * Returns a cycle through a component from one of its states, by default the first, that visits all stations. It is not
 * always a shortest one.
 */
export function roundThrough(
  space: StateSpace,
  cycle: Cycle,
  stations: readonly Station[],
  home: number = present(cycle.states[0], 'state of a cycle'),
): Move[] {
  const moves: Move[] = []
  let at = home
  for (const station of [...stations, { state: home }]) {
    if ('state' in station && station.state === at && (moves.length > 0 || station.state !== home)) continue
    const way = nearestWay(cycle, at, station)
    for (const edge of way) {
      moves.push(moveOf(present(space.labels[cycle.edges.labels[edge] ?? 0], 'label')))
      at = cycle.edges.targets[edge] ?? 0
    }
  }
  return moves
}

/** Searches breadth-first within the component for a path of at least one transition; returns its transitions. */
function nearestWay({ edges: { offsets, targets, labels }, has }: Cycle, from: number, to: Station): number[] {
  const arrivedBy = new Map<number, { edge: number; before: number }>()
  const queue = [from]
  for (const state of queue) {
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      const target = targets[edge] ?? 0
      if (!has(target)) continue
      const arrived = 'state' in to ? target === to.state : to.labels.has(labels[edge] ?? -1)
      if (arrived) return [...wayTo(state, from, arrivedBy), edge]
      if (target === from || arrivedBy.has(target)) continue
      arrivedBy.set(target, { edge, before: state })
      queue.push(target)
    }
  }
  throw new Bug('no way within a strongly connected component')
}

function wayTo(state: number, from: number, arrivedBy: ReadonlyMap<number, { edge: number; before: number }>): number[] {
  const edges: number[] = []
  for (let at = state; at !== from; ) {
    const { edge, before } = present(arrivedBy.get(at), 'way back')
    edges.push(edge)
    at = before
  }
  return edges.reverse()
}
