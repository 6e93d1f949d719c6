import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultRules } from '../../src/program/program.ts'
import { stateKey } from '../../src/semantics/enumerate.ts'
import { exploreBounded } from '../../src/stateless/bounded.ts'
import type { Execution } from '../../src/stateless/execution.ts'
import { ProgramSubject } from '../../src/stateless/program-subject.ts'
import { sample } from '../../src/stateless/random.ts'
import { explore, type Limits } from '../../src/stateless/search.ts'
import { programs } from '../random/programs.ts'
import { collect, ends, limits, read } from './compare.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 300) / 3)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261130)

const lostUpdate = 'shared x\nthread P:\nload r, x\nstore x, r + 1\nthread Q:\nload r, x\nstore x, r + 1'

function subject(text: string): ProgramSubject {
  return new ProgramSubject(read(text), defaultRules)
}

function preemptions({ steps }: Execution<unknown>): number {
  return steps.filter(({ thread, enabled }, index) => {
    const before = steps[index - 1]?.thread
    return before !== undefined && before !== thread && enabled.includes(before)
  }).length
}

describe('a bounded search', () => {
  test.each([
    [0, 2],
    [1, 4],
    [2, 6],
    [3, 6],
  ])('with at most %i preemptions executes %i schedules of an update that may be lost', async (bound, schedules) => {
    const { executions, summary } = await collect(exploreBounded(subject(lostUpdate), limits(100), bound))
    expect(executions.length).toBe(schedules)
    expect(executions.every((each) => preemptions(each) <= bound)).toBe(true)
    expect(executions.map(preemptions)).toEqual(executions.map(preemptions).sort())
    expect(summary).toEqual({ executions: schedules, asleep: 0, cut: 0, complete: bound >= 2, bound })
  })

  test('says which bound it finished', async () => {
    const { summary } = await collect(exploreBounded(subject(lostUpdate), limits(3), 3))
    expect(summary).toEqual({ executions: 3, asleep: 0, cut: 0, complete: false, bound: 0 })
  })

  test('finishes no bound if executions are cut', async () => {
    const { summary } = await collect(exploreBounded(subject(lostUpdate), limits(100, 3), 1))
    expect(summary).toMatchObject({ complete: false, bound: null })
  })

  test(`without a bound ends as the reference says, in ${runs} random programs`, { timeout: 3_600_000 }, async () => {
    const taste = { threads: [2, 3], instructions: [1, 3], loops: 0 } as const
    const agrees = fc.asyncProperty(
      fc.oneof(programs(taste), programs({ ...taste, talks: true })),
      fc.boolean(),
      async (program, spuriousWakeups) => {
        const expected = ends(program, { spuriousWakeups }, 400)
        if (expected === null) return
        const search = exploreBounded(new ProgramSubject(program, { spuriousWakeups }), limits(5000), 99)
        const { executions, summary } = await collect(search)
        if (executions.length === 5000) return
        expect(summary.complete).toBe(true)
        expect(new Set(executions.map(({ outcome }) => stateKey(outcome.state)))).toEqual(expected)
        const schedules = executions.map(({ steps }) => steps.map(({ thread, choice }) => `${thread}.${choice}`).join(' '))
        expect(new Set(schedules).size).toBe(schedules.length)
      },
    )
    await fc.assert(agrees, { numRuns: runs, seed })
  })
})

describe('a random search', () => {
  const order = (execution: Execution<unknown>): string => execution.steps.map(({ thread }) => thread).join('')

  test('draws the same executions from the same seed', async () => {
    const draw = async (seed: number): Promise<string[]> =>
      (await collect(sample(subject(lostUpdate), limits(20), { seed, depth: 3 }))).executions.map(order)
    expect(await draw(1)).toEqual(await draw(1))
    expect(await draw(1)).not.toEqual(await draw(2))
  })

  test('of depth 1 has threads one after another, of depth 2 an update that is lost', async () => {
    const draw = async (depth: number): Promise<Set<string>> =>
      new Set((await collect(sample(subject(lostUpdate), limits(100), { seed: 1, depth }))).executions.map(order))
    expect(await draw(1)).toEqual(new Set(['0011', '1100']))
    expect(await draw(2)).toContain('0110')
  })

  test('takes different results of a step', async () => {
    const text = 'thread P:\nchoose r, 0..3'
    const { executions } = await collect(sample(subject(text), limits(50), { seed: 1, depth: 1 }))
    expect(new Set(executions.map(({ steps }) => steps[0]?.choice))).toEqual(new Set([0, 1, 2, 3]))
  })
})

describe('limits', () => {
  const one = async (given: Limits): Promise<unknown> => (await collect(explore(subject(lostUpdate), given))).summary

  test('end a search', async () => {
    expect(await one(limits(2))).toEqual({ executions: 2, asleep: 0, cut: 0, complete: false })
    expect(await one({ ...limits(100), isOver: () => true })).toMatchObject({ executions: 0, complete: false })
    expect(await one(limits(100, 3))).toMatchObject({ executions: 0, complete: false })
    expect(await one(limits(4))).toEqual({ executions: 4, asleep: 0, cut: 0, complete: true })
  })

  test('of steps cut a thread that waits in a loop for ever, after the others had their turn', async () => {
    const text = 'atomic x\nshared y\nthread P:\nwhile x == 0:\nend\nthread Q:\nstore y, 1\nload r, y'
    const { executions, summary } = await collect(explore(subject(text), limits(10, 300)))
    expect(summary.complete).toBe(false)
    expect(executions[0]?.end).toBe('cut')
    expect(executions[0]?.steps.filter(({ thread }) => thread === 1).length).toBe(2)
  })

  test('of steps leave a thread that waits in a loop for another one its end', async () => {
    const text = 'atomic x\nthread P:\nwhile x == 0:\nend\nthread Q:\nstore x, 1'
    const { executions } = await collect(explore(subject(text), limits(10, 300)))
    expect(executions[0]?.end).toBe('done')
  })
})
