import { listed } from '../base/words.ts'
import { peersIn } from '../program/dataflow.ts'
import { threadName } from '../program/print.ts'
import type { FindingRule } from './rule.ts'
import { violations } from './violations.ts'

/** Several threads are in one critical section. */
export interface Overlap {
  readonly kind: 'overlap'
  readonly section: string
  /** The threads that are in it. */
  readonly threads: readonly number[]
}

export const overlap: FindingRule<Overlap> = {
  kind: 'overlap',
  name: 'overlap',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    violations(
      ({ section }) => section !== undefined,
      ({ section = '', condition }, _, state) => {
        const threads = peersIn(condition).flatMap(({ thread, register }) =>
          state.threads[thread]?.registers[register] === 0 ? [] : [thread],
        )
        return { detail: { kind: 'overlap', section, threads }, threads }
      },
    ),
  ],
  explain: (program, { detail, lines }) => {
    const names = listed(detail.threads.map((each) => threadName(program, each)))
    const many = detail.threads.length === 2 ? 'both' : 'all'
    const section = detail.section === '' ? 'the critical section' : `the critical section \`${detail.section}\``
    return `${names} are ${many} in ${section} (line ${lines[0] ?? 0})`
  },
  marks: (_, __, { last }) => new Map([[last, 'several threads are in it']]),
}
