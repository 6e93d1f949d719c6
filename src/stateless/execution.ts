/**
 * What a stateless search knows of the program that it explores: executions, one after another, each of them chosen by a
 * prefix. Nothing of the program's states is kept. Two things implement `Subject`: the definition in `semantics`, and the
 * agent in `cpython`, which executes a Python file in the real interpreter.
 */

/** An access of a step to a part of an object. Numbers of objects mean the same in two executions as far as these are equal. */
export interface Access {
  readonly object: number
  /** A part of it: an element, a key. Without one, the access concerns the whole object and so all parts. */
  readonly part?: string
  readonly kind: AccessKind
}

/**
 * `read` and `write` are those of memory. `take` may have to wait for the object, `give` lets others go on; each of them
 * changes the object too.
 */
export type AccessKind = 'read' | 'write' | 'take' | 'give'

/** One step: what a thread does from one point at which others may run to the next. */
export interface Step {
  /** The thread, in the order in which threads were made; 0 is the main one. */
  readonly thread: number
  /** How many events the thread had before this one. A step begins at an event; events of one thread only are no steps. */
  readonly event: number
  readonly accesses: readonly Access[]
  /** Which of several results, where the step is not determined by the state (a spurious wake-up, a timeout): 0 else. */
  readonly choice: number
  /** How many results were possible. */
  readonly choices: number
  /** The threads that could take a step in the state before this one. */
  readonly enabled: readonly number[]
  /** The threads that wait, in the state before this one, each with what its next step would touch. */
  readonly blocked: readonly Waiting[]
}

/** A thread that cannot go on, and what its next step would touch. */
export interface Waiting {
  readonly thread: number
  readonly event: number
  readonly accesses: readonly Access[]
}

/** One decision of a prefix: the thread goes on through its step at `event`, with one of its results. */
export interface Decision {
  readonly thread: number
  readonly event: number
  readonly choice: number
}

/** A thread whose next step need not be taken until something dependent on it happened (Godefroid's sleep sets). */
export interface Sleeper {
  readonly thread: number
  readonly event: number
  readonly choice: number
  readonly accesses: readonly Access[]
}

/** What to execute: the prefix, then any threads but those asleep, until the end or until only sleepers could go on. */
export interface Request {
  readonly prefix: readonly Decision[]
  readonly sleeping: readonly Sleeper[]
  /** The most steps of an execution; one that has more is cut. */
  readonly maxSteps: number
}

/** How an execution ended. */
export type End =
  /** All threads ended. */
  | 'done'
  /** Threads are left, and none can go on. */
  | 'deadlock'
  /** Only threads asleep can go on: what follows is equivalent to what was explored. */
  | 'asleep'
  /** It had more steps than `maxSteps`. */
  | 'cut'

/** One execution. `outcome` is what the search counts as one result; the search itself never looks into it. */
export interface Execution<Outcome> {
  readonly steps: readonly Step[]
  readonly end: End
  /** At the end: the threads that cannot go on. */
  readonly blocked: readonly Waiting[]
  readonly outcome: Outcome
}

/** A program that can be executed along a prefix, from its beginning, as often as the search likes. */
export interface Subject<Outcome> {
  run(request: Request): Promise<Execution<Outcome>> | Execution<Outcome>
}
