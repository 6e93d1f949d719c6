import { capital } from '../../base/words.ts'
import { findingSentence } from '../../findings/kinds.ts'
import { scheduleText } from '../../program/schedule.ts'
import type { Question } from '../sheet.ts'
import type { Subject } from '../subject.ts'

/** Asks whether the program can deadlock, if threads of it can wait at all. */
export function deadlockQuestion({ investigation }: Subject): readonly Question[] {
  const { program, findings, complete } = investigation.result
  const waits = program.codes.some(({ instructions }) => instructions.some(({ op }) => waiting.has(op)))
  if (!waits || !complete) return []
  const found = findings.find(({ kind }) => kind === 'deadlock' || kind === 'stuck-thread')
  const can = found !== undefined
  return [
    {
      kind: 'choice',
      title: 'Deadlock',
      text: 'Can this program deadlock: come to a point where some threads have not ended, and none of them can go on?',
      several: false,
      answers: [
        {
          text: 'yes, in some interleavings',
          isRight: can && !isCertain(investigation.result),
          why: !can
            ? 'No interleaving leads there.'
            : isCertain(investigation.result)
              ? 'It is so in all of them.'
              : 'Others end well.',
        },
        {
          text: 'yes, in every interleaving',
          isRight: can && isCertain(investigation.result),
          why: !can
            ? 'No interleaving leads there.'
            : isCertain(investigation.result)
              ? 'Whatever the order is, it comes to that.'
              : 'Other orders end well.',
        },
        {
          text: 'no, in none',
          isRight: !can,
          why: can
            ? 'There is an order of the steps that leads there.'
            : 'Whatever a thread waits for, another one still does.',
        },
      ],
      explanation:
        found === undefined
          ? 'All interleavings were explored, and in each of them every thread ends.'
          : `${capital(findingSentence(program, found))}. Schedule: \`${scheduleText(program, found.trace.schedule)}\`.`,
    },
  ]
}

const waiting: ReadonlySet<string> = new Set(['acquire', 'sem_acquire', 'wait', 'await', 'barrier_wait', 'select'])

/** Whether no execution ends well. */
function isCertain({ outcomes }: Subject['investigation']['result']): boolean {
  return outcomes.length === 0
}
