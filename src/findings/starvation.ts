import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** The thread makes no progress in the cycle of the trace, while the others do. */
export interface Starvation {
  readonly kind: 'starvation'
  readonly thread: number
  readonly others: readonly number[]
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
          return { kind: 'starvation', thread: threads[0] ?? 0, others }
        }),
    },
  ],
  explain: (program, { detail: { thread, others } }) => {
    const names = others.map((each) => threadName(program, each))
    return `${threadName(program, thread)} may never make progress, while ${listed(names)} ${names.length === 1 ? 'does' : 'do'}`
  },
}

/** Returns the sentence about several threads that may starve. */
export function starvationSentence(program: Program, starving: readonly Starvation[]): string {
  const names = starving.map(({ thread }) => threadName(program, thread))
  return `starvation: each of ${listed(names)} may never make progress, while others do`
}
