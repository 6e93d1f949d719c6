import type { Program } from '../program/program.ts'
import type { Layout } from '../space/layout.ts'
import type { Label, Limit, StateSpace } from '../space/space.ts'
import type { Checkpoint } from './checkpoint.ts'

export interface Progress {
  readonly states: number
  readonly transitions: number
  /** States found but not expanded yet. */
  readonly frontier: number
  readonly depth: number
  readonly bytes: number
}

/** An exploration under way, done in batches so that its user can look at the clock, report and stop it in between. */
export interface Explorer {
  readonly program: Program
  readonly layout: Layout
  /** Labels met so far; grows. */
  readonly labels: readonly Label[]
  /** Expands about `count` states; true while there is more to do. */
  advance(count: number): boolean
  /** Ends the exploration before the space is complete. */
  stop(limit: Limit): void
  progress(): Progress
  /** What to go on from later; null where that is not possible. */
  checkpoint?(): Checkpoint | null
  /** What was explored so far. */
  space(): StateSpace
}
