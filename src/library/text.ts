import { type Style, styleOf } from '../report/style.ts'

/** How to print. */
export interface TextOptions {
  /** Escape sequences for the colours of a terminal; none by default. */
  readonly color?: boolean
  /** Signs outside of ASCII; used by default. */
  readonly unicode?: boolean
  /** Columns; 80 by default. */
  readonly width?: number
}

export function textStyle({ color = false, unicode = true, width = 80 }: TextOptions): Style {
  return styleOf({ color, unicode, width })
}
