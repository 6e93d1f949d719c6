import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Reduction } from '../../src/reduction/reduction.ts'

async function checked(text: string, reduce: readonly Reduction[] = []): Promise<CheckResult> {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return check(read.value, { reduce })
}

// Two locks in opposite orders: x counts how far the threads came.
const opposite =
  'lock m\nlock n\nshared x\nthread A:\nacquire m\nfetch_add r, x, 1\nacquire n\nx = 5\nrelease n\nrelease m\n' +
  'thread B:\nacquire n\nfetch_add r, x, 1\nacquire m\nx = 6\nrelease m\nrelease n\n'

test.each([
  ['expect deadlocks x = {2}', true],
  ['expect deadlocks x = {1, 2}', false],
  ['expect deadlocks x = {}', false],
  ['expect outcomes x = {5, 6}', true],
  ['expect reachable x == 2', true],
  ['expect reachable x == 3', false],
  ['expect never x == 3', true],
  ['expect never x == 2', false],
  ['expect reachable A.r == 1 and B.r == 0', true],
])('%s', async (line, holds) => {
  const { expectations, verdict } = await checked(opposite + line)
  expect(expectations.map((each) => each.holds)).toEqual([holds])
  // Only a line about deadlocks says that they are expected.
  expect(verdict).toBe(holds && line.startsWith('expect deadlocks') ? 'pass' : 'fail')
})

test('deadlocks and failed ends are listed with their values, steps and interleavings', async () => {
  const { stopped, stats, outcomes } = await checked(`${opposite}thread C:\nload r, x\nassert r < 2`)
  const count = [...stopped, ...outcomes].reduce((sum, each) => sum + (each.interleavings ?? 0n), 0n)
  expect(count).toBe(stats.interleavings)
  expect(new Set(stopped.map(({ kind }) => kind))).toEqual(new Set(['deadlock', 'failed']))
  expect(stopped.every(({ steps }) => steps > 0)).toBe(true)
})

test('a reduced space leaves these lines open', async () => {
  const { expectations, stopped } = await checked(`${opposite}expect deadlocks x = {2}\nexpect never x == 3`, ['local'])
  expect(expectations.map((each) => [each.holds, each.why?.kind])).toEqual([
    [null, 'reduced'],
    [null, 'reduced'],
  ])
  expect(stopped).toEqual([])
})

test.each([
  ['', false],
  ['expect deadlock\n', true],
  ['expect livelock\n', true],
  ['expect deadlocks x = {0}\n', true],
  ['expect outcomes x = {}\n', true],
  ['expect deadlocks x = {}\n', false],
  ['expect no data-race\n', false],
])('a final condition in a program that never ends, beside %j', async (line, holds) => {
  const { expectations } = await checked(`semaphore s = 0\nshared x\nthread A:\nP(s)\nexpect final x == 77\n${line}`)
  expect(expectations[0]?.holds).toBe(holds)
  expect(expectations[0]?.why?.kind ?? null).toBe(holds ? null : 'vacuous')
})
