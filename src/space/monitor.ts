/**
 * Watches an exploration for findings that depend on history. What it must remember of the past is a number for each
 * thread, kept in the state; 0 is 'nothing'. Equal numbers mean equal pasts as far as the monitor cares.
 */
export interface Monitor {
  /**
   * A thread executed the instruction at `pc`. `location` is the number of the location that it accessed or -1, `seen`
   * what was there before, `wrote` whether it wrote it. `memory` holds a number for each thread, changed in place.
   * The result is the number of a finding, or -1.
   */
  executed(thread: number, pc: number, location: number, seen: number, wrote: boolean, memory: Int32Array): number
  /** The thread's step is over and it is at `pc`: what is no longer needed there may be forgotten. */
  settled(thread: number, pc: number, memory: Int32Array): void
  /** Whether everything that could be found was found, so that the exploration may stop. */
  saturated(): boolean
}
