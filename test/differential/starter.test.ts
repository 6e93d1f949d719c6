import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { readModel } from '../../src/language/read.ts'
import { outcomeKey } from '../../src/program/heap.ts'
import type { Instruction, Program } from '../../src/program/program.ts'
import { programs } from '../random/programs.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 1000) / 10)

/** The same program with a thread that starts all others, in an order, and joins them. */
function started(program: Program): Program {
  const { threads, codes } = program
  const order = threads.map((_, thread) => thread)
  const operations = [
    ...order.map((thread) => ({ op: 'spawn', thread }) as const),
    ...[...order].reverse().map((thread) => ({ op: 'join', thread }) as const),
  ]
  const instructions = operations.map((each, index): Instruction => ({ ...each, line: index + 1, span: null }))
  return {
    ...program,
    codes: [...codes, { registers: [], instructions }],
    threads: [
      ...threads.map((each) => ({ ...each, start: 'unstarted' as const })),
      { name: 'starter', code: codes.length, start: 'running', daemon: false },
    ],
  }
}

function countsOf({ program, observed, outcomes, stopped }: CheckResult, of: 'ofThreads' | 'interleavings'): string[] {
  const ends = [...outcomes.map((each) => ({ ...each, kind: 'final' })), ...stopped]
  return ends.map((each) => `${each.kind} ${outcomeKey(program, observed, each.final)}: ${each[of]}`).sort()
}

test(`a thread that only starts and joins others changes no count of theirs, for ${runs} random programs`, async () => {
  let compared = 0
  const plain = programs({ threads: [2, 3], instructions: [1, 4], loops: 0 })
  await fc.assert(
    fc.asyncProperty(plain, async (program) => {
      if (program.threads.some(({ start, daemon }) => start !== 'running' || daemon)) return
      if (program.codes.some(({ instructions }) => instructions.some(({ op }) => op === 'spawn' || op === 'join'))) return
      const alone = await check(program, { maxStates: 20_000 })
      if (!alone.complete || alone.stats.interleavings === null) return
      const whole = await check(started(program), { maxStates: 200_000 })
      if (!whole.complete) return
      compared++
      expect(whole.stats.threads?.interleavings).toBe(alone.stats.interleavings)
      expect(countsOf(whole, 'ofThreads')).toEqual(countsOf(alone, 'interleavings'))
    }),
    { numRuns: runs, seed: 20261130 },
  )
  expect(compared).toBeGreaterThan(runs / 3)
})

test.each([
  ['a.start()\nb.start()\na.join()\nb.join()', '20'],
  ['a.start()\nb.start()\nx = 0\na.join()\nb.join()', null],
  ['a.start()\na.join()\nb.start()\nb.join()', '1'],
])('the main thread of a Python program with %j', async (main, count) => {
  const text = `import threading\nx = 0\ndef add():\n    global x\n    x += 1\na = threading.Thread(target=add)\nb = threading.Thread(target=add)\n${main}\n`
  const read = await readModel({ name: 'add.py', text })
  if (!read.ok) throw new Error('not read')
  const { stats } = await check(read.value.program)
  expect(stats.threads === null ? null : `${stats.threads.interleavings}`).toBe(count)
})
