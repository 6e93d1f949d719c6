import type { Patch } from 'immer'
import type { Access, Location } from '../program/access.ts'
import type { Choice, Instruction, Schedule } from '../program/program.ts'
import type { State } from './state.ts'

/**
 * What a step did: it executed an instruction, acquired the lock again after a `wait`, woke up spuriously, timed out, or
 * took its place in a queue.
 */
export type StepKind = 'instruction' | 'reacquire' | 'spurious-wakeup' | 'timeout' | 'queue'

/**
 * An instruction that a step executed (an `atomic` block executes several), and the value of the place that it
 * accessed.
 */
export interface Executed {
  readonly pc: number
  readonly location: Location | null
  /** The value of the location just before the instruction. */
  readonly seen: number | null
  readonly wrote: boolean
}

/** What a `select` did: which message went where. */
export interface Exchange {
  /** Null if no offer was ready, and the thread did otherwise. */
  readonly offer: 'send' | 'receive' | null
  readonly channel: number
  /** The message; 0 if it received none, since the channel is closed. */
  readonly value: number
  /** Whether there was a message. */
  readonly ok: boolean
  /** The other thread of a channel that holds no messages; else null. */
  readonly partner: number | null
}

/** An operation that ended in a step. */
export interface Returned {
  /** Position of its `op_end`. */
  readonly pc: number
  /** The value that it returned; null for none. */
  readonly result: number | null
}

/** What a step did, without the states around it. */
export interface StepRecord {
  readonly thread: number
  readonly choices: readonly Choice[]
  /** Whether other choices were possible, so that the schedule must name this one. */
  readonly chosen: boolean
  readonly kind: StepKind
  readonly pc: number
  readonly instruction: Instruction
  readonly accesses: readonly Access[]
  /** The instructions that the thread executed, in order, without silent ones. */
  readonly executed: readonly Executed[]
  /** The threads that made progress in this step. */
  readonly progressed: readonly number[]
  /** The first operation that the thread ended in it; null if none. */
  readonly returned: Returned | null
  /** What the step did if it was a `select`; else null. */
  readonly exchange: Exchange | null
}

export interface TraceStep extends StepRecord {
  readonly before: State
  readonly after: State
  /** Immer's patches from `before` to `after`: exactly what changed. */
  readonly patches: readonly Patch[]
}

/**
 * The steps of an execution: an array, or of a long one what looks like an array and executes again what is asked for
 * (`LongSteps`). What goes over all steps and needs no states takes `recordsOf` or `outlineOf`.
 */
export interface TraceSteps extends Iterable<TraceStep> {
  readonly length: number
  at(index: number): TraceStep | undefined
  slice(from?: number, to?: number): readonly TraceStep[]
  map<T>(form: (step: TraceStep, index: number) => T): T[]
  flatMap<T>(form: (step: TraceStep, index: number) => readonly T[]): T[]
  filter(holds: (step: TraceStep) => boolean): readonly TraceStep[]
  some(holds: (step: TraceStep) => boolean): boolean
}

/** A schedule with its states, as the reference interpreter executed it. */
export interface Trace {
  readonly schedule: Schedule
  readonly initial: State
  readonly steps: TraceSteps
}
