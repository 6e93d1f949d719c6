import { threadName } from '../program/print.ts'
import type { TraceRow } from './trace-row.ts'
import type { TraceTable } from './trace-table.ts'

/** A table as rows of texts: a header, then a row a step. Marks and notes are in a last column, if there are any. */
interface Grid {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly marked: readonly boolean[]
}

function gridOf(table: TraceTable): Grid {
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
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n\nSchedule: \`${table.schedule.replace(/`/g, "'")}\`\n`
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

/** Text that is no markup in HTML and SVG. */
export function markupEscaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    .replace(/[\p{Cc}]/gu, ' ')
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
    `<table><thead><tr>${line('th', header)}</tr></thead><tbody>`,
    ...body,
    '</tbody></table>',
    `<p>Schedule: <code>${markupEscaped(table.schedule)}</code></p>`,
    '</html>',
    '',
  ].join('\n')
}

const threadColors = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'] as const

/**
 * A trace as a figure: a column for each thread, time downwards. Colours after Okabe & Ito. With `shown` only the first
 * rows are drawn, all at the places that they have in the whole, so that such figures flip like an animation.
 */
export function tableSvg(table: TraceTable, title: string, shown: number = table.rows.length): string {
  const { header, rows, marked } = gridOf(table)
  const [fontSize, rowHeight, gap, margin] = [16, 28, 28, 24]
  const widths = header.map((head, column) => {
    return Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((text) => textWidth(text, fontSize)))
  })
  const lefts = widths.map((_, column) => margin + widths.slice(0, column).reduce((sum, each) => sum + each + gap, 0))
  const width = Math.max(
    margin * 2 + widths.reduce((sum, each) => sum + each + gap, 0) - gap,
    margin * 2 + textWidth(title, 18),
  )
  const height = margin * 2 + rowHeight * (rows.length + 2)
  const threads = table.threads.length
  const color = (column: number): string =>
    column >= 1 && column <= threads ? (threadColors[(column - 1) % threadColors.length] ?? '#222') : '#222'
  const text = (column: number, line: number, words: string, attributes: string): string =>
    words === ''
      ? ''
      : `<text x="${lefts[column]}" y="${margin + rowHeight * (line + 1.65)}" ${attributes}>${markupEscaped(words)}</text>`
  const top = margin + rowHeight * 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Helvetica, Arial, sans-serif" font-size="${fontSize}">`,
    `<title>${markupEscaped(title)}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<text x="${margin}" y="${margin + 14}" font-size="18" font-weight="bold" fill="#222222">${markupEscaped(title)}</text>`,
    ...header.map((head, column) => text(column, 0, head, `font-weight="bold" fill="${color(column)}"`)),
    `<line x1="${margin}" x2="${width - margin}" y1="${top}" y2="${top}" stroke="#222222"/>`,
    ...rows
      .slice(0, shown)
      .flatMap((row, line) =>
        row.map((words, column) =>
          text(column, line + 1, words, marked[line] ? 'fill="#b00020" font-weight="bold"' : `fill="${color(column)}"`),
        ),
      ),
    '</svg>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** An estimate on the safe side: no font is asked. */
function textWidth(text: string, size: number): number {
  return Math.ceil([...text].length * size * 0.58)
}
