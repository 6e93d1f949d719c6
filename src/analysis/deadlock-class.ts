import type { Program } from '../program/program.ts'
import type { Awaited, DeadlockClass } from './finding.ts'
import { giversOf, variablesAwaited, type Waiter } from './givers.ts'

/** The reason of a deadlock. */
export interface Reason {
  readonly class: DeadlockClass
  /** The waiting threads that are the reason: a cycle in its order, or those to which the class applies. Others wait for them. */
  readonly core: readonly Waiter[]
  /** For each waiting thread, those that could give it what it waits for. */
  readonly givers: ReadonlyMap<number, readonly number[]>
}

/** Returns the reason of a deadlock: the first class that applies. `ended` reports which threads have ended. */
export function reasonOf(program: Program, waiters: readonly Waiter[], ended: (thread: number) => boolean): Reason {
  const givers = new Map(waiters.map((each) => [each.wait.thread, giversOf(program, each, waiters)]))
  const given = ({ wait }: Waiter): readonly number[] => givers.get(wait.thread) ?? []
  const cycle = smallestCycle(waiters, given)
  if (cycle !== null) return { class: 'cycle', core: cycle, givers }
  const core = (applies: (each: Waiter) => boolean): readonly Waiter[] => waiters.filter(applies)
  const hopeless = (...kinds: readonly (Awaited['kind'] | 'object')[]): readonly Waiter[] =>
    core((each) => kinds.includes(kindOf(program, each)) && given(each).length === 0)
  const classes: readonly (readonly [DeadlockClass, readonly Waiter[]])[] = [
    ['self', core((each) => given(each).includes(each.wait.thread)).slice(0, 1)],
    ['orphaned-lock', core(({ wait: { awaited } }) => awaited.kind === 'mutex' && ended(awaited.heldBy))],
    ['missed-signal', hopeless('condition', 'semaphore', 'object')],
    ['never-true', hopeless('until')],
    ['channel', hopeless('channel')],
    ['barrier', hopeless('barrier')],
  ]
  const [found, reasons] = classes.find(([, threads]) => threads.length > 0) ?? ['join', hopeless('thread')]
  return { class: found, core: reasons, givers }
}

/** Returns what a thread waits for; an `await` of bookkeeping alone is that of a library's object, such as an event. */
function kindOf(program: Program, { wait, pc }: Waiter): Awaited['kind'] | 'object' {
  const { awaited, thread } = wait
  if (awaited.kind !== 'until') return awaited.kind
  const variables = variablesAwaited(program, thread, pc)
  return variables.length > 0 && variables.every((each) => program.shared[each]?.hidden === true) ? 'object' : 'until'
}

/** Returns a cycle of two or more threads each of which waits for the next: the shortest one, of these the first by its lines. */
function smallestCycle(waiters: readonly Waiter[], given: (waiter: Waiter) => readonly number[]): Waiter[] | null {
  const byThread = new Map(waiters.map((each) => [each.wait.thread, each]))
  const cycles = waiters.flatMap((start) => shortestCycle(start, (each) => given(each).flatMap((it) => byThread.get(it) ?? [])))
  const [first] = cycles.sort((one, other) => one.length - other.length || compared(linesOf(one), linesOf(other)))
  return first ?? null
}

/** Returns the cycle back to a thread that a breadth-first search finds first. */
function shortestCycle(start: Waiter, next: (waiter: Waiter) => readonly Waiter[]): Waiter[][] {
  const paths = [[start]]
  const seen = new Set<Waiter>()
  for (const path of paths) {
    for (const waiter of next(path.at(-1) ?? start)) {
      if (waiter === start && path.length > 1) return [path]
      if (waiter === start || seen.has(waiter)) continue
      seen.add(waiter)
      paths.push([...path, waiter])
    }
  }
  return []
}

/** Returns the lines at which threads wait, least first. */
export function linesOf(waiters: readonly Waiter[]): number[] {
  return waiters.map(({ wait }) => wait.line).sort((a, b) => a - b)
}

function compared(one: readonly number[], other: readonly number[]): number {
  return one.map((line, index) => line - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/** Reports whether all of some lines are among others, and not only because they are the same. */
export function isPartOf(some: readonly number[], others: readonly number[]): boolean {
  const left = [...others]
  const all = some.every((line) => {
    const index = left.indexOf(line)
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
  return all && left.length > 0
}
