import { type Move, type Program, scheduleText, threadName } from '../internal.ts'
import { whyNoStep } from './blocked.ts'
import type { Question } from './quiz-question.ts'
import { type Course, newCourse, possibleSteps, scheduleSoFar, stateOn, taking } from './walk.ts'

/** A schedule whose last move a program does not allow, with the reason. */
interface Impossible {
  readonly moves: readonly Move[]
  readonly why: string
  /** Whether the thread is blocked, not only at its end. */
  readonly blocked: boolean
}

/** How many ways through the program are tried, and how long they are at most. */
const mostWalks = 40
const mostSteps = 10
/** How many possible schedules stand beside the impossible one. */
const others = 3

/** Asks which of some schedules is impossible; nothing where there are too few to choose from. */
export function scheduleQuestion({ program, rules }: Course): Question[] {
  const walks = Array.from({ length: mostWalks }, (_, seed) => walkOf(newCourse(program, rules), seed, mostSteps))
  const [impossible] = walks.flatMap(impossibleIn).sort(byInterest)
  if (impossible === undefined) return []
  const { length } = impossible.moves
  const text = (moves: readonly Move[]): string => scheduleText(program, moves)
  const possible = new Map(
    walks.filter((each) => each.steps.length >= length).map((each) => [text(movesOf(each, length)), movesOf(each, length)]),
  )
  if (possible.size < 2) return []
  const wrong = [...possible].slice(0, others).map(([name, moves]) => ({
    text: name,
    right: false,
    ticked: 'this is possible',
    left: 'possible',
    proof: { kind: 'schedule', schedule: moves, title: 'this schedule is possible' } as const,
    proves: `that ${name} is possible`,
  }))
  const right = {
    text: text(impossible.moves),
    right: true,
    ticked: 'impossible',
    left: 'this is the impossible one',
    proof: { kind: 'schedule', schedule: impossible.moves.slice(0, -1), title: 'as far as it is possible' } as const,
    proves: 'how far it is possible',
  }
  return [
    {
      kind: 'choices',
      text: 'Which of these schedules is impossible?',
      several: false,
      choices: [...wrong, right].sort((one, other) => (one.text < other.text ? -1 : 1)),
      explanation: impossible.why,
    },
  ]
}

/** Walks through a program, `longest` steps at most; the seed alone decides where. The walk ends where a step has a choice. */
export function walkOf(start: Course, seed: number, longest: number): Course {
  let course = start
  for (let round = 1; round <= longest; round++) {
    const possible = course.program.threads.flatMap((_, thread) => {
      const [step, ...more] = possibleSteps(course, thread)
      return step === undefined || more.length > 0 ? [] : [step]
    })
    const step = possible[((seed * 2654435761 + round * 40503 * (seed + 1)) >>> 8) % Math.max(1, possible.length)]
    if (step === undefined) break
    course = taking(course, step)
  }
  return course
}

function impossibleIn(course: Course): Impossible[] {
  const { program, steps } = course
  return steps.flatMap((_, index): Impossible[] => {
    const here = { ...course, at: index + 1 }
    return program.threads.flatMap((_, thread) => impossibleAt(here, thread))
  })
}

function impossibleAt(course: Course, thread: number): Impossible[] {
  const { program } = course
  const state = stateOn(course)
  const status = state.threads[thread]?.status ?? 'unstarted'
  if (possibleSteps(course, thread).length > 0) return []
  const before = scheduleSoFar(course)
  const why = `After ${scheduleText(program, before)}, ${threadName(program, thread)} cannot take a step: ${reason(program, course, thread)}.`
  const blocked = status !== 'finished' && status !== 'crashed' && status !== 'unstarted'
  return [{ moves: [...before, { thread, choices: [] }], why, blocked }]
}

function reason(program: Program, course: Course, thread: number): string {
  return whyNoStep(program, stateOn(course), thread)
}

/** A thread that is blocked before one that has ended, a short schedule before a long one; but two moves say too little. */
function byInterest(one: Impossible, other: Impossible): number {
  const short = ({ moves }: Impossible): number => (moves.length < 3 ? 1 : 0)
  return Number(other.blocked) - Number(one.blocked) || short(one) - short(other) || one.moves.length - other.moves.length
}

function movesOf(course: Course, length: number): Move[] {
  return scheduleSoFar({ ...course, at: length })
}
