import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'

const changes = ['cas r, x, 0, 1', 'fetch_add r, x, 1', 'exchange r, x, 1', 'fetch_max r, x, 1', 'fetch_min r, x, 1']
const others = [
  { other: 'load s, x', races: true },
  { other: 'store x, 5', races: true },
  { other: 'fetch_add s, x, 1', races: false },
  { other: 'await x == 0', races: false },
  { other: 'load s, y', races: false },
]
const pairs = changes.flatMap((change) => others.map((each) => ({ change, ...each })))

/** Each engine looks for races in its own way: one at every access, one where two positions may conflict. */
test.each(pairs)('$change beside $other: a data race is $races, on each engine', async ({ change, other, races }) => {
  const text = `shared x = 0\nshared y = 0\nthread A:\n  ${change}\nthread B:\n  ${other}\n`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  for (const engine of ['plain', 'wasm'] as const) {
    const { findings } = await check(read.value.program, { engine })
    expect([engine, findings.some(({ kind }) => kind === 'data-race')]).toEqual([engine, races])
  }
})

test.each(['sem_release s', 'release m', 'acquire m'])('a misuse by %s is found on each engine', async (instruction) => {
  const text = `semaphore s = 2147483647\nlock m\nthread A:\n  ${instruction}\n  ${instruction}\n`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const found = await Promise.all(
    (['plain', 'wasm'] as const).map(async (engine) =>
      (await check(read.value.program, { engine })).findings.map(({ kind }) => kind),
    ),
  )
  expect(found[0]).not.toEqual([])
  expect(found[0]).toEqual(found[1])
})
