import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binaryOperators, subexpressions, unaryOperators } from '../../src/program/expressions.ts'
import { expressionsOf, operations } from '../../src/program/operations.ts'
import { programs } from './programs.ts'

const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
const sample = fc.sample(programs(taste), { numRuns: 2000, seed: 20261128 })

/** How often each of the names occurs in what was found. */
function countsOf(names: readonly string[], found: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]))
  for (const each of found) counts[each] = (counts[each] ?? 0) + 1
  return counts
}

function missing(names: readonly string[], found: readonly string[]): string[] {
  return Object.entries(countsOf(names, found)).flatMap(([name, count]) => (count < 20 ? [`${name}: ${count}`] : []))
}

const instructions = sample.flatMap(({ codes }) => codes.flatMap((code) => code.instructions))

test('random programs have every operation', () => {
  expect(
    missing(
      Object.keys(operations),
      instructions.map(({ op }) => op),
    ),
  ).toEqual([])
})

test('random programs have every operator and kind of expression', () => {
  const awaited = instructions.flatMap((each) => (each.op === 'await' ? [each.until] : []))
  const all = [...instructions.flatMap(expressionsOf), ...awaited].flatMap(subexpressions)
  const operators = all.flatMap((each) => ('operator' in each ? [each.operator] : []))
  expect(missing([...unaryOperators, ...binaryOperators], operators)).toEqual([])
  expect(
    missing(
      ['constant', 'register', 'shared', 'unary', 'binary'],
      all.map(({ kind }) => kind),
    ),
  ).toEqual([])
})

test('random programs have every kind of declaration', () => {
  const declared = sample.flatMap(({ shared, mutexes, threads, invariants, semaphores, conditions, barriers }) => [
    ...shared.flatMap(({ length, atomic }) => [length === null ? 'integer' : 'array', atomic ? 'atomic' : 'plain variable']),
    ...mutexes.map(({ discipline }) => discipline),
    ...threads.flatMap(({ start, daemon }) => [start, daemon ? 'daemon' : 'awaited at the end']),
    ...invariants.map(() => 'invariant'),
    ...[...semaphores, ...conditions, ...barriers].map(({ name }) => name),
  ])
  const kinds = ['integer', 'array', 'atomic', 'plain variable', 'plain', 'reentrant', 'transferable']
  expect(missing([...kinds, 'running', 'unstarted', 'daemon', 'invariant', 's', 'c', 'b'], declared)).toEqual([])
})

test('a program that fails a property shrinks', () => {
  const result = fc.check(
    fc.property(programs(taste), ({ codes }) => !codes.some((code) => code.instructions.some(({ op }) => op === 'fetch_max'))),
    { numRuns: 2000, seed: 1 },
  )
  const [smallest] = result.counterexample ?? []
  expect(smallest?.codes.flatMap((code) => code.instructions).length).toBeLessThanOrEqual(8)
  expect(result.numShrinks).toBeGreaterThan(10)
})
