import { threadName } from '../program/print.ts'
import { historyPlain, type ShownHistory, triedTexts } from './history.ts'
import { barsSvg } from './history-svg.ts'
import { markupEscaped } from './markup.ts'
import type { TraceRow } from './trace-row.ts'
import type { TraceTable } from './trace-table.ts'

/** A table as rows of texts: a header, then a row a step. Marks and notes are in a last column, if there are any. */
export interface Grid {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly marked: readonly boolean[]
}

/** The cells of a table as texts. */
export function gridOf(table: TraceTable): Grid {
  const noted = table.rows.some((row) => row.note !== '' || row.marked)
  const header = ['#', ...table.threads.map((each) => threadName(table.program, each)), ...table.columns]
  const rows = table.rows.map((row) => [
    row.step === null ? '' : `${row.step}`,
    ...table.threads.map((thread, index) => cellText(row, thread, index)),
    ...row.values.map((each) => each.text),
    ...(noted ? [noteText(row)] : []),
  ])
  return { header: noted ? [...header, ''] : header, rows, marked: table.rows.map((row) => row.marked) }
}

function cellText(row: TraceRow, thread: number, index: number): string {
  if (row.folded !== null) return index === 0 ? `${row.folded.rounds} more rounds (${row.folded.from}-${row.folded.to})` : ''
  return row.cells.get(thread) ?? ''
}

function noteText({ marked, note }: TraceRow): string {
  return marked ? `✗ ${note}`.trimEnd() : note
}

/** A trace as a table in GitHub's Markdown. */
export function tableMarkdown(table: TraceTable): string {
  const { header, rows } = gridOf(table)
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownEscaped).join(' | ')} |`
  const rule = `|${header.map(() => '---').join('|')}|`
  const bars = table.history === null ? '' : `${fenced(historyPlain(table.history))}\n`
  return `${bars}${[line(header), rule, ...rows.map(line)].join('\n')}\n\nSchedule: \`${table.schedule.replace(/`/g, "'")}\`\n`
}

/** Text as it stands: the fence is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}\n`
}

/** Text that is no markup in Markdown, not even HTML. */
export function markdownEscaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]|#!~$]/g, '\\$&')
    .replace(/\n/g, ' ')
}

/** A trace as comma-separated values (RFC 4180). */
export function tableCsv(table: TraceTable): string {
  const { header, rows } = gridOf(table)
  const cell = (text: string): string => (/[",\n\r]|^[=+\-@]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A trace as a LaTeX `tabular`, for `booktabs`. */
export function tableLatex(table: TraceTable): string {
  const { header, rows, marked } = gridOf(table)
  const line = (cells: readonly string[], bold: boolean): string =>
    `${cells.map((each) => (bold && each !== '' ? `\\textbf{${latexEscaped(each)}}` : latexEscaped(each))).join(' & ')} \\\\`
  return [
    `\\begin{tabular}{r${'l'.repeat(header.length - 1)}}`,
    '\\toprule',
    line(header, true),
    '\\midrule',
    ...rows.map((row, index) => line(row, marked[index] ?? false)),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n')
}

const latexSymbols: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['→', '$\\rightarrow$'],
  ['➜', '$\\Rightarrow$'],
  ['✗', '$\\times$'],
  ['⟳', '$\\circlearrowright$'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
])

function latexEscaped(text: string): string {
  return text.replace(/[\\~^→➜✗⟳<>]|[&%$#_{}]/g, (each) => latexSymbols.get(each) ?? `\\${each}`)
}

const htmlStyle =
  'body{font:16px/1.5 Helvetica,Arial,sans-serif;margin:2rem;color:#222;background:#fff}' +
  'table{border-collapse:collapse}th,td{text-align:left;padding:.25rem .8rem;border-bottom:1px solid #ddd}' +
  'th{border-bottom:2px solid #222}tr.marked td{color:#b00020;font-weight:bold}td:first-child{color:#666}'

/** A trace as a page of its own. */
export function tableHtml(table: TraceTable, title: string): string {
  const { header, rows, marked } = gridOf(table)
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    cells.map((each) => `<${tag}>${markupEscaped(each)}</${tag}>`).join('')
  const body = rows.map((row, index) => `<tr${marked[index] ? ' class="marked"' : ''}>${line('td', row)}</tr>`)
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${markupEscaped(title)}</title>`,
    `<style>${htmlStyle}</style>`,
    `<h1>${markupEscaped(title)}</h1>`,
    ...(table.history === null ? [] : historyHtml(table.history)),
    `<table><thead><tr>${line('th', header)}</tr></thead><tbody>`,
    ...body,
    '</tbody></table>',
    `<p>Schedule: <code>${markupEscaped(table.schedule)}</code></p>`,
    '</html>',
    '',
  ].join('\n')
}

function historyHtml(history: ShownHistory): string[] {
  const { width, height, parts } = barsSvg(history, 4, 4)
  const [w, h] = [width + 8, height + 8]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" font-family="Helvetica, Arial, sans-serif" font-size="16" role="img">`,
    ...parts,
    '</svg>',
    '<ul>',
    ...triedTexts(history).map((each) => `<li>${markupEscaped(each)}</li>`),
    '</ul>',
  ]
}
