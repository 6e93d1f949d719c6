import fc from 'fast-check'
import { expect, test } from 'vitest'
import { present } from '../../src/base/bug.ts'
import { check } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'
import { defaultRules, instructionAt, isSilent, type Program } from '../../src/program/program.ts'
import type { State } from '../../src/semantics/state.ts'
import { initialState, type Step, steps } from '../../src/semantics/step.ts'
import { operations } from '../random/operations.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 1000) / 40)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)

/** An operation, or a single step outside of any, as the oracle remembers it. */
interface Event {
  readonly name: string | null
  readonly thread: number
  readonly first: number
  readonly before: State
  last: number
  result: number | null
}

/** Whether a thread is within an operation: by walking back to the nearest mark in its straight code. */
function operationAt(program: Program, thread: number, pc: number): string | null {
  for (let at = pc - 1; at >= 0; at--) {
    const instruction = instructionAt(program, thread, at)
    // A `return` jumps over the rest; the mark at the end of the block is the one without a result, or the last.
    if (instruction?.op === 'op_begin') return instruction.name
    if (instruction?.op === 'op_end' && !isEarly(program, thread, at)) return null
  }
  return null
}

/** An early `return` is followed by a jump out of the operation. */
function isEarly(program: Program, thread: number, pc: number): boolean {
  for (let at = pc + 1; ; at++) {
    const next = instructionAt(program, thread, at)
    if (next?.op === 'jump') return true
    if (next === null || !isSilent(next) || next.op !== 'let') return false
  }
}

type Shared = Pick<State, 'shared' | 'mutexes' | 'semaphores'>

/** Every way in which an event can go if nothing else happens meanwhile. */
function alone(program: Program, event: Event, shared: Shared): { result: number | null; after: Shared }[] {
  const found: { result: number | null; after: Shared }[] = []
  const visit = (state: State, budget: number): void => {
    if (budget === 0) return
    for (const { after, returned } of steps(program, state, event.thread, defaultRules)) {
      if (event.name === null || returned !== null) found.push({ result: returned?.result ?? null, after })
      else visit(after, budget - 1)
    }
  }
  const { mutexes, semaphores } = shared
  visit({ ...event.before, shared: shared.shared, mutexes, semaphores, failure: null }, 12)
  return found
}

/** By trying every order, and every choice of unfinished operations to leave out. */
function hasExplanation(program: Program, events: readonly Event[], initial: State): boolean {
  const tryOrders = (left: readonly Event[], here: Shared): boolean => {
    if (left.every(({ last }) => last === Number.POSITIVE_INFINITY)) return true
    return left.some((next) => {
      const rest = left.filter((each) => each !== next)
      if (rest.some(({ last }) => last < next.first)) return false
      return alone(program, next, here).some(({ result, after }) => {
        const fits = next.name === null || next.last === Number.POSITIVE_INFINITY || result === next.result
        return fits && tryOrders(rest, after)
      })
    })
  }
  return tryOrders(events, initial)
}

/** By walking every path: the least number of steps after which each operation is without explanation. */
function unexplained(program: Program): Map<string, number> | null {
  const initial = initialState(program)
  const found = new Map<string, number>()
  let budget = 2500
  const walk = (state: State, events: readonly Event[], depth: number): void => {
    if (budget-- < 0) return
    for (let thread = 0; thread < program.threads.length; thread++) {
      for (const step of steps(program, state, thread, defaultRules)) {
        const { after, name, isExplained } = follow(state, events, step, depth)
        if (isExplained) walk(step.after, after, depth + 1)
        else if (name !== null) found.set(name, Math.min(found.get(name) ?? Number.POSITIVE_INFINITY, depth + 1))
      }
    }
  }
  const follow = (state: State, events: readonly Event[], step: Step, depth: number) => {
    const { thread, pc, returned, instruction } = step
    const name = operationAt(program, thread, pc)
    const open = events.find((each) => each.thread === thread && each.last === Number.POSITIVE_INFINITY)
    const event = { ...(open ?? { name, thread, first: depth, before: state, last: Number.POSITIVE_INFINITY, result: null }) }
    const isIdle = name === null && !['store', 'cas', 'exchange', 'fetch_add', 'acquire', 'release'].includes(instruction.op)
    const ends = name === null || returned !== null
    if (ends) Object.assign(event, { last: depth, result: returned?.result ?? null })
    const after = isIdle ? events : [...events.filter((each) => each !== open), event]
    return { after, name, isExplained: isIdle || !ends || hasExplanation(program, after, initial) }
  }
  walk(initial, [], 0)
  return budget < 0 ? null : found
}

async function programOf(text: string): Promise<Program> {
  const read = await readModel({ name: 'random.ilv', text })
  if (!read.ok) throw new Error(`${text}\n${read.errors.map((each) => each.message).join('\n')}`)
  return read.value.program
}

test(`operations without explanation are those that a walk over every path finds, for ${runs} random programs`, {
  timeout: 600_000,
}, async () => {
  let [compared, wrong] = [0, 0]
  await fc.assert(
    fc.asyncProperty(operations, async (text) => {
      const program = await programOf(text)
      if (!program.codes.some(({ instructions }) => instructions.some((each) => each.op === 'op_end' && each.result))) return
      const expected = unexplained(program)
      if (expected === null) return
      const { findings } = await check(program)
      const found = findings.flatMap(({ detail, trace }): [string, number][] =>
        detail.kind === 'non-linearizable' ? [[present(detail.calls[detail.call], 'call').name, trace.steps.length]] : [],
      )
      expect(new Map(found.sort()), text).toEqual(new Map([...expected].sort()))
      compared++
      if (expected.size > 0) wrong++
    }),
    { numRuns: runs, seed },
  )
  expect(compared).toBeGreaterThan(runs / 3)
  expect(wrong).toBeGreaterThan(compared / 20)
})
