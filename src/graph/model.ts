import type { Grade } from '../analysis/finding.ts'
import type { LabelStyle, MergeStyle } from './options.ts'

/** A picture of a state space, before it is written in some language. Names in it are raw: the writers escape them. */
export interface StateGraph {
  /** How many states, and whether these are all: `22 states, complete`. */
  readonly caption: string
  readonly label: LabelStyle
  readonly merge: MergeStyle | null
  readonly threads: readonly ThreadStyle[]
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  /** Whether boxes stand in rows by step. Merged boxes have no one step. */
  readonly ranked: boolean
  /** Rows of entries. */
  readonly legend: readonly (readonly LegendEntry[])[]
  /** What the user should be told about this picture, one sentence each. */
  readonly notes: readonly string[]
}

/** `#` and six digits. */
export type Colour = `#${string}`

export type LineStyle = 'solid' | 'dashed' | 'dotted'

/** How a thread is drawn: its colour, a darker one for text, and a line style for printers without colour. */
export interface ThreadStyle {
  readonly name: string
  readonly colour: Colour
  readonly textColour: Colour
  /** The colour in words. */
  readonly colourName: string
  readonly line: LineStyle
}

/** A piece of a line in one colour. */
export interface Run {
  readonly text: string
  readonly colour: Colour
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
  readonly traced: boolean
  readonly lines: readonly Line[]
  /** What a reader sees who points at the box. */
  readonly hover: readonly string[]
}

/** Transitions of one thread from one box to another. */
export interface Arrow {
  readonly from: number
  readonly to: number
  readonly thread: number
  readonly traced: boolean
  /** Lines of text beside it, in the thread's colour. */
  readonly texts: readonly string[]
}

export interface LegendEntry {
  /** A sample: a stroke, a sign or a swatch. */
  readonly mark: string
  readonly colour: Colour
  readonly text: string
  /** The same for Mermaid, which cannot show samples and has other shapes. */
  readonly words: string
}
