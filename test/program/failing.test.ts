import { expect, test } from 'vitest'
import { readModel } from '../../src/language/read.ts'
import { rangesOf } from '../../src/program/ranges.ts'

/** Whether code may fail decides which steps reductions join, and whether engines look for failures. */
test.each([
  ['sem_release s', true],
  ['release m', true],
  ['release n', true],
  ['try_acquire r, m', false],
  ['try_acquire r, n', true],
  ['acquire m', false],
  ['acquire n', true],
  ['locked r, m', false],
  ['fetch_add r, x, 1', true],
  ['fetch_max r, x, 1', false],
  ['load r, x', false],
  ['load r, a[1]', false],
])('%s may fail: %s', async (instruction, mayFail) => {
  const loop = `again:\n  ${instruction}\n  jump again\n`
  const text = `shared x = 0\nshared a[3] = 0\nsemaphore s = 0\nlock m\nlock n reentrant\nthread A:\n ${loop}`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  expect(rangesOf(read.value.program).fails).toEqual([mayFail])
})
