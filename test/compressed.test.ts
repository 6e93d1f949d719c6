import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import type { CheckResult } from '../src/check/result.ts'
import { Exploration } from '../src/explorer/exploration.ts'
import { isCompressible, WasmExploration } from '../src/explorer/wasm/exploration.ts'
import { type Sharding, unsharded } from '../src/explorer/wasm/sharding.ts'
import { readModel } from '../src/language/read.ts'
import { defaultRules, type Program } from '../src/program/program.ts'
import { stateKey } from '../src/semantics/enumerate.ts'
import { depthOf, kindOf, type StateSpace } from '../src/space/space.ts'
import type { StoreKind } from '../src/space/store-kinds.ts'
import { counter } from './counter.ts'
import { decode } from './differential/spaces.ts'
import { disciplined } from './random/disciplined.ts'
import { programs } from './random/programs.ts'

const seed = Number(process.env.INTERLEAVE_SEED ?? 20261130)
const any = fc.oneof(programs({ threads: [2, 3], instructions: [1, 6], loops: 20 }), disciplined)

/** Kinds that only cycles show. */
const inCycles = /^(livelock|starvation|stuck-thread|divergence)$/

async function programOf(text: string): Promise<Program> {
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return read.value.program
}

function explored(program: Program, sharding: Sharding | null, maxStates = Number.POSITIVE_INFINITY): StateSpace {
  const limits = { maxStates, maxBytes: 2 ** 26 }
  const options = { rules: defaultRules, ...limits, keepEdges: false, monitor: null, observers: [], checked: true }
  const exploration =
    sharding === null
      ? new Exploration(program, options)
      : new WasmExploration(program, { ...options, store: 'compressed' }, sharding)
  while (exploration.advance(1000)) {}
  return exploration.space()
}

function spread(shards: number): Sharding {
  return { shards, helpers: null, pool: [], leastRound: 7 }
}

/** The states with their depth and kind, in any order. */
function states(space: StateSpace): string[] {
  const keys = Array.from({ length: space.count }, (_, state) => {
    return `${stateKey(decode(space, state))}, depth ${depthOf(space, state)}, kind ${kindOf(space, state)}`
  })
  return keys.sort()
}

/** Throws unless a step of the program leads from the parent of each state to it. */
function followParents(space: StateSpace): void {
  for (let state = 1; state < space.count; state++) {
    expect(depthOf(space, space.parentOf(state))).toBe(depthOf(space, state) - 1)
    expect(space.labels[space.parentLabel(state)]).toBeDefined()
  }
}

test.each([1, 2, 3])('random programs have the same states, compressed, in %i shards', (shards) => {
  let compared = 0
  const agrees = fc.property(any, (program) => {
    fc.pre(isCompressible(program))
    const exact = explored(program, null, 3000)
    fc.pre(exact.limit === null)
    compared++
    const compressed = explored(program, shards === 1 ? unsharded : spread(shards))
    expect(compressed.transitions).toBe(exact.transitions)
    expect(states(compressed)).toEqual(states(exact))
    followParents(compressed)
  })
  fc.assert(agrees, { numRuns: 60, seed })
  expect(compared).toBeGreaterThan(50)
})

test.each([
  { threads: 2, times: 12, shards: 1 },
  { threads: 3, times: 4, shards: 1 },
  { threads: 3, times: 4, shards: 4 },
])('$threads threads that count to $times, in $shards shards, are explored completely', ({ threads, times, shards }) => {
  const program = counter(threads, times)
  const exact = explored(program, null)
  const compressed = explored(program, shards === 1 ? unsharded : spread(shards))
  const shown = ({ count, transitions, limit, layers }: StateSpace): unknown => ({ count, transitions, limit, layers })
  expect(shown(compressed)).toEqual(shown(exact))
})

test.each([4, 7, 9])('rows of several words: %i philosophers', async (count) => {
  const seats = Array.from({ length: count }, (_, seat) => seat)
  const bodies = seats.map((seat) => {
    const [left, right] = [seat, (seat + 1) % count]
    return `thread P${seat}:\n  acquire f${left}\n  acquire f${right}\n  r = ${seat} * 100000000\n  x[${seat}] = r\n  release f${right}\n  release f${left}\n`
  })
  const text = `lock ${seats.map((seat) => `f${seat}`).join(', ')}\nshared x[${count}] = 0\n${bodies.join('')}`
  const program = await programOf(text)
  const exact = explored(program, null, 200_000)
  const compressed = explored(program, spread(2), 200_000)
  if (exact.limit === null) expect([compressed.count, compressed.transitions]).toEqual([exact.count, exact.transitions])
  if (exact.count < 5000) expect(states(compressed)).toEqual(states(exact))
  expect(compressed.layout.words).toBeGreaterThan(2)
})

function shown({ stats, complete, outcomes, findings, expectations }: CheckResult): unknown {
  return {
    complete,
    states: stats.states,
    transitions: stats.transitions,
    outcomes: outcomes.map((each) => `${JSON.stringify(each.final)} ${each.steps} ${each.isCertified}`).sort(),
    findings: findings.flatMap(({ kind, trace }) => (inCycles.test(kind) ? [] : [`${kind} ${trace.steps.length}`])).sort(),
    expectations: expectations.map(({ holds }) => holds),
  }
}

test('a check with a compressed store finds what one with an exact store finds', async () => {
  const checked = (program: Program, store: StoreKind): Promise<CheckResult> =>
    check(program, { reduce: [], maxStates: 20_000, maxBytes: 2 ** 25, store })
  let compressed = 0
  const agrees = fc.asyncProperty(any, async (program) => {
    const exact = await checked(program, 'exact')
    fc.pre(exact.complete)
    const other = await checked(program, 'compressed')
    expect(other.stats.store).toBe(isCompressible(program) ? 'compressed' : 'exact')
    if (other.stats.store === 'compressed') compressed++
    expect(shown(other)).toEqual(shown(exact))
  })
  await fc.assert(agrees, { numRuns: 60, seed })
  expect(compressed).toBeGreaterThan(50)
})

test('what only cycles show is not judged, and says why', async () => {
  const text = 'atomic x = 0\nthread A:\n  while x == 0:\n  end\nthread B:\n  yield\nexpect livelock\nexpect never x == 1\n'
  const { complete, unjudged, expectations } = await check(await programOf(text), { store: 'compressed' })
  expect(complete).toBe(true)
  expect(unjudged).toContainEqual({ kind: 'livelock', reason: { kind: 'store' } })
  const open = { kind: 'unjudged', reason: { kind: 'store' } }
  expect(expectations.map(({ holds, why }) => ({ holds, why }))).toEqual([
    { holds: null, why: open },
    { holds: null, why: open },
  ])
})

test('where the memory is full, the exploration says so', async () => {
  const { complete, limit, stats } = await check(counter(3, 8), { reduce: [], maxBytes: 2 ** 22, store: 'compressed' })
  expect({ complete, kind: limit?.limit.kind }).toEqual({ complete: false, kind: 'memory' })
  expect(stats.states).toBeGreaterThan(100_000)
})
