import { capital, counted } from '../base/words.ts'
import { codeOf, type Program, rowOf, type Summary } from '../internal.ts'
import type { ReachNow } from './messages.ts'
import type { Choice, Goal, Question } from './quiz-question.ts'
import { scheduleQuestion } from './quiz-schedules.ts'
import { tableQuestion } from './quiz-tables.ts'
import type { Course } from './walk.ts'

/** Returns the questions that a program is good for; `walks`: also those that are answered on the stage. */
export function questionsFor(summary: Summary, course: Course, walks: boolean): Question[] {
  const { program } = course
  return [
    ...(summary.candidates.length === 0 ? [] : [endsQuestion(summary)]),
    ...(walks ? [...outcomeWalk(summary), ...deadlockWalk(summary)] : []),
    ...(summary.complete ? raceQuestion(summary, program) : []),
    ...scheduleQuestion(course),
    ...tableQuestion(summary, course),
  ]
}

function endsQuestion(summary: Summary): Question {
  const { interleavings, complete, observed } = summary
  const all = interleavings === null ? 'interleaving' : `interleaving of the ${interleavings}`
  const none = (gives: string): string => (complete ? `no ${all} ${gives}` : 'none was found; not all was explored')
  const values = summary.candidates.map(
    ({ text, outcome }): Choice => ({
      text,
      right: outcome !== null,
      ticked: outcome === null ? none(`gives ${text}`) : 'possible',
      left: outcome === null ? 'impossible' : 'this is possible',
      proof: outcome === null ? null : { kind: 'outcome', outcome },
      proves: `to end with ${text}`,
    }),
  )
  const ends = summary.ends.map(
    ({ text, possible, finding }): Choice => ({
      text,
      right: possible,
      ticked: possible ? 'possible' : none(text),
      left: possible ? 'this is possible' : 'impossible',
      proof: finding === null ? null : { kind: 'finding', finding },
      proves: `it ${text}`,
    }),
  )
  return {
    kind: 'choices',
    text: `Which final values of ${observed} are possible, and which other ends?`,
    several: true,
    choices: [...values, ...ends],
    explanation: firstFinding(summary) ?? 'Nothing wrong was found: every end is one that threads can reach by taking turns.',
  }
}

function firstFinding({ findings }: Summary): string | null {
  const [first] = findings
  return first === undefined ? null : `${capital(first.head)}: ${first.explanation}`
}

/** Asks for a schedule to the outcome that is reached most seldom. */
function outcomeWalk(summary: Summary): Question[] {
  const { outcomes, observed } = summary
  const indices = outcomes.map((_, index) => index)
  const [rarest] = indices.sort((one, other) => (outcomes[one]?.portion ?? 1) - (outcomes[other]?.portion ?? 1))
  const outcome = outcomes[rarest ?? -1]
  if (rarest === undefined || outcome === undefined || (outcomes.length < 2 && !summary.deadlocks)) return []
  const share = /^[\d,]+ of/.test(outcome.share) ? `${outcome.share} interleavings end so. ` : ''
  return [
    {
      kind: 'walk',
      text: `Find a schedule that ends with ${observed} = ${outcome.text}.`,
      goal: { kind: 'outcome', outcome: rarest },
      par: outcome.steps,
      proof: { kind: 'outcome', outcome: rarest },
      explanation: `${share}A shortest one has ${counted(outcome.steps, 'step')}.`,
    },
  ]
}

function deadlockWalk({ deadlocks, findings }: Summary): Question[] {
  const finding = findings.findIndex(({ kind }) => kind === 'deadlock' || kind === 'stuck-thread')
  const shown = findings[finding]
  if (!deadlocks || shown === undefined) return []
  // After a `stuck-thread` others may go on. A `deadlock` of each kind has a shortest schedule.
  const lengths = findings.flatMap(({ kind, schedule }) => (kind === 'deadlock' ? [schedule.length] : []))
  return [
    {
      kind: 'walk',
      text: 'Make it deadlock: find a schedule after which no thread can take a step, though not all have ended.',
      goal: { kind: 'deadlock' },
      par: lengths.length === 0 ? null : Math.min(...lengths),
      proof: { kind: 'finding', finding },
      explanation: shown.explanation,
    },
  ]
}

/** The most lines that the question about races offers. */
const mostLines = 8

function raceQuestion(summary: Summary, program: Program): Question[] {
  const races = summary.findings.flatMap((each, index) => (each.kind === 'data-race' ? [{ ...each, index }] : []))
  const lines = accessLines(program).slice(0, mostLines)
  if (lines.length < 2) return []
  const choices = lines.map(({ line, text }): Choice => {
    const race = races.find((each) => each.lines.includes(line))
    return {
      text: `line ${line}: ${text}`,
      right: race !== undefined,
      ticked: race === undefined ? 'no other thread can access the same memory then' : 'races',
      left: race === undefined ? 'no race here' : 'this races',
      proof: race === undefined ? null : { kind: 'finding', finding: race.index },
      proves: `line ${line} races`,
    }
  })
  const none: Choice = {
    text: 'there is no data race',
    right: races.length === 0,
    ticked: races.length === 0 ? 'no data race' : 'there is one',
    left: races.length === 0 ? 'there is none' : 'there is one',
    proof: null,
    proves: '',
  }
  const [first] = races
  return [
    {
      kind: 'choices',
      text: 'Is there a data race, and which lines take part in one?',
      several: true,
      choices: [...choices, none],
      explanation:
        first === undefined
          ? 'Whenever two threads are about to access the same memory, and one of them to write it, something orders the two.'
          : `${capital(first.head)}: ${first.explanation}`,
    },
  ]
}

/** Returns the lines that access memory which the reader sees, with their texts. */
function accessLines(program: Program): { readonly line: number; readonly text: string }[] {
  const source = program.source?.text.split(/\r?\n/) ?? []
  const lines = program.threads.flatMap((_, thread) =>
    codeOf(program, thread).flatMap((each) => {
      const accesses =
        rowOf(each).access !== undefined && 'place' in each && program.shared[each.place.variable]?.hidden !== true
      return accesses ? [each.line] : []
    }),
  )
  const distinct = [...new Set(lines)].sort((one, other) => one - other)
  return distinct.flatMap((line) => {
    const text = source[line - 1]?.trim() ?? ''
    return text === '' ? [] : [{ line, text }]
  })
}

/** Reports whether the state on stage is the goal of a walk; null while it is unknown or the execution goes on. */
export function isGoal(goal: Goal, reach: ReachNow | null): boolean | null {
  if (reach === null || reach.steps.length > 0) return null
  switch (goal.kind) {
    case 'outcome':
      return reach.here.outcomes.includes(goal.outcome)
    case 'deadlock':
      return reach.here.deadlock
  }
}
