import type { Colour, Theme } from '../picture/theme.ts'
import type { Arrow, Box, End } from './model.ts'

/** Returns the fill of a box. */
export function fillOf({ paper, fresh, verdicts }: Theme, { end, doomed, here }: Box): Colour {
  if (end !== null) return end.kind === 'final' ? verdicts[end.grade].fill : verdicts.wrong.fill
  if (here) return fresh
  return doomed === null ? paper : verdicts[doomed].pale
}

/** Returns the width of the border of a box. */
export function borderWidthOf({ end, start, traced, here }: Box): number {
  if (start || here) return 3.5
  if (end !== null) return traced ? 2.5 : 1.2
  return traced ? 2 : 1
}

/** Returns the colour of the border of a box. */
export function lineOf(theme: Theme, { end, start, traced }: Box): Colour {
  if (end !== null) return borderOf(theme, end)
  return start || traced ? theme.ink : theme.faint
}

/** Returns the width of an arrow. */
export function arrowWidthOf({ traced }: Arrow): number {
  return traced ? 3 : 1.5
}

/** Returns the colour of the border of an end. */
export function borderOf({ verdicts }: Theme, end: End): Colour {
  return end.kind === 'final' ? verdicts[end.grade].line : verdicts.wrong.line
}
