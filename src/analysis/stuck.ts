import { present } from '../base/bug.ts'
import { componentsOf } from '../space/components.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { depthOf, type Edges, StateKind, type StateSpace, valueAt } from '../space/space.ts'
import type { Wait } from './finding.ts'
import { Nearest } from './targets.ts'
import { waitsIn } from './waits.ts'

export interface StuckThread {
  readonly thread: number
  readonly waits: readonly Wait[]
}

/** Threads are looked at in groups, a bit each; one bit more says that a terminal state is reachable. */
const groupSize = 30
const terminalBit = 1 << groupSize

/**
 * Threads that, from some state on, take no step in any continuation although none of these ends. Daemons may.
 * Needs the full space with its transitions. What is reachable from a state is the same for its whole strongly
 * connected component, and components come sinks first, so one sweep suffices.
 */
export function stuckThreadsIn(space: StateSpace, edges: Edges): Nearest<StuckThread> {
  const found: Nearest<StuckThread> = new Nearest()
  const components = componentsOf(space.count, edges)
  if (!components.cyclic.includes(1)) return found
  const order = statesByComponent(components.of, components.count)
  for (let first = 0; first < space.program.threads.length; first += groupSize) {
    const reachable = new Int32Array(components.count)
    for (const state of order) {
      const component = components.of[state] ?? 0
      reachable[component] = (reachable[component] ?? 0) | reachableFrom(space, edges, state, first, components.of, reachable)
    }
    noteStuck(space, first, (state) => reachable[components.of[state] ?? 0] ?? 0, found)
  }
  return found
}

function reachableFrom(
  space: StateSpace,
  edges: Edges,
  state: number,
  first: number,
  componentOf: Int32Array,
  reachable: Int32Array,
): number {
  let bits = space.kinds[state] === StateKind.inner ? 0 : terminalBit
  for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
    bits |= reachable[componentOf[edges.targets[edge] ?? 0] ?? 0] ?? 0
    const bit = present(space.labels[edges.labels[edge] ?? 0], 'label').thread - first
    if (bit >= 0 && bit < groupSize) bits |= 1 << bit
  }
  return bits
}

function noteStuck(space: StateSpace, first: number, reachable: (state: number) => number, found: Nearest<StuckThread>): void {
  const last = Math.min(space.program.threads.length, first + groupSize)
  for (let state = 0; state < space.count; state++) {
    const bits = reachable(state)
    if ((bits & terminalBit) !== 0) continue
    for (let thread = first; thread < last; thread++) {
      if ((bits & (1 << (thread - first))) !== 0 || space.program.threads[thread]?.daemon) continue
      const status = valueAt(space, state, space.layout.status(thread))
      if (status === Status.unstarted || hasEnded(status)) continue
      const waits = waitsIn(space, state, [thread])
      found.add(`${waits[0]?.line}`, depthOf(space, state), { state, label: null }, () => ({ thread, waits }))
    }
  }
}

function statesByComponent(of: Int32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (const component of of) starts[component + 1] = (starts[component + 1] ?? 0) + 1
  for (let component = 0; component < count; component++) {
    starts[component + 1] = (starts[component + 1] ?? 0) + (starts[component] ?? 0)
  }
  const order = new Uint32Array(of.length)
  of.forEach((component, state) => {
    const at = starts[component] ?? 0
    order[at] = state
    starts[component] = at + 1
  })
  return order
}
