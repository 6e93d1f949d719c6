import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RaceObserver } from '../../src/analysis/races.ts'
import { Exploration } from '../../src/explorer/exploration.ts'
import { isSupported, WasmExploration } from '../../src/explorer/wasm/exploration.ts'
import type { Program } from '../../src/program/program.ts'
import type { Observer } from '../../src/space/observer.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { difference, differenceOfSpaces, exploreAll } from './spaces.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 300)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)

test.each(['plain', 'wasm'] as const)(
  `the %s explorer and the reference agree on states and transitions of ${runs} random programs`,
  { timeout: 3_600_000 },
  (engine) => {
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
    fc.assert(
      fc.property(
        fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined),
        fc.boolean(),
        (program, spuriousWakeups) => {
          expect(difference(program, { spuriousWakeups }, 1500, engine)).toBe(null)
        },
      ),
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
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
    fc.assert(
      fc.property(
        fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined),
        fc.boolean(),
        (program, spuriousWakeups) => {
          const rules = { spuriousWakeups }
          const plain = exploreAll(program, rules, 3000)
          fc.pre(plain.limit === null)
          expect(
            differenceOfSpaces(plain, exploreAll(program, rules, 6000, { shards, helpers: null, pool: [], leastRound: 1 })),
          ).toBe(null)
        },
      ),
      { numRuns: shardedRuns, seed },
    )
  },
)

test(`both engines show observers every nearest place of a race, in ${shardedRuns} random programs`, {
  timeout: 3_600_000,
}, () => {
  const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
  const racesBy = (engine: 'plain' | 'wasm', program: Program): unknown => {
    const observers: Observer[] = []
    const rules = { spuriousWakeups: false }
    const options = { rules, maxStates: 3000, maxBytes: 8 * 2 ** 20, keepEdges: true, monitor: null, observers }
    const exploration =
      engine === 'wasm' && isSupported(program) ? new WasmExploration(program, options) : new Exploration(program, options)
    const races = new RaceObserver(program, exploration.labels)
    observers.push(races)
    while (exploration.advance(1)) {} // in the smallest pieces, so that something may be found between any two of a layer
    const places = races.races.all().map((targets) => targets.map(({ target }) => target.state))
    return exploration.space().limit === null ? places.map((states) => states.join()).sort() : null
  }
  fc.assert(
    fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined), (program) => {
      const plain = racesBy('plain', program)
      fc.pre(plain !== null)
      expect(racesBy('wasm', program)).toEqual(plain)
    }),
    { numRuns: shardedRuns, seed },
  )
})
