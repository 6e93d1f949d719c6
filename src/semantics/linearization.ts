import { present } from '../base/bug.ts'
import type { Program, Rules } from '../program/program.ts'
import { stateKey } from './enumerate.ts'
import type { History } from './history.ts'
import { hasEnded, type State, type ThreadState } from './state.ts'
import { steps } from './step.ts'

/** What all threads share: a state without its threads. */
type SharedPart = Pick<State, 'shared' | 'mutexes' | 'semaphores'>

interface Ending {
  readonly result: number | null
  readonly after: SharedPart
}

/** A sequence of operations that goes well up to the last, which gives something else than it gave. */
export interface Attempt {
  /** Positions in the history, in the order of the attempt. */
  readonly order: readonly number[]
  /** What the last one can give there; empty if it does not come to an end. */
  readonly instead: readonly (number | null)[]
}

export interface Explanation {
  /** Positions in the history, in an order that explains it; null if there is none. */
  readonly order: readonly number[] | null
  /** Where none does, how far some get; the longest. */
  readonly attempts: readonly Attempt[]
}

/** At most this many attempts are kept. */
const mostAttempts = 3

/**
 * Looks for an order of a history's operations in which they, executed one at a time, give what they gave: the search of
 * Wing & Gong (J. Parallel Distrib. Comput. 17, 1993). One that has not ended may be left out. In `real-time` order an
 * operation that ended before another began comes before it: linearizability (Herlihy & Wing, TOPLAS 12(3), 1990). In
 * `program` order that holds only within a thread: sequential consistency (Lamport 1979).
 */
export function explain(
  program: Program,
  history: History,
  initial: State,
  rules: Rules,
  kept: 'real-time' | 'program',
): Explanation {
  const { shared, mutexes, semaphores } = initial
  const seen = new Set<string>()
  let attempts: Attempt[] = []
  const note = (attempt: Attempt): void => {
    const length = attempts[0]?.order.length ?? 0
    if (attempt.order.length > length) attempts = []
    if (attempt.order.length >= length && attempts.length < mostAttempts) attempts.push(attempt)
  }
  const search = (done: readonly number[], here: SharedPart): readonly number[] | null => {
    const set = new Set(done)
    if (history.every(({ last }, index) => last === null || set.has(index))) return done
    const key = JSON.stringify([[...done].sort((a, b) => a - b), here])
    if (seen.has(key)) return null
    seen.add(key)
    for (const next of candidates(history, set, kept)) {
      const each = present(history[next], 'operation')
      const endings = endingsOf(program, here, each, rules)
      const given = each.kind === 'call' && each.last !== null
      const fitting = endings.filter(({ result }) => !given || result === each.result)
      if (fitting.length === 0 && given) {
        note({ order: [...done, next], instead: [...new Set(endings.map(({ result }) => result))] })
      }
      for (const { after } of fitting) {
        const found = search([...done, next], after)
        if (found !== null) return found
      }
    }
    return null
  }
  const order = search([], { shared, mutexes, semaphores })
  return { order, attempts: order === null ? attempts : [] }
}

/** What may come next: nothing that has to come before it is still to come. */
function candidates(history: History, done: ReadonlySet<number>, kept: 'real-time' | 'program'): number[] {
  const left = history.flatMap((_, index) => (done.has(index) ? [] : [index]))
  return left.filter((index) => {
    const { first, thread } = present(history[index], 'operation')
    return left.every((other) => {
      const { last, thread: owner } = present(history[other], 'operation')
      return last === null || last >= first || (kept === 'program' && owner !== thread)
    })
  })
}

/** All ways in which an operation, or a step outside of any, can end when its thread alone executes it. */
function endingsOf(program: Program, here: SharedPart, { kind, thread, start }: History[number], rules: Rules): Ending[] {
  const found = new Map<string, Ending>()
  const first: State = { ...here, failure: null, threads: program.threads.map((_, each) => (each === thread ? start : idle)) }
  const seen = new Set([stateKey(first)])
  const queue = [first]
  for (const state of queue) {
    for (const { after, returned } of steps(program, state, thread, rules)) {
      if (kind === 'step' || returned !== null) {
        const { shared, mutexes, semaphores } = after
        const ending = { result: returned?.result ?? null, after: { shared, mutexes, semaphores } }
        found.set(JSON.stringify(ending), ending)
      } else if (after.failure === null && !hasEnded(present(after.threads[thread], 'thread').status)) {
        if (!seen.has(stateKey(after))) queue.push(after)
        seen.add(stateKey(after))
      }
    }
  }
  return [...found.values()]
}

/** The others while one thread executes its operation: they neither step, nor sleep where it could wake them. */
const idle: ThreadState = { status: 'running', pc: 0, registers: [], saved: 0 }
