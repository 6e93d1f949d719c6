/** An instruction that was executed. */
export interface MonitoredEvent {
  readonly thread: number
  readonly pc: number
  /** The number of the location that it accessed, counting all elements of all shared variables; -1 for none. */
  readonly location: number
  /** What was there before. */
  readonly seen: number
  readonly wrote: boolean
}

/** A step that was taken. */
export interface MonitoredStep {
  readonly thread: number
  readonly pc: number
  /** The unpacked state before it. */
  readonly before: Int32Array
  /** What the first operation gave back that the thread ended in it (null: nothing); undefined if it ended none. */
  readonly returned: number | null | undefined
}

/**
 * Watches an exploration for findings that depend on history. What it must remember of the past is a number for each
 * thread, kept in the state; 0 is 'nothing'. Equal numbers mean equal pasts as far as the monitor cares.
 */
export interface Monitor {
  /**
   * A thread executed an instruction. `memory` holds a number for each thread, changed in place.
   * Numbers of findings that show here are added to `found`.
   */
  executed?(event: MonitoredEvent, memory: Int32Array, found: number[]): void
  /** The thread's step is over and it is at `pc`: what is no longer needed there may be forgotten. */
  settled?(thread: number, pc: number, memory: Int32Array): void
  /** A whole step was taken. Sees only what `before` holds, in which registers that no one will read are 0. */
  stepped?(step: MonitoredStep, memory: Int32Array, found: number[]): void
  /** Whether everything that could be found was found, so that the exploration may stop. */
  saturated(): boolean
}
