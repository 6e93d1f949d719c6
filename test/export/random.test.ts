import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import type { Program } from '../../src/program/program.ts'
import { enumerate } from '../../src/semantics/enumerate.ts'
import { isFinal } from '../../src/semantics/step.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { isInstalled, judge } from './spin.ts'

const runs = Number(process.env.INTERLEAVE_EXPORTED ?? 200)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)
const mostStates = 1500

/** What the reference says of a program; null if that is too much, or it has what an export cannot say. */
function expected(program: Program) {
  const space = enumerate(program, mostStates)
  if (space === null || space.states.some(({ failure }) => failure?.kind === 'divergence')) return null
  const outgoing = new Set(space.transitions.map(({ from }) => from))
  const stuck = space.states.filter((state, index) => !outgoing.has(index) && !isFinal(program, state)).length
  return { states: space.states.length, transitions: space.transitions.length + 1, stuck }
}

const counts = { compared: 0, refused: 0, large: 0 }

test.skipIf(!isInstalled)(
  `SPIN finds the states, transitions and deadlocks of ${runs} random programs`,
  { timeout: 3_600_000 },
  () => {
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
    fc.assert(
      fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined), (program) => {
        const own = expected(program)
        if (own === null) {
          counts.large++
          return
        }
        const exported = exportModel(program, { to: 'promela' })
        if (!exported.ok) {
          counts.refused++
          return
        }
        counts.compared++
        const { states, transitions, stuck, messages } = judge(exported.value.text)
        if (process.env.SHOW && (states !== own.states || stuck !== own.stuck))
          console.log(exported.value.text, JSON.stringify(own), states, transitions, stuck, messages)
        expect({ states, transitions, stuck }).toEqual(own)
      }),
      { numRuns: runs, seed },
    )
    console.log(counts)
  },
)
