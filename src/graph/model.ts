import type { Grade } from '../analysis/finding.ts'
import type { Ink, Theme, ThreadStyle } from '../picture/theme.ts'
import type { GraphLayout, LabelStyle, MergeStyle } from './graph-options.ts'

/** A picture of a state space, independent of the output language. Names in it are raw: the writers escape them. */
export interface StateGraph {
  /** How many states there are, and whether these are all: `22 states, complete`. */
  readonly caption: string
  readonly theme: Theme
  readonly layout: GraphLayout
  readonly label: LabelStyle
  readonly merge: MergeStyle | null
  readonly threads: readonly ThreadStyle[]
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  /** Whether boxes stand in rows by step. A merged box does not belong to one step. */
  readonly ranked: boolean
  /** The steps of the highlighted trace, as far as they were explored; empty if no trace is highlighted. */
  readonly path: readonly PathStep[]
  /** Rows of entries. */
  readonly legend: readonly (readonly LegendEntry[])[]
  /** Notes on this picture for the user, one sentence each. */
  readonly notes: readonly string[]
}

/** A piece of a line in one colour. */
export interface Run {
  readonly text: string
  readonly colour: Ink
  readonly bold: boolean
}

export interface Line {
  readonly runs: readonly Run[]
  /** Large lines are centred, all others aligned left. */
  readonly size: 'heading' | 'large' | 'normal' | 'small'
}

/** How an execution ends. Outcomes of an incomplete check may lack a grade. */
export type End =
  | { readonly kind: 'final'; readonly grade: Grade }
  | { readonly kind: 'deadlock' }
  | { readonly kind: 'failed' }

/** A state, or several merged into one. */
export interface Box {
  /** The number of the first of its states; unique in the graph. */
  readonly state: number
  readonly count: number
  /** The fewest steps from the start. */
  readonly step: number
  readonly start: boolean
  readonly end: End | null
  /** Set if all executions from here end with the same verdict, and others from the start do not. */
  readonly doomed: Grade | null
  /** Whether the highlighted path has reached this box. */
  readonly traced: boolean
  /** Whether the path ends here in a picture of one of its steps. */
  readonly here: boolean
  readonly lines: readonly Line[]
  /** The tooltip of the box. */
  readonly hover: readonly string[]
}

/** A step of a trace, from box to box; within a merged box both are the same. */
export interface PathStep {
  readonly from: number
  readonly to: number
  readonly thread: number
}

/** Transitions of one thread from one box to another. */
export interface Arrow {
  readonly from: number
  readonly to: number
  readonly thread: number
  readonly traced: boolean
  /** Whether the arrow is kept straight: it is on the path, or will be in the picture of a later step. */
  readonly straight: boolean
  /** Lines of text beside the arrow, in the thread's colour. */
  readonly texts: readonly string[]
}

export interface LegendEntry {
  /** A sample: a stroke, a symbol or a swatch. */
  readonly mark: string
  readonly colour: Ink
  readonly text: string
  /** The entry for Mermaid, which cannot show samples and has other shapes. */
  readonly words: string
}
