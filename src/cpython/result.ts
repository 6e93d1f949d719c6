import type { AgentAnswer, Drawn, Hello, PythonOutcome, Raised, Stuck, Unseen } from './agent.ts'

/** What all executions of a Python file came to. */
export interface PythonResult {
  readonly hello: Hello
  /** The names of the threads, by number, and after them those of tasks of event loops. */
  readonly threads: readonly string[]
  /** How many of these are tasks. */
  readonly tasks: number
  /** The names whose final values are shown. */
  readonly names: readonly string[]
  readonly outcomes: readonly FinalOutcome[]
  /** Ends without all threads having ended. */
  readonly deadlocks: readonly DeadlockEnd[]
  readonly findings: readonly PythonFinding[]
  /** Of a search that is not complete: locks that are taken in orders that contradict each other, without a deadlock so far. */
  readonly lockOrders: readonly LockOrder[]
  readonly search: SearchSummary
  /** By file and line, how many scheduling points were seen in it. */
  readonly points: readonly { readonly file: string; readonly line: number; readonly count: number }[]
  readonly unseen: readonly Unseen[]
  readonly drawn: readonly Drawn[]
}

/** How far the search went. */
export interface SearchSummary {
  readonly executions: number
  /** Whether an execution of each class of equivalent schedules was made. */
  readonly complete: boolean
  /** All schedules with at most so many preemptions were executed; null if no bound was asked for, or none was complete. */
  readonly bound: number | null
  readonly kind: 'all' | 'bounded' | 'random'
  /** Why it is not complete. */
  readonly why: string | null
}

/** Final values that executions had. */
export interface FinalOutcome {
  /** The values as Python writes them, by `names`. */
  readonly values: readonly string[]
  /** Exceptions that ended threads on the way. */
  readonly exceptions: readonly Raised[]
  readonly executions: number
  /** An execution that ends so, with its details. */
  readonly shown: AgentAnswer
}

/** An end in which threads wait for each other. */
export interface DeadlockEnd {
  readonly waiting: readonly Stuck[]
  readonly executions: number
  readonly shown: AgentAnswer
}

/** Locks that threads were seen to take in orders that contradict each other. */
export interface LockOrder {
  /** In the order of the cycle: who takes which lock, in which line, while holding the one of the entry before. */
  readonly cycle: readonly {
    readonly thread: string
    readonly held: string
    readonly lock: string
    readonly line: number
    readonly file?: string | undefined
  }[]
}

/** The kinds of findings of executions of a Python file. */
export const pythonFindingKinds = ['deadlock', 'livelock', 'uncaught-exception', 'lost-update', 'data-race'] as const

export type PythonFindingKind = (typeof pythonFindingKinds)[number]

/** Something wrong, with an execution that shows it. */
export interface PythonFinding {
  readonly kind: PythonFindingKind
  /** What is wrong, as a sentence without its first word's capital. */
  readonly text: string
  readonly shown: AgentAnswer
  /** Notes on the decisive steps, by their position. */
  readonly marks: ReadonlyMap<number, string>
}

/** Whether threads go round loops for ever, and no other one waits but for the end of a thread. */
export function isLivelock({ waiting }: DeadlockEnd): boolean {
  return waiting.some(({ spins }) => spins === true) && waiting.every((each) => each.spins === true || isJoin(each))
}

/** Whether a thread waits for the end of another one. */
export function isJoin({ for: what }: Stuck): boolean {
  return what.startsWith('the end of ')
}

/** What tells outcomes apart: the observed values, or the variables that have one, and exceptions that ended threads. */
export function outcomeKey({ globals, observed, exceptions }: PythonOutcome): string {
  const values = observed ?? Object.entries(globals ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([values, exceptions.map(({ thread, type, message }) => [thread, type, message])])
}

/** What tells deadlocks apart: who waits where, and exceptions that ended threads before. */
export function endKey({ waiting, exceptions }: PythonOutcome): string {
  return JSON.stringify([waiting, exceptions])
}

/** The values of an outcome, by name; a variable that was never assigned has none. */
export function valuesOf(names: readonly string[], { globals, observed }: PythonOutcome): string[] {
  return observed === undefined ? names.map((name) => globals?.[name] ?? 'not set') : [...observed]
}
