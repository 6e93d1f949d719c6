import type { Edges } from './space.ts'

/** The strongly connected components of a space. Components are numbered in reverse topological order (sinks first). */
export interface Components {
  readonly count: number
  /** The component of each state. */
  readonly of: Int32Array
  /** For each component whether it has a cycle: more than one state, or a transition from its state to itself. */
  readonly cyclic: Uint8Array
}

/** Tarjan's algorithm (SIAM J. Comput. 1(2), 1972), without recursion. Linear in states and transitions. */
export function componentsOf(count: number, edges: Edges): Components {
  const { offsets, targets } = edges
  const index = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const of = new Int32Array(count).fill(-1)
  const cyclic = new Uint8Array(count)
  const stack = new Int32Array(count)
  const path = new Int32Array(count)
  const nextEdge = new Uint32Array(count)
  let stacked = 0
  let visited = 0
  let components = 0
  const at = (array: Int32Array | Uint32Array, position: number): number => array[position] ?? 0
  for (let root = 0; root < count; root++) {
    if (at(index, root) !== -1) continue
    let depth = 0
    const enter = (state: number): void => {
      index[state] = visited
      low[state] = visited++
      stack[stacked++] = state
      path[depth++] = state
      nextEdge[state] = at(offsets, state)
    }
    enter(root)
    while (depth > 0) {
      const state = at(path, depth - 1)
      const edge = at(nextEdge, state)
      if (edge < at(offsets, state + 1)) {
        nextEdge[state] = edge + 1
        const target = at(targets, edge)
        if (target === state) cyclic[state] = 1 // a mark by state for now; moved to its component below
        if (at(index, target) === -1) enter(target)
        else if (at(of, target) === -1) low[state] = Math.min(at(low, state), at(index, target))
        continue
      }
      depth--
      const parent = depth > 0 ? at(path, depth - 1) : -1
      if (parent >= 0) low[parent] = Math.min(at(low, parent), at(low, state))
      if (at(low, state) !== at(index, state)) continue
      let member: number
      do {
        member = at(stack, --stacked)
        of[member] = components
      } while (member !== state)
      components++
    }
  }
  return { count: components, of, cyclic: cyclicComponents(count, components, of, cyclic) }
}

function cyclicComponents(count: number, components: number, of: Int32Array, selfLoops: Uint8Array): Uint8Array {
  const cyclic = new Uint8Array(components)
  const sizes = new Uint32Array(components)
  for (let state = 0; state < count; state++) {
    const component = of[state] ?? 0
    sizes[component] = (sizes[component] ?? 0) + 1
    if ((sizes[component] ?? 0) > 1 || selfLoops[state] === 1) cyclic[component] = 1
  }
  return cyclic
}
