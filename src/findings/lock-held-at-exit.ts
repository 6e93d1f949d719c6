import { threadName } from '../program/print.ts'
import { hasEnded } from '../semantics/state.ts'
import { locksOf } from './lock-observer.ts'
import { candidatesOf, type FindingRule } from './rule.ts'
import { mutexName } from './waiting.ts'

export interface LockHeldAtExit {
  readonly kind: 'lock-held-at-exit'
  readonly mutex: number
  readonly thread: number
}

export const lockHeldAtExit: FindingRule<LockHeldAtExit> = {
  kind: 'lock-held-at-exit',
  name: 'lock held at exit',
  severity: 'warning',
  inReducedSpaces: true,
  searches: [
    {
      in: 'states',
      begin: (setting) => {
        const observer = setting.program.mutexes.length > 0 ? locksOf(setting) : null
        return {
          observer,
          candidates: () =>
            candidatesOf(observer?.atExit.all() ?? [], ({ mutex, thread: holder, line }, { state, named }) => {
              const thread = named(holder)
              const status = state.threads[thread]?.status
              if (state.mutexes[mutex]?.owner !== thread || status === undefined || !hasEnded(status)) return null
              return { detail: { kind: 'lock-held-at-exit', mutex, thread }, threads: [thread], lines: [line] }
            }),
        }
      },
    },
  ],
  explain: (program, { detail, lines }) => {
    const { thread, mutex } = detail
    return `${threadName(program, thread)} ends while it holds ${mutexName(program, mutex)} (acquired at line ${lines[0] ?? 0})`
  },
}
