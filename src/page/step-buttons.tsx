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
  const { program } = course
  const name = threadName(program, thread)
  const key = thread < mostKeys ? <kbd aria-hidden="true">{thread + 1}</kbd> : null
  if (steps.length === 0) {
    const why = whyNoStep(program, stateOn(course), thread)
    return (
      <div class="steps">
        <button
          type="button"
          class="step none"
          aria-disabled="true"
          data-thread={thread}
          onClick={() => session.tellWhyNot(thread)}
        >
          {key}
          <span class="what">
            <span class="unseen">{name}: </span>
            {why}
          </span>
        </button>
      </div>
    )
  }
  return (
    <div class="steps">
      {steps.map((step) => (
        <StepButton key={JSON.stringify(step.choices)} session={session} step={step} keyHint={key} program={program} />
      ))}
    </div>
  )
}

interface StepButtonProps {
  readonly session: Session
  readonly program: Program
  readonly step: Step
  readonly keyHint: JSX.Element | null
}

function StepButton({ session, program, step, keyHint }: StepButtonProps): JSX.Element {
  const what = stepWords(program, step)
  const leads = leadsTo(session, step)
  return (
    <button type="button" class="step" data-thread={step.thread} onClick={() => session.take(step)}>
      {keyHint}
      <span class="what">
        <span class="unseen">{threadName(program, step.thread)}: </span>
        {what}
      </span>
      <span class="leads">{leads === '' ? '\u00A0' : `then ${leads}`}</span>
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
