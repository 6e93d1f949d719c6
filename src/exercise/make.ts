import { deadlockQuestion } from './questions/deadlock.ts'
import { lockPlaceQuestion } from './questions/lock-place.ts'
import { removalQuestions } from './questions/removal.ts'
import { scheduleQuestion } from './questions/schedules.ts'
import { tableQuestion } from './questions/table.ts'
import { valuesQuestion } from './questions/values.ts'
import type { Sheet } from './sheet.ts'
import { shownCode } from './shown-code.ts'
import type { Subject } from './subject.ts'

/** Makes a sheet of all questions that a program is good for. The seed decides what is chosen, and in which order answers stand. */
export async function sheetOf(subject: Subject, title: string, seed: number): Promise<Sheet> {
  const { source, language } = subject
  return {
    title,
    code: shownCode(source.text),
    language: language === 'ilv' || language === 'python' ? language : 'text',
    seed,
    questions: [
      ...(await valuesQuestion(subject)),
      ...scheduleQuestion(subject),
      ...tableQuestion(subject),
      ...deadlockQuestion(subject),
      ...(await removalQuestions(subject)),
      ...(await lockPlaceQuestion(subject)),
    ],
  }
}
