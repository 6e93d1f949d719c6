import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { difference } from './compare.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 500)
const seed = Number(process.env.INTERLEAVE_SEED ?? 1)
test('dev', { timeout: 3_600_000 }, async () => {
  const taste = { threads: [2, 3], instructions: [1, 5], loops: 0 } as const
  let n = 0,
    skipped = 0,
    ex = 0,
    asleep = 0
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined),
      fc.boolean(),
      async (program, spuriousWakeups) => {
        const d = await difference(program, { spuriousWakeups })
        if (d === null) {
          skipped++
          return
        }
        n++
        ex += d.summary.executions
        asleep += d.summary.asleep
        expect(d.text).toBe(null)
      },
    ),
    { numRuns: runs, seed },
  )
  console.log({ n, skipped, ex, asleep })
})
