/** A row of a trace: a step of one thread or, after the last step, what several threads are about to do or wait for. */
export interface TraceRow {
  /** The number of the step, from 1; null for rows that are not steps. */
  readonly step: number | null
  /** What each thread does, by thread; in a step at most one does something. */
  readonly cells: ReadonlyMap<number, string>
  /** The values of the columns after the step. */
  readonly values: readonly Cell[]
  /** Whether the step is decisive for what the trace shows. */
  readonly marked: boolean
  readonly note: string
  /** The number of repetitions that this row stands for; if set, there are no cells. */
  readonly folded: { readonly rounds: number; readonly from: number; readonly to: number } | null
}

export interface Cell {
  readonly text: string
  readonly changed: boolean
}
