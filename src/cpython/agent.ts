import type { Decision, Execution, Request, Step } from '../stateless/execution.ts'

/** What the agent says of a file before it executes it. */
export interface Hello {
  /** The version of the interpreter: `3.11.7`. */
  readonly python: string
  /** The SHA-256 of the file, in hexadecimal digits. */
  readonly hash: string
  /** Whether it says what must hold: by `assert`, or by raising an AssertionError. */
  readonly asserts: boolean
  /** Whether the file imports what draws random numbers of the system, which the search cannot choose. */
  readonly random: boolean
  /** What the file does to the world outside: files, sockets, processes. */
  readonly effects: readonly Effect[]
}

/** Something that executing the file changes outside of its process, or reads there. */
export interface Effect {
  readonly what: string
  readonly file: string
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** Why a file cannot be executed at all. */
export interface Mistake {
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What the search asks of the agent. */
export interface AgentRequest extends Request {
  /** Expressions to evaluate at the end; null for the variables of the module. */
  readonly observe: readonly string[] | null
  /** Whether steps have their lines, texts and values. */
  readonly details: boolean
  /** The sites that are known to share: agents that execute one file together know the same. Absent if there is one agent. */
  readonly shared?: readonly number[]
}

/** A step of a Python thread. `site` is the place in the text: equal for the same operation of the same expression. */
export interface PythonStep extends Step {
  readonly site: number
  /** The task of an event loop whose step it is, as its number among the `threads` of the outcome; `thread` runs the loop. */
  readonly task?: number
  /** The others are there if details were asked for. */
  readonly line?: number
  readonly file?: string
  /** What it did: `read counter`, `acquire lock`. */
  readonly text?: string
  /** Of a write: the sites of the reads from which its value is computed. */
  readonly from?: readonly number[]
  /** What was read or written, as Python writes it. */
  readonly value?: string
  /** The kind of the node of the syntax tree where it stands, and its first and last line and column, in bytes of UTF-8. */
  readonly node?: string
  readonly span?: readonly [number, number, number, number]
  /** Whether that is what a `with` enters. */
  readonly enters?: boolean
  /** Of an operation of the library: what it did, without its object: `acquire`. */
  readonly operation?: string
  /** Of such an operation: equal for those of one call of a thread. */
  readonly call?: number
  /** Whether its time was over before it could be done. */
  readonly late?: boolean
}

/** An exception that ended a thread or task. */
export interface Raised {
  readonly thread: number
  readonly type: string
  readonly message: string
  readonly line: number
  /** The file of the line, if it is not the one that is executed. */
  readonly file?: string
}

/** A thread that waits for ever. */
export interface Stuck {
  readonly thread: number
  readonly line: number
  /** The file of the line, if it is not the one that is executed. */
  readonly file?: string
  /** What it waits for: `lock 'a'`. */
  readonly for: string
  /** The thread that has it, if one has. */
  readonly heldBy?: number
  /** Whether it goes round a loop for ever instead, in which it reads what `for` names and nobody changes. */
  readonly spins?: true
}

/** What an execution came to. */
export interface PythonOutcome {
  /** The final values of the module's variables, as Python writes them, in the order of their first assignment. */
  readonly globals?: Readonly<Record<string, string>>
  /** The same when the first thread was started, if details were asked for. */
  readonly initial?: Readonly<Record<string, string>>
  /** The values of the expressions that were asked for; then there are no `globals`. */
  readonly observed?: readonly string[]
  /** What was printed. */
  readonly output: string
  readonly exceptions: readonly Raised[]
  /** In a deadlock. */
  readonly waiting?: readonly Stuck[]
  /** Of an execution that was cut: the thread with the most steps, the line that it was in, and whether it starts too many threads. */
  readonly busy?: { readonly thread: number; readonly line: number; readonly file?: string; readonly starts?: true }
  /** The names of the threads, and after them those of the tasks of event loops. */
  readonly threads: readonly string[]
  /** How many of these are tasks. */
  readonly tasks?: number
}

/** A library function of which the agent does not know what it touches. */
export interface Unseen {
  readonly module: string
  readonly function: string
  readonly file: string
  readonly line: number
  /** What `--trace-module` has to name so that the search sees what it does; absent if that is not possible. */
  readonly traceable?: string
}

/** A place at which values of `random` were drawn, or at which elements of a set come in an order that is chance. */
export interface Drawn {
  readonly kind: 'value' | 'order'
  readonly file: string
  readonly line: number
  /** Whether each value was explored; else it is the same in each execution. */
  readonly explored: boolean
}

/** A lock for which a thread waited until it had it, while it held another one. Locks have numbers, as in accesses of steps. */
export interface Nested {
  readonly thread: number
  readonly site: number
  /** Threads of different phases do not run at the same time: all were joined in between. */
  readonly phase: number
  readonly held: number
  readonly lock: number
  /** All locks that the thread held. */
  readonly all: readonly number[]
  /** What the two locks are called, if details were asked for. */
  readonly names?: readonly [held: string, lock: string]
  readonly line?: number
  /** The file of the line, if it is not the one that is executed. */
  readonly file?: string
}

/**
 * A random value that an execution was given: its thread, which of the thread's draws it is, from 1, and the value: a number below
 * another one, what `random.random` returns, or the positions that `choices` takes.
 */
export type Draw = readonly [thread: number, number: number, value: number | readonly number[]]

/** An execution as the agent reports it. */
export interface AgentAnswer extends Execution<PythonOutcome> {
  readonly steps: readonly PythonStep[]
  /** Whether places in the text were found to share objects that did not before: executions have more steps from now on. */
  readonly grown: boolean
  /** These places, by their sites. */
  readonly shares: readonly number[]
  readonly unseen: readonly Unseen[]
  readonly drawn: readonly Drawn[]
  readonly nested: readonly Nested[]
  /** The random numbers that were explored, if details were asked for. */
  readonly draws?: readonly Draw[]
}

/** Executes a schedule once more, with the details that people see. */
export type Again = (prefix: readonly Decision[]) => Promise<AgentAnswer>

/** A Python interpreter that executes one file, as often as it is asked to. */
export interface Agent {
  readonly hello: Hello
  /** @throws Departure if the prefix could not be followed */
  run(request: AgentRequest): Promise<AgentAnswer>
}
