/** An instruction that was executed, and what it accessed. */
export interface MonitoredAccess {
  readonly thread: number
  readonly pc: number
  /** The number of the location that it accessed, counting all elements of all shared variables; -1 for none. */
  readonly location: number
  /** The value before the access. */
  readonly seen: number
}

/** An instruction that was executed. */
export interface MonitoredEvent extends MonitoredAccess {
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

/** What an instruction can do to the memories of a `ThreadwiseMonitor`, whatever happened before. */
export interface Reach {
  /** Whether something can be found when it writes; never with an empty memory. */
  readonly finds: boolean
  /** Whether it changes the memory of its own thread: never, only one that is not empty, or any. */
  readonly own: 'never' | 'remembered' | 'any'
  /** The threads whose memories, if they are not empty, its write can change; none if it only reads. */
  readonly changes: readonly number[]
}

/**
 * A monitor whose memories change one by one: what an instruction makes of the memory of a thread depends on nothing but that
 * memory, the instruction, its location and the value there. So generated code can look the changes up in a table.
 */
export interface ThreadwiseMonitor extends Monitor {
  /** Whether what a write makes of memories depends on the value that it overwrites. */
  readonly comparesOverwritten: boolean
  reachOf(thread: number, pc: number): Reach
  /** The findings that show when the thread, with that memory, executes an instruction that writes. */
  foundBy(event: MonitoredAccess, before: number): readonly number[]
  /** Returns the memory of the thread that has executed an instruction. */
  own(event: MonitoredAccess, before: number): number
  /** Returns the memory of a thread, by default another one, after a write. */
  overwritten(event: MonitoredAccess, before: number): number
  /** Returns the memory of a thread that has come to a position. */
  arrived(thread: number, pc: number, before: number): number
}

export function isThreadwise(monitor: Monitor): monitor is ThreadwiseMonitor {
  return 'reachOf' in monitor
}
