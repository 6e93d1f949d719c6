import { type Theme, themes } from '../picture/theme.ts'
import { type Controls, noControls } from '../report/controls.ts'
import type { Trace } from '../semantics/trace.ts'

/**
 * What boxes and arrows say.
 * - `full`: shared values, lock holders, and each thread's next instruction with the registers that it still needs
 * - `shared`: shared values and lock holders
 * - `changes`: nothing in the boxes; each arrow says its instruction and what that changed
 * - `none`: nothing but the signs of the ends
 */
export const labelStyles = ['full', 'shared', 'changes', 'none'] as const
export type LabelStyle = (typeof labelStyles)[number]

/**
 * Which states are drawn as one box.
 * - `access`: states that differ by local steps only (`set`, `add`, `fence`, `yield`), which no other thread can notice.
 *   The box shows the last of them, in which every thread is about to access something. Every path through such a
 *   picture is an execution.
 * - `chains`: states in a row with one way in and one way out. Every path is an execution here too.
 * - `shared`: states with the same shared values. A path through these boxes need not be possible as a whole.
 * - `outcome`: states from which the same ends can still be reached. A path need not be possible as a whole, but an
 *   arrow from one box to another is a step that rules ends out.
 *
 * Final states, deadlocks and failed ends are never merged with states that go on, but at the end of a chain.
 */
export const mergeStyles = ['access', 'chains', 'shared', 'outcome'] as const
export type MergeStyle = (typeof mergeStyles)[number]

export interface GraphOptions {
  /** `auto`: full labels up to 60 boxes, shared values up to 200, none beyond. */
  readonly label: 'auto' | LabelStyle
  /** A trace to draw thick. */
  readonly highlight: Trace | null
  /** Draw only this trace and the states one step off it. */
  readonly around: Trace | null
  readonly merge: MergeStyle | null
  /** Most boxes to draw. */
  readonly maxNodes: number
  /** Draw every state, however many there are. */
  readonly full: boolean
  readonly theme: Theme
  /** What the user calls the controls that notes and refusals suggest. */
  readonly controls: Controls
}

export const defaultGraphOptions: GraphOptions = {
  label: 'auto',
  highlight: null,
  around: null,
  merge: null,
  maxNodes: 300,
  full: false,
  theme: themes.light,
  controls: noControls,
}

/** Up to this many boxes `auto` labels say everything. */
export const fullLabels = 60
/** Up to this many boxes `auto` labels say something; more are not drawn unless asked for. */
export const sharedLabels = 200

/** Most boxes to draw. With labels left to `auto`, no more than can be labelled, unless a greater limit is given. */
export function boxLimit({ full, label, maxNodes }: GraphOptions): number {
  if (full) return Number.POSITIVE_INFINITY
  return label === 'auto' && maxNodes <= defaultGraphOptions.maxNodes ? Math.min(maxNodes, sharedLabels) : maxNodes
}
