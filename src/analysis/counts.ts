import { componentsOf } from '../space/components.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import type { Probability } from './finding.ts'
import { fraction, gcd } from './fraction.ts'
import { distinctIn, ModularSums } from './modular-counts.ts'
import { weightsOf } from './scheduler.ts'
import { countWithoutStarter, type ThreadCounts } from './starter.ts'
import type { Summation } from './summation.ts'

/** The number of schedules that lead to states, and the probability of these under the uniform random scheduler. */
export interface Counts {
  /** Complete schedules of the program; null if there are infinitely many. */
  readonly interleavings: bigint | null
  /** Schedules that end in one of these states, which are terminal. */
  interleavingsOf(states: readonly number[]): bigint | null
  probabilityOf(states: readonly number[]): Probability
  /** The same for the threads that one thread starts; null if there is no such thread, or it does more than that. */
  readonly threads: ThreadCounts | null
}

/**
 * Returns exact counts if the space is acyclic; otherwise no counts, and probabilities computed numerically. With fewer bytes than
 * generated code needs (`mostBytes`) it takes longer.
 */
export function countSchedules(space: StateSpace, edges: Edges, mostBytes: number): Counts {
  if (space.graded) return countAcyclic(space, edges, null, mostBytes)
  const order = topologicalOrder(space.count, edges)
  return order === null ? countCyclic(space, edges) : countAcyclic(space, edges, order, mostBytes)
}

/** Returns the states in topological order; null if there is a cycle. */
export function topologicalOrder(count: number, edges: Edges): Uint32Array | null {
  const incoming = new Uint32Array(count)
  for (const target of edges.targets) incoming[target] = (incoming[target] ?? 0) + 1
  const order = new Uint32Array(count)
  let filled = incoming[0] === 0 ? 1 : 0 // the initial state is 0, and the only one without a predecessor
  for (let at = 0; at < filled; at++) {
    const state = order[at] ?? 0
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      const left = (incoming[target] ?? 0) - 1
      incoming[target] = left
      if (left === 0) order[filled++] = target
    }
  }
  return filled === count ? order : null
}

/**
 * All probabilities are multiples of `1 / base ** exponent`, where the base is a common multiple of all weights, and the exponent the
 * number of choices on the longest path to an end. No path is less probable than that, so that there are no more paths than
 * `base ** exponent`, either: it bounds all numbers that are computed, which says how many primes they need.
 */
function countAcyclic(space: StateSpace, edges: Edges, order: Uint32Array | null, mostBytes: number): Counts {
  const weights = weightsOf(space, edges)
  const ends = Uint32Array.from(space.terminals)
  const base = commonMultiple(weights)
  const longest = mostChoices(space.count, edges, weights, order)
  const exponent = ends.reduce((most, state) => Math.max(most, longest[state] ?? 0), 0)
  const bits = Math.ceil(exponent * Math.log2(Number(base))) + 1
  const summation = { count: space.count, edges, order, weights: null, takes: null, ends }
  const paths = new ModularSums(summation, Math.min(bits, bitsOfPaths(summation)), mostBytes)
  const shares = new ModularSums({ ...summation, weights }, bits, mostBytes)
  return {
    threads: countWithoutStarter(space, summation, bits, mostBytes),
    interleavings: paths.sumOver([...ends]),
    interleavingsOf: (states) => paths.sumOver(states),
    probabilityOf: (states) => {
      const own = states.reduce((most, state) => Math.max(most, longest[state] ?? 0), 0)
      const denominator = base ** BigInt(own)
      return { kind: 'exact', fraction: fraction(shares.sumOver(states, denominator), denominator) }
    },
  }
}

/** Returns an upper bound of the bits of the number of all paths, which floating-point numbers give; infinite if they cannot. */
function bitsOfPaths({ count, edges: { offsets, targets }, order, ends }: Summation): number {
  const paths = new Float64Array(count)
  paths[0] = 1
  for (let at = 0; at < count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    const own = paths[state] ?? 0
    const end = offsets[state + 1] ?? 0
    for (let edge = offsets[state] ?? 0; edge < end; edge++) {
      const target = targets[edge] ?? 0
      paths[target] = (paths[target] ?? 0) + own
    }
  }
  const all = ends.reduce((sum, state) => sum + (paths[state] ?? 0), 0)
  return Number.isFinite(all) ? Math.ceil(Math.log2(Math.max(1, all))) + 2 : Number.POSITIVE_INFINITY
}

/** Returns the least common multiple of weights. */
function commonMultiple(weights: Uint32Array): bigint {
  let multiple = 1n
  for (const weight of distinctIn(weights)) multiple = (multiple * BigInt(weight)) / gcd(multiple, BigInt(weight))
  return multiple
}

/**
 * Returns, for each state, the maximum number of transitions with an alternative on a path to it. `order` is a topological
 * order; null: the states are numbered in one.
 */
function mostChoices(count: number, edges: Edges, weights: Uint32Array, order: Uint32Array | null): Uint32Array {
  const longest = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    const here = longest[state] ?? 0
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      const next = here + ((weights[edge] ?? 1) > 1 ? 1 : 0)
      if ((longest[target] ?? 0) < next) longest[target] = next
    }
  }
  return longest
}

/** The numeric solution of a component stops when less probability than this is left in it. */
const tolerance = 1e-13
const mostRounds = 100_000

/** Pushes probability through the components in topological order, iterating within each until it has left. */
function countCyclic(space: StateSpace, edges: Edges): Counts {
  const components = componentsOf(space.count, edges)
  const weights = weightsOf(space, edges)
  const members: number[][] = Array.from({ length: components.count }, () => [])
  components.of.forEach((component, state) => {
    members[component]?.push(state)
  })
  const mass = new Float64Array(space.count)
  mass[0] = 1
  for (const states of members.reverse()) drain(edges, weights, states, components.of, mass)
  return {
    threads: null,
    interleavings: null,
    interleavingsOf: () => null,
    probabilityOf: (states) => ({ kind: 'numeric', value: states.reduce((sum, state) => sum + (mass[state] ?? 0), 0) }),
  }
}

function drain(edges: Edges, weights: Uint32Array, states: readonly number[], of: Int32Array, mass: Float64Array): void {
  const component = of[states[0] ?? 0]
  const leaves = states.some((state) => someTarget(edges, state, (target) => of[target] !== component))
  if (!leaves) return // the execution ends there, or the component is never left: the probability stays
  for (let round = 0; round < mostRounds; round++) {
    let left = 0
    for (const state of states) {
      const amount = mass[state] ?? 0
      if (amount === 0) continue
      mass[state] = 0
      for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
        const target = edges.targets[edge] ?? 0
        mass[target] = (mass[target] ?? 0) + amount / (weights[edge] ?? 1)
      }
    }
    for (const state of states) left += mass[state] ?? 0
    if (left < tolerance) return
  }
}

function someTarget(edges: Edges, state: number, test: (target: number) => boolean): boolean {
  for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
    if (test(edges.targets[edge] ?? 0)) return true
  }
  return false
}
