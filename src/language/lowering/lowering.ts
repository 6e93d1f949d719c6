import type { InputControls } from '../../base/controls.ts'
import type { Span } from '../../base/source.ts'
import type { Cell, Frame } from './cell.ts'
import type { Flow, Label } from './control-flow.ts'
import type { HeapObject } from './heap.ts'
import type { Pass } from './pass.ts'
import type { Arguments, ClassObject, Value } from './values.ts'

/** The surroundings of the statement that is being lowered, from the outside in. */
export type Surrounding =
  | { readonly kind: 'call'; readonly exit: Label; readonly result: Cell }
  /** `reset` forgets the counter of the loop. */
  | { readonly kind: 'loop'; readonly exit: Label; readonly next: Label; readonly reset: () => void }
  /** Exceptions go to the first handler that catches them. */
  | { readonly kind: 'try'; readonly handlers: readonly Catcher[] }
  /** Executed on every way out. */
  | { readonly kind: 'cleanup'; readonly leave: () => void }
  /** The exception that is being handled, for a statement that raises it again. */
  | { readonly kind: 'handling'; readonly exception: Cell }

export interface Catcher {
  /** Null catches every exception. */
  readonly classes: readonly ClassObject[] | null
  readonly label: Label
  readonly exception: Cell
}

/** The user's options for reading programs. */
export interface Choices {
  /** The most rounds of a loop over a range in code of threads. */
  readonly bound: number | null
  /** The most elements of a list that grows. */
  readonly capacity: number
  readonly observeOutput: boolean
  /** Other values for constants of the module. */
  readonly set: ReadonlyMap<string, number>
  /** The deepest nesting of calls. */
  readonly recursion: number
  /** Whether the user named the threads, so that module code starts none. */
  readonly threadsGiven: boolean
  /** How messages name the settings. */
  readonly controls: InputControls
}

/** What the library of a language defines, as the lowering of programs sees it. */
export interface Library {
  /** Returns the member of a module. */
  memberOf(module: string, name: string, span: Span): Value
  /** Calls a function or class by its path, such as `threading.Lock`. */
  call(c: Lowering, path: string, args: Arguments, span: Span): Value
  /** Returns the behaviour of an object of the library; null for other objects. */
  behaviourOf(object: HeapObject): Behaviour | null
}

/** The behaviour of an object of a library. */
export interface Behaviour {
  readonly methods: readonly string[]
  /** Returns null if there is no such method. */
  call(c: Lowering, method: string, args: Arguments, span: Span): Value | null
  /** Returns the value of an attribute that is not a method; null if there is no such attribute. */
  attribute(name: string): Value | null
  /** Sets an attribute; returns false if it cannot be set. */
  set(name: string, value: Value): boolean
  /** Its code at the start and the end of a block that it guards; null if it guards none. */
  readonly guard: { enter(c: Lowering, span: Span): void; leave(c: Lowering, span: Span): void } | null
  /** Returns the elements that a loop visits; null if it is not iterable. */
  elements(c: Lowering, span: Span): readonly Value[] | null
}

/** What all parts of the lowering of one thread share, in any language. The parts call each other through here. */
export interface Lowering {
  readonly pass: Pass
  readonly flow: Flow
  readonly choices: Choices
  readonly library: Library
  /** Module code before the first thread starts: executed, not written. */
  initial: boolean
  /** The variables of the function that is being lowered; null in module code. */
  frame: Frame | null
  readonly globals: Map<string, Cell>
  surroundings: Surrounding[]
  /** The calls and rounds that lead here; it makes keys unique. */
  path: string
  calls: number
  /** The depth of calls of the thread's body: calls from there are its operations. */
  bodyDepth: number
  /** The objects that are being created. */
  readonly newborn: Set<HeapObject>

  call(callee: Value, args: Arguments, span: Span): Value
  /** Raises an exception of the language. The code after it is unreachable. */
  raise(exception: string, span: Span): Value
  /** Returns the exception for reading a variable before it has a value. */
  unassigned(cell: Cell): string
  /** Ends the stage in which module code is executed. */
  startThreads(): void
}
