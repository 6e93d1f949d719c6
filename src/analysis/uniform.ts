import { present } from '../base/bug.ts'
import type { Move } from '../program/program.ts'
import { type Edges, kindsIn, moveOf, StateKind, type StateSpace } from '../space/space.ts'
import { topologicalOrder } from './counts.ts'

/**
 * Draws complete interleavings of a program, each with the same probability. The number of ways from each state to an end is
 * exact, so the next step is drawn in proportion to the ways that follow it.
 */
export class UniformSampler {
  private readonly space: StateSpace
  private readonly edges: Edges
  private readonly ways: readonly bigint[]

  private constructor(space: StateSpace, edges: Edges, ways: readonly bigint[]) {
    this.space = space
    this.edges = edges
    this.ways = ways
  }

  /** Returns a sampler; null if some execution goes on for ever, so that there are infinitely many interleavings. */
  static of(space: StateSpace, edges: Edges): UniformSampler | null {
    const order = topologicalOrder(space.count, edges)
    if (order === null) return null
    const kinds = kindsIn(space)
    const ways: bigint[] = Array.from({ length: space.count }, () => 0n)
    for (const state of order.reverse()) {
      let sum = kinds[state] === StateKind.inner ? 0n : 1n
      for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
        sum += ways[edges.targets[edge] ?? 0] ?? 0n
      }
      ways[state] = sum
    }
    return new UniformSampler(space, edges, ways)
  }

  /** The number of complete interleavings. */
  get interleavings(): bigint {
    return this.ways[0] ?? 0n
  }

  /** Draws an interleaving. `draw` returns an integer from 0 to `below`, exclusive; `below` is at most 2 ** 32. */
  draw(draw: (below: number) => number): Move[] {
    const { offsets, targets, labels } = this.edges
    const moves: Move[] = []
    for (let state = 0; ; ) {
      const [first, end] = [offsets[state] ?? 0, offsets[state + 1] ?? 0]
      if (first === end) return moves
      let rest = drawBelow(present(this.ways[state], 'ways from a state'), draw)
      let edge = first
      for (; edge < end - 1; edge++) {
        const ways = this.ways[targets[edge] ?? 0] ?? 0n
        if (rest < ways) break
        rest -= ways
      }
      moves.push(moveOf(present(this.space.labels[labels[edge] ?? 0], 'label')))
      state = targets[edge] ?? 0
    }
  }
}

const digit = 2 ** 32

/** Draws a natural number below a bound: as many bits as it has, again until they are below it. */
function drawBelow(bound: bigint, draw: (below: number) => number): bigint {
  const bits = bound.toString(2).length
  for (;;) {
    let value = 0n
    for (let left = bits; left > 0; left -= 32) value = (value << 32n) | BigInt(draw(digit))
    value >>= BigInt((32 - (bits % 32)) % 32)
    if (value < bound) return value
  }
}
