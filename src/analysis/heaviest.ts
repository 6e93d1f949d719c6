import { type Components, statesByComponent } from '../space/components.ts'
import type { Edges } from '../space/space.ts'

/** The value of a walk that can collect weight for ever. */
export const endless = -1

/**
 * Returns, for each component of a graph, the greatest number of heavy edges on a walk from its states; `endless` if a
 * walk has infinitely many: one of them is then inside of a component. Otherwise the components form an acyclic graph
 * in which all weights are on edges between them. Linear in states and edges.
 */
export function heaviestWalks(
  edges: Edges,
  components: Components,
  isHeavy: (edge: number, from: number) => boolean,
): Int32Array {
  const { of, count } = components
  const { offsets, targets } = edges
  const most = new Int32Array(count)
  for (const state of statesByComponent(components)) {
    const own = of[state] ?? 0
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0) && most[own] !== endless; edge++) {
      const next = of[targets[edge] ?? 0] ?? 0
      const weight = isHeavy(edge, state) ? 1 : 0
      if (most[next] === endless || (next === own && weight === 1)) most[own] = endless
      else if (next !== own) most[own] = Math.max(most[own] ?? 0, (most[next] ?? 0) + weight)
    }
  }
  return most
}

/** Which edges a path may take; an edge is given with the state that it leaves. */
export type Admits = (edge: number, from: number) => boolean

/**
 * Returns the edges of a shortest path of at least one edge from a state whose last edge is wanted, along admitted
 * edges; null if there is none.
 */
export function shortestWay(edges: Edges, from: number, admits: Admits, isWanted: Admits): number[] | null {
  const { offsets, targets } = edges
  const arrivedBy = new Map<number, { edge: number; before: number }>()
  const queue = [from]
  for (const state of queue) {
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      if (isWanted(edge, state)) return [...wayBack(state, from, arrivedBy), edge]
      const target = targets[edge] ?? 0
      if (!admits(edge, state) || target === from || arrivedBy.has(target)) continue
      arrivedBy.set(target, { edge, before: state })
      queue.push(target)
    }
  }
  return null
}

function wayBack(state: number, from: number, arrivedBy: ReadonlyMap<number, { edge: number; before: number }>): number[] {
  const way: number[] = []
  for (let at = state; at !== from; ) {
    const step = arrivedBy.get(at)
    if (step === undefined) break
    way.push(step.edge)
    at = step.before
  }
  return way.reverse()
}
