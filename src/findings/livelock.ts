import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Fairness } from '../program/program.ts'
import { fairnessRemark } from './fair.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** None of the threads makes progress in the cycle of the trace, though each takes its turns. */
export interface Livelock {
  readonly kind: 'livelock'
  readonly threads: readonly number[]
  /** In which way the execution is fair. */
  readonly fairness: Fairness
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
      find: (graph) =>
        lassoCandidates(graph, 'livelock', ({ threads }) => ({ kind: 'livelock', threads, fairness: graph.fairness })),
    },
  ],
  explain: (program, { detail }) => {
    const names = detail.threads.map((thread) => threadName(program, thread))
    const remark = fairnessRemark(detail.fairness)
    if (names.length > 1) return `${listed(names)} keep taking steps forever, and none of them makes progress${remark}`
    const although = detail.fairness === 'weak' ? ', although the execution is fair' : remark
    return `${names[0]} can run forever without making progress${although}`
  },
}
