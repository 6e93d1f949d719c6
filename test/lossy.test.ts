import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import type { CheckResult } from '../src/check/result.ts'
import { BitSeen, LossyStore } from '../src/explorer/lossy.ts'
import { noControls } from '../src/report/controls.ts'
import { reachedText } from '../src/report/reason-text.ts'
import { layoutOf } from '../src/space/layout.ts'
import type { StoreKind } from '../src/space/store-kinds.ts'
import { counter } from './counter.ts'
import { disciplined } from './random/disciplined.ts'
import { programs } from './random/programs.ts'

const seed = Number(process.env.INTERLEAVE_SEED ?? 20261126)
const any = fc.oneof(programs({ threads: [2, 3], instructions: [1, 6], loops: 20 }), disciplined)

/** Kinds that need the transitions, which a lossy store does not keep. */
const infinite = /^(livelock|starvation|aba|stuck-thread|divergence)$/

function shown({ stats, outcomes, findings }: CheckResult): unknown {
  return {
    states: stats.states,
    transitions: stats.transitions,
    outcomes: outcomes.map((each) => JSON.stringify(each.final)).sort(),
    findings: findings.flatMap(({ kind, trace }) => (infinite.test(kind) ? [] : [`${kind} ${trace.steps.length}`])).sort(),
  }
}

test.each(['compact', 'bitstate'] as const)('a %s store with room enough finds what the exact one finds', async (store) => {
  const explored = (kind: StoreKind, program: Parameters<typeof check>[0]): Promise<CheckResult> =>
    check(program, { engine: 'plain', reduce: [], maxStates: 3000, maxBytes: 2 ** 25, store: kind })
  const agrees = fc.asyncProperty(any, async (program) => {
    const exact = await explored('exact', program)
    fc.pre(exact.complete)
    const lossy = await explored(store, program)
    expect(lossy.complete).toBe(false)
    expect(shown(lossy)).toEqual(shown(exact))
  })
  await fc.assert(agrees, { numRuns: 150, seed })
})

test('the estimate of lost states is right on average', () => {
  const layout = layoutOf(counter(2, 1))
  const state = new Int32Array(layout.slots.length)
  const slot = layout.slots.findIndex((each) => each.bits >= 2)
  expect(slot).toBeGreaterThanOrEqual(0)
  let [lost, estimated] = [0, 0]
  for (let round = 0; round < 200; round++) {
    const seen = new BitSeen(10)
    const store = new LossyStore({ ...layout, words: 2, slots: [{ word: 0, shift: 0, bits: 32, low: 0 }] }, seen)
    for (let number = 0; number < 150; number++) {
      state[0] = round * 1000 + number
      store.add(state)
    }
    lost += 150 - store.count
    estimated += store.omitted
  }
  expect(lost).toBeGreaterThan(300)
  expect(Math.abs(estimated - lost) / lost).toBeLessThan(0.15)
})

test('a limit does not hide that the store is lossy', async () => {
  const { limit } = await check(counter(2, 20), { reduce: [], maxStates: 1000, maxBytes: 2 ** 25, store: 'bitstate' })
  const text = limit === null ? '' : reachedText(limit, noControls)
  expect(text).toMatch(/1,000 states was reached.*the store is lossy.*states are expected to be missing/)
})
