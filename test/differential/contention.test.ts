import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentionIn } from '../../src/analysis/contention.ts'
import { guaranteeIn } from '../../src/analysis/guarantee.ts'
import { present } from '../../src/base/bug.ts'
import { exploreSpace } from '../../src/check/check.ts'
import { defaultRules, type Program } from '../../src/program/program.ts'
import { reduce } from '../../src/reduction/reduction.ts'
import { enumerate, type Transition } from '../../src/semantics/enumerate.ts'
import { hasEnded } from '../../src/semantics/state.ts'
import { isFinal } from '../../src/semantics/step.ts'
import { programs } from '../random/programs.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 2000) / 4)

interface Walked {
  readonly most: number[]
  readonly mean: number[]
  readonly waitsMost: number[]
  readonly waitsMean: number[]
}

/** Costs by walking every path; null where there are cycles, too many paths, or progress before a thread's end. */
function walk(program: Program): Walked | null {
  const reference = enumerate(program, 200, defaultRules)
  if (reference === null) return null
  const threads = program.threads.map((_, thread) => thread)
  const outgoing: Transition[][] = reference.states.map(() => [])
  for (const transition of reference.transitions) outgoing[transition.from]?.push(transition)
  const early = reference.transitions.some(({ step }) => {
    return step.progressed.some((thread) => !hasEnded(present(step.after.threads[thread], 'thread').status))
  })
  if (early) return null
  const zero = (): number[] => threads.map(() => 0)
  const total = { most: zero(), mean: zero(), waitsMost: zero(), waitsMean: zero() }
  const [steps, waits] = [zero(), zero()]
  const onPath = new Set<number>()
  let paths = 0
  const visit = (state: number, probability: number): boolean => {
    if (onPath.has(state) || paths > 2000) return false
    const here = present(reference.states[state], 'state')
    const next = outgoing[state] ?? []
    if (next.length === 0) {
      paths++
      for (const thread of threads) {
        total.most[thread] = Math.max(total.most[thread] ?? 0, steps[thread] ?? 0)
        total.mean[thread] = (total.mean[thread] ?? 0) + probability * (steps[thread] ?? 0)
        total.waitsMost[thread] = Math.max(total.waitsMost[thread] ?? 0, waits[thread] ?? 0)
        total.waitsMean[thread] = (total.waitsMean[thread] ?? 0) + probability * (waits[thread] ?? 0)
      }
      return true
    }
    onPath.add(state)
    const enabled = new Set(next.map(({ step }) => step.thread))
    const blocked = threads.filter((thread) => {
      const { status } = present(here.threads[thread], 'thread')
      return status !== 'unstarted' && !hasEnded(status) && !enabled.has(thread)
    })
    for (const { to, step } of next) {
      const same = next.filter((each) => each.step.thread === step.thread).length
      steps[step.thread] = (steps[step.thread] ?? 0) + 1
      for (const thread of blocked) waits[thread] = (waits[thread] ?? 0) + 1
      const walked = visit(to, probability / enabled.size / same)
      steps[step.thread] = (steps[step.thread] ?? 0) - 1
      for (const thread of blocked) waits[thread] = (waits[thread] ?? 0) - 1
      if (!walked) return false
    }
    onPath.delete(state)
    return true
  }
  return visit(0, 1) ? total : null
}

test(`contention is what a walk over every path says, for ${runs} random programs`, { timeout: 600_000 }, async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(programs({ threads: [2, 3], instructions: [1, 5], loops: 0 }), async (program) => {
      const walked = walk(program)
      if (walked === null) return
      const space = await exploreSpace(program)
      for (const { thread, steps, waits } of contentionIn(space, present(space.edges, 'transitions'))) {
        expect(steps.most).toBe(walked.most[thread])
        expect(steps.mean).toBeCloseTo(walked.mean[thread] ?? 0, 9)
        expect(waits.most).toBe(walked.waitsMost[thread])
        expect(waits.mean).toBeCloseTo(walked.waitsMean[thread] ?? 0, 9)
      }
      compared++
    }),
    { numRuns: runs, seed: 20261127 },
  )
  expect(compared).toBeGreaterThan(runs / 4)
})

/** The guarantee by its definitions, on what can be reached from where. */
function guaranteeOf(program: Program): string | null | undefined {
  const reference = enumerate(program, 200, defaultRules)
  if (reference === null) return undefined
  const { states, transitions } = reference
  const onCycle = (keeps: (transition: Transition) => boolean): Transition[] => {
    const kept = transitions.filter(keeps)
    return kept.filter(({ from, to }) => {
      const seen = new Set([to])
      for (const at of seen) for (const each of kept) if (each.from === at) seen.add(each.to)
      return seen.has(from)
    })
  }
  if (onCycle(() => true).length === 0) return null
  const workers = program.threads.flatMap(({ code }, thread) => {
    return program.codes[code]?.instructions.some(({ op }) => op === 'spawn') ? [] : [thread]
  })
  const blocked = states.some((state, index) => {
    if (state.failure !== null || isFinal(program, state)) return false
    return workers.some((thread) => {
      const { status } = present(state.threads[thread], 'thread')
      if (status === 'unstarted' || hasEnded(status)) return false
      return !transitions.some(({ from, step }) => from === index && step.thread === thread)
    })
  })
  if (blocked) return 'blocking'
  const unfinished = (thread: number, alone: boolean): boolean =>
    onCycle(({ step }) => !step.progressed.includes(thread) && (!alone || step.thread === thread)).some(
      ({ step }) => step.thread === thread,
    )
  if (!workers.some((thread) => unfinished(thread, false))) return 'wait-free'
  if (onCycle(({ step }) => step.progressed.length === 0).length === 0) return 'lock-free'
  return workers.some((thread) => unfinished(thread, true)) ? 'blocking' : 'obstruction-free'
}

test(`the progress guarantee is what its definition says, for ${runs} random programs`, { timeout: 600_000 }, async () => {
  const seen = new Set<string | null>()
  await fc.assert(
    fc.asyncProperty(programs({ threads: [2, 2], instructions: [1, 6], loops: 80 }), async (program) => {
      const expected = guaranteeOf(program)
      if (expected === undefined) return
      const space = await exploreSpace(program)
      expect(guaranteeIn(space, present(space.edges, 'transitions')).guarantee).toBe(expected)
      const reduced = reduce(program, ['local'], [])
      if (reduced !== null) {
        const small = await exploreSpace(reduced.transformed.program)
        expect(guaranteeIn(small, present(small.edges, 'transitions')).guarantee).toBe(expected)
      }
      seen.add(expected)
    }),
    { numRuns: runs, seed: 20261128 },
  )
  expect([...seen]).toEqual(expect.arrayContaining([null, 'wait-free', 'blocking']))
})
