import type { Wait } from '../analysis/finding.ts'
import { stuckThreadsIn } from '../analysis/stuck.ts'
import { isEnabled } from '../semantics/step.ts'
import { candidatesOf, type FindingRule } from './rule.ts'
import { isWaiting, renamedWait, waitersOf, waitsText } from './waiting.ts'

/** The thread is stuck after the last step of the trace. */
export interface StuckThread {
  readonly kind: 'stuck-thread'
  readonly thread: number
  readonly waits: readonly Wait[]
}

export const stuckThread: FindingRule<StuckThread> = {
  kind: 'stuck-thread',
  name: 'stuck thread',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'graph',
      full: false,
      find: (graph) =>
        candidatesOf(stuckThreadsIn(graph, graph.edges).all(), (info, { program, rules, state, named }) => {
          const thread = named(info.thread)
          const waits = info.waits.map((each) => renamedWait(each, named))
          const isBlocked = !isEnabled(program, state, thread, rules) && waits.every((wait) => isWaiting(program, state, wait))
          return isBlocked ? { detail: { kind: 'stuck-thread' as const, thread, waits }, ...waitersOf(waits) } : null
          // A trace cannot show what never happens after it, so it is not shortened.
        }).map((each) => ({ ...each, canBeShortened: false })),
    },
  ],
  explain: (program, { detail }) => {
    return `from here on ${waitsText(program, detail.waits)}, and never takes a step again, although the program continues`
  },
}
