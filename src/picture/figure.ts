import type { Colour, Head, LineStyle, Theme } from './theme.ts'

/** A drawing laid out to the last coordinate, in pixels from its upper left corner; `svg.ts` and `tikz.ts` write it. */
export interface Figure {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly theme: Theme
  readonly parts: readonly Part[]
  /** The number of moments after the first: a figure of steps shows more at each. */
  readonly moments: number
}

/** A shape, and the moments from and to which it is visible. The whole figure omits parts that disappear again. */
export interface Part {
  readonly from: number
  readonly to: number
  readonly shape: Shape
}

export type Shape =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly fill: Colour
    }
  | {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly colour: Colour
      readonly line: LineStyle
      readonly thickness: number
    }
  /** A line for something that has a duration. */
  | {
      readonly kind: 'frame'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly colour: Colour
      readonly line: LineStyle
    }
  /** A step of a thread. */
  | { readonly kind: 'mark'; readonly x: number; readonly y: number; readonly head: Head; readonly colour: Colour }
  | {
      readonly kind: 'text'
      readonly x: number
      /** Of the baseline. */
      readonly y: number
      readonly text: string
      readonly size: number
      readonly bold: boolean
      readonly colour: Colour
      readonly anchor: 'start' | 'middle'
    }

/** Returns the parts at a moment; null: the whole figure. */
export function partsAt({ parts }: Figure, moment: number | null): readonly Part[] {
  if (moment === null) return parts.filter(({ to }) => to === Number.POSITIVE_INFINITY)
  return parts.filter(({ from, to }) => from <= moment && moment <= to)
}

/** The radius of a mark. */
export const markRadius = 5
