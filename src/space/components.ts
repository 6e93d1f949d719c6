import type { Edges } from './space.ts'

/** The strongly connected components of a space. Components are numbered in reverse topological order (sinks first). */
export interface Components {
  readonly count: number
  /** The component of each state. */
  readonly of: Int32Array
  /** For each component, whether it has a cycle: more than one state, or a transition from its state to itself. */
  readonly cyclic: Uint8Array
}

/**
 * Tarjan's algorithm (SIAM J. Comput. 1(2), 1972) in the form of Pearce (Inf. Process. Lett. 116(1), 2016), without
 * recursion: 13 bytes per state, and one array access per transition. Linear in states and transitions.
 */
export function componentsOf(count: number, edges: Edges): Components {
  const { offsets, targets } = edges
  // 0: not visited. On the path: a number up to the length of the path, the least that is reached from there. Done:
  // `count` minus the number of the component, which exceeds all of those.
  const rank = new Int32Array(count)
  // The path of the search grows from the left; the states that are done but have no component yet grow from the right.
  const stack = new Int32Array(count)
  const nextEdge = new Uint32Array(count)
  const isRoot = new Uint8Array(count)
  const selfLoops = new Uint8Array(count)
  let depth = 0
  let waiting = count
  let visited = 1
  let components = 0
  for (let start = 0; start < count; start++) {
    if (rank[start] !== 0) continue
    stack[0] = start
    nextEdge[0] = offsets[start] ?? 0
    isRoot[0] = 1
    rank[start] = visited++
    depth = 1
    while (depth > 0) {
      const state = stack[depth - 1] ?? 0
      const end = offsets[state + 1] ?? 0
      let edge = nextEdge[depth - 1] ?? 0
      let least = rank[state] ?? 0
      let child = -1
      for (; edge < end; edge++) {
        const target = targets[edge] ?? 0
        const reached = rank[target] ?? 0
        if (reached === 0) {
          child = target
          break
        }
        if (reached < least) least = reached
        else if (target === state) selfLoops[state] = 1
      }
      if (least < (rank[state] ?? 0)) {
        rank[state] = least
        isRoot[depth - 1] = 0
      }
      if (child !== -1) {
        // The search visits the transition again when it returns: the target is no longer new then.
        nextEdge[depth - 1] = edge
        stack[depth] = child
        nextEdge[depth] = offsets[child] ?? 0
        isRoot[depth] = 1
        rank[child] = visited++
        depth++
        continue
      }
      depth--
      if (isRoot[depth] === 0) {
        stack[--waiting] = state
        continue
      }
      visited--
      while (waiting < count && (rank[stack[waiting] ?? 0] ?? 0) >= least) {
        rank[stack[waiting++] ?? 0] = count - components
        visited--
      }
      rank[state] = count - components++
    }
  }
  for (let state = 0; state < count; state++) rank[state] = count - (rank[state] ?? 0)
  return { count: components, of: rank, cyclic: cyclicComponents(count, components, rank, selfLoops) }
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

/** Returns all states, component by component, sinks first; ascending within each component. */
export function statesByComponent({ of, count }: Components): Uint32Array {
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
