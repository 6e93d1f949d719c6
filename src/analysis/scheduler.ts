import type { Edges, StateSpace } from '../space/space.ts'

/**
 * Returns, for each transition, the reciprocal of its probability under the uniform random scheduler. The scheduler chooses
 * one of the enabled threads, then one of its transitions, so this is the product of the numbers of alternatives.
 */
export function weightsOf({ count, labels, program }: StateSpace, edges: Edges): Uint32Array {
  const threads = Uint32Array.from(labels, ({ thread }) => thread)
  const ways = new Uint32Array(program.threads.length)
  const weights = new Uint32Array(edges.targets.length)
  const threadOf = (edge: number): number => threads[edges.labels[edge] ?? 0] ?? 0
  for (let state = 0; state < count; state++) {
    const start = edges.offsets[state] ?? 0
    const end = edges.offsets[state + 1] ?? 0
    let enabled = 0
    for (let edge = start; edge < end; edge++) {
      const thread = threadOf(edge)
      if (ways[thread] === 0) enabled++
      ways[thread] = (ways[thread] ?? 0) + 1
    }
    for (let edge = start; edge < end; edge++) weights[edge] = enabled * (ways[threadOf(edge)] ?? 0)
    for (let edge = start; edge < end; edge++) ways[threadOf(edge)] = 0
  }
  return weights
}
