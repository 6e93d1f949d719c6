import { expect, test } from 'vitest'
import { readModel } from '../src/language/read.ts'
import { defaultRules } from '../src/program/program.ts'
import { initialState, steps } from '../src/semantics/step.ts'

/** Traces show what a step executed, so that each instruction leaves one record. */
test.each([
  'load r, x',
  'store x, 1',
  'set r, 1',
  'add r, 1',
  'cas r, x, 0, 1',
  'fetch_add r, x, 1',
  'fetch_max r, x, 1',
  'exchange r, x, 1',
  'acquire m',
  'try_acquire r, m',
  'locked r, m',
  'sem_acquire s',
  'sem_try_acquire r, s',
  'sem_release s',
  'notify c',
  'notify_all c',
  'barrier_wait b',
  'spawn B',
  'choose r, 0..1',
  'await x == 0',
  'fence',
  'yield',
])('%s', async (instruction) => {
  const text = `shared x = 0\nlock m\nsemaphore s = 1\ncondition c\nbarrier b = 2\nthread A:\n  ${instruction}\n  store x, 2\nthread B unstarted:\n  store x, 3\n`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { program } = read.value
  const [step] = steps(program, initialState(program), 0, defaultRules)
  expect(step?.executed.map(({ pc }) => pc)).toEqual([0])
})

test.each(['release m', 'wait c, m'])('%s, with its lock', async (instruction) => {
  const text = `lock m\ncondition c\nthread A:\n  acquire m\n  ${instruction}\n`
  const read = await readModel({ name: 'm.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { program } = read.value
  const [first] = steps(program, initialState(program), 0, defaultRules)
  const [second] = first === undefined ? [] : steps(program, first.after, 0, defaultRules)
  expect(second?.executed.map(({ pc }) => pc)).toEqual([1])
})
