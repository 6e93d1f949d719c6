import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import {
  denotedText,
  meaningIn,
  type Program,
  rowOf,
  stepPhrase,
  type TraceStep,
  threadName,
  unicodeSymbols,
} from '../internal.ts'
import { hueOf } from './hues.ts'
import { useSession } from './listening.ts'
import { readsFrom } from './reads-from.ts'
import type { Session } from './session.ts'
import { ThreadName } from './thread-name.tsx'
import type { Course } from './walk.ts'

/** The size of a step on the timeline, in CSS pixels; page.css has the same. */
const stepWidth = 56
const laneHeight = 48
const markHalf = 14
/** The length of the straight part of an arrow at a step, before it turns. */
const curve = 16
/** The most steps that the timeline draws: those around the one on stage. */
const mostDrawn = 400
/** Where the drawn steps begin is a multiple of this, so that they stay while the reader goes on. */
const drawnTogether = 100

/** Renders the schedule as lanes, one per thread, with arrows from writes to the reads that saw them. */
export function Timeline({ session }: { session: Session }): JSX.Element | null {
  useSession(session)
  const strip = useRef<HTMLDivElement>(null)
  const { course, shown } = session
  const at = course?.at ?? 0
  const from = firstDrawn(at, course?.steps.length ?? 0)
  useEffect(() => {
    const here = (at - from) * stepWidth
    const element = strip.current
    if (element !== null && (here > element.scrollLeft + element.clientWidth - 2 * stepWidth || here < element.scrollLeft)) {
      element.scrollLeft = here - element.clientWidth / 2
    }
  }, [at, from])
  if (course === null) return null
  const { program, steps } = course
  const drawn = steps.slice(from, from + mostDrawn)
  const after = steps.length - from - drawn.length
  const note = shown?.notes.get(at - 1)
  const height = program.threads.length * laneHeight
  return (
    <section class="timeline" aria-label="Timeline">
      <p class="caption">
        {steps.length === 0
          ? 'Take steps with the buttons or the keys 1, 2, 3 …; ← and → go back and forward, space plays.'
          : (shown?.title ?? 'Your schedule')}
        {shown?.cycleFrom === null || shown === null ? null : ` (it repeats forever from step ${shown.cycleFrom + 1})`}
        {from === 0 && after === 0 ? null : ` (steps ${from + 1} to ${from + drawn.length} of ${steps.length})`}
        {note === undefined ? null : <strong class="note"> {note}</strong>}
      </p>
      <div class="lanes">
        <ul class="lane-names">
          {program.threads.map((_, thread) => (
            <li key={thread} class={hueOf(program, thread)}>
              <ThreadName program={program} thread={thread} />
            </li>
          ))}
        </ul>
        <div class="strip" ref={strip} tabIndex={0} role="region" aria-label="Steps">
          <div class="steps-taken" style={{ width: `${(drawn.length + 1) * stepWidth}px`, height: `${height}px` }}>
            <ReadArrows program={program} steps={drawn} height={height} />
            <button
              type="button"
              class={`mark start ${at === 0 ? 'here' : ''}`}
              style={{ height: `${height}px` }}
              onClick={() => session.moveTo(0)}
              aria-label="Go to the start"
            >
              <span aria-hidden="true">{from === 0 ? 'start' : `… ${from}`}</span>
            </button>
            {drawn.map((step, index) => (
              <StepMark key={from + index} session={session} course={course} step={step} index={from + index} from={from} />
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}

interface MarkProps {
  readonly session: Session
  readonly course: Course
  readonly step: TraceStep
  readonly index: number
  /** The first step that is drawn. */
  readonly from: number
}

/** Returns the first step to draw, so that there are some on both sides of a position. */
function firstDrawn(at: number, length: number): number {
  if (length <= mostDrawn) return 0
  return Math.max(0, Math.floor((at - drawnTogether) / drawnTogether) * drawnTogether)
}

function StepMark({ session, course, step, index, from }: MarkProps): JSX.Element {
  const { program, at } = course
  const noted = session.shown?.notes.get(index)
  const phrase = stepPhrase(program, step, unicodeSymbols)
  const when = index + 1 === at ? 'here' : index < at ? 'past' : 'ahead'
  return (
    <button
      type="button"
      class={`mark ${hueOf(program, step.thread)} ${when} ${noted === undefined ? '' : 'noted'}`}
      style={{ left: `${(index - from + 1) * stepWidth}px`, top: `${step.thread * laneHeight}px` }}
      title={noted === undefined ? phrase : `${phrase} (${noted})`}
      aria-label={`Step ${index + 1}, ${threadName(program, step.thread)}: ${phrase}${noted === undefined ? '' : ` (${noted})`}`}
      aria-current={when === 'here' ? 'step' : undefined}
      data-short={shortOf(program, step)}
      onClick={() => session.moveTo(index + 1)}
    />
  )
}

/** Returns a step in one word: `R 0`, `W 1`, `+`, `lock`. */
function shortOf(program: Program, { instruction, executed, after }: TraceStep): string {
  const [first] = executed
  const { access, synchronizes, short } = rowOf(instruction)
  const location = first?.location ?? null
  const text = (value: number | undefined): string =>
    value === undefined || location === null ? '' : denotedText(meaningIn(program, location.variable, value))
  if (access === 'read') return `R ${text(first?.seen ?? undefined)}`
  if (access === 'write' && synchronizes !== true) {
    return location === null ? 'W' : `W ${text(after.shared[location.variable]?.[location.element])}`
  }
  if (instruction.op === 'spawn') return 'start'
  return short ?? instruction.op.replace(/_.*/, '').slice(0, 6)
}

interface ArrowsProps {
  readonly program: Program
  readonly steps: readonly TraceStep[]
  readonly height: number
}

function ReadArrows({ program, steps, height }: ArrowsProps): JSX.Element {
  const arrows = readsFrom(steps)
  const x = (index: number): number => (index + 1.5) * stepWidth
  const y = (index: number): number => ((steps[index]?.thread ?? 0) + 0.5) * laneHeight
  return (
    <svg class="reads" width={(steps.length + 1) * stepWidth} height={height} aria-hidden="true" focusable="false">
      <defs>
        <marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 L8 4 L0 8 z" />
        </marker>
      </defs>
      {arrows.map(({ write, read }) => {
        const down = Math.sign(y(read) - y(write)) || -1 // in one lane: over the steps between
        const from = { x: x(write) + 8, y: y(write) + down * markHalf }
        const bend = from.y + down * curve
        const to = { x: x(read) - 8, y: y(read) - (y(read) === y(write) ? -down : down) * (markHalf + 3) }
        const back = y(read) === y(write) ? to.y + down * curve : to.y - down * curve
        const path = `M${from.x} ${from.y} C${from.x} ${bend} ${to.x} ${back} ${to.x} ${to.y}`
        return (
          <path
            key={`${write}-${read}`}
            class={hueOf(program, steps[write]?.thread ?? 0)}
            d={path}
            marker-end="url(#arrowhead)"
          />
        )
      })}
    </svg>
  )
}
