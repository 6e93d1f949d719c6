import { Bug } from '../base/bug.ts'
import type { Source, Span } from '../base/source.ts'
import type { Aspect, Expression, Meaning } from './expressions.ts'
import type { Identities } from './identities.ts'
import { type BlockingOpcode, isSilent, type Operation, type SilentOpcode } from './operations.ts'

export type { Aspect, BinaryOperator, Expression, Meaning, Operand, Place, UnaryOperator } from './expressions.ts'
export { isBlocking, isSilent, type Opcode, type Operation } from './operations.ts'

/**
 * The intermediate representation. Threads, variables, locks and registers are indices into the lists here; names are
 * for reports only. The JSON form (`codec.ts`) has the same shape.
 */
export interface Program {
  /** The text that lines and spans refer to, if there is one. */
  readonly source: Source | null
  readonly shared: readonly SharedVariable[]
  readonly mutexes: readonly Mutex[]
  readonly semaphores: readonly Semaphore[]
  readonly conditions: readonly Condition[]
  readonly barriers: readonly Barrier[]
  /** None if absent. */
  readonly channels?: readonly Channel[]
  /** Instruction sequences. Threads with the same index here run the same code, so they are symmetric. */
  readonly codes: readonly Code[]
  readonly threads: readonly Thread[]
  readonly invariants: readonly Invariant[]
  readonly expectations: readonly Expectation[]
  /** Objects without names of their own, which outcomes compare up to renaming. None if absent. */
  readonly heap?: readonly HeapObject[]
  /** Objects whose identities do not matter. Use `identitiesOf`. Not part of the JSON form. None if absent. */
  readonly identities?: Identities
  /** The notation of steps in traces and pictures, if it is not instruction text: assignments of that language. */
  readonly notation?: 'python'
  /** What traces and pictures show besides the variables. Not part of the JSON form: it is a wish of the reader. */
  readonly shows?: readonly ShownExpression[]
  /** What the user asked about in the source language itself. Not part of the JSON form either. */
  readonly asked?: Asked
}

/** Expressions of the source language that options have, as the reader of the text has understood them. */
export interface Asked {
  readonly observed: readonly Computed[]
  readonly conditions: readonly ShownExpression[]
  /** What could not be understood, and why. */
  readonly refused: readonly { readonly text: string; readonly message: string; readonly hint: string | null }[]
}

/** The value of an expression that has none in a state, such as a division by zero. */
export const noValue = -2147483648

/** What an expression is worth in a state, computed from shared variables and registers of threads. `meanings` as of a variable. */
export interface Computed extends ShownExpression {
  readonly kind: 'computed'
  readonly meanings?: Readonly<Record<string, Meaning>>
}

/** An expression over shared variables and registers of threads, and its text. */
export interface ShownExpression {
  readonly text: string
  readonly expression: Expression
}

export interface SharedVariable {
  readonly name: string
  /** Number of elements of an array; null for a single integer. */
  readonly length: number | null
  /** One value for a single integer, otherwise one per element. */
  readonly initial: readonly number[]
  /** Declared `atomic`: each access is a synchronisation operation, so it never races. */
  readonly atomic: boolean
  /** The meanings of certain values in the source language, by decimal text: `{ "0": false, "1": true }`. */
  readonly meanings?: Readonly<Record<string, Meaning>>
  /** The elements are the entries of a dict, whose keys are these texts; an entry that has the value `absent` is not there. */
  readonly entries?: { readonly keys: readonly string[]; readonly absent: number }
  /** The variable that counts the elements of this array in use; reports show only these. */
  readonly sizedBy?: number
  /**
   * The elements are the code points of a text, which is what reports show. Of a `whole` text all of it fits, in any
   * execution. The last element of the `begin` of one is there to mark that the text was longer: `sizedBy` is then the
   * number of elements.
   */
  readonly text?: 'whole' | 'begin'
  /** Bookkeeping of a front end: not part of default outcomes, and not shown. */
  readonly hidden?: boolean
}

/** An object to which variables can refer, by the `parts` of a meaning. */
export interface HeapObject {
  /** Its class. */
  readonly name: string
  /** How it is written: `Node(value=1)`, `[1, 2]`, `{'a': 1}`, `{1, 2}`, `ValueError('text')`, or by its name only. */
  readonly form: 'object' | 'list' | 'dict' | 'set' | 'call' | 'name'
  /** Its content: variables that belong to no other object. */
  readonly fields: readonly { readonly name: string; readonly variable: number }[]
}

export interface Mutex {
  readonly name: string
  /** A `transferable` lock may be released by a thread that does not hold it. */
  readonly discipline: 'plain' | 'reentrant' | 'transferable'
  /** Whoever waits for it stands in line, and the first in line gets it; if absent, any thread that waits may get it. */
  readonly order?: 'fifo'
}

export interface Semaphore {
  readonly name: string
  readonly initial: number
  /** The greatest count, at which a release changes nothing: 1 for a binary semaphore. None if absent. */
  readonly greatest?: number
  /** As for locks. */
  readonly order?: 'fifo'
}

export interface Condition {
  readonly name: string
  /** A `notify` wakes the thread that has slept longest; if absent, any of those that sleep. */
  readonly order?: 'fifo'
}

export interface Barrier {
  readonly name: string
  /** The number of threads that must arrive for all to continue; at least 1. */
  readonly parties: number
}

export interface Channel {
  readonly name: string
  /** How many messages it holds. 0: a message goes directly from a sender to a receiver, in one step of both. */
  readonly capacity: number
}

export interface Code {
  readonly registers: readonly string[]
  readonly instructions: readonly Instruction[]
}

export interface Thread {
  readonly name: string
  readonly code: number
  /** `unstarted` threads wait for a `spawn`. */
  readonly start: 'running' | 'unstarted'
  /** The execution ends without waiting for a daemon: when all other started threads have ended. */
  readonly daemon: boolean
  /**
   * The number of the event loop of which it is a task. At most one task of a loop runs, until it cannot take a step by
   * itself, has ended or executed `yield`. None if absent: a thread by itself.
   */
  readonly loop?: number
}

/**
 * An operation and its place in the source. `line` counts from 1; without a source it counts instructions. `text`
 * replaces the instruction in traces, if a front end has a better text for it.
 */
export type Instruction = Operation & { readonly line: number; readonly span: Span | null; readonly text?: string }

export type SilentInstruction = Extract<Instruction, { readonly op: SilentOpcode }>
export type BlockingInstruction = Extract<Instruction, { readonly op: BlockingOpcode }>
/** An instruction with which a step starts, or an `atomic` block continues. */
export type LoudInstruction = Exclude<Instruction, { readonly op: SilentOpcode | 'atomic' }>

export interface Invariant {
  readonly condition: Expression
  /**
   * The name of the critical section of which it states mutual exclusion: at most one of the registers that it names,
   * which are 1 within the section, is not 0. A violation is then an `overlap`.
   */
  readonly section?: string
  /** Of a critical section: registers that are 1 from where their thread leaves its doorway until it enters the section. */
  readonly waiting?: readonly { readonly thread: number; readonly register: number }[]
  readonly text: string
  readonly line: number
}

/** What an outcome can show: a whole shared variable, one element, a register, what else claims name, or an expression. */
export type Observable =
  | { readonly kind: 'shared'; readonly variable: number; readonly element: number | null }
  | { readonly kind: 'register'; readonly thread: number; readonly register: number }
  | Aspect
  | Computed

/** The value of an observable; arrays have a list. */
export type Value = number | readonly number[]

export type FindingKind = (typeof findingKinds)[number]

/**
 * All kinds of findings, errors first, in the order in which reports list them. This is the vocabulary of expectations;
 * what each kind is stands in `findings`.
 */
export const findingKinds = [
  'lost-update',
  'data-race',
  'deadlock',
  'stuck-thread',
  'livelock',
  'assertion',
  'overlap',
  'invariant',
  'division-by-zero',
  'index',
  'overflow',
  'lock-misuse',
  'thread-misuse',
  'channel-misuse',
  'uncaught-exception',
  'divergence',
  'non-linearizable',
  'starvation',
  'aba',
  'non-serializable',
  'lock-order',
  'lock-held-at-exit',
] as const

export type Severity = 'error' | 'warning'

/** Which states the condition of an `expect` line is about. */
export const conditionKinds = ['final', 'possible', 'reachable', 'never'] as const
export type ConditionKind = (typeof conditionKinds)[number]

/** Which infinite executions count: all, or those in which threads that can step do. `docs/semantics.md` defines them. */
export const fairnesses = ['none', 'weak', 'strong'] as const
export type Fairness = (typeof fairnesses)[number]

/** What an `expect` line says about each execution. */
export const temporalOperators = ['always', 'eventually', 'leads-to', 'always-eventually', 'eventually-always'] as const
export type TemporalOperator = (typeof temporalOperators)[number]

/** One of the formulas of a temporal expectation, all of which must hold. */
export interface TemporalCase {
  /** For which values of the variables of `all i: …` it is: `i = 0, j = 1`; empty if there are none. */
  readonly label: string
  readonly condition: Expression
  /** What `condition` leads to. */
  readonly goal?: Expression
}

/** How an `expect` line compares a number with a bound. */
export const boundOperators = ['<', '<=', '==', '>=', '>'] as const
export type BoundOperator = (typeof boundOperators)[number]

/** An expectation of the model's author. `text` is the line without the word `expect`. */
export type Expectation = { readonly text: string; readonly line: number } & (
  | {
      /** Exactly these values in final states, or in deadlocks. */
      readonly kind: 'outcomes' | 'deadlocks'
      readonly names: readonly Observable[]
      readonly values: readonly (readonly Value[])[]
    }
  | {
      /** True in each final state, in some final state, in some reachable state, or in none. */
      readonly kind: ConditionKind
      readonly condition: Expression
    }
  | {
      readonly kind: 'finding'
      readonly finding: FindingKind
      readonly present: boolean
      /** Only findings about this thread. */
      readonly thread?: number
      /** Only executions that are fair in this way; as the user chose if absent. */
      readonly fairness?: Fairness
    }
  | {
      readonly kind: 'temporal'
      readonly operator: TemporalOperator
      readonly cases: readonly TemporalCase[]
      /** As the user chose if absent. */
      readonly fairness?: Fairness
    }
  | { readonly kind: 'states'; readonly count: number }
  | {
      /** How often, at most, one thread enters a critical section while another waits for it. */
      readonly kind: 'overtaking'
      readonly section: string
      readonly operator: BoundOperator
      /** Null for infinitely often: `== null` is unbounded, `< null` bounded. */
      readonly bound: number | null
    }
  | { readonly kind: 'interleavings'; readonly count: string }
)

/** Why a step failed. A failed step ends the execution, which is then a failed end. */
export type FailureKind = (typeof failureKinds)[number]

export const failureKinds = [
  'assertion',
  'division-by-zero',
  'index',
  'overflow',
  'lock-misuse',
  'thread-misuse',
  'channel-misuse',
  'divergence',
] as const

/**
 * The choice in a step that has several successors: the value of a `choose`, the sleeper that was woken; for a `select` the
 * number of the offer that it takes, from 1, and the thread with which it exchanges a message.
 */
export type Choice = { readonly kind: 'value'; readonly value: number } | { readonly kind: 'wake'; readonly thread: number }

/** One transition of a schedule: the thread, and its choices in the order in which the step makes them. */
export interface Move {
  readonly thread: number
  readonly choices: readonly Choice[]
}

export type Schedule = readonly Move[]

/** Settings of the user that determine what counts as a step. */
export interface Rules {
  /** A thread asleep in a `wait` may also wake spuriously, in a separate step. */
  readonly spuriousWakeups: boolean
}

export const defaultRules: Rules = { spuriousWakeups: false }

/** An `atomic` block that executes more instructions than this counts as one that never ends. */
export const atomicInstructionLimit = 100_000

/** A thread that executes more silent instructions than this in a row counts as one that never takes a step again. */
export const silentInstructionLimit = 1_000_000

/** Whether a register is bookkeeping of a language, such as the rounds of a `repeat`, which reports do not list. */
export function isUnnamed(register: string): boolean {
  return register.startsWith('#')
}

/** Returns the instructions that a thread executes. */
export function instructionsOf({ codes, threads }: Program, thread: number): readonly Instruction[] {
  return codes[threads[thread]?.code ?? -1]?.instructions ?? []
}

/** Returns the instruction of a thread at a position, or null at the end of its code. */
export function instructionAt(program: Program, thread: number, pc: number): Instruction | null {
  const code = program.codes[program.threads[thread]?.code ?? -1]
  return code?.instructions[pc] ?? null
}

/**
 * Returns an instruction that is loud because of its position: threads stop only before such instructions, and blocks
 * do not nest.
 */
export function loudInstruction(instruction: Instruction): LoudInstruction {
  if (isSilent(instruction) || instruction.op === 'atomic') throw new Bug(`${instruction.op} is not executed by itself`)
  return instruction
}
