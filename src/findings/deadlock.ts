import type { DeadlockClass, Wait } from '../analysis/finding.ts'
import { deadlocksIn } from '../analysis/terminal-states.ts'
import { present, unreachable } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import { candidatesOf, type FindingRule } from './rule.ts'
import { awaitedText, isWaiting, renamedWait, untilText, waitersOf, waitsForNothing, waitsText } from './waiting.ts'

export interface Deadlock {
  readonly kind: 'deadlock'
  readonly class: DeadlockClass
  /** What each thread that has not ended waits for. */
  readonly waits: readonly Wait[]
  /** The threads that are the reason: a cycle in its order, or those to which the class applies. */
  readonly core: readonly number[]
  /** For each of `waits`, the waiting threads that could give what is waited for, if they went on. */
  readonly givers: readonly (readonly number[])[]
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
        candidatesOf(deadlocksIn(space), (end, { program, rules, state, named }) => {
          const waits = end.waits.map((each) => renamedWait(each, named))
          const stopped = program.threads.every((_, thread) => !isEnabled(program, state, thread, rules))
          const left = state.threads.filter(({ status }) => !waitsForNothing(status)).length
          // It is the same deadlock if all threads that have not ended wait for the same.
          const isSame = left === waits.length && waits.every((wait) => isWaiting(program, state, wait))
          if (!stopped || isFinal(program, state) || !isSame) return null
          const core = end.core.map(({ wait }) => renamedWait(wait, named))
          const givers = end.waits.map(({ thread }) => (end.givers.get(thread) ?? []).map(named))
          const detail = { kind: 'deadlock' as const, class: end.class, waits, core: core.map((each) => each.thread), givers }
          return { detail, ...waitersOf(core) }
        }),
    },
  ],
  head: (_, detail) => `deadlock (${detail.class})`,
  explain: (program, { detail }) => {
    if (detail.class === 'cycle') return `${cycleText(program, detail)}; each waits for the next, so none can continue`
    return `${waitsText(program, detail.waits, (wait) => giversText(program, detail, wait))}; no thread can continue`
  },
}

/** Returns `A → fork2 (held by B) → fork1 (held by A)`: the cycle of waits, from its first thread. */
function cycleText(program: Program, detail: Deadlock): string {
  const { core, waits } = detail
  const parts = core.flatMap((thread, index) => {
    const wait = waits.find((each) => each.thread === thread)
    const next = core[index + 1] ?? core[0] ?? thread
    return wait === undefined ? [] : [neededText(program, wait, next)]
  })
  return [threadName(program, core[0] ?? 0), ...parts].join(' → ')
}

/** Returns what a thread on a cycle waits for, and that the next one has it or could give it: `b (held by B)`. */
function neededText(program: Program, { thread, awaited }: Wait, next: number): string {
  const name = threadName(program, next)
  switch (awaited.kind) {
    case 'condition':
      return `${awaitedText(program, awaited)} (${name} would give it)`
    case 'mutex':
    case 'thread':
    case 'channel':
    case 'turn':
      return awaitedText(program, awaited)
    case 'semaphore':
      return `${present(program.semaphores[awaited.semaphore], 'semaphore').name} (at 0, ${name} would release it)`
    case 'barrier':
      return `${awaitedText(program, awaited)} (${name} is not there yet)`
    case 'until':
      return `${untilText(program, thread, awaited.pc) ?? 'a condition'} (${name} could make it true)`
    default:
      return unreachable(awaited)
  }
}

/** Returns who could give a thread what it waits for; for what is not a lock or the end of a thread. */
function giversText(program: Program, { waits, givers }: Deadlock, wait: Wait): string {
  const { kind } = wait.awaited
  if (kind !== 'semaphore' && kind !== 'barrier' && kind !== 'until') return ''
  const names = (givers[waits.indexOf(wait)] ?? []).map((each) => threadName(program, each))
  if (names.length > 0) return `, which only ${listed(names, 'or')} could change`
  return kind === 'until' ? ', which no thread can make true any more' : ''
}
