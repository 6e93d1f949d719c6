import { counted, listed } from '../base/words.ts'
import type { Decision } from '../stateless/execution.ts'
import type { Again, AgentAnswer, Nested } from './agent.ts'
import { costOf, decisionsOf } from './cost.ts'
import { lineText, threadNames } from './names.ts'
import type { DeadlockEnd, LockOrder, SearchSummary } from './result.ts'

/** A thread that waited for a lock while it held others, and an execution in which it did. */
interface Seen {
  readonly nested: Nested
  readonly cost: number
  readonly prefix: readonly Decision[]
}

/** Longer cycles, and more of them, are not looked for. */
const mostLocks = 5
const mostCycles = 10

/** Looks through executions for locks that are taken while others are held. */
export class LockOrders {
  private readonly seen = new Map<string, Seen>()

  add({ steps, nested }: Pick<AgentAnswer, 'steps' | 'nested'>): void {
    if (nested.length === 0) return
    const cost = costOf(steps)
    for (const each of nested) {
      const known = this.seen.get(keyOf(each))
      if (known === undefined || cost < known.cost)
        this.seen.set(keyOf(each), { nested: each, cost, prefix: decisionsOf(steps) })
    }
  }

  /** The cycles that no deadlock among `deadlocks` shows, each by the executions in which its parts are easy to follow. */
  async found(deadlocks: readonly DeadlockEnd[], again: Again): Promise<LockOrder[]> {
    const found: LockOrder[] = []
    for (const cycle of this.cycles()) {
      const parts: LockOrder['cycle'][number][] = []
      for (const { prefix, nested } of cycle) parts.push(...describedIn(await again(prefix), nested))
      if (parts.length === cycle.length && !deadlocks.some((each) => isShownBy(each, parts))) found.push({ cycle: parts })
    }
    return found
  }

  /** Cycles of different threads that have no lock in common, which would keep them apart; each set of locks once. */
  private cycles(): Seen[][] {
    const found = new Map<string, Seen[]>()
    const all = [...this.seen.values()].sort((one, other) => one.cost - other.cost)
    const extend = (way: readonly Seen[]): void => {
      const [first, last] = [way[0], way.at(-1)]
      if (first === undefined || last === undefined || found.size >= mostCycles) return
      if (first.nested.held === last.nested.lock) {
        const key = way.map(({ nested }) => nested.lock).sort((one, other) => one - other)
        if (!found.has(key.join())) found.set(key.join(), [...way])
      } else if (way.length < mostLocks) {
        for (const each of all) if (each.nested.held === last.nested.lock && canJoin(way, each)) extend([...way, each])
      }
    }
    for (const each of all) extend([each])
    return [...found.values()]
  }
}

function keyOf({ thread, site, phase, held, lock, all }: Nested): string {
  return [thread, site, phase, held, lock, ...all].join()
}

function canJoin(way: readonly Seen[], { nested }: Seen): boolean {
  return way.every(
    (each) =>
      each.nested.phase === nested.phase &&
      each.nested.thread !== nested.thread &&
      each.nested.all.every((lock) => !nested.all.includes(lock)),
  )
}

/** What an execution with details says of a nesting; empty if it says nothing. */
function describedIn({ nested, outcome }: AgentAnswer, wanted: Nested): LockOrder['cycle'] {
  const found = nested.find((each) => keyOf(each) === keyOf(wanted))
  if (found?.names === undefined) return []
  const [held, lock] = found.names
  const thread = threadNames(outcome.threads)[found.thread] ?? `thread ${found.thread}`
  return [{ thread, held, lock, line: found.line ?? 0, file: found.file }]
}

/** Whether threads wait for just these locks in a deadlock. */
function isShownBy({ waiting }: DeadlockEnd, cycle: LockOrder['cycle']): boolean {
  return cycle.every(({ lock }) => waiting.some((each) => each.for === `lock '${lock}'`))
}

/** Returns what a search that is not complete has executed, in words. */
export function searchWords({ kind, bound }: SearchSummary): string {
  if (bound !== null) return `in the schedules with at most ${counted(bound, 'preemption')}`
  return kind === 'random' ? 'in the random executions' : 'in the executions that were made'
}

/** Returns a cycle as a sentence without its first word's capital. */
export function lockOrderText({ cycle }: LockOrder, within: string): string {
  const parts = cycle.map(
    ({ thread, held, lock, ...place }) => `${thread} takes ${lock} while holding ${held} (${lineText(place)})`,
  )
  return `lock order: ${listed(parts)}; that may be a deadlock, which did not show ${within}.`
}
