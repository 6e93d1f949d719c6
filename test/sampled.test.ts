import { expect, test } from 'vitest'
import { mostApart } from '../src/analysis/apart.ts'
import { UniformSampler } from '../src/analysis/uniform.ts'
import { exploreSpace, investigate } from '../src/check/check.ts'
import { someTraces, uniformTrace } from '../src/check/sampled.ts'
import { readInstructionText } from '../src/language/ilv/read.ts'
import { defaultRules, type Program } from '../src/program/program.ts'
import { scheduleText } from '../src/program/schedule.ts'
import { generator } from '../src/semantics/random.ts'
import { edgesOf } from '../src/space/space.ts'

function program(text: string): Program {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return read.value
}

// Two steps of A and two of B, of which the first chooses one of three values: interleavings that a random scheduler, which
// draws at each step, does not reach with equal probability.
const uneven = program('shared x = 0\nthread A:\n store x, 1\n store x, 2\nthread B:\n choose r, 0..2\n store x, r')

test('every interleaving is drawn with the same probability', async () => {
  const space = await exploreSpace(uneven)
  const edges = edgesOf(space)
  const sampler = edges === null ? null : UniformSampler.of(space, edges)
  if (sampler === null) throw new Error('no sampler')
  const count = Number(sampler.interleavings)
  expect(count).toBe(18) // 6 orders of the steps, 3 values
  const draw = generator(1)
  const times = new Map<string, number>()
  const draws = 18_000
  for (let round = 0; round < draws; round++) {
    const text = scheduleText(uneven, sampler.draw(draw))
    times.set(text, (times.get(text) ?? 0) + 1)
  }
  expect(times.size).toBe(count)
  // Chi-square with 17 degrees of freedom: above 40.8 with a probability of 0.001.
  const wanted = draws / count
  const statistic = [...times.values()].reduce((sum, each) => sum + (each - wanted) ** 2 / wanted, 0)
  expect(statistic).toBeLessThan(40.8)
})

test('an endless program has no uniform interleaving', async () => {
  const endless = program('shared x = 0\nthread A:\n while 1:\n  load r, x\n end')
  expect(uniformTrace(await investigate(endless), 1)).toBeNull()
})

test('nor does a space that is reduced', async () => {
  expect(uniformTrace(await investigate(uneven, { reduce: ['ample'] }), 1)).toBeNull()
})

test('executions that differ most', async () => {
  const locked = program('shared x = 0\nlock m\nthread A, B:\n acquire m\n load r, x\n store x, r + 1\n release m')
  const traces = someTraces(await investigate(locked, { reduce: [] }), 5, defaultRules)
  const texts = traces.map((trace) => scheduleText(locked, trace.schedule))
  expect([...texts].sort()).toEqual(['A*4 B*4', 'B*4 A*4']) // there are no others
})

test('some of an endless program', async () => {
  const spinning = program('atomic x = 0\nthread A:\n while x == 0:\n end\nthread B:\n x = 1')
  expect(someTraces(await investigate(spinning, { reduce: [] }), 3, defaultRules)).toHaveLength(3)
})

test.each<[string, number[][], number, number[]]>([
  [
    'the one with fewest changes comes first',
    [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ],
    1,
    [1],
  ],
  [
    'then the farthest',
    [
      [0, 0, 1, 1],
      [0, 1, 0, 1],
      [1, 1, 0, 0],
    ],
    2,
    [0, 2],
  ],
  [
    'then what is far from both',
    [
      [0, 0, 1, 1],
      [0, 1, 0, 1],
      [1, 1, 0, 0],
      [0, 0, 1, 1],
    ],
    3,
    [0, 2, 1],
  ],
  [
    'equal ones once',
    [
      [0, 1],
      [0, 1],
    ],
    2,
    [0],
  ],
  ['none', [], 2, []],
])('farthest first: %s', (_, orders, count, chosen) => {
  expect(mostApart(orders, count, 2)).toEqual(chosen)
})
