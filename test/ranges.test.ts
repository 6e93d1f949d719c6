import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Program } from '../src/program/program.ts'
import { rangesOf } from '../src/program/ranges.ts'
import { enumerate } from '../src/semantics/enumerate.ts'
import { layoutOf } from '../src/space/layout.ts'
import { counter } from './counter.ts'
import { programs } from './random/programs.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 800)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261126)

/** A value of a reachable state that is outside of its range, in words; null if there is none. */
function misfit(program: Program, spuriousWakeups: boolean): string | null {
  const space = enumerate(program, 1500, { spuriousWakeups })
  if (space === null) return null
  const ranges = rangesOf(program)
  const outside = (range: { low: number; high: number } | undefined, value: number): boolean =>
    range === undefined || value < range.low || value > range.high
  for (const { shared, semaphores, threads, failure } of space.states) {
    for (const [variable, values] of shared.entries()) {
      for (const value of values) if (outside(ranges.shared[variable], value)) return `x${variable} = ${value}`
    }
    for (const [semaphore, value] of semaphores.entries()) {
      if (outside(ranges.semaphores[semaphore], value)) return `semaphore ${value}`
    }
    for (const [thread, { registers, status }] of threads.entries()) {
      const code = program.threads[thread]?.code ?? -1
      for (const [register, value] of registers.entries()) {
        if (outside(ranges.registers[code]?.[register], value)) return `thread ${thread}: r${register} = ${value}`
      }
      if (status === 'failed' && ranges.fails[code] !== true) return `thread ${thread}: ${failure?.kind}`
    }
  }
  return null
}

test(`every value of every reachable state of ${runs} random programs is within its range`, { timeout: 3_600_000 }, () => {
  const taste = { threads: [2, 3], instructions: [1, 9], loops: 35, calls: true } as const
  fc.assert(
    fc.property(programs(taste), fc.boolean(), (program, spurious) => {
      expect(misfit(program, spurious)).toBe(null)
    }),
    { numRuns: runs, seed },
  )
})

test('a counter needs no more bits than its greatest possible value', () => {
  const program = counter(2, 20)
  expect(rangesOf(program)).toMatchObject({ shared: [{ low: 0, high: 40 }], fails: [false, false] })
  expect(layoutOf(program).words).toBeLessThanOrEqual(2)
})
