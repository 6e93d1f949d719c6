import { CrashObserver } from '../analysis/crashes.ts'
import { threadName } from '../program/print.ts'
import { instructionAt, type Program } from '../program/program.ts'
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
    const line = lines[0] ?? 0
    const name = nameWithoutValue(program, detail, line)
    const why = name === null ? '' : `: \`${name}\` has no value there`
    const asserted = detail.exception === 'AssertionError' ? statementAt(program, line) : null
    const place = asserted === null ? `line ${line}` : `line ${line}: \`${asserted}\``
    return `${detail.exception} ends ${threadName(program, detail.thread)} (${place})${why === '' ? ', since' : `${why}, and`} nothing catches it`
  },
  marks: (program, { thread, exception }, { last }) => new Map([[last, `${exception} ends ${threadName(program, thread)}`]]),
}

/** More of an assertion is left out. */
const longestStatement = 80

/** Returns the assertion in a line, with its message; null if the line begins with anything else. */
function statementAt({ source }: Program, line: number): string | null {
  const text = source?.text.split('\n')[line - 1]?.trim() ?? ''
  if (!/^assert\b/.test(text) || text.includes('`')) return null
  return text.length > longestStatement ? `${text.slice(0, longestStatement - 1)}…` : text
}

/** Returns the name whose lack of a value an exception is about; null of other exceptions. */
function nameWithoutValue(program: Program, { thread, exception }: UncaughtException, line: number): string | null {
  if (exception !== 'UnboundLocalError' && exception !== 'NameError') return null
  const code = program.codes[program.threads[thread]?.code ?? -1]
  const raise = code?.instructions.find((each) => each.op === 'raise' && each.exception === exception && each.line === line)
  const text = program.source?.text ?? null
  if (raise === undefined || text === null || raise.span === null) return null
  return /^[\p{L}_][\p{L}\p{N}_]*/u.exec(text.slice(raise.span.start, raise.span.end))?.[0] ?? null
}
