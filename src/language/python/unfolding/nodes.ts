import type { Span } from '../../../base/source.ts'
import type { Operation, Write } from '../machine/memory.ts'
import type { Obj } from '../machine/objects.ts'
import type { LocalState } from './local-state.ts'

/** A thread of the unfolding: the object that it is in the program, and the state in which it begins. */
export interface UnfoldedThread {
  readonly key: string
  /** The process to which it belongs; '' for the one in which the program begins. */
  readonly process: string
  readonly object: Obj | null
  readonly start: number
  readonly daemon: boolean
}

/** How a step ends, and what it changes. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly writes: ReadonlyMap<number, Write>
  /** The number of the node that follows. */
  readonly next: number
  /** Numbers of the threads that it starts. */
  readonly started: readonly number[]
  readonly progress: boolean
}

/**
 * What a step does, by what it reads: a tree whose inner nodes are places that are read and choices. `blocked`: the thread
 * waits until the memory is another.
 */
export type Branch =
  | { readonly kind: 'read'; readonly cell: number; readonly plain: boolean; readonly next: Map<number, Branch> }
  | { readonly kind: 'choice'; readonly next: (Branch | undefined)[] }
  | { readonly kind: 'blocked' }
  | Leaf

/** How a thread that takes no more steps has ended. */
export type End =
  | { readonly kind: 'ended' }
  | { readonly kind: 'raised'; readonly exception: string }
  | { readonly kind: 'endless' }

/** A state of a thread in front of a step, or at its end. */
export interface LocalNode {
  readonly thread: number
  readonly state: LocalState
  readonly end: End | null
  /** Where the step is in the text of the program, and what reports call it if it is in the library. */
  span: Span
  text: string | null
  /** The place of the step that was executed first, as a text; null before. */
  place: string | null
  /** What its step is; null until it was executed for the first time. */
  branch: Branch | null
  operation: Operation | null
  /** Whether its step is none that another thread can notice, which only an operation that has to be a step of its own ended. */
  isQuiet: boolean
  /** The value that it computes, if that is its step. */
  computed: { readonly value: number; readonly registers: readonly number[] } | null
}
