import type { Edges } from '../space/space.ts'

/** What is summed along the transitions of an acyclic space. */
export interface Summation {
  readonly count: number
  readonly edges: Edges
  /** A topological order of the states; null: they are numbered in one. */
  readonly order: Uint32Array | null
  /** The weight of each transition, by which what goes along it is divided; null for none. */
  readonly weights: Uint32Array | null
  /** Whether a transition counts; null for all. */
  readonly takes: Uint8Array | null
  /** The states whose sums are asked for. */
  readonly ends: Uint32Array
}
