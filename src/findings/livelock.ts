import { listed } from '../base/words.ts'
import { hasProgressMarks } from '../program/loops.ts'
import { threadName } from '../program/print.ts'
import type { Fairness, Program } from '../program/program.ts'
import { fairnessRemark } from './fair.ts'
import { lassoCandidates } from './lassos.ts'
import type { FindingRule } from './rule.ts'

/** None of the threads makes progress in the cycle of the trace, though each takes its turns. */
export interface Livelock {
  readonly kind: 'livelock'
  readonly threads: readonly number[]
  /** The variables on which the threads spin, though nobody can change them any more; null if they do something else. */
  readonly spunOn: readonly number[] | null
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
        lassoCandidates(graph, 'livelock', ({ threads, spunOn }) => {
          return { kind: 'livelock', threads, spunOn, fairness: graph.fairness }
        }),
    },
  ],
  explain: (program, { detail }) => {
    const names = detail.threads.map((thread) => threadName(program, thread))
    const spun = (detail.spunOn ?? []).flatMap((variable) => program.shared[variable]?.name ?? [])
    if (spun.length > 0)
      return `${listed(names)} ${names.length === 1 ? 'spins' : 'spin'} on ${listed(spun)}, which no thread can change any more`
    const remark = fairnessRemark(detail.fairness)
    if (names.length > 1)
      return `${listed(names)} keep taking steps forever, and none of them ${progressWords(program)}${remark}`
    const although = detail.fairness === 'weak' ? ', although the execution is fair' : remark
    return `${names[0]} can run forever and never ${progressWords(program, 'end', 'come')}${although}`
  },
}

/** Returns what would be progress, in words that say how to mark it. */
function progressWords({ notation, codes }: Program, ends = 'ends', comes = 'comes'): string {
  const mark = notation === 'python' ? '`# progress`' : '`progress`'
  const isMarked = codes.some(hasProgressMarks)
  return `${ends} or ${comes} to a ${mark} mark${isMarked ? '' : ' (if a round gets somewhere, mark it so)'}`
}
