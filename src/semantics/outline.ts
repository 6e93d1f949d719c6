import type { Schedule } from '../program/program.ts'
import type { StepKind, StepRecord, TraceSteps } from './trace.ts'

/** What tells the steps of an execution apart, by position: for a million of them a few megabytes. */
export interface Outline {
  readonly threads: ArrayLike<number>
  readonly pcs: ArrayLike<number>
  /** Positions in `stepKinds`. */
  readonly kinds: ArrayLike<number>
  /** 1 if other choices were possible. */
  readonly chosen: ArrayLike<number>
}

export const stepKinds: readonly StepKind[] = ['instruction', 'reacquire', 'spurious-wakeup', 'timeout', 'queue']

/** Steps that know more about themselves than an array does. */
interface Outlined extends TraceSteps {
  readonly outline: Outline
  readonly schedule: Schedule
  records(): Iterable<StepRecord>
}

function isOutlined(steps: TraceSteps): steps is Outlined {
  return 'outline' in steps
}

/** Returns the outline of steps. */
export function outlineOf(steps: TraceSteps): Outline {
  if (isOutlined(steps)) return steps.outline
  const all = [...steps]
  return {
    threads: all.map(({ thread }) => thread),
    pcs: all.map(({ pc }) => pc),
    kinds: all.map(({ kind }) => stepKinds.indexOf(kind)),
    chosen: all.map(({ chosen }) => Number(chosen)),
  }
}

/** Returns what each step did, without states: of a long execution in about a microsecond a step. */
export function recordsOf(steps: TraceSteps): Iterable<StepRecord> {
  return isOutlined(steps) ? steps.records() : steps
}

/** Returns the moves of steps, with all their choices. */
export function movesOf(steps: TraceSteps): Schedule {
  return isOutlined(steps) ? steps.schedule : steps.map(({ thread, choices }) => ({ thread, choices }))
}

/** Returns the moves of steps, with choices only where a schedule must name them. */
export function namedMoves(steps: TraceSteps): Schedule {
  const { chosen } = outlineOf(steps)
  return movesOf(steps).map((move, index) =>
    chosen[index] === 1 || move.choices.length === 0 ? move : { ...move, choices: [] },
  )
}
