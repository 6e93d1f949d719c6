import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Program } from '../../src/program/program.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { answersTo, differences } from './compare.ts'

const runs = Number(process.env.INTERLEAVE_ORACLE_PROGRAMS ?? 400)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)

/** Programs that have more are not compared. */
const mostStates = 1000

/** The programs about which `check` and the oracle disagree, each with its differences. */
async function disagreements(all: readonly Program[]): Promise<string[]> {
  const found: string[] = []
  for (const [at, answer] of answersTo(all, mostStates).entries()) {
    const program = all[at]
    if (program === undefined || answer === null) continue
    for (const difference of await differences(program, answer)) found.push(`program ${at}: ${difference}`)
  }
  return found
}

test(`check and the oracle in Python agree on ${runs} random programs`, { timeout: 3_600_000 }, async () => {
  const taste = { threads: [1, 3], instructions: [1, 6], loops: 20, calls: true } as const
  const random = fc.sample(fc.oneof(programs(taste), disciplined), { numRuns: runs, seed })
  expect(await disagreements(random)).toEqual([])
})
