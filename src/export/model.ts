import type { Choice, Expectation, FailureKind, Invariant } from '../program/program.ts'

// A program as guarded steps over variables, which is what Promela, TLA+ and Murphi have in common. Everything that a
// state of `semantics` has is a variable here, except positions: those are labels, or values of a program counter.

/** A variable of the exported model. */
export interface Variable {
  readonly name: string
  /** Whether all threads see it; otherwise each thread has one of its own. */
  readonly scope: 'global' | 'thread'
  /** Number of elements; null if it is none. */
  readonly length: number | null
  /** All values that it has, those in between included. */
  readonly low: number
  readonly high: number
  /** One for each element, or one for all; of a variable of threads, one for each thread. */
  readonly initial: readonly number[]
  /** What it is, for a comment; null if its name says it. */
  readonly comment: string | null
}

/** A sequence of integers: the messages of a channel, or the threads in a line. */
export interface Queue {
  readonly name: string
  readonly capacity: number
  readonly low: number
  readonly high: number
  readonly comment: string | null
}

/** A place of an integer: a variable, or an element of one. */
export interface Cell {
  readonly variable: Variable
  readonly index: Term | null
}

export type TermOperator =
  | '+'
  | '-'
  | '*'
  | '//'
  | '%'
  | '<<'
  | '>>'
  | '&'
  | '|'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'

/** An expression that has a value wherever it is evaluated: what may fail is asked before. Truth is 0 or 1. */
export type Term =
  | { readonly kind: 'number'; readonly value: number }
  /** The number of the thread that acts, from 0. */
  | { readonly kind: 'me' }
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not' | '~'; readonly operand: Term }
  | { readonly kind: 'binary'; readonly operator: TermOperator; readonly left: Term; readonly right: Term }
  | { readonly kind: 'if'; readonly condition: Term; readonly yes: Term; readonly otherwise: Term }
  /** Whether a thread is the first in a queue, or in it at all. */
  | { readonly kind: 'first' | 'contains'; readonly queue: Queue; readonly value: Term }
  | { readonly kind: 'length'; readonly queue: Queue }

export type Statement =
  | { readonly kind: 'assign'; readonly to: Cell; readonly value: Term }
  /** The first branch whose condition holds, else `otherwise`. */
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] }
  /** Any of the ways whose condition holds; `otherwise` if none does. */
  | { readonly kind: 'choice'; readonly ways: readonly ChosenWay[]; readonly otherwise: readonly Statement[] }
  /** The execution ends here. */
  | { readonly kind: 'fail'; readonly failure: FailureKind }
  | { readonly kind: 'append'; readonly queue: Queue; readonly value: Term }
  /** Takes the first one. */
  | { readonly kind: 'take'; readonly queue: Queue; readonly to: Cell }
  /** Takes a value out of a queue that contains it. */
  | { readonly kind: 'remove'; readonly queue: Queue; readonly value: Term }
  /** Continues at a position: with its silent code, or it stops there. */
  | { readonly kind: 'go'; readonly to: number }
  /** The step ends, and the thread stands at a place that is no position. */
  | { readonly kind: 'stop'; readonly at: Place; readonly handsOver: boolean }
  /**
   * Threads go on at the end of this step, in their order: those for which the condition holds. Each leaves its place by
   * the way there that is `handed`.
   */
  | { readonly kind: 'free'; readonly threads: readonly Freed[] }

export interface Freed {
  readonly thread: number
  readonly when: Term
}

export interface Branch {
  readonly when: Term
  readonly body: readonly Statement[]
}

export interface ChosenWay {
  readonly when: Term | null
  readonly choice: Choice
  readonly body: readonly Statement[]
}

/**
 * Where a thread stands between its steps: before an instruction; asleep in a `wait`, or waking; in one that has timed out;
 * at a barrier; at the `raise` that ended it; before its first step, not started.
 */
export interface Place {
  readonly pc: number
  readonly phase: 'at' | 'waiting' | 'expired' | 'arrived' | 'crashed' | 'unstarted'
}

/** One of the steps that a thread may take at a place. */
export interface Way {
  /** When it may be taken; null for always. */
  readonly when: Term | null
  readonly body: readonly Statement[]
  /** The choices of the step, those without an alternative included, as far as the way determines them. */
  readonly choices: readonly Choice[]
  /** What the thread does here is a part of the step of another one, which hands over to it. */
  readonly handed: boolean
}

/** A place with the steps from it. */
export interface Station {
  readonly kind: 'station'
  readonly place: Place
  readonly line: number
  readonly text: string
  readonly ways: readonly Way[]
}

/** Silent code at a position: it belongs to the step that comes there. */
export interface Passage {
  readonly kind: 'passage'
  readonly pc: number
  readonly line: number
  readonly text: string
  readonly body: readonly Statement[]
}

/** The code of one or several threads that differ only in their numbers. */
export interface Process {
  readonly name: string
  readonly code: number
  /** In ascending order, without gaps. */
  readonly threads: readonly number[]
  readonly daemon: boolean
  readonly blocks: readonly (Station | Passage)[]
  /** Where the threads stand in the beginning. */
  readonly start: Place
  /** The registers, and what else belongs to one thread only. */
  readonly locals: readonly Variable[]
  /** The position of the end. */
  readonly length: number
}

/** What is claimed of all executions. */
export interface Claim {
  readonly name: string
  readonly text: string
  readonly line: number
  readonly formula: Formula
  readonly source: Invariant | Expectation
}

export type Formula =
  /** True in every state, in some state of each execution, again and again, from some state on. */
  | { readonly kind: 'always' | 'eventually' | 'always-eventually' | 'eventually-always'; readonly condition: Term }
  | { readonly kind: 'leads-to'; readonly condition: Term; readonly goal: Term }
  /** True in some state: a counterexample to its negation is what is looked for. */
  | { readonly kind: 'reachable'; readonly condition: Term }

/** A program, ready to be written in the notation of another tool. */
export interface Model {
  /** The file, for a comment. */
  readonly title: string
  readonly globals: readonly Variable[]
  readonly queues: readonly Queue[]
  readonly processes: readonly Process[]
  readonly threads: readonly string[]
  readonly claims: readonly Claim[]
  /** What of the program is not in the model, for comments. */
  readonly omitted: readonly string[]
  /** The failures that steps may end in; empty if none fails. */
  readonly failures: readonly FailureKind[]
  readonly failure: Variable
  /** Whether every started thread that is no daemon has ended; null if nobody asks. */
  readonly over: Term | null
  /** By thread: whether its part of a step of several threads is still to come; null if no step is one. */
  readonly freed: Variable | null
}
