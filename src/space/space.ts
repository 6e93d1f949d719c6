import { lastAtMost } from '../base/ordered.ts'
import type { Access } from '../program/access.ts'
import type { Choice, Program } from '../program/program.ts'
import { type Layout, type Rows, readSlot } from './layout.ts'

/**
 * What a transition did, shared by all transitions that did the same: who stepped from where, what was chosen, what was
 * accessed. A thread that is blocked in an `await` has a label too, with `blocked` set and no transition, so that
 * analyses see what it is about to read.
 */
export interface Label {
  readonly thread: number
  /** Position of the instruction at which the step started. */
  readonly pc: number
  readonly kind: 'instruction' | 'reacquire' | 'spurious-wakeup' | 'timeout'
  /** Empty where the step has one successor only. */
  readonly choices: readonly Choice[]
  readonly accesses: readonly Access[]
  readonly blocked: boolean
  /** The threads that made progress in this step. */
  readonly progressed: readonly number[]
}

/** What kind of state it is: `inner` ones have successors (or a livelock of none), the others are terminal. */
export const StateKind = { inner: 0, final: 1, deadlock: 2, failed: 3 } as const

/** Transitions in compressed sparse rows: those of state `s` are at `offsets[s]` up to `offsets[s + 1]`. */
export interface Edges {
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
  /** Indices into the space's labels. */
  readonly labels: Uint32Array
}

/** Why an exploration stopped before the end. */
export type Limit =
  | { readonly kind: 'states'; readonly limit: number }
  | { readonly kind: 'memory'; readonly limit: number }
  /** All states were explored, but what remains to be done with them needs more. */
  | { readonly kind: 'analysis'; readonly limit: number; readonly needed: number; readonly task: string }
  | { readonly kind: 'time'; readonly limit: number }
  /** States were known by hashes only; so many of them are expected to be missing, with what only they lead to. */
  | { readonly kind: 'omission'; readonly expected: number }
  | { readonly kind: 'interrupted' }

/** The reachable states of a program, numbered in breadth-first order (0 is the initial state), and their transitions. */
export interface StateSpace {
  readonly program: Program
  readonly layout: Layout
  /** `count` rows of `layout.words` words. */
  readonly rows: Rows
  readonly count: number
  readonly transitions: number
  /** The expanded states that are not `inner`, in order. Unexpanded states of an incomplete space are. */
  readonly terminals: Uint32Array
  /** For each of `terminals`, which `StateKind` it is of. */
  readonly terminalKinds: Uint8Array
  readonly labels: readonly Label[]
  /** Null where they were not kept; then `expandAgain` makes them. */
  readonly edges: Edges | null
  /** Makes the transitions of the first so many states once more, in the same order; null where states are not stored. */
  readonly expandAgain: ((states: number) => Edges) | null
  /** Whether every transition leads one layer further, so that there is no cycle. */
  readonly graded: boolean
  /** The state from which a state was first reached; -1 for the initial state. */
  readonly parentOf: (state: number) => number
  /** The label of the transition by which a state was first reached. */
  readonly parentLabel: (state: number) => number
  /** In how many states the steps of one thread were enough, and how many successors had their threads sorted. */
  readonly merged: { readonly ample: number; readonly symmetry: number }
  /**
   * Where states are stored with their threads sorted: for the transition with a label from a state, which thread of
   * that state each thread of its successor was. Null where threads keep their places.
   */
  readonly renaming: ((state: number, label: number) => readonly number[]) | null
  /** `layers[d]` is the first state of depth d; one more entry closes the last layer. */
  readonly layers: readonly number[]
  /** How many states were expanded: all of them, unless a limit was reached. */
  readonly expanded: number
  readonly limit: Limit | null
  /** How many states a lossy store is expected to have taken for others; null where states are told apart in full. */
  readonly omitted: number | null
}

/** The value of a slot (numbered by the layout) in a state. */
export function valueAt(space: StateSpace, state: number, slot: number): number {
  const place = space.layout.slots[slot]
  if (place === undefined) throw new RangeError(`no slot ${slot}`)
  return readSlot(space.rows, state, place)
}

/** Which `StateKind` a state is of. To ask for all states, take `kindsIn`. */
export function kindOf({ terminals, terminalKinds }: StateSpace, state: number): number {
  const at = lastAtMost(terminals, state)
  return terminals[at] === state ? (terminalKinds[at] ?? StateKind.inner) : StateKind.inner
}

/** One entry of `StateKind` a state. */
export function kindsIn({ count, terminals, terminalKinds }: StateSpace): Uint8Array {
  const kinds = new Uint8Array(count)
  terminals.forEach((state, at) => {
    kinds[state] = terminalKinds[at] ?? StateKind.inner
  })
  return kinds
}

/** The terminal states of a kind, in order. */
export function terminalsOf({ terminals, terminalKinds }: StateSpace, kind: number): Uint32Array {
  return terminals.filter((_, at) => terminalKinds[at] === kind)
}

/** Steps from the initial state to a state, on a shortest path. */
export function depthOf({ layers }: StateSpace, state: number): number {
  return lastAtMost(layers, state, layers.length - 1)
}

/** The transitions of a space's first states at least, as they were kept or made again; null where neither is possible. */
export function edgesOf(space: StateSpace, states: number = space.count): Edges | null {
  return space.edges ?? space.expandAgain?.(states) ?? null
}
