import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** None of the threads makes progress in the cycle of the trace, though each takes its turns. */
export interface Livelock {
  readonly kind: 'livelock'
  readonly threads: readonly number[]
}

export const livelock: FindingRule<Livelock> = {
  kind: 'livelock',
  name: 'livelock',
  severity: 'error',
  inReducedSpaces: false,
  searches: [
    {
      in: 'graph',
      full: true,
      find: (graph) => lassoCandidates(graph, 'livelock', ({ threads }) => ({ kind: 'livelock', threads })),
    },
  ],
  explain: (program, { detail }) => {
    const names = detail.threads.map((thread) => threadName(program, thread))
    if (names.length === 1) return `${names[0]} can run forever without making progress, although the execution is fair`
    return `${listed(names)} keep taking steps forever, and none of them makes progress`
  },
}
