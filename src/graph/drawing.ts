import type { Grade } from '../analysis/finding.ts'
import { observe } from '../analysis/outcomes.ts'
import type { CheckResult, Outcome } from '../check/result.ts'
import type { Theme, ThreadStyle } from '../picture/theme.ts'
import { outcomeKey } from '../program/heap.ts'
import { kindOf, StateKind } from '../space/space.ts'
import type { LabelStyle, MergeStyle } from './graph-options.ts'
import type { Words } from './graph-text.ts'
import type { End } from './model.ts'
import { Ending, type Reach } from './reach.ts'
import type { Drawable } from './transitions.ts'

/** What the boxes and arrows of one picture share. */
export interface Drawing {
  readonly drawable: Drawable
  readonly result: CheckResult
  readonly words: Words
  readonly threads: readonly ThreadStyle[]
  readonly theme: Theme
  /** Threads whose steps are not drawn. */
  readonly hidden: ReadonlySet<number>
  readonly label: LabelStyle
  readonly merge: MergeStyle | null
  /** Null if the space is too large to compute it. */
  readonly reach: Reach | null
  readonly outcomeOf: (state: number) => Outcome | null
  readonly isTraced: (state: number) => boolean
  readonly isDrawn: (state: number) => boolean
}

/** Returns the outcome of a final state. */
export function outcomeFinder({ space }: Drawable, { outcomes, observed }: CheckResult): Drawing['outcomeOf'] {
  const byValues = new Map(outcomes.map((outcome) => [outcomeKey(space.program, observed, outcome.final), outcome]))
  return (state) =>
    kindOf(space, state) === StateKind.final
      ? (byValues.get(outcomeKey(space.program, observed, observe(space.program, space.layout, space.rows, state, observed))) ??
        null)
      : null
}

export function endOf({ drawable: { space }, outcomeOf }: Drawing, state: number): End | null {
  switch (kindOf(space, state)) {
    case StateKind.final:
      return { kind: 'final', grade: outcomeOf(state)?.grade ?? 'right' }
    case StateKind.deadlock:
      return { kind: 'deadlock' }
    case StateKind.failed:
      return { kind: 'failed' }
    default: // a number: the one of a state with successors
      return null
  }
}

/** Returns the verdict of all executions from a state, if they have the same one; deadlocks and failures are wrong. */
export function verdictFrom(reach: Reach, state: number): Grade | null {
  const grades = new Set<Grade | null>()
  for (const end of reach.endsFrom(state)) {
    if (end === Ending.unexplored) grades.add(null)
    else grades.add(end < Ending.firstOutcome ? 'wrong' : (reach.outcomes[end - Ending.firstOutcome]?.grade ?? null))
  }
  const [only, ...others] = grades
  return others.length === 0 ? (only ?? null) : null
}
