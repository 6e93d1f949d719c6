import type { JSX } from 'preact'
import { instructionAt, nextPhrase } from '../internal.ts'
import { hueOf } from './hues.ts'
import { stepThread } from './keys.ts'
import { useSession } from './listening.ts'
import { lockCells, sharedCells } from './memory-cells.ts'
import type { Session } from './session.ts'
import { ThreadName } from './thread-name.tsx'
import { lastStep, possibleSteps, stateOn } from './walk.ts'

/** The most values that fit into the bar. */
const mostValues = 6

/** Renders the bar of narrow screens, which stays in sight: the memory, a button for each thread, and the way back. */
export function Pocket({ session }: { session: Session }): JSX.Element | null {
  useSession(session)
  const { course } = session
  if (course === null) return null
  const { program } = course
  const state = stateOn(course)
  const last = lastStep(course)
  const cells = [...sharedCells(program, state, last), ...lockCells(program, state, last?.before ?? null)]
  return (
    <div class="pocket" role="group" aria-label="Memory and steps">
      <p class="pocket-memory">
        {cells.slice(0, mostValues).map(({ name, text, touched }) => (
          <span key={name} class={touched ? 'changed' : ''}>
            {name} <b>{text}</b>
          </span>
        ))}
      </p>
      <div class="pocket-steps">
        <button type="button" aria-disabled={course.at === 0} onClick={() => session.back()} aria-label="One step back">
          ◀
        </button>
        {program.threads.map((_, thread) => {
          const none = possibleSteps(course, thread).length === 0
          const instruction = instructionAt(program, thread, state.threads[thread]?.pc ?? 0)
          const next = none || instruction === null ? '' : nextPhrase(program, thread, instruction)
          return (
            <button
              key={thread}
              type="button"
              class={hueOf(program, thread)}
              aria-disabled={none}
              onClick={() => stepThread(session, thread)}
            >
              <b>
                <ThreadName program={program} thread={thread} />
              </b>
              <span>{next}</span>
            </button>
          )
        })}
      </div>
    </div>
  )
}
