/** A state that is being expanded, for observers of the exploration. */
export interface Visit {
  readonly state: number
  /** Steps from the initial state on a shortest path. */
  readonly depth: number
  /** The unpacked state: one integer per slot of the layout. Valid during the call only. */
  readonly vector: Int32Array
  /** The labels of its transitions, and of its threads that are blocked in an `await`. Valid during the call only. */
  readonly steps: readonly number[]
  readonly blocked: readonly number[]
}

/** Observes an exploration while it runs, so that an analysis needs no second pass over the space. */
export interface Observer {
  /** The explorer expanded a state. */
  visit?(visit: Visit): void
  /** The monitor found something in the transition with that label from that state. */
  found?(finding: number, state: number, depth: number, label: number): void
  /** An invariant does not hold in a state. */
  violated?(invariant: number, state: number, depth: number): void
  /** Reports whether the observer already found what the key names (see `watch.ts`). */
  knows?(key: string): boolean
}
