import type { Grade } from '../analysis/finding.ts'
import type { CheckResult } from '../check/result.ts'
import { type Colour, gradeSigns, gradeWords, type Head, type LineStyle, type Theme, type ThemeName } from '../picture/theme.ts'
import { locationText } from '../program/print.ts'
import type { Trace } from '../semantics/trace.ts'
import type { Drawing } from './drawing.ts'
import type { MergeStyle } from './graph-options.ts'
import type { Words } from './graph-text.ts'
import type { Arrow, Box, LegendEntry } from './model.ts'

/** Strokes as characters: joined dashes, dashes with gaps, dots. */
const strokes: Readonly<Record<LineStyle, string>> = { solid: '———', dashed: '– – –', dotted: '· · · ·' }

/** Arrowheads as characters. */
export const headSigns: Readonly<Record<Head, string>> = { full: '▶', hollow: '▷', diamond: '◆', 'hollow-diamond': '◇' }

const coloured: Readonly<Record<Grade, string>> = {
  right: 'tinted green',
  'not-serial': 'tinted yellow',
  wrong: 'tinted orange',
}
const tints: Readonly<Record<ThemeName, Readonly<Record<Grade, string>>>> = {
  light: coloured,
  dark: coloured,
  print: { right: 'white', 'not-serial': 'light grey', wrong: 'grey' },
}

const grades: readonly Grade[] = ['right', 'not-serial', 'wrong']

const mergedWords: Readonly<Record<MergeStyle, string>> = {
  access: 'merged: states that differ by local steps only',
  chains: 'merged: states in a row without a choice',
  shared: 'merged: states with the same shared values; not every path is an execution',
  outcome: 'merged: states from which the same ends can still be reached; not every path is an execution',
}

/** Returns the entries that explain the picture, and nothing that it does not show. */
export function legendOf(
  drawing: Drawing,
  boxes: readonly Box[],
  arrows: readonly Arrow[],
  trace: string | null,
): LegendEntry[][] {
  const { theme, merge } = drawing
  const rows = [
    [...threadEntries(drawing, arrows), ...(trace === null ? [] : [plain(`thick: ${trace}`)])],
    [plain(trace === null ? 'thick border: start' : 'thickest border: start'), ...endEntries(theme, boxes)],
    doomEntries(theme, boxes),
    merge === null ? [] : [plain(mergedWords[merge])],
    hiddenEntries(drawing),
  ]
  return rows.filter((row) => row.length > 0)
}

function hiddenEntries({ threads, hidden }: Drawing): LegendEntry[] {
  const names = threads.filter((_, thread) => hidden.has(thread)).map(({ name }) => name)
  return names.length === 0 ? [] : [plain(`not drawn: steps of ${names.join(', ')}`)]
}

function plain(text: string): LegendEntry {
  return { mark: '', colour: 'ink', text, words: text }
}

function threadEntries({ threads, theme }: Drawing, arrows: readonly Arrow[]): LegendEntry[] {
  const acting = new Set(arrows.map((each) => each.thread))
  return threads
    .filter((_, thread) => acting.has(thread))
    .map(({ name, line, head, colour, colourName }) => ({
      mark: strokes[line] + (theme.heads.length > 1 ? headSigns[head] : ''),
      colour,
      text: name,
      words: `${name}: ${colourName}, ${line}`,
    }))
}

function endEntries(theme: Theme, boxes: readonly Box[]): LegendEntry[] {
  const finals = grades.filter((grade) => boxes.some(({ end }) => end?.kind === 'final' && end.grade === grade))
  const entries: LegendEntry[] = finals.map((grade) => ({
    mark: gradeSigns[grade],
    colour: theme.verdicts[grade].line,
    text: `final, ${gradeWords[grade]}`,
    words: `double border, ${gradeSigns[grade]}: final, ${gradeWords[grade]}`,
  }))
  if (boxes.some(({ end }) => end?.kind === 'deadlock')) {
    entries.push({ ...plain('octagon: deadlock'), words: 'corners cut off: deadlock' })
  }
  if (boxes.some(({ end }) => end?.kind === 'failed')) {
    entries.push({ ...plain('hexagon: failed end'), words: 'slanted: failed end' })
  }
  return entries
}

function swatch({ paper }: Theme, fill: Colour): Pick<LegendEntry, 'mark' | 'colour'> {
  return fill === paper ? { mark: '□', colour: 'ink' } : { mark: '■', colour: fill }
}

function doomEntries(theme: Theme, boxes: readonly Box[]): LegendEntry[] {
  return grades
    .filter((grade) => boxes.some(({ doomed }) => doomed === grade))
    .map((grade) => ({
      ...swatch(theme, theme.verdicts[grade].fill),
      text: `can only end ${gradeWords[grade]}`,
      words: `${tints[theme.name][grade]}: can only end ${gradeWords[grade]}`,
    }))
}

/** Returns what a trace shows: the finding that it belongs to, else how it ends. */
export function traceText({ program, findings }: CheckResult, words: Words, trace: Trace, outcome: string | null): string {
  const shown = findings.find((each) => each.trace === trace)
  if (shown === undefined) return outcome === null ? 'the trace' : `a trace to ${outcome}`
  const { detail } = shown
  const text = shown.kind.replaceAll('-', ' ')
  if (detail.kind === 'lost-update' || detail.kind === 'data-race')
    return `${text} on ${locationText(program, detail.location)}`
  return detail.kind === 'stuck-thread' ? `${text} ${words.thread(detail.thread)}` : text
}
