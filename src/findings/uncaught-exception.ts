import { CrashObserver } from '../analysis/crashes.ts'
import { threadName } from '../program/print.ts'
import { instructionAt } from '../program/program.ts'
import { candidatesOf, type FindingRule } from './rule.ts'

export interface UncaughtException {
  readonly kind: 'uncaught-exception'
  readonly thread: number
  readonly exception: string
}

export const uncaughtException: FindingRule<UncaughtException> = {
  kind: 'uncaught-exception',
  name: 'uncaught exception',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'states',
      begin: ({ program, layout }) => {
        const observer = new CrashObserver(program, layout)
        return {
          observer: observer.watched.length > 0 ? observer : null,
          candidates: () =>
            candidatesOf(observer.crashes.all(), (crash, { program, state, named }) => {
              const { line, exception } = crash
              const thread = named(crash.thread)
              const raise = instructionAt(program, thread, state.threads[thread]?.pc ?? -1)
              if (state.threads[thread]?.status !== 'crashed' || raise?.line !== line) return null
              if (raise.op !== 'raise' || raise.exception !== exception) return null
              return { detail: { kind: 'uncaught-exception', thread, exception }, threads: [thread], lines: [line] }
            }),
        }
      },
    },
  ],
  explain: (program, { detail, lines }) => {
    return `${detail.exception} ends ${threadName(program, detail.thread)} (line ${lines[0] ?? 0}), since nothing catches it`
  },
  marks: (program, { thread, exception }, { last }) => new Map([[last, `${exception} ends ${threadName(program, thread)}`]]),
}
