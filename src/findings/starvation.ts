import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Fairness, Program } from '../program/program.ts'
import { fairnessRemark } from './fair.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** The thread makes no progress in the cycle of the trace, while the others do. */
export interface Starvation {
  readonly kind: 'starvation'
  readonly thread: number
  readonly others: readonly number[]
  /** In which way the execution is fair. */
  readonly fairness: Fairness
}

export const starvation: FindingRule<Starvation> = {
  kind: 'starvation',
  name: 'starvation',
  severity: 'warning',
  inReducedSpaces: false,
  searches: [
    {
      in: 'graph',
      full: true,
      find: (graph) =>
        lassoCandidates(graph, 'starvation', ({ threads, others }) => {
          return { kind: 'starvation', thread: threads[0] ?? 0, others, fairness: graph.fairness }
        }),
    },
  ],
  explain: (program, { detail: { thread, others, fairness } }) => {
    const names = others.map((each) => threadName(program, each))
    const they = `${listed(names)} ${names.length === 1 ? 'does' : 'do'}`
    return `${threadName(program, thread)} may never make progress, while ${they}${fairnessRemark(fairness)}`
  },
}

/** Returns the sentence about several threads that may starve. */
export function starvationSentence(program: Program, starving: readonly Starvation[]): string {
  const names = starving.map(({ thread }) => threadName(program, thread))
  const remark = fairnessRemark(starving[0]?.fairness ?? 'weak')
  return `starvation: each of ${listed(names)} may never make progress, while others do${remark}`
}
