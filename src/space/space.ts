import { lastAtMost } from '../base/ordered.ts'
import type { Access } from '../program/access.ts'
import type { Choice, Move, Program } from '../program/program.ts'
import { type Layout, type Rows, readSlot } from './layout.ts'
import type { StoreKind } from './store-kinds.ts'

/**
 * What a transition did: the thread, its position, its choices and its accesses. Equal transitions share one label. A
 * thread that is blocked in an `await` has a label too, with `blocked` set and no transition, so that analyses see what
 * it is about to read.
 */
export interface Label {
  readonly thread: number
  /** Position of the instruction at which the step started. */
  readonly pc: number
  readonly kind: 'instruction' | 'reacquire' | 'spurious-wakeup' | 'timeout' | 'queue'
  /** Empty if the step has only one successor. */
  readonly choices: readonly Choice[]
  readonly accesses: readonly Access[]
  readonly blocked: boolean
  /** The threads that made progress in this step. */
  readonly progressed: readonly number[]
}

const moves = new WeakMap<Label, Move>()

/** Returns the move of a transition, the same for the same label: schedules of a million steps hold a reference each. */
export function moveOf(label: Label): Move {
  const known = moves.get(label)
  if (known !== undefined) return known
  const move = { thread: label.thread, choices: label.choices }
  moves.set(label, move)
  return move
}

/** The kind of a state: `inner` ones have successors (or a livelock of none), the others are terminal. */
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
  /** All states were explored, but the analyses of them need more. */
  | { readonly kind: 'analysis'; readonly limit: number; readonly needed: number; readonly task: string }
  | { readonly kind: 'time'; readonly limit: number }
  /**
   * The store kept only hashes of states; this many of them are expected to be missing, with all that only they reach.
   */
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
  /** For each of `terminals`, its `StateKind`. */
  readonly terminalKinds: Uint8Array
  readonly labels: readonly Label[]
  /** Null if they were not kept; `expandAgain` recomputes them then. */
  readonly edges: Edges | null
  /** Recomputes the transitions of the first `states` states, in the same order; null if states are not stored. */
  readonly expandAgain: ((states: number) => Edges) | null
  /** Whether every transition leads one layer further, so that there is no cycle. */
  readonly graded: boolean
  /** The state from which a state was first reached; -1 for the initial state. */
  readonly parentOf: (state: number) => number
  /** The label of the transition by which a state was first reached. */
  readonly parentLabel: (state: number) => number
  /** The number of states in which the steps of one thread were enough, and of successors whose threads were sorted. */
  readonly merged: { readonly ample: number; readonly symmetry: number }
  /**
   * If states are stored with their threads sorted: for the transition with a label from a state, the thread of that
   * state that each thread of its successor was. Null if threads keep their places.
   */
  readonly renaming: ((state: number, label: number) => readonly number[]) | null
  /** `layers[d]` is the first state of depth d; one more entry ends the last layer. */
  readonly layers: readonly number[]
  /** The number of expanded states: all of them, unless a limit was reached. */
  readonly expanded: number
  readonly limit: Limit | null
  /** The expected number of states that a lossy store confused with others; null if the store compares states in full. */
  readonly omitted: number | null
  /** How states were stored. In all kinds but `exact` a row may take as many steps as lead to its state. */
  readonly store: StoreKind
}

/** Returns the value of a slot (numbered by the layout) in a state. */
export function valueAt(space: StateSpace, state: number, slot: number): number {
  const place = space.layout.slots[slot]
  if (place === undefined) throw new RangeError(`no slot ${slot}`)
  return readSlot(space.rows, state, place)
}

/** Returns the `StateKind` of a state. Use `kindsIn` for all states. */
export function kindOf({ terminals, terminalKinds }: StateSpace, state: number): number {
  const at = lastAtMost(terminals, state)
  return terminals[at] === state ? (terminalKinds[at] ?? StateKind.inner) : StateKind.inner
}

/** Returns the `StateKind` of every state. */
export function kindsIn({ count, terminals, terminalKinds }: StateSpace): Uint8Array {
  const kinds = new Uint8Array(count)
  terminals.forEach((state, at) => {
    kinds[state] = terminalKinds[at] ?? StateKind.inner
  })
  return kinds
}

/** Returns the terminal states of a kind, in order. */
export function terminalsOf({ terminals, terminalKinds }: StateSpace, kind: number): Uint32Array {
  return terminals.filter((_, at) => terminalKinds[at] === kind)
}

/** Returns the number of steps from the initial state to a state, on a shortest path. */
export function depthOf({ layers }: StateSpace, state: number): number {
  return lastAtMost(layers, state, layers.length - 1)
}

/**
 * Returns the transitions of at least the first `states` states of a space, kept or recomputed; null if neither is
 * possible.
 */
export function edgesOf(space: StateSpace, states: number = space.count): Edges | null {
  return space.edges ?? space.expandAgain?.(states) ?? null
}
