import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultRules, type Program, type Rules } from '../../src/program/program.ts'
import type { Subject } from '../../src/stateless/execution.ts'
import { type ProgramOutcome, ProgramSubject } from '../../src/stateless/program-subject.ts'
import { explore } from '../../src/stateless/search.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { allTraces, collect, difference, ends, limits, read, traceKey } from './compare.ts'
import { LearningSubject } from './learning.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 60)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261130)

const taste = { threads: [2, 3], instructions: [1, 5], loops: 0 } as const
const small = { threads: [2, 3], instructions: [1, 3], loops: 0 } as const

/** Programs and rules, most of them without cycles. */
const cases = (sizes: typeof taste | typeof small): fc.Arbitrary<[Program, Rules]> =>
  fc.tuple(
    fc.oneof(programs(sizes), programs({ ...sizes, talks: true }), disciplined),
    fc.record({ spuriousWakeups: fc.boolean() }),
  )

const subjects: readonly {
  readonly name: string
  readonly make: (program: Program, rules: Rules) => Subject<ProgramOutcome>
  /** Whether it sees each class once: numbers of objects say who wakes, and these change with the order in `LearningSubject`. */
  readonly isExact: boolean
}[] = [
  { name: 'the definition', make: (program, rules) => new ProgramSubject(program, rules), isExact: true },
  { name: 'a learning agent', make: (program, rules) => new LearningSubject(program, rules, true), isExact: false },
  {
    name: 'a learning agent without hints',
    make: (program, rules) => new LearningSubject(program, rules, false),
    isExact: false,
  },
]

test.each(subjects)(
  `executions of $name end as the reference says, in ${runs} random programs`,
  { timeout: 3_600_000 },
  async ({ make, isExact }) => {
    const sums = { programs: 0, executions: 0, asleep: 0, classes: 0 }
    const agrees = fc.asyncProperty(cases(taste), async ([program, rules]) => {
      const compared = await difference(program, rules, make)
      if (compared === null) return
      const { text, summary, classes } = compared
      expect(text).toBe(null)
      if (isExact) expect(summary.executions).toBe(classes)
      sums.programs++
      sums.executions += summary.executions
      sums.asleep += summary.asleep
      sums.classes += classes
    })
    await fc.assert(agrees, { numRuns: runs, seed })
    if (process.env.INTERLEAVE_RANDOM_PROGRAMS !== undefined) console.log(sums)
    expect(sums.programs).toBeGreaterThan(runs * 0.8)
  },
)

test(`executions of ${runs} random programs are one of each class of equivalent schedules`, {
  timeout: 3_600_000,
}, async () => {
  let compared = 0
  const agrees = fc.asyncProperty(cases(small), async ([program, rules]) => {
    if (ends(program, rules, 1500) === null) return
    const subject = new ProgramSubject(program, rules)
    const all = allTraces(subject, 2000)
    if (all === null) return
    const { executions } = await collect(explore(subject, limits(Number.POSITIVE_INFINITY)))
    const found = executions.filter(({ end }) => end !== 'asleep' && end !== 'cut').map(traceKey)
    expect(found.sort()).toEqual([...all].sort())
    compared++
  })
  await fc.assert(agrees, { numRuns: runs, seed })
  expect(compared).toBeGreaterThan(runs * 0.6)
})

test('an agent that learns that two events are two steps explores what comes between them', async () => {
  const text =
    'shared x\nlock m transferable\ncondition c\nthread P:\nstore x, 1\nadd r, 1\nacquire m\nload r, x\nthread Q:\nwait c, m'
  for (const hints of [true, false]) {
    const compared = await difference(read(text), defaultRules, (...each) => new LearningSubject(...each, hints))
    expect(compared?.text).toBe(null)
  }
})
