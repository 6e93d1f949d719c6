import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import type { Program } from '../../src/program/program.ts'
import { enumerate } from '../../src/semantics/enumerate.ts'
import { isFinal } from '../../src/semantics/step.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { isInstalled, judge, monitor } from './spin.ts'

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
    if (process.env.SHOW) console.log(counts)
  },
)

/** The values of all shared variables in final states, by the reference. */
function finals(program: Program): Set<string> | null {
  const space = enumerate(program, mostStates)
  if (space === null || space.states.some(({ failure }) => failure?.kind === 'divergence')) return null
  return new Set(space.states.filter((state) => isFinal(program, state)).map(({ shared }) => shared.flat().join(' ')))
}

/** C that prints them: a thread has ended, was never started, or is a daemon. */
function printing({ shared, threads }: Program, text: string): string {
  const ended = threads.flatMap(({ daemon }, thread) => {
    const isUnstarted = text.includes('started[') ? ` || !now.started[${thread}]` : ''
    return daemon ? [] : [`(now.ended[${thread}]${isUnstarted})`]
  })
  const failed = text.includes('mtype failure') ? '!now.failure && ' : ''
  const values = shared.flatMap(({ name, length }) =>
    length === null ? [`now.${name}`] : Array.from({ length }, (_, index) => `now.${name}[${index}]`),
  )
  return `if (${failed}${['1', ...ended].join(' && ')}) printf("@ ${values.map(() => '%d').join(' ')}\\n", ${values.join(', ')});`
}

/** Each takes a second search, so fewer programs. */
const valued = Math.ceil(runs / 4)

test.skipIf(!isInstalled)(`SPIN reaches the final values of ${valued} random programs`, { timeout: 3_600_000 }, () => {
  const taste = { threads: [2, 3], instructions: [1, 7], loops: 25 } as const
  // A claim about final states makes the export keep track of which threads have ended.
  const claim = { kind: 'final', condition: { kind: 'constant', value: 1 }, text: 'final true', line: 901 } as const
  fc.assert(
    fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined), (drawn) => {
      const program: Program = { ...drawn, invariants: [], expectations: [claim] }
      const own = finals(program)
      const exported = exportModel(program, { to: 'promela' })
      fc.pre(own !== null && exported.ok)
      if (own === null || !exported.ok) return
      const text = exported.value.text.replace(/^ltl .*$/gm, '')
      const { printed, messages } = judge(text + monitor(printing(program, text)), [])
      expect({ printed: [...printed].sort(), messages }).toEqual({ printed: [...own].sort(), messages: expect.any(String) })
    }),
    { numRuns: valued, seed },
  )
})
