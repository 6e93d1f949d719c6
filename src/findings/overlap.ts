import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import { peersIn } from '../program/dataflow.ts'
import { threadName } from '../program/print.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { Observer } from '../space/observer.ts'
import { invariantKeyOf } from '../space/watch.ts'
import { candidatesOf, type FindingRule } from './rule.ts'

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
    {
      in: 'states',
      begin: ({ program: { invariants } }) => {
        const found: Nearest<number> = new Nearest()
        const observer: Observer = {
          violated: (index, state, depth) => {
            if (invariants[index]?.section === undefined) return
            found.add(invariantKeyOf(index), depth, { state, label: null }, () => index)
          },
          knows: (key) => found.has(key),
        }
        return {
          observer,
          candidates: () =>
            candidatesOf(found.all(), (index, { program, state }) => {
              const { section = '', line, condition } = present(program.invariants[index], 'invariant')
              if (holdsAt(state, condition)) return null
              const threads = peersIn(condition).flatMap(({ thread, register }) =>
                state.threads[thread]?.registers[register] === 0 ? [] : [thread],
              )
              return { detail: { kind: 'overlap', section, threads }, threads, lines: [line] }
            }),
        }
      },
    },
  ],
  explain: (program, { detail, lines }) => {
    const names = listed(detail.threads.map((each) => threadName(program, each)))
    const many = detail.threads.length === 2 ? 'both' : 'all'
    const section = detail.section === '' ? 'the critical section' : `the critical section \`${detail.section}\``
    return `${names} are ${many} in ${section} (line ${lines[0] ?? 0})`
  },
  marks: (_, __, { last }) => new Map([[last, 'several threads are in it']]),
}
