import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultRules, type Program } from '../../src/program/program.ts'
import { exploreBounded } from '../../src/stateless/bounded.ts'
import { Crew } from '../../src/stateless/crew.ts'
import { Departure, type Execution, type Executor, type Subject } from '../../src/stateless/execution.ts'
import { type ProgramOutcome, ProgramSubject } from '../../src/stateless/program-subject.ts'
import { explore, type Summary } from '../../src/stateless/search.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { collect, limits, read } from './compare.ts'

type Answer = Execution<ProgramOutcome>

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 20)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261130)
const sizes = { threads: [2, 3], instructions: [1, 4], loops: 0 } as const

/** An executor that takes more or less time, by `delays`, and counts. */
function slow(program: Program, delays: readonly number[], count: { made: number }): Executor<Answer> {
  const subject = new ProgramSubject(program, defaultRules)
  return {
    run: async (request) => {
      const turns = delays[count.made++ % delays.length] ?? 0
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      return subject.run(request)
    },
  }
}

function crew(program: Program, most: number, delays: readonly number[], ahead: { made: number }): Crew<Answer> {
  return new Crew(slow(program, delays, { made: 0 }), { most, after: 0, start: async () => slow(program, delays, ahead) })
}

const searches: readonly (readonly [string, (subject: Subject<ProgramOutcome>) => AsyncGenerator<Answer, Summary>])[] = [
  ['all schedules', (subject) => explore(subject, limits(100))],
  ['few preemptions', (subject) => exploreBounded(subject, limits(60), 2)],
]

test.each(searches)(
  `several executors make the same executions in the same order as one: %s of ${runs} programs`,
  async (_, search) => {
    const ahead = { made: 0 }
    const cases = fc.tuple(
      fc.oneof(programs(sizes), disciplined),
      fc.integer({ min: 2, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 }),
    )
    const agrees = fc.asyncProperty(cases, async ([program, most, delays]) => {
      const alone = await collect(search(new ProgramSubject(program, defaultRules)))
      const several = crew(program, most, delays, ahead)
      expect(await collect(search(several))).toEqual(alone)
      await several.settle()
    })
    await fc.assert(agrees, { numRuns: runs, seed })
    expect(ahead.made).toBeGreaterThan(runs)
  },
)

const racing = read(`shared x\n${['A', 'B', 'C'].map((name) => `thread ${name}:\nload r, x\nadd r, 1\nstore x, r`).join('\n')}`)

test('who cannot be started, or has ended, leaves the work to the others', async () => {
  const { executions } = await collect(explore(new ProgramSubject(racing, defaultRules), limits(300)))
  const subject = new ProgramSubject(racing, defaultRules)
  const refused = new Crew<Answer>(subject, { most: 3, after: 0, start: () => Promise.reject(new Error('no more')) })
  expect((await collect(explore(refused, limits(300)))).executions).toEqual(executions)
})

test('what was foreseen wrongly and fails is no mistake of the search', async () => {
  const several = new Crew<Answer>(new ProgramSubject(racing, defaultRules), {
    most: 2,
    after: 0,
    start: async () => new ProgramSubject(racing, defaultRules),
  })
  const wrong = {
    next: () => ({ prefix: [{ thread: 7, event: 0, choice: 0 }], sleeping: [], maxSteps: 20 }),
    add: () => undefined,
    ahead: () => wrong,
  }
  for (let count = 0; count < 5; count++) {
    const answer = await several.run({ prefix: [], sleeping: [], maxSteps: 20 }, wrong)
    expect(answer.end).toBe('done')
  }
  await several.settle()
  await expect(several.run(wrong.next())).rejects.toThrow(Departure)
})
