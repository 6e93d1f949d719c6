/** One way in which an operation can end if its thread executes it alone. */
export interface Ending {
  /** The value that it returns; null for none. */
  readonly result: number | null
  /** The number of the shared state then. */
  readonly shared: number
}

/**
 * Operations executed one at a time, with which linearizability compares. Numbers stand for shared states, and for an
 * operation of a thread (or a step outside of operations) with its registers at the start.
 */
export interface OneByOne {
  /** The shared state in the initial state. */
  readonly initial: number
  startOf(thread: number, state: Int32Array): number
  /** Returns all ways in which it can end, none if it is blocked or loops forever; null if it has too many states. */
  endings(start: number, shared: number): readonly Ending[] | null
}
