import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { findingSentence } from '../../src/findings/kinds.ts'
import { readModel } from '../../src/language/read.ts'

/** Returns the sentences about deadlocks, or about the order of locks, in a program. */
async function told(text: string, kind: 'deadlock' | 'lock-order' | 'livelock' = 'deadlock'): Promise<string[]> {
  const read = await readModel({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { findings, program } = await check(read.value.program)
  return findings.filter((each) => each.kind === kind).map((each) => findingSentence(program, each))
}

test.each([
  [
    'units that the waiting threads hold among themselves',
    'semaphore a = 1, b = 1\nthread A:\n P(a)\n P(b)\n V(b)\n V(a)\nthread B:\n P(b)\n P(a)\n V(a)\n V(b)',
    [
      'deadlock (cycle): A → b (at 0, B would release it) → a (at 0, A would release it); each waits for the next, so none can continue',
    ],
  ],
  [
    'a lock and a signal',
    'lock m\nsemaphore full = 0\nthread Producer:\n acquire m\n V(full)\n release m\nthread Consumer:\n acquire m\n P(full)\n release m',
    [
      'deadlock (cycle): Producer → m (held by Consumer) → full (at 0, Producer would release it); each waits for the next, so none can continue',
    ],
  ],
  [
    'each awaits what the other would write',
    'atomic flag[2] = 0\nthread P[2]:\n flag[me] = 1\n await flag[1 - me] == 0\n flag[me] = 0',
    [
      'deadlock (cycle): P[0] → flag[1] == 0 (P[1] could make it true) → flag[0] == 0 (P[0] could make it true); each waits for the next, so none can continue',
    ],
  ],
  [
    'a semaphore that nobody would release',
    'semaphore s = 0\nshared x = 0\nthread A:\n P(s)\nthread B:\n x = 1',
    ['deadlock (missed-signal): A waits for s (at 0); no thread can continue'],
  ],
  [
    'the same semaphore twice',
    'semaphore s = 1\nthread A:\n P(s)\n P(s)\n V(s)\n V(s)',
    ['deadlock (self): A waits for s (at 0), which only A could change; no thread can continue'],
  ],
  [
    'an await that was true once',
    'atomic x = 0\nthread A:\n await x == 1\nthread B:\n x = 1\n x = 2',
    ['deadlock (never-true): A waits until x == 1, which no thread can make true any more; no thread can continue'],
  ],
  [
    'a barrier to which the other cannot come',
    'lock m\nbarrier b = 2\nthread A:\n acquire m\n barrier_wait b\n release m\nthread B:\n acquire m\n release m\n barrier_wait b',
    ['deadlock (cycle): A → b (B is not there yet) → m (held by A); each waits for the next, so none can continue'],
  ],
])('a deadlock by %s', async (_, text, sentences) => {
  expect(await told(text)).toEqual(sentences)
})

test('where a third thread stands makes no difference', async () => {
  const third = 'shared x = 0\nthread C:\n x = 1\n acquire a\n x = 2\n release a'
  const crossed =
    'lock a\nlock b\nthread A:\n acquire a\n acquire b\n release b\n release a\nthread B:\n acquire b\n acquire a\n release a\n release b'
  expect(await told(`${crossed}\n${third}`)).toHaveLength(1)
})

test('deadlocks are told apart by thread', async () => {
  const text =
    'lock a\nlock b\nthread A:\n acquire a\n acquire b\n release b\n release a\nthread B, C:\n acquire b\n acquire a\n release a\n release b'
  expect(await told(text)).toEqual([
    expect.stringContaining('A → b (held by B) → a (held by A)'),
    expect.stringContaining('A → b (held by C) → a (held by A)'),
  ])
})

test.each([
  ['a gate lock', 'acquire g', 'release g', 'whoever does so holds g, which only one can'],
  ['the end of the other', '', '', 'other waiting, or a choice, keeps these apart'],
])('an order of locks that %s makes harmless is said to be so', async (_, before, after, why) => {
  const join = before === '' ? 'join A' : before
  const text = `lock a\nlock b\nlock g\nthread A:\n ${before}\n acquire a\n acquire b\n release b\n release a\n ${after}\nthread B:\n ${join}\n acquire b\n acquire a\n release a\n release b\n ${after}`
  const [sentence] = await told(text, 'lock-order')
  expect(sentence).toMatch(new RegExp(`; no deadlock follows in this program: ${why}$`))
})

test.each([
  [
    'a spin on what nobody can change any more',
    'atomic turn = 0\nthread A:\n while turn == 0:\n end\nthread B:\n yield',
    'livelock: A spins on turn, which no thread can change any more',
  ],
  [
    'rounds that may get somewhere',
    'atomic x = 0\nthread A:\n while x < 5:\n  x = 1 - x\n end',
    'livelock: A can run forever and never end or come to a `progress` mark (if a round gets somewhere, mark it so), although the execution is fair',
  ],
])('a livelock: %s', async (_, text, sentence) => {
  expect(await told(text, 'livelock')).toEqual([sentence])
})
