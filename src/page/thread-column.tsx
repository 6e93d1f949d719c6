import type { JSX } from 'preact'
import { threadName } from '../internal.ts'
import { Code, LoweredCode } from './code.tsx'
import { hueOf } from './hues.ts'
import { registerCells } from './memory-cells.ts'
import { CellView } from './memory-view.tsx'
import type { Session } from './session.ts'
import { StepButtons } from './step-buttons.tsx'
import { type Course, lastStep, possibleSteps, stateOn } from './walk.ts'

interface ColumnProps {
  readonly session: Session
  readonly course: Course
  readonly thread: number
  readonly lowered: boolean
}

/** Renders a thread: its possible steps, its registers, and its code with the next instruction marked. */
export function ThreadColumn({ session, course, thread, lowered }: ColumnProps): JSX.Element {
  const { program, at } = course
  const state = stateOn(course)
  const last = lastStep(course)
  const name = threadName(program, thread)
  const registers = registerCells(program, state, last, thread)
  const acted = last?.thread === thread
  const status = state.threads[thread]?.status ?? 'unstarted'
  const Shown = lowered ? LoweredCode : Code
  return (
    <section class={`thread ${hueOf(program, thread)} status-${status} ${acted ? 'acted' : ''}`} aria-label={`Thread ${name}`}>
      <h2>
        <span class="thread-name">{name}</span>
      </h2>
      <StepButtons session={session} course={course} thread={thread} steps={possibleSteps(course, thread)} />
      {registers.length === 0 ? null : (
        <dl class="cells registers" aria-label={`Registers of ${name}`}>
          {registers.map((each) => (
            <CellView key={each.name} cell={each} at={at} />
          ))}
        </dl>
      )}
      <Shown course={course} thread={thread} />
    </section>
  )
}
