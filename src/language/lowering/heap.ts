import type { Span } from '../../base/source.ts'
import type { ClassNode, FunctionNode } from '../python/syntax/tree.ts'
import type { FunctionValue, Value } from './values.ts'

/**
 * A place that holds a value: a variable, an attribute, an entry of a dict, or all elements of a list. `key` is the same
 * in every pass over the program; `name` is what reports call it.
 */
export interface Cell {
  readonly key: string
  readonly role: CellRole
  name: string
  /** How many calls deep the variable was made; 0 for what outlives every call. */
  readonly depth: number
  /** Whether all accesses are synchronisation operations. */
  readonly atomic: boolean
  /** Bookkeeping that no report shows. */
  readonly hidden: boolean
  /** Whether it holds the elements of a list, of at most so many. */
  readonly capacity: number | null
  /** A module-level variable, attribute or list, so that outcomes show it where threads change it. */
  observed: boolean
}

/** What a place is for. */
export type CellRole =
  /** A variable of the module. */
  | { readonly kind: 'global' }
  /** A variable of a call. */
  | { readonly kind: 'local' }
  /** An attribute, an entry or the elements of an object, or of a class. */
  | { readonly kind: 'part' }
  /** The value of an expression in which several ways meet. */
  | { readonly kind: 'result' }
  /** How many elements of a list are in use. */
  | { readonly kind: 'length-of'; readonly content: Cell }
  /** Bookkeeping that threads share, such as the flag of an event. */
  | { readonly kind: 'shared-bookkeeping' }
  /** Bookkeeping of one thread, such as the counter of a loop. */
  | { readonly kind: 'own-bookkeeping' }

/** How a new place differs from a plain one that outlives every call. */
export type CellDetails = Pick<Cell, 'name' | 'role'> & Partial<Omit<Cell, 'key' | 'name' | 'role'>>

const plain = { depth: 0, atomic: false, hidden: false, capacity: null, observed: false }

/** A new place; places of one pass are made by the pass, which knows each by its key. */
export function newCell(key: string, details: CellDetails): Cell {
  return { key, ...plain, ...details }
}

/** Bookkeeping that threads share: every access is a synchronisation operation. */
export function sharedBookkeeping(name: string): CellDetails {
  return { name, role: { kind: 'shared-bookkeeping' }, atomic: true, hidden: true }
}

/** Bookkeeping of one thread, for a call so many deep. */
export function ownBookkeeping(name: string, depth = 0): CellDetails {
  return { name, role: { kind: 'own-bookkeeping' }, depth, hidden: true }
}

/** The variables of one call. */
export interface Frame {
  readonly key: string
  readonly definition: FunctionNode
  readonly parent: Frame | null
  readonly cells: Map<string, Cell>
  readonly depth: number
  /** Whether a function defined here may still be called when the call is over. */
  captured: boolean
}

/** A class: of the program, or an exception class that Python has. */
export interface ClassObject {
  readonly name: string
  readonly node: ClassNode | null
  readonly parent: ClassObject | null
  readonly kind: 'plain' | 'thread' | 'exception'
  readonly methods: ReadonlyMap<string, FunctionValue>
  readonly attributes: ReadonlyMap<string, Cell>
  /** Fields of a `@dataclass`, in order. */
  readonly fields: readonly { readonly name: string; readonly fallback: Value | null }[] | null
}

interface Identity {
  readonly code: number
  readonly key: string
  /** The first name it was given in the program; null while it has none. */
  name: string | null
}

export type HeapObject = Identity &
  (
    | {
        readonly kind: 'instance'
        readonly class: ClassObject
        readonly attributes: Map<string, Cell>
        thread: ThreadRecord | null
      }
    | { readonly kind: 'exception'; readonly class: ClassObject }
    | { readonly kind: 'list'; readonly content: Cell; readonly queueLike: boolean }
    | { readonly kind: 'dict'; readonly entries: Map<string, { readonly key: Value; readonly cell: Cell }> }
    | { readonly kind: 'lock'; readonly reentrant: boolean }
    | { readonly kind: 'condition'; readonly lock: LockObject }
    | { readonly kind: 'semaphore'; readonly initial: number; readonly bounded: boolean; readonly count: Cell | null }
    | { readonly kind: 'event'; readonly flag: Cell }
    | { readonly kind: 'barrier'; readonly parties: number }
    | {
        readonly kind: 'queue'
        readonly content: Cell
        readonly capacity: number
        readonly declared: boolean
        readonly order: 'fifo' | 'lifo'
        readonly unfinished: Cell
      }
    | { readonly kind: 'atomic'; readonly value: Cell }
    | { readonly kind: 'thread'; readonly thread: ThreadRecord }
    | { readonly kind: 'executor'; readonly pool: PoolRecord }
    | { readonly kind: 'future'; readonly task: TaskRecord }
    /** What `map` of a pool gives: the results, when they are asked for. */
    | { readonly kind: 'results'; readonly futures: readonly Value[] }
  )

export type ObjectOf<K extends HeapObject['kind']> = Extract<HeapObject, { kind: K }>
export type LockObject = ObjectOf<'lock'>

/** A thread of the program, as `Thread(…)` describes it. */
export interface ThreadRecord {
  readonly key: string
  readonly span: Span
  target: Value | null
  args: readonly Value[]
  keywords: ReadonlyMap<string, Value>
  givenName: string | null
  daemon: boolean
  /** The pool whose tasks it executes, for one of its workers. */
  readonly pool: PoolRecord | null
}

/** A `ThreadPoolExecutor`: its tasks in order of submission, and how far they are. */
export interface PoolRecord {
  readonly workers: number
  readonly tasks: TaskRecord[]
  readonly submitted: Cell
  readonly taken: Cell
  readonly closed: Cell
  readonly threads: ThreadRecord[]
}

export interface TaskRecord {
  readonly callee: Value
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
  readonly span: Span
  /** 0 until it is done, 1 if it returned, 2 if it raised. */
  readonly done: Cell
  readonly result: Cell
  readonly error: Cell
}
