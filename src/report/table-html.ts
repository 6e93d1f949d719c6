import { present } from '../base/bug.ts'
import { markup } from '../picture/markup.ts'
import { figureSvg } from '../picture/svg.ts'
import { fontFamily, type Theme, threadStyles } from '../picture/theme.ts'
import { historyFigure } from './history-figure.ts'
import { type ShownHistory, triedTexts } from './history-text.ts'
import { cellsOf, columnsOf } from './trace-columns.ts'
import type { TraceTable } from './trace-table.ts'

/** Returns a trace as a standalone page. Threads have the same colours and lines as in pictures. */
export function tableHtml(table: TraceTable, title: string, theme: Theme): string {
  const columns = columnsOf(table)
  const classes = columns.map((each) => (each.kind === 'thread' ? `t${each.thread}` : each.kind))
  const values = columns.findIndex(({ kind }) => kind === 'value')
  const titles = columns.map(({ title }, index) => `<th class="${classes[index]}">${markup(title)}</th>`)
  const body = table.rows.map((row) => {
    const cells = cellsOf(table, row).map((each, index) => {
      const changed = row.values[index - values]?.changed === true ? ' changed' : ''
      return `<td class="${classes[index]}${changed}">${markup(each)}</td>`
    })
    return `<tr${row.marked ? ' class="marked"' : ''}>${cells.join('')}</tr>`
  })
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${markup(title)}</title>`,
    `<style>${styleOf(table, theme)}</style>`,
    `<h1>${markup(title)}</h1>`,
    ...(table.history === null ? [] : historyHtml(table.history, theme)),
    `<table><thead><tr>${titles.join('')}</tr></thead><tbody>`,
    ...body,
    '</tbody></table>',
    `<p>Schedule: <code>${markup(table.schedule)}</code></p>`,
    '</html>',
    '',
  ].join('\n')
}

function historyHtml(history: ShownHistory, theme: Theme): string[] {
  const tried = triedTexts(history).map((each) => `<li>${markup(each)}</li>`)
  return [figureSvg(historyFigure(history, 'operations', theme)), `<ul>${tried.join('')}</ul>`]
}

function styleOf(table: TraceTable, theme: Theme): string {
  const { paper, ink, faint, rule, fresh, verdicts } = theme
  const styles = threadStyles(table.program, theme)
  const threads = table.threads.map((thread) => {
    const { textColour, colour, line } = present(styles[thread], 'thread')
    return `.t${thread}{color:${textColour}}th.t${thread}{border-bottom:3px ${line} ${colour}}`
  })
  return [
    `:root{color-scheme:${theme.name === 'dark' ? 'dark' : 'light'}}`,
    `body{font:16px/1.5 ${fontFamily};margin:2rem;color:${ink};background:${paper}}`,
    `table{border-collapse:collapse}th,td{text-align:left;padding:.25rem .8rem;border-bottom:1px solid ${rule}}`,
    `th{border-bottom:2px solid ${ink}}.number{color:${faint}}`,
    `td:not(.note){white-space:nowrap}td.changed{background:${fresh};font-weight:bold}`,
    ...threads,
    `tr.marked td{color:${verdicts.wrong.line};font-weight:bold}tr.marked td:not(.changed){background:${verdicts.wrong.pale}}`,
  ].join('')
}
