import {
  isFinal,
  type OutcomeSummary,
  type Program,
  type State,
  stepPhrase,
  type TraceStep,
  threadName,
  unicodeSymbols,
} from '../internal.ts'
import { endsText } from './ends-text.ts'
import { lockCells, sharedCells } from './memory-cells.ts'
import type { Ends } from './messages.ts'
import { type Course, lastStep, possibleSteps, stateOn } from './walk.ts'

/** The state on stage, and what the explorer has found out about it. */
export interface OnStage {
  readonly course: Course | null
  /** The ends that are reachable from here; null until the explorer has answered. */
  readonly reach: { readonly here: Ends } | null
  /** Null while the outcomes are a question of the quiz. */
  readonly openSummary: { readonly outcomes: readonly OutcomeSummary[] } | null
}

/** Returns the text of the live region for the state on stage: the step, its changes, and the reachable ends. */
export function saidOf(stage: OnStage): string {
  const { course } = stage
  if (course === null) return ''
  const { program, at } = course
  const step = lastStep(course)
  const state = stateOn(course)
  const taken =
    step === null
      ? 'At the start.'
      : `Step ${at}, ${threadName(program, step.thread)}: ${stepPhrase(program, step, unicodeSymbols)}.`
  const changes = changesText(program, state, step)
  const end = endText(course)
  return [taken, changes, end ?? reachText(stage)].filter((each) => each !== '').join(' ')
}

function changesText(program: Program, state: State, step: TraceStep | null): string {
  if (step === null) return ''
  const changed = [...sharedCells(program, state, step), ...lockCells(program, state, step.before)]
  return changed
    .filter((each) => each.before !== null)
    .map(({ name, text }) => `${name} is now ${text}.`)
    .join(' ')
}

/** Returns how the execution ended; null if it has not ended. */
export function endText(course: Course): string | null {
  const { program } = course
  const state = stateOn(course)
  if (state.failure !== null) return `${threadName(program, state.failure.thread)} failed: ${state.failure.detail}.`
  if (isFinal(program, state)) return 'The program has ended.'
  const stuck = program.threads.every((_, thread) => possibleSteps(course, thread).length === 0)
  return stuck ? 'Deadlock: no thread can take a step.' : null
}

function reachText({ reach, openSummary }: OnStage): string {
  if (reach === null || openSummary === null) return ''
  return `From here: ${endsText(
    reach.here,
    openSummary.outcomes.map((each) => each.text),
  )}.`
}
