import { threadName } from '../program/print.ts'
import { type FailedEnd, failedEnd, failedEnds, failureText } from './failed-end.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** An endless loop: a silent one is a failure, others are infinite executions. */
export const divergence: FindingRule<FailedEnd<'divergence'>> = {
  ...failedEnd('divergence', 'divergence'),
  searches: [
    failedEnds('divergence'),
    {
      in: 'graph',
      full: true,
      find: (graph) =>
        lassoCandidates(graph, 'divergence', ({ threads }) => ({
          kind: 'divergence',
          thread: threads[0] ?? 0,
          instruction: '',
          explanation: 'the loop accesses nothing shared and never ends',
        })),
    },
  ],
  explain: (program, { detail, lines, cycleFrom }) => {
    if (cycleFrom === null) return failureText(program, detail, lines)
    return `in ${threadName(program, detail.thread)} (line ${lines[0] ?? 0}): ${detail.explanation}`
  },
}
