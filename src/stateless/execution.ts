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
  /**
   * Of a `give`: a `take` of the object just before it would certainly have had to wait. A lock that becomes free and a thread
   * that ends are examples. It only saves executions; without it nothing is assumed.
   */
  readonly opens?: true
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
  /**
   * How many events the thread had before this one. Events on what one thread alone touched in an execution need not be steps,
   * unless the prefix names them. So an execution may have steps that an earlier one with the same beginning had not.
   */
  readonly event: number
  /**
   * What it touched since the step of its thread before, events that were no steps included. If it has several results, what
   * any of them touches. A step that ends the execution for others (a failure; the last thread that is no daemon) writes an
   * object that each step of those others reads.
   */
  readonly accesses: readonly Access[]
  /** Which of several results, where the step is not determined by the state (a spurious wake-up, a timeout): 0 else. */
  readonly choice: number
  /** How many results were possible. */
  readonly choices: number
  /** The threads that could take a step in the state before this one. */
  readonly enabled: readonly number[]
  /**
   * The threads that wait, in the state before this one, each with what its next step would touch. Also, if the step before
   * this one took another thread along so that the step which that could have taken is gone, that step.
   */
  readonly blocked: readonly Waiting[]
}

/** A thread that cannot go on, and what its next step would touch. */
export interface Waiting {
  readonly thread: number
  readonly event: number
  readonly accesses: readonly Access[]
}

/**
 * One decision of a prefix: the thread goes on through its step at `event`, with one of its results. If events come before that
 * which were no steps so far, and it has to wait after some of them, the decision ends there: the last of them is a step.
 */
export interface Decision {
  readonly thread: number
  /** Null: its next event, whatever its number. */
  readonly event: number | null
  readonly choice: number
}

/** A thread whose next step need not be taken until something dependent on it happened (Godefroid's sleep sets): none of its results. */
export interface Sleeper {
  readonly thread: number
  readonly event: number
  readonly accesses: readonly Access[]
}

/**
 * What to execute: the prefix, then threads that are not asleep, until the end or until only sleepers could go on. After the
 * prefix each step has its first result.
 */
export interface Request {
  readonly prefix: readonly Decision[]
  /**
   * The threads that sleep in the state before the last decision of the prefix, which may wake some of them; at the beginning
   * if there is no decision. `dependence.ts` says which step wakes whom.
   */
  readonly sleeping: readonly Sleeper[]
  /** The most steps of an execution; one that has more is cut. */
  readonly maxSteps: number
  /** Who goes on after the prefix. `first` if absent. */
  readonly policy?: Policy
}

/** Who goes on where the prefix says nothing. */
export type Policy =
  /** The thread that runs, as long as it can; else the enabled one with the lowest number. */
  | { readonly kind: 'first' }
  /**
   * The same, but after `most` steps in a row another one goes on if one can: the next in the order of numbers, after the last
   * the first. So a thread that waits in a loop for another one does not wait for ever.
   */
  | { readonly kind: 'turns'; readonly most: number }
  /**
   * The enabled thread with the highest priority. `priorities` has them by thread, distinct and positive; a thread beyond the
   * list has 0, and of several such threads the lowest number goes first. When the execution has taken as many steps as one
   * of `changes` says, the thread that would go on gets a priority lower than all others. Among the results of a step, the
   * one numbered (`seed` + steps taken) modulo their number is taken.
   */
  | {
      readonly kind: 'priorities'
      readonly priorities: readonly number[]
      readonly changes: readonly number[]
      readonly seed: number
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
export interface Subject<Outcome> extends Executor<Execution<Outcome>> {
  /** Fails with `Departure` if the prefix could not be followed. */
  run(request: Request, course?: Course<Execution<Outcome>>): Promise<Execution<Outcome>> | Execution<Outcome>
}

/** What a search asks for: one request after another, each after the execution that answers the one before. */
export interface Course<Answer> {
  /** Null if nothing is left. */
  next(): Request | null
  add(answer: Answer): void
  /**
   * A course that asks now for what this one will probably ask for once it has followed its last request and all that this leads
   * to. Null if nothing is known to come.
   */
  ahead(): Course<Answer> | null
}

/** Executes what a search asks for. `course` is what asks: who has nothing else to do may look ahead. */
export interface Executor<Answer> {
  run(request: Request, course?: Course<Answer>): Promise<Answer> | Answer
}

/** Thrown where an execution did not follow its prefix: the program is not determined by the schedule. */
export class Departure extends Error {
  override name = 'Departure'
  /** How many decisions of the prefix were followed. */
  readonly decisions: number

  constructor(decisions: number, message: string) {
    super(message)
    this.decisions = decisions
  }
}
