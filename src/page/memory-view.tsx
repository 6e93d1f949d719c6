import type { JSX } from 'preact'
import { threadName } from '../internal.ts'
import { hueOf } from './hues.ts'
import { type Cell, type LockCell, lockCells, sharedCells, shownCells, signalCells } from './memory-cells.ts'
import { type Course, lastStep, stateOn } from './walk.ts'

/** Renders the shared memory, the locks with their owners and waiting threads, and the end of the execution. */
export function Memory({ course, end }: { course: Course; end: string | null }): JSX.Element {
  const { program, at } = course
  const state = stateOn(course)
  const last = lastStep(course)
  const before = last?.before ?? null
  const locks = lockCells(program, state, before)
  const signals = signalCells(program, state, before)
  const shown = shownCells(program, state, before)
  return (
    <section class="memory" aria-label="Shared memory">
      <h2 class="unseen">Shared memory</h2>
      <dl class="cells">
        {sharedCells(program, state, last).map((each) => (
          <CellView key={each.name} cell={each} at={at} />
        ))}
      </dl>
      {locks.length > 0 ? (
        <dl class="cells locks">
          {locks.map((each) => (
            <LockView key={each.name} course={course} lock={each} />
          ))}
        </dl>
      ) : null}
      {signals.length > 0 ? (
        <dl class="cells locks">
          {signals.map((each) => (
            <CellView key={each.name} cell={each} at={at} />
          ))}
        </dl>
      ) : null}
      {shown.length > 0 ? (
        <dl class="cells shown" aria-label="Shown expressions">
          {shown.map((each) => (
            <CellView key={each.name} cell={each} at={at} />
          ))}
        </dl>
      ) : null}
      {end === null ? null : <p class="end">{end}</p>}
    </section>
  )
}

/** Renders a name with its value. The key creates a new element for each change, so that the change flashes again. */
export function CellView({ cell: { name, text, before, touched }, at }: { cell: Cell; at: number }): JSX.Element {
  return (
    <div class={touched ? 'cell changed' : 'cell'}>
      <dt>{name}</dt>
      <dd key={touched ? at : 'same'}>
        {before === null ? null : (
          <span class="before">
            <s>{before}</s> <span aria-hidden="true">→</span>{' '}
          </span>
        )}
        <span class="value">{text}</span>
      </dd>
    </div>
  )
}

function LockView({ course, lock }: { course: Course; lock: LockCell }): JSX.Element {
  const { program, at } = course
  const { name, text, before, owner, waiting } = lock
  return (
    <div class={`${before === null ? 'cell' : 'cell changed'} ${owner === null ? 'free' : hueOf(program, owner)}`}>
      <dt>{name}</dt>
      <dd key={before === null ? 'same' : at}>
        <span class="holder">{text}</span>
        {waiting.length === 0 ? null : (
          <span class="waiting">
            waiting:{' '}
            {waiting.map((thread) => (
              <b key={thread} class={hueOf(program, thread)}>
                {threadName(program, thread)}{' '}
              </b>
            ))}
          </span>
        )}
      </dd>
    </div>
  )
}
