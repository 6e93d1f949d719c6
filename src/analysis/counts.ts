import { componentsOf } from '../space/components.ts'
import { type Edges, kindsIn, StateKind, type StateSpace } from '../space/space.ts'
import type { Probability } from './finding.ts'
import { fraction } from './fraction.ts'
import { mostFactor, Naturals } from './naturals.ts'
import { weightsOf } from './scheduler.ts'
import { countWithoutStarter, type ThreadCounts } from './starter.ts'

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

/** Returns exact counts if the space is acyclic; otherwise no counts, and probabilities computed numerically. */
export function countSchedules(space: StateSpace, edges: Edges): Counts {
  if (space.graded) return countAcyclic(space, edges, null)
  const order = topologicalOrder(space.count, edges)
  return order === null ? countCyclic(space, edges) : countAcyclic(space, edges, order)
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
 * Probabilities are stored as `numerator / base ** exponent`. The base is a common multiple of all weights; the exponent
 * is the number of choices on the longest path to the state. So no fraction is reduced on the way. The numbers of a state
 * are freed once they are passed on, so deep spaces, whose numbers are long, store one layer only.
 */
function countAcyclic(space: StateSpace, edges: Edges, order: Uint32Array | null): Counts {
  const weights = weightsOf(space, edges)
  const scale = new Scale(weights)
  const paths = new Naturals(space.count)
  const numerators = new Naturals(space.count)
  const exponents = mostChoices(space.count, edges, weights, order)
  const kinds = kindsIn(space)
  paths.setToOne(0)
  numerators.setToOne(0)
  for (let at = 0; at < space.count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      paths.addProduct(state, [], target)
      const gained = (exponents[target] ?? 0) - (exponents[state] ?? 0)
      numerators.addProduct(state, scale.factors(weights[edge] ?? 1, gained), target)
    }
    if (kinds[state] !== StateKind.inner) continue
    paths.clear(state)
    numerators.clear(state)
  }
  const base = scale.base.reduce((product, factor) => product * BigInt(factor), 1n)
  return {
    threads: countWithoutStarter(space, edges, order),
    interleavings: space.terminals.reduce((sum, state) => sum + paths.at(state), 0n),
    interleavingsOf: (states) => states.reduce((sum, state) => sum + paths.at(state), 0n),
    probabilityOf: (states) => {
      const common = states.reduce((most, state) => Math.max(most, exponents[state] ?? 0), 0)
      const sum = states.reduce(
        (total, state) => total + numerators.at(state) * base ** BigInt(common - (exponents[state] ?? 0)),
        0n,
      )
      return { kind: 'exact', fraction: fraction(sum, base ** BigInt(common)) }
    },
  }
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

/** A common multiple of weights, and its quotient by each weight, as products of factors that `Naturals` accepts. */
class Scale {
  readonly base: readonly number[]
  /** For each weight, the base divided by it. */
  private readonly shares = new Map<number, readonly number[]>()

  constructor(weights: Uint32Array) {
    const powers = new Map<number, number>()
    for (const weight of new Set(weights)) {
      for (const [prime, power] of powersIn(weight)) powers.set(prime, Math.max(power, powers.get(prime) ?? 0))
    }
    this.base = packed(powers)
    for (const weight of new Set(weights)) {
      const own = powersIn(weight)
      this.shares.set(weight, packed(new Map([...powers].map(([prime, power]) => [prime, power - (own.get(prime) ?? 0)]))))
    }
  }

  /** Returns the factors to multiply a numerator by on a transition where the exponent grows by that much. */
  factors(weight: number, gained: number): readonly number[] {
    const share = weight > 1 ? (this.shares.get(weight) ?? []) : []
    const behind = gained - (weight > 1 ? 1 : 0)
    return behind === 0 ? share : [...share, ...Array.from({ length: behind }, () => this.base).flat()]
  }
}

/** Returns the prime factors of a number with their multiplicities. */
function powersIn(number: number): Map<number, number> {
  const powers = new Map<number, number>()
  let rest = number
  for (let prime = 2; prime * prime <= rest; prime++) {
    for (; rest % prime === 0; rest /= prime) powers.set(prime, (powers.get(prime) ?? 0) + 1)
  }
  if (rest > 1) powers.set(rest, (powers.get(rest) ?? 0) + 1)
  return powers
}

/** Returns the product of prime powers as few factors. */
function packed(powers: ReadonlyMap<number, number>): number[] {
  const factors: number[] = []
  for (const [prime, power] of powers) {
    for (let each = 0; each < power; each++) {
      const last = factors.length - 1
      const product = (factors[last] ?? mostFactor) * prime
      if (product <= mostFactor) factors[last] = product
      else factors.push(prime)
    }
  }
  return factors
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
