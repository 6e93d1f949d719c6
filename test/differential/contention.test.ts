import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentionIn } from '../../src/analysis/contention.ts'
import { guaranteeIn } from '../../src/analysis/guarantee.ts'
import { present } from '../../src/base/bug.ts'
import { exploreSpace } from '../../src/check/check.ts'
import { defaultRules, type Program } from '../../src/program/program.ts'
import { reduce } from '../../src/reduction/reduction.ts'
import { enumerate, type Transition } from '../../src/semantics/enumerate.ts'
import { hasEnded, type State } from '../../src/semantics/state.ts'
import { isFinal } from '../../src/semantics/step.ts'
import { programs } from '../random/programs.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 1000) / 4)

interface Walked {
  readonly alone: (number | null)[]
  readonly most: number[]
  readonly mean: number[]
  readonly waitsMost: number[]
  readonly waitsMean: number[]
}

/** Costs by walking every path; null where there are cycles or too many paths. */
function walk(program: Program): Walked | null {
  const reference = enumerate(program, 200, defaultRules)
  if (reference === null) return null
  const threads = program.threads.map((_, thread) => thread)
  const outgoing: Transition[][] = reference.states.map(() => [])
  for (const transition of reference.transitions) outgoing[transition.from]?.push(transition)
  const zero = (): number[] => threads.map(() => 0)
  const total = { most: zero(), mean: zero(), waitsMost: zero(), waitsMean: zero() }
  const onPath = new Set<number>()
  let paths = 0
  // `steps` and `waits` are of the operation under way.
  const visit = (state: number, probability: number, steps: readonly number[], waits: readonly number[]): boolean => {
    if (onPath.has(state) || paths > 2000) return false
    const here = present(reference.states[state], 'state')
    const next = outgoing[state] ?? []
    if (next.length === 0) {
      paths++
      return true
    }
    onPath.add(state)
    const enabled = new Set(next.map(({ step }) => step.thread))
    const isBlocked = (thread: number): boolean => {
      const { status } = present(here.threads[thread], 'thread')
      return status !== 'unstarted' && !hasEnded(status) && !enabled.has(thread)
    }
    for (const { to, step } of next) {
      const share = probability / enabled.size / next.filter((each) => each.step.thread === step.thread).length
      const now = threads.map((thread) => (steps[thread] ?? 0) + (thread === step.thread ? 1 : 0))
      const waited = threads.map((thread) => (waits[thread] ?? 0) + (isBlocked(thread) ? 1 : 0))
      for (const thread of threads) {
        total.most[thread] = Math.max(total.most[thread] ?? 0, now[thread] ?? 0)
        total.waitsMost[thread] = Math.max(total.waitsMost[thread] ?? 0, waited[thread] ?? 0)
        total.mean[thread] = (total.mean[thread] ?? 0) + (thread === step.thread ? share : 0)
        total.waitsMean[thread] = (total.waitsMean[thread] ?? 0) + (isBlocked(thread) ? share : 0)
      }
      const begin = (counts: readonly number[]): number[] =>
        counts.map((count, thread) => (step.progressed.includes(thread) ? 0 : count))
      if (!visit(to, share, begin(now), begin(waited))) return false
    }
    onPath.delete(state)
    return true
  }
  if (!visit(0, 1, zero(), zero())) return null
  return { ...total, alone: threads.map((thread) => alone(thread, reference.states, outgoing)) }
}

/** The longest operation of a thread that steps alone, from wherever it begins one. The graph has no cycle. */
function alone(thread: number, states: readonly State[], outgoing: readonly (readonly Transition[])[]): number {
  const isRunning = (state: number): boolean => states[state]?.threads[thread]?.status !== 'unstarted'
  const begins = outgoing.flat().flatMap(({ from, to, step }) => {
    return step.progressed.includes(thread) || (!isRunning(from) && isRunning(to)) ? [to] : []
  })
  const longest = (state: number): number => {
    const own = (outgoing[state] ?? []).filter(({ step }) => step.thread === thread)
    return Math.max(0, ...own.map(({ to, step }) => 1 + (step.progressed.includes(thread) ? 0 : longest(to))))
  }
  return Math.max(0, ...[...(isRunning(0) ? [0] : []), ...begins].map(longest))
}

test(`contention is what a walk over every path says, for ${runs} random programs`, { timeout: 600_000 }, async () => {
  let [compared, early] = [0, 0]
  await fc.assert(
    fc.asyncProperty(programs({ threads: [2, 3], instructions: [1, 5], loops: 0 }), async (program) => {
      const walked = walk(program)
      if (walked === null) return
      const space = await exploreSpace(program)
      for (const { thread, alone, steps, waits } of contentionIn(space, present(space.edges, 'transitions'))) {
        expect(alone).toBe(walked.alone[thread])
        expect(steps.most).toBe(walked.most[thread])
        expect(steps.mean).toBeCloseTo(walked.mean[thread] ?? 0, 9)
        expect(waits.most).toBe(walked.waitsMost[thread])
        expect(waits.mean).toBeCloseTo(walked.waitsMean[thread] ?? 0, 9)
      }
      compared++
      if (program.codes.some(({ instructions }) => instructions.some(({ op }) => op === 'op_end' || op === 'progress'))) early++
    }),
    { numRuns: runs, seed: 20261127 },
  )
  expect(compared).toBeGreaterThan(runs / 4)
  expect(early).toBeGreaterThan(compared / 50)
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
