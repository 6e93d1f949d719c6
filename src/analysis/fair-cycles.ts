import { present } from '../base/bug.ts'
import type { Fairness } from '../program/program.ts'
import { componentsOf } from '../space/components.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import { type Cycle, cyclesIn, firstDisabled, isFair, type Station, steppingIn } from './cycles.ts'

/**
 * Returns the components of a part of a space that have a fair cycle, nearest to the initial state first: the cycle through
 * all of each is fair, and so is every cycle through its `fairStations`. Each fair cycle of the part is in one of them.
 * `all` are all transitions of the space, which say which threads are enabled.
 */
export function fairCyclesIn(space: StateSpace, part: Edges, all: Edges, fairness: Fairness): Cycle[] {
  if (fairness === 'strong') return stronglyFairCycles(space, part, all)
  const cycles = cyclesIn(space, part)
  return fairness === 'none' ? cycles : cycles.filter((cycle) => isFair(space, all, cycle))
}

/**
 * Returns the stations of a fair cycle: for each thread a step of it, or a state in which it is not enabled. With strong
 * fairness, those without a step are enabled in no state of the component.
 */
export function fairStations(space: StateSpace, all: Edges, cycle: Cycle, fairness: Fairness): Station[] {
  if (fairness === 'none') return []
  const stepping = steppingIn(space, cycle)
  return space.program.threads.flatMap((_, thread): Station[] => {
    if (stepping.has(thread))
      return [{ labels: new Set([...cycle.labels].filter((each) => space.labels[each]?.thread === thread)) }]
    return fairness === 'strong' ? [] : [{ state: firstDisabled(space, all, cycle, thread) }]
  })
}

/**
 * Strong fairness is a conjunction of Streett conditions, one for each thread: if it is enabled infinitely often, it steps
 * infinitely often. A cycle in a component in which a thread never steps cannot visit the states in which it is enabled, so
 * these are removed, and the rest is split into components again, until each has no such thread (Emerson & Lei, Modalities
 * for Model Checking, Sci. Comput. Program. 8(3), 1987; Lichtenstein & Pnueli, POPL 1985).
 */
function stronglyFairCycles(space: StateSpace, part: Edges, all: Edges): Cycle[] {
  const found: Cycle[] = []
  let edges = part
  for (;;) {
    const removed = new Uint8Array(space.count).fill(1) // what is in no cycle is not looked at again
    let isRefined = false
    for (const cycle of cyclesIn(space, edges)) {
      const held = heldBack(space, all, cycle)
      if (held.size === 0) {
        found.push(cycle)
        continue
      }
      isRefined = true
      for (const state of cycle.states) removed[state] = isEnabledIn(space, all, state, held) ? 1 : 0
    }
    if (!isRefined) return found.sort((one, other) => (one.states[0] ?? 0) - (other.states[0] ?? 0))
    // Components are independent of each other: a transition between two of them is in no cycle.
    edges = edgesWithin(space, edges, (state) => removed[state] === 0)
  }
}

/** Returns the threads that are enabled somewhere in a component and never step in it. */
function heldBack(space: StateSpace, all: Edges, cycle: Cycle): Set<number> {
  const stepping = steppingIn(space, cycle)
  const held = new Set<number>()
  for (const state of cycle.states) {
    for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0); edge++) {
      const { thread } = present(space.labels[all.labels[edge] ?? 0], 'label')
      if (!stepping.has(thread)) held.add(thread)
    }
  }
  return held
}

function isEnabledIn(space: StateSpace, all: Edges, state: number, threads: ReadonlySet<number>): boolean {
  for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0); edge++) {
    if (threads.has(present(space.labels[all.labels[edge] ?? 0], 'label').thread)) return true
  }
  return false
}

/** Returns the transitions between states that are kept. */
export function edgesWithin(space: StateSpace, edges: Edges, keeps: (state: number) => boolean): Edges {
  const offsets = new Uint32Array(space.count + 1)
  const targets = new Uint32Array(edges.targets.length)
  const labels = new Uint32Array(edges.targets.length)
  let count = 0
  for (let state = 0; state < space.count; state++) {
    offsets[state] = count
    if (!keeps(state)) continue
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      if (!keeps(target)) continue
      targets[count] = target
      labels[count++] = edges.labels[edge] ?? 0
    }
  }
  offsets[space.count] = count
  return { offsets, targets: targets.subarray(0, count), labels: labels.subarray(0, count) }
}

/** Reports whether a space has a cycle at all. */
export function hasCycles(space: StateSpace, edges: Edges): boolean {
  return !space.graded && componentsOf(space.count, edges).cyclic.includes(1)
}
