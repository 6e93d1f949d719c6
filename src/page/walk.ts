import {
  initialState,
  longTrace,
  type Move,
  movesOf,
  namedMoves,
  type Program,
  type Rules,
  replay,
  type State,
  type Step,
  steps,
  type TraceStep,
  type TraceSteps,
} from '../internal.ts'

/**
 * A schedule that the reader walks: the steps taken, the steps undone that can be taken again, and the position between
 * them. The reference interpreter computes every state on demand, so that walking never waits for the explorer.
 */
export interface Course {
  readonly program: Program
  readonly rules: Rules
  readonly initial: State
  readonly steps: TraceSteps
  /** How many of the steps have been taken. */
  readonly at: number
}

export function newCourse(program: Program, rules: Rules): Course {
  return { program, rules, initial: initialState(program), steps: [], at: 0 }
}

/** Returns the state on stage. */
export function stateOn({ initial, steps: taken, at }: Course): State {
  return at === 0 ? initial : (taken.at(at - 1)?.after ?? initial)
}

/** Returns the step that led to the state on stage; null at the start. */
export function lastStep({ steps: taken, at }: Course): TraceStep | null {
  return at === 0 ? null : (taken.at(at - 1) ?? null)
}

/** Returns the steps that a thread can take now, one for each combination of choices. */
export function possibleSteps(course: Course, thread: number): Step[] {
  return steps(course.program, stateOn(course), thread, course.rules)
}

/** Returns the only step that a thread can take; null if it can take several or none. */
export function onlyStep(course: Course, thread: number): Step | null {
  const [step, ...others] = possibleSteps(course, thread)
  return others.length === 0 ? (step ?? null) : null
}

/** Takes a step. The undone steps stay only if this step is the first of them. */
export function taking(course: Course, step: Step): Course {
  const next = course.steps.at(course.at)
  if (next !== undefined && sameMove(next, step)) return { ...course, at: course.at + 1 }
  if (course.at >= longTrace) return movedTo(laidOut(course, [...scheduleSoFar(course), step]), course.at + 1)
  const before = stateOn(course)
  return { ...course, steps: [...course.steps.slice(0, course.at), { ...step, before }], at: course.at + 1 }
}

/** Moves to a position of the schedule. */
export function movedTo(course: Course, at: number): Course {
  return { ...course, at: Math.max(0, Math.min(course.steps.length, at)) }
}

/**
 * Returns a course at the start of a schedule. It truncates the schedule at the first move that does not fit the
 * program.
 */
export function laidOut(course: Course, schedule: readonly Move[]): Course {
  if (schedule.length > longTrace) {
    const long = replay(course.program, schedule, course.rules)
    if (!long.ok) return laidOut(course, schedule.slice(0, long.misfit.move))
    return { ...course, steps: long.trace.steps, at: 0 }
  }
  let walked: Course = { ...course, steps: [], at: 0 }
  for (const move of schedule) {
    const possible = possibleSteps(walked, move.thread)
    const only = possible.length === 1 && move.choices.length === 0 ? possible[0] : undefined
    const step = only ?? possible.find((each) => sameMove(each, move))
    if (step === undefined) break
    walked = taking(walked, step)
  }
  return { ...walked, at: 0 }
}

/** Returns the schedule up to the state on stage. */
export function scheduleSoFar({ steps: taken, at }: Course): Move[] {
  return movesOf(taken).slice(0, at)
}

/** Returns the moves so far, with choices only where a schedule must name them. */
export function namedChoices({ steps: taken, at }: Course): Move[] {
  return namedMoves(taken).slice(0, at)
}

export function sameMove(one: Move, other: Move): boolean {
  return one.thread === other.thread && JSON.stringify(one.choices) === JSON.stringify(other.choices)
}
