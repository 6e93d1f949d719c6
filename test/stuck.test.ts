import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import { type Reduction, reductions } from '../src/reduction/reduction.ts'

/** Another thread, which goes on for ever. */
const spinner = 'shared x = 0\nbarrier b = 2\nlock m\nthread S:\n top:\n  store x, 1\n  store x, 0\n  jump top\n'
/** Twice to the barrier, with a local step after each time. */
const rounds = 'thread A, B, C:\n  let r, 0\n again:\n  barrier_wait b\n  add r, 1\n  branch r < 2, again\n'

test.each([
  { name: 'who is freed from a barrier and ends there was not stuck', threads: 'thread A, B:\n  barrier_wait b\n', lines: [] },
  { name: 'the third at a barrier of two is', threads: 'thread A, B, C:\n  barrier_wait b\n', lines: [[10]] },
  { name: 'who is freed and then waits for ever is stuck there', threads: `${rounds}  acquire m\n`, lines: [[12], [15]] },
  { name: 'whom a local step takes from one round to the next is not', threads: rounds.replace(', C', ''), lines: [] },
  { name: 'who waits for a lock that no one gives back', threads: 'thread A, B:\n  acquire m\n', lines: [[10]] },
])('$name', async ({ threads, lines }) => {
  const read = await readModel({ name: 'm.ilv', text: spinner + threads })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const sets: readonly (readonly Reduction[])[] = [[], ['local'], ['ample'], reductions]
  for (const reduce of sets) {
    const { findings } = await check(read.value.program, { reduce })
    const stuck = findings.filter(({ kind }) => kind === 'stuck-thread')
    expect([reduce, stuck.map((each) => each.lines).sort()]).toEqual([reduce, lines])
  }
})
