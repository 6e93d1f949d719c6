import type { Move } from '../internal.ts'
import type { Shown } from './exploration.ts'

/** A schedule of a program that is not on stage yet. */
export interface Watched {
  readonly schedule: readonly Move[]
  readonly shown: Shown
}
