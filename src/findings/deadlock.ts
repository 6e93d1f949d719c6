import type { Awaited, DeadlockClass, Wait } from '../analysis/finding.ts'
import { deadlocksIn } from '../analysis/terminal-states.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import { candidatesOf, type FindingRule } from './rule.ts'
import { awaitedText, isWaiting, renamedWait, waitersOf, waitsForNothing, waitsText } from './waiting.ts'

export interface Deadlock {
  readonly kind: 'deadlock'
  readonly class: DeadlockClass
  readonly waits: readonly Wait[]
}

export const deadlock: FindingRule<Deadlock> = {
  kind: 'deadlock',
  name: 'deadlock',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'ends',
      find: (space) =>
        candidatesOf(deadlocksIn(space).all(), (end, { program, rules, state, named }) => {
          const waits = end.waits.map((each) => renamedWait(each, named))
          const stopped = program.threads.every((_, thread) => !isEnabled(program, state, thread, rules))
          const left = state.threads.filter(({ status }) => !waitsForNothing(status)).length
          // It is the same deadlock if all threads that have not ended wait for the same.
          const isSame = left === waits.length && waits.every((wait) => isWaiting(program, state, wait))
          if (!stopped || isFinal(program, state) || !isSame) return null
          return { detail: { kind: 'deadlock', class: end.class, waits }, ...waitersOf(waits) }
        }),
    },
  ],
  head: (_, detail) => `deadlock (${detail.class})`,
  explain: (program, { detail }) => {
    if (detail.class === 'cycle') return `${cycleText(program, detail.waits)}; each waits for the next, so none can continue`
    return `${waitsText(program, detail.waits)}; no thread can continue`
  },
}

/** Returns `A → fork2 (held by B) → fork1 (held by A)`: the cycle of waits, from its first thread. */
function cycleText(program: Program, waits: readonly Wait[]): string {
  const next = new Map(waits.map((wait) => [wait.thread, wait]))
  const start = waits.find((wait) => isOnCycle(wait.thread, next))
  if (start === undefined) return waitsText(program, waits)
  const parts = [threadName(program, start.thread)]
  let wait: Wait | undefined = start
  do {
    parts.push(awaitedText(program, wait.awaited))
    wait = next.get(blockerOf(wait.awaited) ?? -1)
  } while (wait !== undefined && wait !== start)
  return parts.join(' → ')
}

function isOnCycle(thread: number, next: ReadonlyMap<number, Wait>): boolean {
  let at = next.get(thread)
  for (let steps = 0; at !== undefined && steps <= next.size; steps++) {
    const blocker = blockerOf(at.awaited)
    if (blocker === thread) return true
    at = next.get(blocker ?? -1)
  }
  return false
}

function blockerOf(awaited: Awaited): number | null {
  if (awaited.kind === 'mutex') return awaited.heldBy
  return awaited.kind === 'thread' ? awaited.thread : null
}
