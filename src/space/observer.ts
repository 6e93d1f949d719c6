/** A state as it is expanded, for those who watch the exploration. */
export interface Visit {
  readonly state: number
  /** Steps from the initial state on a shortest path. */
  readonly depth: number
  /** The unpacked state: one integer a slot of the layout. Valid during the call only. */
  readonly vector: Int32Array
  /** Labels of its transitions, and of its threads that are blocked in an `await`. Valid during the call only. */
  readonly steps: readonly number[]
  readonly blocked: readonly number[]
}

/** Sees an exploration as it goes, so that an analysis needs no second walk over the space. */
export interface Observer {
  /** A state was expanded. */
  visit?(visit: Visit): void
  /** The monitor found something in the transition with that label from that state. */
  found?(finding: number, state: number, depth: number, label: number): void
  /** An invariant does not hold in a state. */
  violated?(invariant: number, state: number, depth: number): void
  /** Whether what the key names was found already (keys are made in `watch.ts`). */
  knows?(key: string): boolean
}
