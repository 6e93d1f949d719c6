import { present, unreachable } from '../base/bug.ts'
import type { Figure, Part, Shape } from '../picture/figure.ts'
import { type Colour, type Theme, type ThreadStyle, threadStyles } from '../picture/theme.ts'
import { type Font, linesWithin, textWidth } from '../picture/wrap.ts'
import { barsDrawn, historyDrawn } from './history-figure.ts'
import { type Column, cellsOf, columnsOf } from './trace-columns.ts'
import type { TraceRow } from './trace-row.ts'
import type { TraceTable } from './trace-table.ts'

const margin = 28
const gap = 30
/** The distance from a thread's lane to its text. */
const indent = 18
const lineHeight = 21
/** The padding above and below the lines of a row. */
const padding = 6
const plainFont: Font = { size: 16, bold: false }
const boldFont: Font = { size: 16, bold: true }
const titleFont: Font = { size: 20, bold: true }
const smallFont: Font = { size: 13, bold: false }

/** A column with its position. */
interface PlacedColumn {
  readonly column: Column
  /** The lines of its name. */
  readonly titles: readonly string[]
  readonly left: number
  readonly width: number
}

/** A row with its position and the lines of its cells. */
interface PlacedRow {
  readonly row: TraceRow
  readonly cells: readonly (readonly string[])[]
  readonly top: number
  readonly height: number
}

/**
 * Returns a trace as a figure: a lane per thread, time downwards, the values beside them. At moment `n` the first `n` rows
 * are visible, at their positions in the whole figure.
 */
export function traceFigure(
  table: TraceTable,
  { title, theme, notes = true, from = 0, to = table.rows.length }: FigureLook,
): Figure {
  const columns = placedColumns(table, notes)
  const last = present(columns.at(-1), 'column')
  const bars = table.history === null ? 0 : barsDrawn(table.history, 0, 0, theme).width
  const titleWidth = Math.min(560, textWidth(title, titleFont))
  const width = Math.ceil(Math.max(last.left + last.width + margin, margin * 2 + Math.max(titleWidth, bars)))
  const titleLines = title === '' ? [] : linesWithin(title, width - margin * 2, titleFont)
  const headTop = margin + (titleLines.length === 0 ? 0 : titleLines.length * 26 + 10)
  const headLines = Math.max(...columns.map(({ titles }) => titles.length))
  const rowsTop = headTop + headLines * lineHeight + padding * 2
  const rows = placedRows(table, table.rows.slice(from, to), columns, rowsTop)
  const end = rows.reduce((sum, each) => sum + each.height, rowsTop)
  const schedule = linesWithin(`schedule: ${table.schedule}`, width - margin * 2, smallFont)
  const styles = threadStyles(table.program, theme)
  const sketch = { table, columns, rows, styles, theme, width, end }
  const parts = [
    ...titleLines.map((text, line) => always(textAt(margin, margin + 16 + line * 26, text, titleFont, theme.ink))),
    ...rows.flatMap((row, index) => background(sketch, row, index)),
    // Names of one line stand at the bottom, next to what they name.
    ...columns.flatMap((column) =>
      head(sketch, column, headTop + padding + 16 + (headLines - column.titles.length) * lineHeight),
    ),
    always({
      kind: 'line',
      x1: margin,
      y1: rowsTop,
      x2: width - margin,
      y2: rowsTop,
      colour: theme.ink,
      line: 'solid',
      thickness: 1.5,
    }),
    ...columns.flatMap((column) => lane(sketch, column, rowsTop)),
    ...rows.flatMap((row, index) => content(sketch, row, index)),
    ...schedule.map((text, line) => always(textAt(margin, end + 24 + line * 17, text, smallFont, theme.faint))),
  ]
  const below = end + 24 + schedule.length * 17
  const history =
    table.history === null || to < table.rows.length
      ? null
      : historyDrawn(table.history, margin, below + 12, width - margin * 2, theme)
  const height = Math.ceil(below + (history === null ? 0 : history.height + 12) + margin - 8)
  const explained = (history?.shapes ?? []).map((shape) => ({ from: rows.length, to: Number.POSITIVE_INFINITY, shape }))
  return { width, height, title, theme, parts: [...parts, ...explained], moments: rows.length }
}

/** Which part of a trace is drawn, and how. */
export interface FigureLook {
  /** Empty: no title. */
  readonly title: string
  readonly theme: Theme
  /** Whether there is a column of notes. */
  readonly notes?: boolean
  /** The first row, and the one after the last; the others only contribute their widths. */
  readonly from?: number
  readonly to?: number
}

interface Sketch {
  readonly table: TraceTable
  readonly columns: readonly PlacedColumn[]
  readonly styles: readonly ThreadStyle[]
  readonly theme: Theme
  readonly width: number
  readonly end: number
}

/** Maximum widths of cells, by content; longer ones are wrapped, earlier if there are many threads. */
function widestCell({ threads }: TraceTable, kind: Column['kind']): number {
  switch (kind) {
    case 'number':
      return 60
    case 'thread':
      return threads.length <= 2 ? 300 : 230
    case 'value':
      return threads.length <= 2 ? 190 : 150
    case 'note':
      return 300
    default:
      return unreachable(kind)
  }
}

function placedColumns(table: TraceTable, notes: boolean): PlacedColumn[] {
  let left = margin
  const shown = columnsOf(table).filter(({ kind }) => notes || kind !== 'note')
  return shown.map((column, index) => {
    const most = widestCell(table, column.kind)
    const cells = table.rows.flatMap((row) => cellsOf(table, row)[index] ?? '')
    const titles = linesWithin(column.title, most, boldFont)
    const texts = [...titles, ...cells.flatMap((text) => linesWithin(text, most, boldFont))]
    const widest = Math.max(...texts.map((text) => textWidth(text, boldFont)))
    const placed = { column, titles, left, width: Math.ceil(widest) + (column.kind === 'thread' ? indent : 0) }
    left += placed.width + gap
    return placed
  })
}

function placedRows(
  table: TraceTable,
  rows: readonly TraceRow[],
  columns: readonly PlacedColumn[],
  start: number,
): PlacedRow[] {
  let top = start
  return rows.map((row) => {
    const texts = cellsOf(table, row)
    const cells = columns.map(({ column }, index) => cellLines(texts[index] ?? '', widestCell(table, column.kind)))
    const height = Math.max(...cells.map((lines) => lines.length)) * lineHeight + padding * 2
    const placed = { row, cells, top, height }
    top += height
    return placed
  })
}

/** Maximum number of lines in a cell; the rest is cut off. */
const mostLines = 4

function cellLines(text: string, width: number): string[] {
  const lines = linesWithin(text, width, boldFont)
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1]} …`]
}

/** Returns the name of a column, with the mark of a thread. */
function head({ styles, theme }: Sketch, { column, left, titles }: PlacedColumn, baseline: number): Part[] {
  const texts = (x: number, colour: Colour): Part[] =>
    titles.map((text, line) => always(textAt(x, baseline + line * lineHeight, text, boldFont, colour)))
  if (column.kind !== 'thread') return texts(left, theme.ink)
  const style = present(styles[column.thread], 'thread')
  return [
    always({ kind: 'mark', x: left + 5, y: baseline - 5, head: style.head, colour: style.colour }),
    ...texts(left + indent, style.textColour),
  ]
}

function lane({ styles, end }: Sketch, { column, left }: PlacedColumn, top: number): Part[] {
  if (column.kind !== 'thread') return []
  const { colour, line } = present(styles[column.thread], 'thread')
  const x = left + 5
  return [always({ kind: 'line', x1: x, y1: top + 4, x2: x, y2: end, colour, line, thickness: 1.5 })]
}

/**
 * Returns the background of a row: one band if it is decisive, another while it is the latest, and a highlight under
 * changed values.
 */
function background({ columns, theme, width }: Sketch, { row, top, height }: PlacedRow, index: number): Part[] {
  const band = { kind: 'box', x: margin - 8, y: top, width: width - 2 * margin + 16, height } as const
  const values = columns.filter(({ column }) => column.kind === 'value')
  const changed = values.filter((_, value) => row.values[value]?.changed === true)
  return [
    ...(row.marked
      ? [{ from: index + 1, to: Number.POSITIVE_INFINITY, shape: { ...band, fill: theme.verdicts.wrong.pale } } as const]
      : []),
    ...(row.marked ? [] : [{ from: index + 1, to: index + 1, shape: { ...band, fill: theme.fresh } } as const]),
    ...changed.map(({ left, width: wide }): Part => {
      const shape = { kind: 'box', x: left - 6, y: top + 3, width: wide + 12, height: height - 6, fill: theme.fresh } as const
      return { from: index + 1, to: Number.POSITIVE_INFINITY, shape }
    }),
  ]
}

function content({ columns, styles, theme }: Sketch, { row, cells, top }: PlacedRow, index: number): Part[] {
  const shapes = cells.flatMap((lines, at): Shape[] => {
    const { column, left } = present(columns[at], 'column')
    const acts = column.kind === 'thread' && row.step !== null && row.cells.has(column.thread)
    const font = isBold(row, column, at - 1 - columns.filter((each) => each.column.kind === 'thread').length)
      ? boldFont
      : plainFont
    const x = column.kind === 'thread' ? left + indent : left
    const texts = lines.map((text, line): Shape => {
      return textAt(x, top + padding + 16 + line * lineHeight, text, font, colourOf(row, column, styles, theme))
    })
    if (!acts) return texts
    const { head: shape, colour } = present(styles[column.thread], 'thread')
    return [{ kind: 'mark', x: left + 5, y: top + padding + 11, head: shape, colour }, ...texts]
  })
  return shapes
    .filter((shape) => shape.kind !== 'text' || shape.text !== '')
    .map((shape) => ({ from: index + 1, to: Number.POSITIVE_INFINITY, shape }))
}

function isBold(row: TraceRow, { kind }: Column, value: number): boolean {
  return row.marked ? kind !== 'number' : kind === 'value' && row.values[value]?.changed === true
}

function colourOf(row: TraceRow, column: Column, styles: readonly ThreadStyle[], theme: Theme): Colour {
  if (column.kind === 'number' || row.folded !== null) return theme.faint
  if (row.marked && column.kind !== 'value') return theme.verdicts.wrong.line
  return column.kind === 'thread' ? present(styles[column.thread], 'thread').textColour : theme.ink
}

function always(shape: Shape): Part {
  return { from: 0, to: Number.POSITIVE_INFINITY, shape }
}

function textAt(x: number, y: number, text: string, { size, bold }: Font, colour: Colour): Shape {
  return { kind: 'text', x, y, text, size, bold, colour, anchor: 'start' }
}
