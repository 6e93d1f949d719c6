import fc from 'fast-check'
import { expect, test } from 'vitest'
import { programs } from '../random/programs.ts'
import { findingDifference } from './findings.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 2000)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261125)

test(`check and the oracle agree on findings, outcomes and counts of ${runs} random programs`, {
  timeout: 7_200_000,
}, async () => {
  const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
  const agrees = fc.asyncProperty(programs(taste), fc.boolean(), async (program, spuriousWakeups) => {
    expect(await findingDifference(program, { spuriousWakeups }, 300)).toBe(null)
  })
  await fc.assert(agrees, { numRuns: runs, seed })
})
