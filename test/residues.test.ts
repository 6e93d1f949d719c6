import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countSchedules } from '../src/analysis/counts.ts'
import { fraction } from '../src/analysis/fraction.ts'
import { distinctIn, ModularSums } from '../src/analysis/modular-counts.ts'
import { fromResidues, inverse, primes, product } from '../src/analysis/residues.ts'
import { weightsOf } from '../src/analysis/scheduler.ts'
import { SumEngine } from '../src/analysis/sum-engine.ts'
import type { Summation } from '../src/analysis/summation.ts'
import { check, investigate } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import { generator } from '../src/semantics/random.ts'
import { type Edges, edgesOf, type StateSpace } from '../src/space/space.ts'
import { programs } from './random/programs.ts'

test('a number below the product of the primes is what its residues say', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 240n }), (number) => {
      const moduli = primes(10)
      expect(
        fromResidues(
          moduli.map((prime) => Number(number % BigInt(prime))),
          moduli,
        ),
      ).toBe(number)
    }),
  )
})

test('inverses', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 20 }), (number, index) => {
      const prime = primes(21)[index] ?? 0
      expect(product(number, inverse(number, prime), prime)).toBe(1)
    }),
  )
})

/** The same by big integers and fractions, state by state. */
function plainCounts(space: StateSpace, edges: Edges): { paths: bigint[]; chances: [bigint, bigint][] } {
  const weights = weightsOf(space, edges)
  const incoming = new Map<number, { from: number; weight: bigint }[]>()
  for (let state = 0; state < space.count; state++) {
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      incoming.set(target, [...(incoming.get(target) ?? []), { from: state, weight: BigInt(weights[edge] ?? 1) }])
    }
  }
  const known = new Map<number, { paths: bigint; chance: [bigint, bigint] }>()
  const of = (state: number): { paths: bigint; chance: [bigint, bigint] } => {
    const before = known.get(state)
    if (before !== undefined) return before
    let paths = state === 0 ? 1n : 0n
    let [above, below]: [bigint, bigint] = [paths, 1n]
    for (const { from, weight } of incoming.get(state) ?? []) {
      const source = of(from)
      paths += source.paths
      const [a, b] = source.chance
      const sum = fraction(above * b * weight + a * below, below * b * weight)
      above = sum.numerator
      below = sum.denominator
    }
    const result = { paths, chance: [above, below] as [bigint, bigint] }
    known.set(state, result)
    return result
  }
  const ends = [...space.terminals].map(of)
  return { paths: ends.map((each) => each.paths), chances: ends.map((each) => each.chance) }
}

test('counts and probabilities of random programs are those that big integers give', async () => {
  await fc.assert(
    fc.asyncProperty(programs({ threads: [2, 3], instructions: [1, 5], loops: 0 }), async (program) => {
      const { space } = await investigate(program, { maxStates: 3000 })
      if (space.limit !== null || space.count > 2000) return
      const edges = edgesOf(space)
      if (edges === null) throw new Error('no transitions')
      const counts = countSchedules(space, edges, Infinity)
      if (counts.interleavings === null) return
      const { paths, chances } = plainCounts(space, edges)
      for (const [index, state] of [...space.terminals].entries()) {
        expect(counts.interleavingsOf([state])).toBe(paths[index])
        const [numerator = 0n, denominator = 1n] = chances[index] ?? []
        expect(counts.probabilityOf([state])).toEqual({ kind: 'exact', fraction: fraction(numerator, denominator) })
      }
      expect(counts.interleavings).toBe(paths.reduce((sum, each) => sum + each, 0n))
    }),
    { numRuns: 150 },
  )
})

test('a number of hundreds of digits', async () => {
  const read = await readModel({
    name: 'x.ilv',
    text: 'shared x = 0\nthread A, B:\n  repeat 150:\n    store x, 1\n    store x, 2\n  end\n',
  })
  if (!read.ok) throw new Error('unreadable')
  const { stats } = await check(read.value.program, { count: true, reduce: [] })
  const choose = (n: bigint, k: bigint): bigint => {
    let result = 1n
    for (let each = 1n; each <= k; each++) result = (result * (n - k + each)) / each
    return result
  }
  expect(stats.interleavings).toBe(choose(600n, 300n))
})

/** A random acyclic graph with as many transitions as generated code pays for: by itself, or with numbers in another order. */
function randomSummation(
  draw: (below: number) => number,
  isOrdered: boolean,
  has: { weights: boolean; takes: boolean },
): Summation {
  const count = 4000
  const targets = Array.from({ length: count }, (_, state) =>
    state >= count - 5 ? [] : Array.from({ length: 5 + draw(4) }, () => state + 1 + draw(Math.min(40, count - state - 1))),
  )
  const number = isOrdered ? (state: number): number => state : (state: number): number => (state * 2711) % count
  const rows: number[][] = Array.from({ length: count }, () => [])
  for (const [state, list] of targets.entries()) rows[number(state)] = list.map(number)
  const flat = rows.flat()
  const offsets = new Uint32Array(count + 1)
  for (const [state, list] of rows.entries()) offsets[state + 1] = (offsets[state] ?? 0) + list.length
  return {
    count,
    edges: { offsets, targets: Uint32Array.from(flat), labels: new Uint32Array(flat.length) },
    order: isOrdered ? null : Uint32Array.from(rows.keys(), number),
    weights: has.weights ? Uint32Array.from(flat, () => [1, 2, 2, 3, 7, 40][draw(6)] ?? 1) : null,
    takes: has.takes ? Uint8Array.from(flat, () => Number(draw(3) > 0)) : null,
    ends: Uint32Array.from([count - 1, count - 2, count - 5, 17].map(number)),
  }
}

test.each([
  { weights: false, takes: false },
  { weights: true, takes: false },
  { weights: false, takes: true },
])('generated code sums what plain code sums, with %o', (has) => {
  for (const [seed, primesWanted] of [1, 3, 4, 9, 17, 40].entries()) {
    const summation = randomSummation(generator(seed), seed % 2 === 0, has)
    const bits = 25 * primesWanted - 2
    const weights = summation.weights === null ? [] : distinctIn(summation.weights)
    expect(SumEngine.of(summation, weights, primesWanted, Infinity)?.width).toBeGreaterThanOrEqual(Math.min(primesWanted, 12))
    const [generated, plain] = [new ModularSums(summation, bits, Infinity), new ModularSums(summation, bits, 0)]
    for (const end of summation.ends) expect(generated.sumOver([end], 11n)).toBe(plain.sumOver([end], 11n))
    expect(generated.sumOver([...summation.ends])).toBe(plain.sumOver([...summation.ends]))
  }
})
