import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import type { Program } from '../../src/program/program.ts'
import { enumerate } from '../../src/semantics/enumerate.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { isInstalled, statesOf } from './rumur.ts'

const runs = Number(process.env.INTERLEAVE_EXPORTED_MURPHI ?? 15)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)

/** Programs in which no step fails: a failed step has no place of its own in Murphi. */
function statesExpected(program: Program): number | null {
  const space = enumerate(program, 500)
  return space === null || space.states.some(({ failure }) => failure !== null) ? null : space.states.length
}

const counts = { compared: 0, refused: 0, left: 0 }

test.skipIf(!isInstalled)(`Rumur finds the states of ${runs} random programs`, { timeout: 3_600_000 }, () => {
  const taste = { threads: [2, 3], instructions: [1, 6], loops: 25 } as const
  fc.assert(
    fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined), (drawn) => {
      const program = { ...drawn, invariants: [] }
      const own = statesExpected(program)
      const exported = exportModel(program, { to: 'murphi' })
      if (own === null) counts.left++
      else if (!exported.ok) counts.refused++
      else {
        counts.compared++
        expect(statesOf(exported.value.text)).toBe(own)
      }
    }),
    { numRuns: runs, seed },
  )
  if (process.env.SHOW) console.log(counts)
})
