import { readInstructionText } from '../../language/ilv/read.ts'
import type { Program } from '../../program/program.ts'
import { valueIn } from '../mistakes.ts'
import { Handle, SharedArray, Variable } from './handles.ts'
import { Lines } from './lines.ts'
import { integerIn, nameIn, oneLine } from './names.ts'
import { ThreadBuilder } from './thread-builder.ts'

/** How a shared variable is declared. */
export interface SharedOptions {
  /** Each access is a synchronisation operation, so it never races. */
  readonly atomic?: boolean
}

/** How a lock is declared. */
export interface LockOptions {
  /** The thread that holds it may take it again. */
  readonly reentrant?: boolean
  /** Threads get it in the order in which they asked for it. */
  readonly fair?: boolean
}

/** How a thread begins. */
export interface ThreadOptions {
  /** It waits for a `spawn`. */
  readonly unstarted?: boolean
  /** The execution ends without waiting for it. */
  readonly daemon?: boolean
}

/** The declarations of a program, in the order of the calls. */
export class ProgramBuilder {
  readonly #lines: Lines

  constructor(lines: Lines) {
    this.#lines = lines
  }

  /** Declares a shared integer. */
  shared(name: string, initial = 0, { atomic = false }: SharedOptions = {}): Variable {
    this.#lines.add(`${atomic ? 'atomic' : 'shared'} ${nameIn(name)} = ${integerIn(initial)}`)
    return new Variable(name)
  }

  /** Declares a shared array by its initial values. */
  array(name: string, initial: readonly number[], { atomic = false }: SharedOptions = {}): SharedArray {
    const values = initial.map(integerIn)
    this.#lines.add(`${atomic ? 'atomic' : 'shared'} ${nameIn(name)}[${values.length}] = ${values.join(', ')}`)
    return new SharedArray(name)
  }

  lock(name: string, { reentrant = false, fair = false }: LockOptions = {}): Handle<'lock'> {
    this.#lines.add(`lock ${nameIn(name)}${reentrant ? ' reentrant' : ''}${fair ? ' fair' : ''}`)
    return new Handle('lock', name)
  }

  /** Declares a semaphore with so many units. */
  semaphore(name: string, initial: number): Handle<'semaphore'> {
    this.#lines.add(`semaphore ${nameIn(name)} = ${integerIn(initial)}`)
    return new Handle('semaphore', name)
  }

  condition(name: string): Handle<'condition'> {
    this.#lines.add(`condition ${nameIn(name)}`)
    return new Handle('condition', name)
  }

  /** Declares a barrier for so many threads. */
  barrier(name: string, parties: number): Handle<'barrier'> {
    this.#lines.add(`barrier ${nameIn(name)} = ${integerIn(parties)}`)
    return new Handle('barrier', name)
  }

  /** Declares a channel; without a capacity, messages go directly from a sender to a receiver. */
  channel(name: string, capacity = 0): Handle<'channel'> {
    this.#lines.add(`channel ${nameIn(name)} capacity ${integerIn(capacity)}`)
    return new Handle('channel', name)
  }

  /** Declares a thread. */
  thread(name: string, body: (thread: ThreadBuilder) => void, options: ThreadOptions = {}): Handle<'thread'> {
    this.#threads(nameIn(name), body, options)
    return new Handle('thread', name)
  }

  /** Declares so many threads with the same code: `P[0]`, `P[1]`, … Their `me` is the number of each. */
  threads(name: string, count: number, body: (thread: ThreadBuilder) => void, options: ThreadOptions = {}): void {
    this.#threads(`${nameIn(name)}[${integerIn(count)}]`, body, options)
  }

  /** Says what is right, in the words of instruction text: `outcomes balance = {2}`, `no deadlock`. */
  expect(text: string): void {
    this.#lines.add(`expect ${oneLine(text)}`)
  }

  /** Says what holds in every state: `balance >= 0`. */
  invariant(text: string): void {
    this.#lines.add(`invariant ${oneLine(text)}`)
  }

  #threads(declared: string, body: (thread: ThreadBuilder) => void, options: ThreadOptions): void {
    const { unstarted = false, daemon = false } = options
    const head = `thread ${declared}${unstarted ? ' unstarted' : ''}${daemon ? ' daemon' : ''}:`
    this.#lines.block(head, () => body(new ThreadBuilder(this.#lines)), null)
  }
}

/**
 * Builds a program without a text. It is written as instruction text, which messages and lines refer to: `source.text`.
 * Throws `ModelError` if it is no program, such as for a name that is declared twice.
 *
 * @example
 * ```js
 * const counter = program((t) => {
 *   const x = t.shared('x')
 *   t.threads('P', 2, (p) => p.increment(x))
 * })
 * const { outcomes } = await explore(counter)
 * outcomes.map(({ final }) => final.x) // [1,2]
 * ```
 */
export function program(build: (builder: ProgramBuilder) => void): Program {
  const lines = new Lines()
  build(new ProgramBuilder(lines))
  return valueIn(readInstructionText({ name: 'program', text: lines.text }))
}
