import { present } from '../base/bug.ts'
import { loopsOf } from '../program/event-loops.ts'
import type { Program, Rules } from '../program/program.ts'
import { stateKey } from './enumerate.ts'
import type { History } from './history.ts'
import { hasEnded, type State, type ThreadState } from './state.ts'
import { steps } from './step.ts'

/** The state that all threads share: a state without its threads. */
type SharedPart = Pick<State, 'shared' | 'mutexes' | 'semaphores' | 'channels'>

interface Ending {
  readonly result: number | null
  readonly after: SharedPart
}

/**
 * A sequence of operations that return what they returned in the history, except the last, which returns something
 * else.
 */
export interface Attempt {
  /** Positions in the history, in the order of the attempt. */
  readonly order: readonly number[]
  /** The values that the last operation can return there; empty if it does not end. */
  readonly instead: readonly (number | null)[]
}

export interface Explanation {
  /** Positions in the history, in an order that explains it; null if there is none. */
  readonly order: readonly number[] | null
  /** The longest attempts, if no order explains the history. */
  readonly attempts: readonly Attempt[]
  /** Whether the search found an order or tried all of them. */
  readonly complete: boolean
}

/** The most attempts that are kept. */
const mostAttempts = 3

/** Operations that have taken effect, one after the other, and the shared state afterwards. */
interface Beginning {
  /** By thread, how many of its operations have taken effect. */
  readonly taken: readonly number[]
  readonly here: SharedPart
  readonly last: Taken | null
}

interface Taken {
  readonly index: number
  readonly before: Taken | null
}

/**
 * Looks for an order of a history's operations in which they, executed one at a time, return what they returned: the
 * search of Wing & Gong (J. Parallel Distrib. Comput. 17, 1993). One that has not ended may be left out. In `real-time`
 * order an operation that ended before another began comes before it: linearizability (Herlihy & Wing, TOPLAS 12(3),
 * 1990). In `program` order that holds only within a thread: sequential consistency (Lamport 1979). It gives up after
 * `most` prefixes of orders.
 */
export function explain(
  program: Program,
  history: History,
  { shared, mutexes, semaphores, channels }: State,
  rules: Rules,
  kept: 'real-time' | 'program',
  most: number = Number.POSITIVE_INFINITY,
): Explanation {
  const byThread = program.threads.map((_, thread) => history.flatMap((each, index) => (each.thread === thread ? [index] : [])))
  const seen = new Set<string>()
  const attempts = new Attempts()
  const open: Beginning[] = [{ taken: byThread.map(() => 0), here: { shared, mutexes, semaphores, channels }, last: null }]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { taken, here, last } = at
    const next = byThread.map((own, thread) => own[taken[thread] ?? 0])
    if (next.every((index) => index === undefined || history[index]?.last === null)) {
      return { order: orderOf(last), attempts: [], complete: true }
    }
    if (seen.size > most) return { order: null, attempts: attempts.longest, complete: false }
    for (const index of candidates(history, next, kept)) {
      const each = present(history[index], 'operation')
      const endings = endingsOf(program, here, each, rules)
      const isGiven = each.kind === 'call' && each.last !== null
      const fitting = endings.filter(({ result }) => !isGiven || result === each.result)
      const path = { index, before: last }
      if (fitting.length === 0 && isGiven) attempts.note(orderOf(path), endings)
      for (const { after } of fitting) {
        const further = taken.with(each.thread, (taken[each.thread] ?? 0) + 1)
        const key = JSON.stringify([further, after])
        if (!seen.has(key)) open.push({ taken: further, here: after, last: path })
        seen.add(key)
      }
    }
  }
  return { order: null, attempts: attempts.longest, complete: true }
}

/** Keeps the attempts that get furthest. */
class Attempts {
  longest: Attempt[] = []

  note(order: readonly number[], endings: readonly Ending[]): void {
    const length = this.longest[0]?.order.length ?? 0
    if (order.length > length) this.longest = []
    if (order.length < length || this.longest.length >= mostAttempts) return
    this.longest.push({ order, instead: [...new Set(endings.map(({ result }) => result))] })
  }
}

function orderOf(last: Taken | null): number[] {
  const order: number[] = []
  for (let at = last; at !== null; at = at.before) order.push(at.index)
  return order.reverse()
}

/** Returns the threads' next operations that may come next, latest start first: none that must come after another one. */
function candidates(history: History, next: readonly (number | undefined)[], kept: 'real-time' | 'program'): number[] {
  const left = next.filter((index) => index !== undefined).sort((a, b) => b - a)
  if (kept === 'program') return left
  return left.filter((index) => {
    const { first } = present(history[index], 'operation')
    return left.every((other) => {
      const { last } = present(history[other], 'operation')
      return last === null || last >= first
    })
  })
}

/** Returns all ways in which an operation, or a step outside of operations, can end if its thread executes it alone. */
function endingsOf(program: Program, here: SharedPart, { kind, thread, start }: History[number], rules: Rules): Ending[] {
  const found = new Map<string, Ending>()
  const loops = Array.from({ length: loopsOf(program) }, () => null)
  const first: State = {
    ...here,
    loops,
    failure: null,
    threads: program.threads.map((_, each) => (each === thread ? start : idle)),
  }
  const seen = new Set([stateKey(first)])
  const queue = [first]
  for (const state of queue) {
    for (const { after, returned } of steps(program, state, thread, rules)) {
      if (kind === 'step' || returned !== null) {
        const { shared, mutexes, semaphores, channels } = after
        const ending = { result: returned?.result ?? null, after: { shared, mutexes, semaphores, channels } }
        found.set(JSON.stringify(ending), ending)
      } else if (after.failure === null && !hasEnded(present(after.threads[thread], 'thread').status)) {
        if (!seen.has(stateKey(after))) queue.push(after)
        seen.add(stateKey(after))
      }
    }
  }
  return [...found.values()]
}

/**
 * The other threads while one thread executes its operation: they take no step, and are not asleep, so that it cannot
 * wake them.
 */
const idle: ThreadState = { status: 'running', pc: 0, registers: [], saved: 0, rank: 0 }
