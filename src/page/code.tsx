import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { instructionsOf, type ListingLine, listingOf } from '../internal.ts'
import { type Course, lastStep, stateOn } from './walk.ts'

interface CodeProps {
  readonly course: Course
  readonly thread: number
}

/**
 * Up to this many steps, the code shows the steps of every line, so that nothing jumps; with more, only those of the
 * current line.
 */
const fewSteps = 16

/** Renders the source of a thread. The steps of a line with several steps are listed below it. */
export function Code({ course, thread }: CodeProps): JSX.Element {
  const lines = useMemo(() => listingOf(course.program, thread), [course.program, thread])
  const { pc, done, list } = usePlace(course, thread)
  const unfolded = lines.reduce((sum, each) => sum + each.steps.length, 0) <= fewSteps
  const current = lines.find((each) => each.steps.some((step) => step.pc === pc))
  return (
    <ol class="code" ref={list} tabIndex={0} aria-label="Code">
      {lines.map((each, index) => (
        <Line key={index} line={each} pc={pc} done={done} current={each === current} unfolded={unfolded || each === current} />
      ))}
    </ol>
  )
}

interface LineProps {
  readonly line: ListingLine
  readonly pc: number | null
  readonly done: number | null
  readonly current: boolean
  readonly unfolded: boolean
}

function Line({ line: { line, text, steps }, pc, done, current, unfolded }: LineProps): JSX.Element {
  const just = steps.some((each) => each.pc === done)
  if (line === null) return <li class="gap">⋮</li>
  return (
    <li class={`line ${current ? 'next' : ''} ${just ? 'just' : ''}`} aria-current={current ? 'step' : undefined}>
      <span class="number" aria-hidden="true">
        {line}
      </span>
      <CodeText text={text} />
      {steps.length > 1 && unfolded ? (
        <ol class="parts">
          {steps.map((each) => (
            <li
              key={each.pc}
              class={`${each.pc === pc ? 'next' : ''} ${each.pc === done ? 'just' : ''}`}
              aria-current={each.pc === pc ? 'step' : undefined}
            >
              {each.text}
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  )
}

/** Renders a line of code; if it wraps, the rest keeps the indentation. */
function CodeText({ text }: { text: string }): JSX.Element {
  const [indent = ''] = /^\s*/.exec(text) ?? []
  const columns = indent.replaceAll('\t', '    ').length
  return (
    <span class="text" style={{ paddingLeft: `${columns}ch` }}>
      <span>{text === '' ? '\u00A0' : text.slice(indent.length)}</span>
    </span>
  )
}

/** Renders all lowered instructions of a thread; silent ones are in parentheses. */
export function LoweredCode({ course, thread }: CodeProps): JSX.Element {
  const instructions = useMemo(() => instructionsOf(course.program, thread), [course.program, thread])
  const { pc, done, list } = usePlace(course, thread)
  return (
    <ol class="code lowered" ref={list} tabIndex={0} aria-label="Instructions">
      {instructions.map((each) => (
        <li
          key={each.pc}
          class={`line ${each.pc === pc ? 'next' : ''} ${each.pc === done ? 'just' : ''} ${each.silent ? 'silent' : ''}`}
          aria-current={each.pc === pc ? 'step' : undefined}
        >
          <span class="number" aria-hidden="true">
            {each.pc}
          </span>
          <CodeText text={each.silent ? `(${each.text})` : each.text} />
        </li>
      ))}
    </ol>
  )
}

interface Place {
  /** The next instruction of the thread; null if it takes no further step. */
  readonly pc: number | null
  /** The instruction that the last step executed, if this thread took it. */
  readonly done: number | null
  readonly list: { current: HTMLOListElement | null }
}

/** Returns the position of a thread. Scrolls its list, but not the page, so that its next line stays in view. */
function usePlace(course: Course, thread: number): Place {
  const list = useRef<HTMLOListElement>(null)
  const { status, pc } = stateOn(course).threads[thread] ?? { status: 'unstarted', pc: 0 }
  const last = lastStep(course)
  useEffect(() => {
    const next = list.current?.querySelector<HTMLElement>('.parts .next, .line.next')
    if (list.current === null || next === null || next === undefined) return
    const frame = list.current.getBoundingClientRect()
    const place = next.getBoundingClientRect()
    if (place.bottom > frame.bottom) list.current.scrollTop += place.bottom - frame.bottom + 24
    else if (place.top < frame.top) list.current.scrollTop -= frame.top - place.top + 24
  }, [course, thread])
  const over = status === 'finished' || status === 'crashed' || status === 'unstarted'
  return { pc: over ? null : pc, done: last?.thread === thread ? last.pc : null, list }
}
