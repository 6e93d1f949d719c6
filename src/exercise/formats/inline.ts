import { markup } from '../../picture/markup.ts'

/** Returns a text with code in backquotes as HTML; everything of the text is escaped. */
export function inlineHtml(text: string): string {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return markup(text)
  return parts.map((part, index) => (index % 2 === 1 ? `<code>${markup(part)}</code>` : markup(part))).join('')
}

/** Returns lines of a program with their numbers, as HTML. */
export function codeHtml(code: readonly { readonly line: number; readonly text: string }[]): string {
  const width = `${code.at(-1)?.line ?? 0}`.length
  return `<pre>${code.map(({ line, text }) => markup(`${`${line}`.padStart(width)}  ${text}`)).join('\n')}</pre>`
}

/** Returns a table as HTML; `cell` makes the content of each cell. */
export function tableHtml(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  cell: (row: number, column: number) => string,
): string {
  const line = (cells: readonly string[], name: 'th' | 'td'): string =>
    `<tr>${cells.map((each) => `<${name}>${each}</${name}>`).join('')}</tr>`
  const body = rows.map((row, index) =>
    line(
      row.map((_, column) => cell(index, column)),
      'td',
    ),
  )
  return `<table border="1">\n<thead>${line(head.map(markup), 'th')}</thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`
}
