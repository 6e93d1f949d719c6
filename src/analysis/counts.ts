import { present } from '../base/bug.ts'
import { componentsOf } from '../space/components.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import type { Probability } from './finding.ts'
import { fraction, leastCommonMultiple } from './fraction.ts'

/** How many schedules lead to states, and how probable these are under the uniform random scheduler. */
export interface Counts {
  /** Complete schedules of the program; null where there are infinitely many. */
  readonly interleavings: bigint | null
  /** Schedules that end in one of these states. */
  interleavingsOf(states: readonly number[]): bigint | null
  probabilityOf(states: readonly number[]): Probability
}

/** Exact counts where the space is acyclic; else no counts, and probabilities solved numerically. */
export function countSchedules(space: StateSpace, edges: Edges): Counts {
  const order = topologicalOrder(space.count, edges)
  return order === null ? countCyclic(space, edges) : countAcyclic(space, edges, order)
}

/** The states in an order in which every transition leads forward; null if there is a cycle. */
function topologicalOrder(count: number, edges: Edges): Uint32Array | null {
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

/** How the uniform scheduler leaves a state: one of the enabled threads, then one of its transitions. */
export interface Branching {
  /** For each transition of the state, in order: the product of the numbers chosen from. */
  readonly weights: readonly number[]
}

export function branchingOf(space: StateSpace, edges: Edges, state: number): Branching {
  const perThread = new Map<number, number>()
  const threads: number[] = []
  for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
    const { thread } = present(space.labels[edges.labels[edge] ?? 0], 'label')
    threads.push(thread)
    perThread.set(thread, (perThread.get(thread) ?? 0) + 1)
  }
  return { weights: threads.map((thread) => perThread.size * (perThread.get(thread) ?? 1)) }
}

/**
 * Probabilities are kept as `numerator / base ** exponent`, where the base is a common multiple of all branching
 * numbers: no fraction need be reduced on the way.
 */
function countAcyclic(space: StateSpace, edges: Edges, order: Uint32Array): Counts {
  const base = branchingBase(space, edges)
  const paths: bigint[] = new Array(space.count).fill(0n)
  const numerators: bigint[] = new Array(space.count).fill(0n)
  const exponents = new Uint32Array(space.count)
  const powers = [1n]
  const power = (exponent: number): bigint => {
    while (powers.length <= exponent) powers.push(present(powers.at(-1), 'power') * base)
    return present(powers[exponent], 'power')
  }
  const add = (state: number, numerator: bigint, exponent: number): void => {
    const known = exponents[state] ?? 0
    const common = Math.max(known, exponent)
    const scaled = (numerators[state] ?? 0n) * power(common - known) + numerator * power(common - exponent)
    numerators[state] = scaled
    exponents[state] = common
  }
  paths[0] = 1n
  numerators[0] = 1n
  let interleavings = 0n
  for (const state of order) {
    const { weights } = branchingOf(space, edges, state)
    const count = paths[state] ?? 0n
    if (weights.length === 0) interleavings += count
    weights.forEach((weight, index) => {
      const target = edges.targets[(edges.offsets[state] ?? 0) + index] ?? 0
      paths[target] = (paths[target] ?? 0n) + count
      add(target, (numerators[state] ?? 0n) * (base / BigInt(weight)), (exponents[state] ?? 0) + 1)
    })
  }
  return {
    interleavings,
    interleavingsOf: (states) => states.reduce((sum, state) => sum + (paths[state] ?? 0n), 0n),
    probabilityOf: (states) => {
      const common = states.reduce((most, state) => Math.max(most, exponents[state] ?? 0), 0)
      const sum = states.reduce(
        (total, state) => total + (numerators[state] ?? 0n) * power(common - (exponents[state] ?? 0)),
        0n,
      )
      return { kind: 'exact', fraction: fraction(sum, power(common)) }
    },
  }
}

function branchingBase(space: StateSpace, edges: Edges): bigint {
  const weights = new Set<number>()
  for (let state = 0; state < space.count; state++) {
    for (const weight of branchingOf(space, edges, state).weights) weights.add(weight)
  }
  let base = 1n
  for (const weight of weights) base = leastCommonMultiple(base, BigInt(weight))
  return base
}

/** The sum of what is still under way when the numeric solution of a component stops. */
const tolerance = 1e-13
const mostRounds = 100_000

/** Pushes probability through the components in topological order, round after round within each, until it has left. */
function countCyclic(space: StateSpace, edges: Edges): Counts {
  const components = componentsOf(space.count, edges)
  const members: number[][] = Array.from({ length: components.count }, () => [])
  components.of.forEach((component, state) => {
    members[component]?.push(state)
  })
  const mass = new Float64Array(space.count)
  mass[0] = 1
  for (const states of members.reverse()) drain(space, edges, states, components.of, mass)
  return {
    interleavings: null,
    interleavingsOf: () => null,
    probabilityOf: (states) => ({ kind: 'numeric', value: states.reduce((sum, state) => sum + (mass[state] ?? 0), 0) }),
  }
}

function drain(space: StateSpace, edges: Edges, states: readonly number[], of: Int32Array, mass: Float64Array): void {
  const branchings = states.map((state) => branchingOf(space, edges, state))
  if (branchings.every(({ weights }) => weights.length === 0)) return // terminal: the probability stays
  const component = of[states[0] ?? 0]
  const leaves = states.some((state) => someTarget(edges, state, (target) => of[target] !== component))
  if (!leaves) return // never left again
  for (let round = 0; round < mostRounds; round++) {
    let left = 0
    states.forEach((state, index) => {
      const amount = mass[state] ?? 0
      if (amount === 0) return
      mass[state] = 0
      branchings[index]?.weights.forEach((weight, edge) => {
        const target = edges.targets[(edges.offsets[state] ?? 0) + edge] ?? 0
        mass[target] = (mass[target] ?? 0) + amount / weight
      })
    })
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
