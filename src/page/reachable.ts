import {
  type Drawable,
  Ending,
  type Investigation,
  type Move,
  type Reach,
  reachOf,
  statesOf,
  transitionsFrom,
} from '../internal.ts'
import type { Ends, ReachNow } from './messages.ts'

/** Computes which ends are still reachable. The first call makes the single pass over the space that this needs. */
export class Reachable {
  private readonly drawable: Drawable | null
  private readonly investigation: Investigation
  private reach: Reach | null = null

  constructor(investigation: Investigation) {
    const { space } = investigation
    this.investigation = investigation
    this.drawable = space.edges === null ? null : { space, edges: space.edges }
  }

  /** Returns the reachable ends after a schedule; null if the schedule leaves the explored part of the space. */
  after(schedule: readonly Move[]): ReachNow | null {
    const { drawable } = this
    if (drawable === null) return null
    const path = statesOf(drawable, { schedule })
    const state = path.at(-1)
    if (state === undefined || path.length <= schedule.length) return null
    const steps = transitionsFrom(drawable, state).map(({ to, label }) => ({
      move: { thread: label.thread, choices: label.choices },
      state: to,
      ends: this.endsFrom(drawable, to),
    }))
    return { state, path, here: this.endsFrom(drawable, state), steps }
  }

  private endsFrom(drawable: Drawable, state: number): Ends {
    const { outcomes, observed } = this.investigation.result
    this.reach ??= reachOf(drawable, outcomes, observed)
    const ends = this.reach.endsFrom(state)
    return {
      outcomes: ends.filter((end) => end >= Ending.firstOutcome).map((end) => end - Ending.firstOutcome),
      deadlock: ends.includes(Ending.deadlock),
      failed: ends.includes(Ending.failed),
      unexplored: ends.includes(Ending.unexplored),
    }
  }
}
