import { historySvg } from './history-svg.ts'
import { markupEscaped, textWidth, threadColors } from './markup.ts'
import { gridOf } from './table-formats.ts'
import type { TraceTable } from './trace-table.ts'

/**
 * A trace as a figure: a column for each thread, time downwards. With `shown` only the first
 * rows are drawn, all at the places that they have in the whole, so that such figures flip like an animation.
 */
export function tableSvg(table: TraceTable, title: string, shown: number = table.rows.length): string {
  const { header, rows, marked } = gridOf(table)
  const [fontSize, rowHeight, gap, margin] = [16, 28, 28, 24]
  const widths = header.map((head, column) => {
    return Math.max(...[head, ...rows.map((row) => row[column] ?? '')].map((text) => textWidth(text, fontSize)))
  })
  const lefts = widths.map((_, column) => margin + widths.slice(0, column).reduce((sum, each) => sum + each + gap, 0))
  const history = table.history === null ? null : historySvg(table.history, margin, margin + rowHeight * (rows.length + 3))
  const width = Math.max(
    margin * 2 + widths.reduce((sum, each) => sum + each + gap, 0) - gap,
    margin * 2 + textWidth(title, 18),
    margin * 2 + (history?.width ?? 0),
  )
  const height = margin * 2 + rowHeight * (rows.length + 2) + (history === null ? 0 : history.height + rowHeight)
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
    ...(shown < rows.length ? [] : (history?.parts ?? [])),
    '</svg>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}
