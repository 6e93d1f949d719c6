import type { JSX } from 'preact'
import { instructionAt, nextPhrase, type Program, type Step, threadName } from '../internal.ts'
import { whyNoStep } from './blocked.ts'
import { endsText } from './ends-text.ts'
import type { Session } from './session.ts'
import { type Course, sameMove, stateOn } from './walk.ts'

interface ButtonsProps {
  readonly session: Session
  readonly course: Course
  readonly thread: number
  readonly steps: readonly Step[]
}

/** The most threads that have a key. */
const mostKeys = 9

/** Renders a button for each step that a thread can take; if there is none, a button that says why. */
export function StepButtons({ session, course, thread, steps }: ButtonsProps): JSX.Element {
  // By their places, so that a button stays, and the focus on it, when its thread blocks.
  const shown = steps.length === 0 ? [null] : steps
  return (
    <div class="steps">
      {shown.map((step, index) => (
        <StepButton key={index} session={session} course={course} thread={thread} step={step} />
      ))}
    </div>
  )
}

interface StepButtonProps {
  readonly session: Session
  readonly course: Course
  readonly thread: number
  /** Null if the thread can take no step. */
  readonly step: Step | null
}

function StepButton({ session, course, thread, step }: StepButtonProps): JSX.Element {
  const { program } = course
  const leads = step === null ? null : leadsTo(session, step)
  return (
    <button
      type="button"
      class={step === null ? 'step none' : 'step'}
      aria-disabled={step === null}
      data-thread={thread}
      onClick={() => (step === null ? session.tellWhyNot(thread) : session.take(step))}
    >
      {thread < mostKeys ? <kbd aria-hidden="true">{thread + 1}</kbd> : null}
      <span class="what">
        <span class="unseen">{threadName(program, thread)}: </span>
        {step === null ? whyNoStep(program, stateOn(course), thread) : stepWords(program, step)}
      </span>
      {leads === null ? null : <span class="leads">{leads === '' ? '\u00A0' : `then ${leads}`}</span>}
    </button>
  )
}

/** Returns what a step would do, with its choice. */
function stepWords(program: Program, step: Step): string {
  const instruction = instructionAt(program, step.thread, step.pc)
  const text = instruction === null ? 'continue' : nextPhrase(program, step.thread, instruction)
  const selects = instruction?.op === 'select'
  const choices = step.choices.map((each) =>
    each.kind === 'value'
      ? `${selects ? 'case' : 'chooses'} ${each.value}`
      : `${selects ? 'with' : 'wakes'} ${threadName(program, each.thread)}`,
  )
  const chosen = step.chosen && choices.length > 0 ? `: ${choices.join(', ')}` : ''
  switch (step.kind) {
    case 'reacquire':
      return `wakes from ${text}`
    case 'spurious-wakeup':
      return `wakes spuriously in ${text}`
    case 'timeout':
      return `times out in ${text}`
    case 'queue':
      return `waits in line: ${text}`
    case 'instruction':
      return text + chosen
  }
}

/** Returns the ends that are reachable after a step; empty if they are unknown or the quiz hides them. */
function leadsTo({ reach, openSummary }: Session, step: Step): string {
  const after = reach?.steps.find((each) => sameMove(each.move, step))
  if (after === undefined || openSummary === null) return ''
  return endsText(
    after.ends,
    openSummary.outcomes.map((each) => each.text),
  )
}
