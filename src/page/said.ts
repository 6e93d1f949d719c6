import { isFinal, type Program, type State, stepPhrase, type TraceStep, threadName, unicodeSymbols } from '../internal.ts'
import { lastStep, possibleSteps, stateOn } from './course.ts'
import { endsText } from './ends.ts'
import { lockCells, sharedCells } from './memory.ts'
import type { Session } from './session.ts'

/** What the live region says of the state on stage: the step, what it changed, what can still happen. */
export function saidOf(session: Session): string {
  const { course } = session
  if (course === null) return ''
  const { program, at } = course
  const step = lastStep(course)
  const state = stateOn(course)
  const taken =
    step === null
      ? 'At the start.'
      : `Step ${at}, ${threadName(program, step.thread)}: ${stepPhrase(program, step, unicodeSymbols)}.`
  const changes = changesText(program, state, step)
  const end = endText(program, state, session)
  return [taken, changes, end ?? reachText(session)].filter((each) => each !== '').join(' ')
}

function changesText(program: Program, state: State, step: TraceStep | null): string {
  if (step === null) return ''
  const changed = [...sharedCells(program, state, step), ...lockCells(program, state, step.before)]
  return changed
    .filter((each) => each.before !== null)
    .map(({ name, text }) => `${name} is now ${text}.`)
    .join(' ')
}

/** How the execution has ended; null while it goes on. */
export function endText(program: Program, state: State, { course }: Session): string | null {
  if (state.failure !== null) return `${threadName(program, state.failure.thread)} failed: ${state.failure.detail}.`
  if (isFinal(program, state)) return 'The program is over.'
  if (course === null) return null
  const stuck = program.threads.every((_, thread) => possibleSteps(course, thread).length === 0)
  return stuck ? 'Deadlock: no thread can take a step.' : null
}

function reachText(session: Session): string {
  const { reach, openSummary } = session
  if (reach === null || openSummary === null) return ''
  return `From here: ${endsText(
    reach.here,
    openSummary.outcomes.map((each) => each.text),
  )}.`
}
