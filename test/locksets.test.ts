import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { locksetText } from '../src/findings/data-race.ts'
import { findingSentence } from '../src/findings/kinds.ts'
import { readInstructionText } from '../src/language/ilv/read.ts'

async function races(text: string, reduce: 'auto' | readonly ['atomic'] = 'auto'): Promise<(string | null)[][]> {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { findings } = await check(read.value, { reduce })
  return findings.flatMap((each) => {
    if (each.detail.kind !== 'data-race') return []
    return [[findingSentence(read.value, each), locksetText(read.value, each.detail)]]
  })
}

const unlocked = 'lock m\nshared x = 0\nthread A:\n acquire m\n store x, 1\n release m\nthread B:\n store x, 2'

test('a race says which locks the two hold, and which are held at each access', async () => {
  expect(await races(unlocked)).toEqual([
    [
      'data race on x: A is about to write it (line 5, holding m) while B is about to write it (line 8, holding no lock), and nothing orders the two',
      'x is accessed with m at line 5, with no lock at line 8',
    ],
  ])
})

test('a lock that is held at a line only sometimes does not protect it', async () => {
  const text =
    'lock m\nlock n\nshared x = 0\ndef put:\n store x, 1\nend\nthread A:\n acquire m\n call put\n release m\nthread B:\n acquire n\n call put\n release n\nthread C:\n acquire m\n store x, 2\n release m'
  const told = (await races(text)).map(([, locks]) => locks)
  expect(new Set(told)).toEqual(new Set(['x is accessed with no lock at line 5, with m at line 17']))
})

test.each([
  ['a program without locks', 'shared x = 0\nthread A, B:\n store x, 1'],
  ['no lock at any access', 'lock m\nshared x = 0\nthread A, B:\n store x, 1\n acquire m\n release m'],
  [
    'a block that takes the lock itself',
    'lock m\nshared x = 0\nthread A:\n atomic:\n  acquire m\n  store x, 1\n  release m\n end\nthread B:\n store x, 2',
  ],
])('nothing is said about %s', async (_, text) => {
  const found = await races(text)
  expect(found.length).toBeGreaterThan(0)
  for (const [, locks] of found) expect(locks).toBeNull()
})

test('nor in a reduced space, where a critical section can be one step', async () => {
  const [found] = await races(unlocked, ['atomic'])
  expect(found?.[1]).toBeNull()
})
