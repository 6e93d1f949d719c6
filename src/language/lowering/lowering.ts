import type { Span } from '../../base/source.ts'
import type { Expr, Statement } from '../python/syntax/tree.ts'
import type { Flow, Label } from './control-flow.ts'
import type { Cell, ClassObject, Frame, HeapObject } from './heap.ts'
import type { Pass } from './pass.ts'
import type { FunctionValue, Value } from './values.ts'

/** Around the statement that is being lowered, from the outside in. */
export type Surrounding =
  | { readonly kind: 'call'; readonly exit: Label; readonly result: Cell }
  /** `reset` forgets the counter of the loop. */
  | { readonly kind: 'loop'; readonly exit: Label; readonly next: Label; readonly reset: () => void }
  /** Exceptions go to the first handler that takes them. */
  | { readonly kind: 'try'; readonly handlers: readonly Catcher[] }
  /** Executed on every way out. */
  | { readonly kind: 'cleanup'; readonly leave: () => void }
  /** The exception that is being handled, for a bare `raise`. */
  | { readonly kind: 'handling'; readonly exception: Cell }

export interface Catcher {
  /** Null takes every exception. */
  readonly classes: readonly ClassObject[] | null
  readonly label: Label
  readonly exception: Cell
}

export interface PythonChoices {
  readonly bound: number | null
  readonly capacity: number
  readonly observeOutput: boolean
  readonly set: ReadonlyMap<string, number>
  readonly recursion: number
  /** Whether the user named the threads, so that module code starts none. */
  readonly threadsGiven: boolean
}

/**
 * What all parts of the lowering share. The parts call each other through here, since expressions hold calls, calls
 * hold statements, and these hold expressions.
 */
export interface Lowering {
  readonly pass: Pass
  readonly flow: Flow
  readonly choices: PythonChoices
  /** Module code before the first thread starts: executed, not written. */
  initial: boolean
  /** The variables of the function that is being lowered; null in module code. */
  frame: Frame | null
  readonly globals: Map<string, Cell>
  surroundings: Surrounding[]
  /** Calls and rounds that lead here; makes keys unique. */
  path: string
  calls: number
  /** How many calls deep the thread's own body is: calls from there are its operations. */
  bodyDepth: number
  /** Objects whose `__init__` is being executed. */
  readonly newborn: Set<HeapObject>

  evaluate(expression: Expr): Value
  execute(statements: readonly Statement[]): void
  assign(target: Expr, value: Value, span: Span): void
  /** Goes to `then` or `otherwise` by the truth of an expression. */
  test(expression: Expr): Value
  call(callee: Value, args: Arguments, span: Span): Value
  raise(exception: string, span: Span): Value
  /** Ends the stage in which module code is executed. */
  startThreads(): void
  /** A loop of at most so many rounds, written out if its rounds must be known. */
  loopOrRounds(span: Span, rounds: number, round: () => void): void
}

export interface Arguments {
  readonly positional: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

export type { Cell, Frame, FunctionValue, HeapObject, Label, Value }
