/** How an operation can end that is executed alone. */
export interface Ending {
  /** What it gives back; null for nothing. */
  readonly result: number | null
  /** The number of what is shared then. */
  readonly shared: number
}

/**
 * Operations executed one at a time: what linearizability compares with. Numbers stand for what is shared, and for an
 * operation (or step outside of any) of a thread with its registers as it starts.
 */
export interface OneByOne {
  /** What is shared in the initial state. */
  readonly initial: number
  startOf(thread: number, state: Int32Array): number
  /** All ways in which it can end, none if it is blocked or goes round; null if it has too many states. */
  endings(start: number, shared: number): readonly Ending[] | null
}
