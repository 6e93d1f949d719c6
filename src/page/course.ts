import { initialState, type Move, type Program, type Rules, type State, type Step, steps, type TraceStep } from '../internal.ts'

/**
 * A schedule being walked: the steps taken, those taken back that can be taken again, and the place between them. Every
 * state is computed by the definition of the semantics, on the spot, so that walking never waits for the explorer.
 */
export interface Course {
  readonly program: Program
  readonly rules: Rules
  readonly initial: State
  readonly steps: readonly TraceStep[]
  /** How many of the steps have been taken. */
  readonly at: number
}

export function newCourse(program: Program, rules: Rules): Course {
  return { program, rules, initial: initialState(program), steps: [], at: 0 }
}

/** The state on stage. */
export function stateOn({ initial, steps: taken, at }: Course): State {
  return at === 0 ? initial : (taken[at - 1]?.after ?? initial)
}

/** The step that led to the state on stage; null at the start. */
export function lastStep({ steps: taken, at }: Course): TraceStep | null {
  return taken[at - 1] ?? null
}

/** The steps that a thread can take now, one for each way of choosing. */
export function possibleSteps(course: Course, thread: number): Step[] {
  return steps(course.program, stateOn(course), thread, course.rules)
}

/** Takes a step. Steps that were taken back stay only if this is the next of them. */
export function taking(course: Course, step: Step): Course {
  const next = course.steps[course.at]
  if (next !== undefined && sameMove(next, step)) return { ...course, at: course.at + 1 }
  const before = stateOn(course)
  return { ...course, steps: [...course.steps.slice(0, course.at), { ...step, before }], at: course.at + 1 }
}

/** Goes to a place of the schedule. */
export function movedTo(course: Course, at: number): Course {
  return { ...course, at: Math.max(0, Math.min(course.steps.length, at)) }
}

/** A schedule from the start, with nothing of it taken yet. It is cut where it does not fit the program. */
export function laidOut(course: Course, schedule: readonly Move[]): Course {
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

/** The schedule up to the state on stage. */
export function scheduleSoFar({ steps: taken, at }: Course): Move[] {
  return taken.slice(0, at).map(({ thread, choices }) => ({ thread, choices }))
}

export function sameMove(one: Move, other: Move): boolean {
  return one.thread === other.thread && JSON.stringify(one.choices) === JSON.stringify(other.choices)
}
