import type { Grade } from '../analysis/finding.ts'
import type { Ink, Theme, ThreadStyle } from '../picture/theme.ts'
import type { LabelStyle, MergeStyle } from './graph-options.ts'

/** A picture of a state space, before it is written in some language. Names in it are raw: the writers escape them. */
export interface StateGraph {
  /** How many states, and whether these are all: `22 states, complete`. */
  readonly caption: string
  readonly theme: Theme
  readonly label: LabelStyle
  readonly merge: MergeStyle | null
  readonly threads: readonly ThreadStyle[]
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  /** Whether boxes stand in rows by step. Merged boxes have no one step. */
  readonly ranked: boolean
  /** The steps of the trace that is drawn thick, as far as they were explored; none where none is. */
  readonly path: readonly PathStep[]
  /** Rows of entries. */
  readonly legend: readonly (readonly LegendEntry[])[]
  /** What the user should be told about this picture, one sentence each. */
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
  /** Large lines are centred, all others flush left. */
  readonly size: 'heading' | 'large' | 'normal' | 'small'
}

/** How an execution ends. Outcomes of an incomplete check may lack a grade. */
export type End =
  | { readonly kind: 'final'; readonly grade: Grade }
  | { readonly kind: 'deadlock' }
  | { readonly kind: 'failed' }

/** A state, or several merged into one. */
export interface Box {
  /** Of the first of its states; unique in the graph. */
  readonly state: number
  readonly count: number
  /** Steps from the start, at least. */
  readonly step: number
  readonly start: boolean
  readonly end: End | null
  /** Set where all executions from here end with one verdict, and others from the start do not. */
  readonly doomed: Grade | null
  /** Whether the path that is drawn thick has come here. */
  readonly traced: boolean
  /** Whether it is here that the path ends for now, in a picture of one of its steps. */
  readonly here: boolean
  readonly lines: readonly Line[]
  /** What a reader sees who points at the box. */
  readonly hover: readonly string[]
}

/** A step of a trace, from box to box; within a merged one both are the same. */
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
  /** Whether it is kept straight: it is on the path, or will be in the picture of a later step. */
  readonly straight: boolean
  /** Lines of text beside it, in the thread's colour. */
  readonly texts: readonly string[]
}

export interface LegendEntry {
  /** A sample: a stroke, a sign or a swatch. */
  readonly mark: string
  readonly colour: Ink
  readonly text: string
  /** The same for Mermaid, which cannot show samples and has other shapes. */
  readonly words: string
}
