/** An instruction that was executed. */
export interface MonitoredEvent {
  readonly thread: number
  readonly pc: number
  /** The number of the location that it accessed, counting all elements of all shared variables; -1 for none. */
  readonly location: number
  /** The value before the access. */
  readonly seen: number
  readonly wrote: boolean
}

/** A step that was taken. */
export interface MonitoredStep {
  readonly thread: number
  readonly pc: number
  /** The unpacked state before it. */
  readonly before: Int32Array
  /** The value that the first operation that the thread ended in it returned (null: none); undefined if it ended none. */
  readonly returned: number | null | undefined
}

/**
 * A part of what a monitor remembers: a number, a location (see `MonitoredEvent`), or a value that a location has had.
 */
export type MemoryPart =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'location'; readonly location: number }
  | { readonly kind: 'value'; readonly location: number; readonly value: number }

/**
 * Watches an exploration for findings that depend on history. Its memory of the past is one number per thread, which is
 * part of the state; 0 means 'nothing'. Equal numbers mean pasts that are equal for the monitor.
 */
export interface Monitor {
  /**
   * A thread executed an instruction. `memory` holds a number for each thread, changed in place. It adds the numbers of
   * findings that show here to `found`.
   */
  executed?(event: MonitoredEvent, memory: Int32Array, found: number[]): void
  /** The thread's step is over and it is at `pc`: the monitor may forget what it no longer needs there. */
  settled?(thread: number, pc: number, memory: Int32Array): void
  /** A thread took a whole step. The monitor sees only `before`, in which dead registers are 0. */
  stepped?(step: MonitoredStep, memory: Int32Array, found: number[]): void
  /**
   * Returns what a number of its memory stands for, of which the locations and values can be those of other objects. Absent if
   * it is not known what would be the same then.
   */
  parts?(memory: number): readonly MemoryPart[]
  /** Reports whether the monitor found all that it could find, so that the exploration may stop. */
  saturated(): boolean
}
