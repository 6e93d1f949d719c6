import type { Colour, Theme } from '../picture/theme.ts'
import type { Arrow, Box, End } from './model.ts'

/** What a box is filled with. */
export function fillOf({ paper, fresh, verdicts }: Theme, { end, doomed, here }: Box): Colour {
  if (end !== null) return end.kind === 'final' ? verdicts[end.grade].fill : verdicts.wrong.fill
  if (here) return fresh
  return doomed === null ? paper : verdicts[doomed].pale
}

/** How thick the border of a box is. */
export function borderWidthOf({ end, start, traced, here }: Box): number {
  if (start || here) return 3.5
  if (end !== null) return traced ? 2.5 : 1.2
  return traced ? 2 : 1
}

/** The border of a box. */
export function lineOf(theme: Theme, { end, start, traced }: Box): Colour {
  if (end !== null) return borderOf(theme, end)
  return start || traced ? theme.ink : theme.faint
}

/** How thick an arrow is. */
export function arrowWidthOf({ traced }: Arrow): number {
  return traced ? 3 : 1.5
}

/** The border of an end. */
export function borderOf({ verdicts }: Theme, end: End): Colour {
  return end.kind === 'final' ? verdicts[end.grade].line : verdicts.wrong.line
}
