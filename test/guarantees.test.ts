import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assess } from '../src/check/assess.ts'
import { readModel } from '../src/language/read.ts'

/** What the literature says of each: Herlihy & Shavit, The Art of Multiprocessor Programming, and the papers named there. */
const stated: readonly [string, string][] = [
  ['spin_lock', 'blocking'],
  ['ticket_lock', 'blocking'],
  ['polite_threads', 'blocking'],
  ['peterson', 'blocking'],
  ['dekker', 'blocking'],
  ['filter_lock', 'blocking'],
  ['seqlock', 'blocking'],
  ['bounded_retry', 'wait-free'],
  ['treiber_stack', 'lock-free'],
]

test.each(stated)('%s, its threads repeated for ever, is %s', async (name, guarantee) => {
  const file = `${name}.ilv`
  const read = await readModel({ name: file, text: readFileSync(join(import.meta.dirname, '../models', file), 'utf8') })
  if (!read.ok) throw new Error('unreadable')
  expect((await assess(read.value.program, {}, true)).guarantee?.guarantee).toBe(guarantee)
})

test('a program without a cycle proves nothing', async () => {
  const read = await readModel({ name: 'x.ilv', text: 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n' })
  if (!read.ok) throw new Error('unreadable')
  expect((await assess(read.value.program, {}, false)).guarantee).toEqual({ guarantee: null, refutations: [] })
})
