import { markup } from '../picture/markup.ts'
import { widthOf } from '../picture/metrics.ts'
import { colourIn, eachSign, type Theme } from '../picture/theme.ts'
import { dotString } from './escape.ts'
import type { LegendEntry, Line, Run, StateGraph } from './model.ts'

/** See `dotText`. */
export type Dialect = 'html' | 'plain'

/** Points. A plain label is laid out at the normal size; `paintSvg` then sets these sizes. */
export const textSizes: Readonly<Record<Line['size'], number>> = { heading: 12, large: 12, normal: 10.5, small: 9.5 }

const gap = '\u00A0\u00A0\u00A0\u00A0\u00A0'

/** Returns lines as a Graphviz label: values centred, the rest aligned left. */
export function label(lines: readonly Line[], dialect: Dialect, theme: Theme): string {
  if (lines.length === 0) return ''
  return dialect === 'html' ? htmlLabel(lines, theme) : lines.map(plainLine).join('')
}

function htmlLabel(lines: readonly Line[], theme: Theme): `<${string}>` {
  const rows = lines.map(
    (line) =>
      `<TR><TD ALIGN="${line.size === 'large' ? 'CENTER' : 'LEFT'}">${line.runs.map((run) => htmlRun(run, line.size, theme)).join('')}</TD></TR>`,
  )
  return `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">${rows.join('')}</TABLE>>`
}

function htmlRun({ text, colour, bold }: Run, size: Line['size'], theme: Theme): string {
  const inner = markup(spaced(text))
  return `<FONT COLOR="${colourIn(theme, colour)}" POINT-SIZE="${textSizes[size]}">${bold ? `<B>${inner}</B>` : inner}</FONT>`
}

/** Bold and large text is wider than Graphviz measures here; spaces compensate for that. */
function plainLine(line: Line): string {
  const text = line.runs.map((run) => run.text).join('')
  const missing = lineWidth(line) - widthOf(text.replace(eachSign, 'MM'), textSizes.normal, 'regular')
  const padding = Math.max(0, Math.ceil(missing / widthOf(' ', textSizes.normal, 'regular')))
  const end = line.size === 'large' ? '\\n' : '\\l'
  return `${dotString(spaced(text) + '\u00A0'.repeat(padding))}${end}`
}

function lineWidth({ runs, size }: Line): number {
  return runs.reduce((sum, { text, bold }) => sum + widthOf(text, textSizes[size], bold ? 'bold' : 'regular'), 0)
}

/** Returns a text whose leading, trailing and repeated spaces survive markup. */
export function spaced(text: string): string {
  return text.replace(/^ | (?= |$)/g, '\u00A0')
}

/** Returns the legend below the picture, after a small gap. */
export function legendLabel(graph: StateGraph, dialect: Dialect): string {
  const lines = legendLines(graph)
  return dialect === 'plain' ? `\\l${label(lines, dialect, graph.theme)}` : htmlLabel([blank, ...lines], graph.theme)
}

const blank: Line = { size: 'small', runs: [{ text: ' ', colour: 'ink', bold: false }] }

/** Returns caption and legend, wrapped to about the width of the picture. */
export function legendLines(graph: StateGraph): Line[] {
  const width = Math.min(150, Math.max(60, 30 * widestRow(graph)))
  const caption: Line = { size: 'heading', runs: [{ text: graph.caption, colour: 'ink', bold: true }] }
  const rows = graph.legend.flatMap((entries) => wrapped(entries, width))
  return [caption, ...rows.map((runs): Line => ({ size: 'normal', runs }))]
}

function wrapped(entries: readonly LegendEntry[], width: number): Run[][] {
  const rows: { runs: Run[]; length: number }[] = []
  for (const { mark, colour, text } of entries) {
    const runs: Run[] = mark === '' ? [] : [{ text: `${mark} `, colour, bold: true }]
    runs.push({ text: `${text}${gap}`, colour: mark === '' ? 'faint' : 'ink', bold: false })
    const length = mark.length + text.length + gap.length
    const last = rows.at(-1)
    if (last !== undefined && last.length + length <= width) {
      last.runs.push(...runs)
      last.length += length
    } else rows.push({ runs, length })
  }
  return rows.map(({ runs }) => runs)
}

function widestRow({ boxes, ranked }: StateGraph): number {
  if (!ranked) return Math.sqrt(boxes.length)
  const rows = new Map<number, number>()
  for (const { step } of boxes) rows.set(step, (rows.get(step) ?? 0) + 1)
  return Math.max(1, ...rows.values())
}
