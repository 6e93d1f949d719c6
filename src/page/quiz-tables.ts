import { blankTable, blankTableExplanation, blankTableText, type Move, type Summary } from '../internal.ts'
import type { Question } from './quiz-question.ts'
import { walkOf } from './quiz-schedules.ts'
import { type Course, laidOut, namedChoices, newCourse } from './walk.ts'

/** So many ways through the program are tried, of so many steps at most. */
const mostWalks = 8
const longest = 16

/**
 * Asks for the values after each step of a schedule: that of the first finding that makes a table, or another one. Nothing if none
 * makes one.
 */
export function tableQuestion({ findings }: Summary, { program, rules }: Course): Question[] {
  const start = newCourse(program, rules)
  const found = findings.filter(({ cycleFrom }) => cycleFrom === null).map(({ schedule }) => laidOut(start, schedule))
  const walks = Array.from({ length: mostWalks }, (_, seed) => walkOf(start, seed, longest))
  for (const course of [...found, ...walks]) {
    const table = blankTable(program, course)
    if (table === null) continue
    return [{ kind: 'table', text: blankTableText, table, schedule: wholeSchedule(course), explanation: blankTableExplanation }]
  }
  return []
}

function wholeSchedule(course: Course): readonly Move[] {
  return namedChoices({ ...course, at: course.steps.length })
}

/** Whether a reader means a value: spaces, quotes, capital letters and the kind of minus sign do not matter. */
export function isMeant(given: string, answer: string): boolean {
  const plain = (text: string): string =>
    text
      .replaceAll(/[\s'"]/g, '')
      .replaceAll('−', '-')
      .toLowerCase()
  return plain(given) === plain(answer)
}
