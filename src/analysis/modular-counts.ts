import { bitsOfPrime, fromResidues, inverse, primes, product } from './residues.ts'
import { SumEngine } from './sum-engine.ts'
import type { Summation } from './summation.ts'

/**
 * Sums of 1 from the initial state along all paths to each end, modulo primes: without weights the number of paths, with weights their
 * probability under a scheduler that takes each transition with the reciprocal of its weight. Modulo a prime that divides
 * no weight, a division is a multiplication by an inverse.
 */
export class ModularSums {
  readonly moduli: readonly number[]
  /** By end and prime. */
  private readonly residues: Float64Array
  private readonly positions: ReadonlyMap<number, number>

  /** `bits`: an upper bound of the bits of every number that will be asked for. `mostBytes`: what generated code may take. */
  constructor(summation: Summation, bits: number, mostBytes: number) {
    this.moduli = primes(Math.ceil((bits + 1) / bitsOfPrime))
    const { ends } = summation
    this.residues = new Float64Array(ends.length * this.moduli.length)
    this.positions = new Map([...ends].map((state, position) => [state, position]))
    const distinct = summation.weights === null ? [] : distinctIn(summation.weights)
    const engine = SumEngine.of(summation, distinct, this.moduli.length, mostBytes)
    for (let first = 0; first < this.moduli.length; first += engine?.width ?? 1) {
      const some = this.moduli.slice(first, first + (engine?.width ?? 1))
      const sumOf = engine?.sums(some) ?? plainSums(summation, distinct, some[0] ?? 0)
      for (const [position, state] of ends.entries()) {
        for (const index of some.keys()) {
          this.residues[position * this.moduli.length + first + index] = sumOf(state, index)
        }
      }
    }
  }

  /** Returns the sum over ends, multiplied by a natural number with which it is a natural number. */
  sumOver(states: readonly number[], multiplier = 1n): bigint {
    const sums = this.moduli.map((prime, index) => {
      let sum = 0
      for (const state of states) sum += this.residues[(this.positions.get(state) ?? 0) * this.moduli.length + index] ?? 0
      return product(sum % prime, Number(multiplier % BigInt(prime)), prime)
    })
    return fromResidues(sums, this.moduli)
  }
}

/** Returns the sums of states modulo one prime. */
function plainSums(summation: Summation, weights: readonly number[], prime: number): (state: number) => number {
  const sums = new Float64Array(summation.count)
  sums[0] = 1
  if (summation.weights === null) addPaths(summation, prime, sums)
  else addShares(summation, summation.weights, inversesOf(weights, prime), prime, sums)
  return (state) => sums[state] ?? 0
}

function addPaths({ count, edges, order, takes }: Summation, prime: number, sums: Float64Array): void {
  const { offsets, targets } = edges
  for (let at = 0; at < count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    const own = sums[state] ?? 0
    const end = offsets[state + 1] ?? 0
    for (let edge = offsets[state] ?? 0; edge < end; edge++) {
      if (takes !== null && takes[edge] === 0) continue
      const target = targets[edge] ?? 0
      const sum = (sums[target] ?? 0) + own
      sums[target] = sum >= prime ? sum - prime : sum
    }
  }
}

function addShares(
  { count, edges, order }: Summation,
  weights: Uint32Array,
  inverses: Float64Array,
  prime: number,
  sums: Float64Array,
): void {
  const { offsets, targets } = edges
  const reciprocal = 1 / prime
  for (let at = 0; at < count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    const own = sums[state] ?? 0
    const end = offsets[state + 1] ?? 0
    let last = 0
    let gained = 0
    for (let edge = offsets[state] ?? 0; edge < end; edge++) {
      const weight = weights[edge] ?? 1
      if (weight !== last) {
        // The quotient may be one too great or too small; `%` of such numbers takes ten times as long.
        const exact = own * (inverses[weight] ?? 0)
        gained = exact - Math.floor(exact * reciprocal) * prime
        if (gained < 0) gained += prime
        else if (gained >= prime) gained -= prime
        last = weight
      }
      const target = targets[edge] ?? 0
      const sum = (sums[target] ?? 0) + gained
      sums[target] = sum >= prime ? sum - prime : sum
    }
  }
}

/** The weights that occur. There are few: products of how many threads can go on and of how many ways each has. */
export function distinctIn(weights: Uint32Array): readonly number[] {
  const found = new Set<number>()
  let last = 0
  for (const weight of weights) {
    if (weight !== last) found.add(weight)
    last = weight
  }
  return [...found]
}

/** The inverses of some weights, by weight. */
function inversesOf(weights: readonly number[], prime: number): Float64Array {
  const inverses = new Float64Array(Math.max(0, ...weights) + 1)
  for (const weight of weights) inverses[weight] = inverse(weight, prime)
  return inverses
}
