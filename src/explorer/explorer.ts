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

/** An exploration in batches, between which its user can check the clock, report progress and stop it. */
export interface Explorer {
  readonly program: Program
  readonly layout: Layout
  /** The labels so far; grows. */
  readonly labels: readonly Label[]
  /** Expands about `count` states; returns true while there are more. */
  advance(count: number): boolean
  /** Ends the exploration before the space is complete. */
  stop(limit: Limit): void
  progress(): Progress
  /** Returns a checkpoint to resume from; null if that is not possible. */
  checkpoint?(): Checkpoint | null
  /** Returns the explored part of the space. */
  space(): StateSpace
}
