import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { likelyStates } from '../src/explorer/size.ts'
import type { Helpers, ShardService } from '../src/explorer/wasm/crew.ts'
import { outgrowsOneThread } from '../src/explorer/wasm/sharding.ts'
import { counter } from './counter.ts'

const helpers: Helpers = { threads: 2, start: () => {} }
const unlimited = Number.POSITIVE_INFINITY

test.each([
  [2, 10, 95_890],
  [2, 20, 1_876_790],
  [3, 5, 1_958_113],
  [4, 3, 10_803_559],
] as const)('the states of a counter of %i threads x %i are guessed within a factor of two', (threads, times, states) => {
  const likely = likelyStates(counter(threads, times))
  expect(likely).toBeGreaterThan(states / 2)
  expect(likely).toBeLessThan(states * 2)
})

test('a check takes a thread more for what turns out to be large, and finds all states', async () => {
  let started = 0
  const start = (service: ShardService): void => {
    started++
    const thread = new Worker('./dist/worker.cjs')
    thread.unref()
    thread.postMessage(service)
  }
  const { stats, complete } = await check(counter(4, 3), { helpers: { threads: 2, start } })
  expect({ started, complete, states: stats.states }).toEqual({ started: 1, complete: true, states: 10_803_559 })
  await check(counter(2, 20), { helpers: { threads: 2, start } })
  expect(started).toBe(1)
})

test('an exploration that turns out to be large is begun anew with several threads, while it is young', () => {
  const progress = { states: 100_000, transitions: 300_000, frontier: 50_000, depth: 12, bytes: 0 }
  const leaves = outgrowsOneThread(counter(4, 3), helpers, unlimited)
  expect(leaves?.(progress)).toBe(true)
  expect(leaves?.({ ...progress, states: 90_000 })).toBe(false)
  expect(leaves?.({ ...progress, depth: 20 })).toBe(false) // of 36
})

test.each([
  { name: 'is small', program: counter(2, 20), lent: helpers, maxStates: unlimited },
  { name: 'may have few states', program: counter(4, 3), lent: helpers, maxStates: 1_000_000 },
  { name: 'has no threads', program: counter(4, 3), lent: null, maxStates: unlimited },
  { name: 'has one thread', program: counter(4, 3), lent: { ...helpers, threads: 1 }, maxStates: unlimited },
])('what $name is not', ({ program, lent, maxStates }) => {
  expect(outgrowsOneThread(program, lent, maxStates)).toBe(null)
})
