import { type Colour, type Theme, themes } from '../picture/theme.ts'
import { type Controls, noControls } from '../report/controls.ts'
import type { Trace } from '../semantics/trace.ts'

/**
 * The contents of boxes and arrows.
 * - `full`: shared values, lock holders, and each thread's next instruction with its live registers
 * - `shared`: shared values and lock holders
 * - `changes`: empty boxes; each arrow shows its instruction and what that changed
 * - `none`: only the symbols of the ends
 */
export const labelStyles = ['full', 'shared', 'changes', 'none'] as const
export type LabelStyle = (typeof labelStyles)[number]

/**
 * Which states are drawn as one box.
 * - `access`: states that differ by local steps only (`set`, `add`, `fence`, `yield`), which no other thread can observe.
 *   The box shows the last of them, in which every thread is about to access something. Every path through such a
 *   picture is an execution.
 * - `chains`: states in a row with one predecessor and one successor. Every path is an execution here too.
 * - `shared`: states with the same shared values. A path through these boxes need not be an execution.
 * - `outcome`: states from which the same ends can still be reached. A path need not be an execution, but an arrow between
 *   boxes is a step that rules ends out.
 *
 * Final states, deadlocks and failed ends are never merged with states that have successors, except at the end of a chain.
 */
export const mergeStyles = ['access', 'chains', 'shared', 'outcome'] as const
export type MergeStyle = (typeof mergeStyles)[number]

/** How a graph lies on the paper. */
export interface GraphLayout {
  /** Time goes from top to bottom or from left to right. */
  readonly direction: 'tb' | 'lr'
  /** Whether caption and legend are below it. */
  readonly legend: boolean
  /** Null: the paper of the theme. */
  readonly background: Colour | 'transparent' | null
}

export interface GraphOptions {
  /** `auto`: full labels up to 60 boxes, shared values up to 200, none beyond. */
  readonly label: 'auto' | LabelStyle
  /** A trace to draw thick. */
  readonly highlight: Trace | null
  /** Draw only this trace and the states one step off it. */
  readonly around: Trace | null
  readonly merge: MergeStyle | null
  /** Draw the tree of all executions, in which states are not shared. */
  readonly tree: boolean
  /** Maximum number of boxes to draw. */
  readonly maxNodes: number
  /** Draw every state, regardless of their number. */
  readonly full: boolean
  readonly theme: Theme
  /** Threads whose steps are not drawn, such as one that only starts and joins the others. */
  readonly hidden: ReadonlySet<number>
  readonly layout: GraphLayout
  /** The names of the controls that notes and diagnostics suggest. */
  readonly controls: Controls
}

export const defaultGraphOptions: GraphOptions = {
  label: 'auto',
  highlight: null,
  around: null,
  merge: null,
  tree: false,
  maxNodes: 300,
  full: false,
  theme: themes.light,
  hidden: new Set(),
  layout: { direction: 'tb', legend: true, background: null },
  controls: noControls,
}

/** Up to this many boxes, `auto` labels show everything. */
export const fullLabels = 60
/** Up to this many boxes, `auto` labels show shared values; more boxes are not drawn unless asked for. */
export const sharedLabels = 200

/**
 * Returns the maximum number of boxes to draw. With `auto` labels, only as many as can be labelled, unless the limit is
 * raised.
 */
export function boxLimit({ full, label, maxNodes }: GraphOptions): number {
  if (full) return Number.POSITIVE_INFINITY
  return label === 'auto' && maxNodes <= defaultGraphOptions.maxNodes ? Math.min(maxNodes, sharedLabels) : maxNodes
}
