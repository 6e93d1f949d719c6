import { latexEscaped } from '../picture/latex.ts'
import { historyPlain } from './history-text.ts'
import { cellsOf, columnsOf } from './trace-columns.ts'
import type { TraceTable } from './trace-table.ts'

/** Returns a trace as a table in GitHub Flavored Markdown. */
export function tableMarkdown(table: TraceTable): string {
  const titles = columnsOf(table).map((each) => each.title)
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownEscaped).join(' | ')} |`
  const rule = `|${titles.map(() => '---').join('|')}|`
  const rows = table.rows.map((row) => line(cellsOf(table, row)))
  const bars = table.history === null ? '' : `${fenced(historyPlain(table.history))}\n`
  return `${bars}${[line(titles), rule, ...rows].join('\n')}\n\nSchedule: \`${table.schedule.replace(/`/g, "'")}\`\n`
}

/** Returns a text in a code block, verbatim: the fence is longer than any in the text. */
export function fenced(text: string, language: string = 'text'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}\n`
}

/** Escapes a text so that none of it is markup in Markdown, including HTML. */
export function markdownEscaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]|#!~$]/g, '\\$&')
    .replace(/\n/g, ' ')
}

/** Returns a trace as comma-separated values (RFC 4180). */
export function tableCsv(table: TraceTable): string {
  const cell = (text: string): string => {
    const plain = isFormula(text) ? `'${text}` : text
    return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain
  }
  const rows = [columnsOf(table).map((each) => each.title), ...table.rows.map((row) => cellsOf(table, row))]
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Reports whether a spreadsheet would execute a cell rather than show it; an apostrophe before it prevents that. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t]/.test(text) && !/^[+-]?\d+$/.test(text)
}

/** Returns a trace as a LaTeX `tabular`, for `booktabs`. */
export function tableLatex(table: TraceTable): string {
  const titles = columnsOf(table).map((each) => each.title)
  const line = (cells: readonly string[], bold: boolean): string =>
    `${cells.map((each) => (bold && each !== '' ? `\\textbf{${latexEscaped(each)}}` : latexEscaped(each))).join(' & ')} \\\\`
  return [
    `\\begin{tabular}{r${'l'.repeat(titles.length - 1)}}`,
    '\\toprule',
    line(titles, true),
    '\\midrule',
    ...table.rows.map((row) => line(cellsOf(table, row), row.marked)),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n')
}
