import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import {
  defaultRules,
  type Expectation,
  type Expression,
  type Fairness,
  fairnesses,
  type Program,
  type TemporalCase,
  type TemporalOperator,
  temporalOperators,
} from '../../src/program/program.ts'
import { type Enumeration, enumerate, type Transition } from '../../src/semantics/enumerate.ts'
import { holdsAt } from '../../src/semantics/observed.ts'
import type { State } from '../../src/semantics/state.ts'
import { isEnabled } from '../../src/semantics/step.ts'
import { disciplined } from '../random/disciplined.ts'
import { endless } from '../random/endless.ts'
import { type Draw, drawn, programs } from '../random/programs.ts'

// Temporal expectations and fairness, compared with an oracle that knows of no components and refines nothing. Strong
// fairness is a choice of the threads that are never enabled again, all of which are tried; then each thread that is left,
// or is weakly fair, is a set of steps that must be taken again and again, and a counter goes from set to set. A fair cycle
// is a way from a state back to itself along which the counter comes to its end.

type Accepts = (edge: Transition) => boolean

/** The transitions from each state, and which threads are enabled there. */
class Graph {
  readonly size: number
  readonly threads: readonly number[]
  private readonly from: Transition[][]
  private readonly enabled: Set<number>[]

  constructor(program: Program, { states, transitions }: Enumeration) {
    this.size = states.length
    this.threads = program.threads.map((_, thread) => thread)
    this.from = states.map(() => [])
    for (const each of transitions) this.from[each.from]?.push(each)
    this.enabled = states.map(
      (state) => new Set(this.threads.filter((thread) => isEnabled(program, state, thread, defaultRules))),
    )
  }

  isEnabledAt(state: number, thread: number): boolean {
    return this.enabled[state]?.has(thread) === true
  }

  isTerminal(state: number): boolean {
    return this.from[state]?.length === 0
  }

  /** Returns the states that can be reached from some, through admitted transitions, these included. */
  reached(starts: readonly number[], admits: Accepts): Set<number> {
    const found = new Set(starts)
    for (const state of found) for (const edge of this.from[state] ?? []) if (admits(edge)) found.add(edge.to)
    return found
  }

  /** Reports whether a state is on a cycle of admitted transitions along which each of some sets of them occurs. */
  isOnCycle(state: number, admits: Accepts, sets: readonly Accepts[]): boolean {
    const seen = new Set<number>()
    const queue: { readonly at: number; readonly count: number }[] = [{ at: state, count: 0 }]
    for (const { at, count } of queue) {
      for (const edge of this.from[at] ?? []) {
        if (!admits(edge)) continue
        const next = count < sets.length && sets[count]?.(edge) === true ? count + 1 : count
        if (next === sets.length && edge.to === state) return true
        const key = edge.to * (sets.length + 1) + next
        if (seen.has(key)) continue
        seen.add(key)
        queue.push({ at: edge.to, count: next })
      }
    }
    return false
  }

  /** Reports whether a state is on a fair cycle of admitted transitions in which some others occur again and again. */
  isOnFairCycle(state: number, admits: Accepts, again: readonly Accepts[], fairness: Fairness): boolean {
    if (fairness === 'none') return this.isOnCycle(state, admits, again)
    if (fairness === 'weak') {
      const fair = this.threads.map(
        (thread): Accepts =>
          (edge) =>
            edge.step.thread === thread || !this.isEnabledAt(edge.from, thread),
      )
      return this.isOnCycle(state, admits, [...again, ...fair])
    }
    for (let subset = 0; subset < 1 << this.threads.length; subset++) {
      const never = this.threads.filter((thread) => (subset & (1 << thread)) !== 0)
      const isDisabled = (at: number): boolean => never.every((thread) => !this.isEnabledAt(at, thread))
      const stepping = this.threads.filter((thread) => !never.includes(thread))
      const fair = stepping.map(
        (thread): Accepts =>
          (edge) =>
            edge.step.thread === thread,
      )
      if (isDisabled(state) && this.isOnCycle(state, (edge) => admits(edge) && isDisabled(edge.to), [...again, ...fair]))
        return true
    }
    return false
  }
}

/** Reports whether every fair execution is as a formula says. */
function isTrue(
  program: Program,
  graph: Graph,
  states: readonly State[],
  operator: TemporalOperator,
  { condition, goal }: TemporalCase,
  fairness: Fairness,
): boolean {
  const holds = (expression: Expression | undefined) => (state: number) =>
    expression !== undefined && holdsAt(program, states[state] as State, expression)
  const all = states.map((_, state) => state)
  const p = holds(condition)
  /** Whether an execution can stay in a region for ever from some states on, and meet others again and again. */
  const staysIn = (
    starts: readonly number[],
    region: (state: number) => boolean,
    meets: (state: number) => boolean,
  ): boolean => {
    const admits: Accepts = ({ from, to }) => region(from) && region(to)
    const again: Accepts = ({ from }) => meets(from)
    return [...graph.reached(starts.filter(region), admits)].some(
      (state) => (graph.isTerminal(state) && meets(state)) || graph.isOnFairCycle(state, admits, [again], fairness),
    )
  }
  const always = (): boolean => true
  switch (operator) {
    case 'always':
      return all.every(p)
    case 'eventually':
      return !staysIn([0], (state) => !p(state), always)
    case 'always-eventually':
      return !staysIn(all, (state) => !p(state), always)
    case 'eventually-always':
      return !staysIn([0], always, (state) => !p(state))
    case 'leads-to':
      return !staysIn(all.filter(p), (state) => !holds(goal)(state), always)
  }
}

function someCondition(draw: Draw, program: Program): Expression {
  const compared = ['==', '!=', '<', '>'] as const
  const variable = draw(program.shared.length)
  const length = program.shared[variable]?.length ?? null
  const index: Expression | null = length === null ? null : { kind: 'constant', value: draw(length) }
  const position: Expression = { kind: 'shared', variable, index }
  const thread = draw(program.threads.length)
  const registers = program.codes[program.threads[thread]?.code ?? 0]?.registers.length ?? 0
  const left: Expression =
    program.shared.length === 0 || (registers > 0 && draw(3) === 0)
      ? { kind: 'peer', thread, register: draw(registers) }
      : position
  return { kind: 'binary', operator: compared[draw(4)] ?? '==', left, right: { kind: 'constant', value: draw(3) } }
}

function expectationsOf(draw: Draw, program: Program): Expectation[] {
  return temporalOperators.flatMap((operator) => {
    const condition = someCondition(draw, program)
    const goal = someCondition(draw, program)
    const formula = operator === 'leads-to' ? { label: '', condition, goal } : { label: '', condition }
    return fairnesses.map(
      (fairness): Expectation => ({ kind: 'temporal', operator, cases: [formula], fairness, text: '', line: 1 }),
    )
  })
}

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 1200) / 4)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)
const taste = { threads: [2, 3], instructions: [1, 6], loops: 30 } as const
const mostStates = 150

const claimed = fc
  .oneof(programs(taste), disciplined)
  .chain((program) =>
    drawn((draw) => ({ ...program, expectations: program.shared.length === 0 ? [] : expectationsOf(draw, program) })),
  )

test('temporal expectations are as the oracle says, under each fairness', { timeout: 7_200_000 }, async () => {
  const seen = new Map<string, number>()
  const agrees = fc.asyncProperty(claimed, fc.constantFrom('plain' as const, 'wasm' as const), async (program, engine) => {
    const enumeration = enumerate(program, mostStates)
    if (enumeration === null) return
    const graph = new Graph(program, enumeration)
    const { expectations } = await check(program, { reduce: [], engine })
    for (const { expectation, holds, shown } of expectations) {
      if (expectation.kind !== 'temporal') continue
      const { operator, cases, fairness = 'weak' } = expectation
      const expected = cases.every((each) => isTrue(program, graph, enumeration.states, operator, each, fairness))
      expect([operator, fairness, holds]).toEqual([operator, fairness, expected])
      shown?.() // certifies it
      const key = `${operator} ${fairness} ${expected}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
  })
  await fc.assert(agrees, { numRuns: runs, seed })
  for (const operator of temporalOperators) {
    for (const fairness of fairnesses)
      for (const value of [true, false]) expect(seen.get(`${operator} ${fairness} ${value}`)).toBeGreaterThan(5)
  }
})

/** Which threads may starve, and whether no thread may progress, by the definition. */
function endlessOf(program: Program, graph: Graph, { states }: Enumeration, fairness: Fairness): string[] {
  const found: string[] = []
  const all = states.map((_, state) => state)
  const idle: Accepts = ({ step }) => step.progressed.length === 0
  if (all.some((state) => graph.isOnFairCycle(state, idle, [], fairness))) found.push('livelock')
  for (const thread of graph.threads) {
    if (program.threads[thread]?.daemon === true) continue
    const without: Accepts = ({ step }) => !step.progressed.includes(thread)
    const others: Accepts = ({ step }) => step.progressed.length > 0
    const isStarving = all.some((state) => {
      const own = states[state]?.threads[thread]
      if (own === undefined || own.status === 'unstarted' || own.status === 'finished' || own.status === 'crashed') return false
      // A thread that can never continue in an endless program is another finding.
      const later = [...graph.reached([state], () => true)]
      const moves = later.some((each) => graph.isTerminal(each) || graph.isEnabledAt(each, thread))
      return moves && graph.isOnFairCycle(state, without, [others], fairness)
    })
    if (isStarving) found.push(`starvation ${thread}`)
  }
  return found
}

test('livelock and starvation are as the oracle says, under each fairness', { timeout: 7_200_000 }, async () => {
  const seen = new Map<string, number>()
  const agrees = fc.asyncProperty(
    fc.oneof(programs(taste), disciplined, endless, endless),
    fc.constantFrom(...fairnesses),
    async (program, fairness) => {
      const enumeration = program.barriers.length > 0 ? null : enumerate(program, mostStates)
      if (enumeration === null) return
      const graph = new Graph(program, enumeration)
      const expected = endlessOf(program, graph, enumeration, fairness)
      const { findings } = await check(program, { reduce: [], fairness })
      const found = findings.flatMap(({ kind, threads }) =>
        kind === 'livelock' ? [kind] : kind === 'starvation' ? [`${kind} ${threads.join()}`] : [],
      )
      expect([fairness, [...new Set(found)].sort()]).toEqual([fairness, expected.sort()])
      // The same is asked by lines in the file, whatever the option.
      const lines = fairnesses.flatMap((each) =>
        program.threads.map(
          (_, thread): Expectation => ({
            kind: 'finding',
            finding: 'starvation',
            present: true,
            thread,
            fairness: each,
            text: '',
            line: 1,
          }),
        ),
      )
      const { expectations } = await check({ ...program, expectations: lines }, { reduce: [], fairness })
      for (const { expectation, holds, shown } of expectations) {
        if (expectation.kind !== 'finding' || expectation.thread === undefined) continue
        const { thread, fairness: under = 'weak' } = expectation
        expect([under, thread, holds]).toEqual([
          under,
          thread,
          endlessOf(program, graph, enumeration, under).includes(`starvation ${thread}`),
        ])
        shown?.()
      }
      for (const each of expected) {
        const key = `${fairness} ${each.split(' ')[0]}`
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    },
  )
  await fc.assert(agrees, { numRuns: runs, seed })
  for (const fairness of fairnesses) {
    for (const kind of ['livelock', 'starvation']) {
      expect([fairness, kind, (seen.get(`${fairness} ${kind}`) ?? 0) > 5]).toEqual([fairness, kind, true])
    }
  }
})
