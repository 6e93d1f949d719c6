import { expect, test } from 'vitest'
import { present } from '../src/base/bug.ts'
import { readModel } from '../src/language/read.ts'
import { rangesOf } from '../src/program/ranges.ts'
import { depends, Footprints } from '../src/reduction/footprints.ts'

/** Whether the first steps of two threads, one for each instruction, depend on each other. */
async function areDependent(one: string, other: string): Promise<boolean> {
  const declared = 'shared x\nlock m\nsemaphore s = 1\ncondition c\nthread t unstarted:\n  fence\n'
  const text = `${declared}thread A:\n  ${one}\n  fence\nthread B:\n  ${other}\n  fence\n`
  const read = await readModel({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join())
  const { program } = read.value
  const footprints = new Footprints(program, present(rangesOf(program).flow, 'flow'))
  const [first, second] = [footprints.of(1, 0).uses, footprints.of(2, 0).uses]
  return [...first].some(([what, how]) => depends(how, second.get(what) ?? 0))
}

test.each([
  ['locked r, m', 'locked r, m'],
  ['join t', 'join t'],
  ['load r, x', 'load r, x'],
  ['fetch_add r, x, 1', 'fetch_add r, x, 1'],
  ['load r, x', 'acquire m'],
  ['yield', 'store x, 1'],
])('`%s` and `%s` commute', async (one, other) => {
  expect(await areDependent(one, other)).toBe(false)
  expect(await areDependent(other, one)).toBe(false)
})

test.each([
  ['locked r, m', 'acquire m'],
  ['locked r, m', 'release m'],
  ['acquire m', 'acquire m'],
  ['try_acquire r, m', 'locked r, m'],
  ['join t', 'spawn t'],
  ['load r, x', 'store x, 1'],
  ['load r, x', 'fetch_max r, x, 1'],
  ['fetch_max r, x, 1', 'fetch_add r, x, 1'],
  ['cas r, x, 0, 1', 'load r, x'],
  ['await x > 0', 'exchange r, x, 1'],
  ['sem_acquire s', 'sem_release s'],
  ['notify c', 'notify_all c'],
])('`%s` and `%s` depend on each other', async (one, other) => {
  expect(await areDependent(one, other)).toBe(true)
  expect(await areDependent(other, one)).toBe(true)
})
