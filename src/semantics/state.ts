import type { FailureKind } from '../program/program.ts'

/**
 * The status of a thread.
 * - `unstarted`: waits for a `spawn`
 * - `running`: about to execute the instruction at `pc`, if that is not blocked
 * - `sleeping`: in a `wait`, not notified yet
 * - `waking`: in a `wait`, notified; its next step acquires the lock again
 * - `arrived`: in a `barrier_wait`, until the last thread arrives
 * - `finished`: at the end of its code
 * - `failed`: its step failed, which ended the whole execution; `pc` is the failing instruction
 * - `crashed`: ended by an exception that nothing caught; `pc` is the `raise`
 * - `expired`: in a `wait`, timed out; its next step acquires the lock again
 */
export type Status = (typeof statuses)[number]

export const statuses = [
  'unstarted',
  'running',
  'finished',
  'failed',
  'crashed',
  'sleeping',
  'waking',
  'arrived',
  'expired',
] as const

/** Reports whether a thread takes no further step: it finished, or an exception ended it. */
export function hasEnded(status: Status): boolean {
  return status === 'finished' || status === 'crashed'
}

export interface ThreadState {
  readonly status: Status
  readonly pc: number
  readonly registers: readonly number[]
  /** The levels of the lock that a `wait` released and acquires again; else 0. */
  readonly saved: number
  /** Its place in the queue of what it waits for, 1 for the first; 0 if it is in none. */
  readonly rank: number
}

export interface MutexState {
  readonly owner: number | null
  /** How often the owner holds it: 0 when free, more than 1 only for a reentrant lock. */
  readonly depth: number
}

export interface ChannelState {
  /** The first one is received next. */
  readonly messages: readonly number[]
  readonly closed: boolean
}

export interface Failure {
  readonly kind: FailureKind
  readonly thread: number
  /** The details, in words for the report. They are not part of the state's identity. */
  readonly detail: string
}

export interface State {
  /** One list per variable; a single integer is a list of one. */
  readonly shared: readonly (readonly number[])[]
  readonly mutexes: readonly MutexState[]
  readonly semaphores: readonly number[]
  readonly channels: readonly ChannelState[]
  readonly threads: readonly ThreadState[]
  /** By event loop: the task that runs, null if any may. */
  readonly loops: readonly (number | null)[]
  /** Set in a failed end, which has no successors. */
  readonly failure: Failure | null
}
