import type { Trace } from '../semantics/trace.ts'

/** An execution that shows what was found. */
export interface Shown {
  readonly trace: Trace
  /** The position from which an infinite execution repeats; else null. */
  readonly cycleFrom: number | null
  /** Notes on decisive steps, by position. */
  readonly notes: ReadonlyMap<number, string>
}
