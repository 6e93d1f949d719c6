import { threadName } from '../program/print.ts'
import type { TraceRow } from './trace-row.ts'
import type { TraceTable } from './trace-table.ts'

/** A column of a trace as a grid: the number, then the threads, the values, and a note if any row has one. */
export type Column = { readonly title: string } & (
  | { readonly kind: 'number' | 'value' | 'note' }
  | { readonly kind: 'thread'; readonly thread: number }
)

export function columnsOf(table: TraceTable): Column[] {
  return [
    { kind: 'number', title: '#' },
    ...table.threads.map((thread): Column => ({ kind: 'thread', thread, title: threadName(table.program, thread) })),
    ...table.columns.map((title): Column => ({ kind: 'value', title })),
    ...(isNoted(table) ? [{ kind: 'note', title: '' } as const] : []),
  ]
}

/** Returns the texts of a row, one per column. */
export function cellsOf(table: TraceTable, row: TraceRow): string[] {
  return [
    row.step === null ? '' : `${row.step}`,
    ...table.threads.map((thread, index) => threadCell(row, thread, index)),
    ...row.values.map((each) => each.text),
    ...(isNoted(table) ? [noteText(row)] : []),
  ]
}

function isNoted({ rows }: TraceTable): boolean {
  return rows.some((row) => row.note !== '' || row.marked)
}

function threadCell(row: TraceRow, thread: number, index: number): string {
  if (row.folded !== null) return index === 0 ? `${row.folded.rounds} more rounds (${row.folded.from}-${row.folded.to})` : ''
  return row.cells.get(thread) ?? ''
}

function noteText({ marked, note }: TraceRow): string {
  return marked ? `✗ ${note}`.trimEnd() : note
}
