import fc from 'fast-check'
import { expect, test } from 'vitest'
import { disciplinedFrom } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { difference, differenceOfSpaces, exploreAll } from './spaces.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 2000)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)

const disciplined = fc.integer({ min: 0, max: 0x7fffffff }).map(disciplinedFrom)

test.each(['plain', 'wasm'] as const)(
  `the %s explorer and the reference agree on states and transitions of ${runs} random programs`,
  { timeout: 3_600_000 },
  (engine) => {
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25 } as const
    fc.assert(
      fc.property(fc.oneof(programs(taste), disciplined), fc.boolean(), (program, spuriousWakeups) => {
        expect(difference(program, { spuriousWakeups }, 1500, engine)).toBe(null)
      }),
      { numRuns: runs, seed },
    )
  },
)

/** More costly to compare, so fewer programs. */
const shardedRuns = Math.ceil(runs / 4)

test.each([2, 3])(
  `%i shards of the generated engine together explore what the plain engine does, in ${shardedRuns} random programs`,
  { timeout: 3_600_000 },
  (shards) => {
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25 } as const
    fc.assert(
      fc.property(fc.oneof(programs(taste), disciplined), fc.boolean(), (program, spuriousWakeups) => {
        const rules = { spuriousWakeups }
        const plain = exploreAll(program, rules, 3000)
        fc.pre(plain.limit === null)
        expect(differenceOfSpaces(plain, exploreAll(program, rules, 6000, { shards, helpers: null, pool: [] }))).toBe(null)
      }),
      { numRuns: shardedRuns, seed },
    )
  },
)
