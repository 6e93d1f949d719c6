import { threadName } from '../program/print.ts'
import { historyText } from './history-text.ts'
import { padded, type Style, widthOf, wrapped } from './style.ts'
import type { TraceRow } from './trace-row.ts'
import type { TraceTable } from './trace-table.ts'

/** With more threads than this, columns are too narrow to read. */
const mostColumns = 4
const indent = '  '

/**
 * Returns a trace for the terminal: operations as bars if it is about them; then a column per thread and per value, or a
 * list if that does not fit.
 *
 * @example
 * ```js
 * const { outcomes } = await check(program)
 * const shown = { trace: outcomes[0].witness(), detail: null, cycleFrom: null }
 * tableText(traceTable(program, shown, plainStyle.symbols), plainStyle).split('\n').length > 6 // true
 * ```
 */
export function tableText(table: TraceTable, style: Style): string {
  const grid = table.threads.length <= mostColumns ? gridText(table, style) : null
  const schedule = wrapped(`schedule: ${table.schedule}`, style.width - 6, ' '.repeat(10)).replace(/\n/g, '\n     ')
  const steps = `${grid ?? listText(table, style)}\n${style.paint.dim(`     ${schedule}`)}`
  return table.history === null ? steps : `${historyText(table.history, style)}\n\n${steps}`
}

/** Returns the grid, with as many value columns as fit; null if those that matter do not, which a list has in any width. */
function gridText(table: TraceTable, style: Style): string | null {
  const ranks = ranksOf(table)
  const ranked = [...ranks.keys()].sort((one, other) => (ranks[one] ?? 0) - (ranks[other] ?? 0) || one - other)
  const least = Math.min(ranked.length, Math.max(1, ranks.filter((rank) => rank < otherRank).length))
  for (let count = ranked.length; count >= least; count--) {
    const shown = ranked.slice(0, count).sort((one, other) => one - other)
    const text = gridWith(table, style, shown)
    if (text !== null) return text
  }
  return null
}

/** The rank of columns that matter to no marked step; lower ones decide. */
const otherRank = 2

/**
 * Returns how much each value column matters, most first: what a marked step changes, what it names, all others, and at the end what
 * stands there besides, such as the numbers of lines.
 */
function ranksOf({ columns, rows, aside }: TraceTable): number[] {
  const marked = rows.filter((row) => row.marked)
  return columns.map((title, column) => {
    if (aside?.has(column) === true) return otherRank + 1
    if (marked.some(({ values }) => values[column]?.changed === true)) return 0
    const isNamed = marked.some(({ cells }) => [...cells.values()].some((cell) => cell.split(/[\s:]+/).includes(title)))
    return isNamed ? 1 : otherRank
  })
}

/** Returns the grid with some of the value columns; null if it is too wide. */
function gridWith(table: TraceTable, style: Style, shown: readonly number[]): string | null {
  const header = [
    '#',
    ...table.threads.map((each) => threadName(table.program, each)),
    ...shown.map((column) => table.columns[column] ?? ''),
  ]
  const lines = table.rows.map((row) => cellsOf(row, table, style, shown))
  const widths = header.map((title, index) =>
    lines.reduce((most, line) => Math.max(most, widthOf(line[index] ?? '')), widthOf(title)),
  )
  const width = indent.length + widths.reduce((sum, each) => sum + each + 2, 0) - 2
  if (width > style.width) return null
  const hidden = table.columns.filter((_, column) => !shown.includes(column))
  const remark = hidden.length === 0 ? [] : [wrapped(`     (too narrow for ${hidden.join(', ')})`, style.width, '       ')]
  const text = table.rows.map((row, index) => {
    const line = (lines[index] ?? []).map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ')
    return withNote(indent + paintRow(line.trimEnd(), row, style), width, row, style)
  })
  return [
    indent + style.paint.bold(header.map((title, column) => padded(title, widths[column] ?? 0)).join('  ')).trimEnd(),
    ...text,
    ...remark.map(style.paint.dim),
  ].join('\n')
}

function withNote(line: string, width: number, row: TraceRow, style: Style): string {
  if (row.note === '') return line
  const fits = width + 2 + widthOf(row.note) <= style.width
  if (fits) return `${padded(line, width)}  ${style.paint.red(row.note)}`
  return `${line}\n${wrapped(style.paint.red(row.note), style.width - 10)
    .split('\n')
    .map((each) => ' '.repeat(8) + each)
    .join('\n')}`
}

function paintRow(line: string, row: TraceRow, style: Style): string {
  if (row.folded !== null) return style.paint.dim(line)
  return row.marked ? style.paint.red(line) : line
}

function cellsOf(row: TraceRow, table: TraceTable, style: Style, shown: readonly number[]): string[] {
  const threads = table.threads.map((thread, index) => {
    if (row.folded !== null) return index === 0 ? foldText(row, style) : ''
    const cell = row.cells.get(thread) ?? ''
    return row.marked && cell !== '' ? `${cell} ${style.symbols.wrong}` : cell
  })
  return [row.step === null ? '' : `${row.step}`, ...threads, ...shown.map((column) => row.values[column]?.text ?? '')]
}

function foldText({ folded }: TraceRow, { symbols }: Style): string {
  return folded === null ? '' : `${symbols.repeats} ${symbols.times}${folded.rounds} (steps ${folded.from}-${folded.to})`
}

/** Returns one line per step: its number, its thread, what it did, and what changed. */
function listText(table: TraceTable, style: Style): string {
  const names = table.threads.map((each) => threadName(table.program, each))
  const longest = Math.min(16, Math.max(...names.map(widthOf), 1))
  const digits = table.rows.reduce((most, { step }) => Math.max(most, `${step ?? ''}`.length), 4)
  return table.rows
    .flatMap((row) => {
      if (row.folded !== null) return [style.paint.dim(`${indent}${' '.repeat(digits + 1)}${foldText(row, style)}`)]
      const changes = row.values.flatMap((cell, index) => (cell.changed ? [`${table.columns[index]} ${cell.text}`] : []))
      return [...row.cells].map(([thread, cell]) => {
        const mark = row.marked ? ` ${style.symbols.wrong}` : ''
        const note = row.note === '' ? '' : `  ${row.note}`
        const head = `${padded(row.step === null ? '' : `${row.step}`, digits)} ${padded(threadName(table.program, thread), longest)}`
        const line = `${head}  ${cell}${mark}${changes.length > 0 ? `  [${changes.join(', ')}]` : ''}${note}`
        return paintRow(indent + wrapped(line, style.width - 2, ' '.repeat(longest + digits + 5)), row, style)
      })
    })
    .join('\n')
}
