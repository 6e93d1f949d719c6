import { framed } from '../picture/frame.ts'
import { figureAnimated, figureSvg } from '../picture/svg.ts'
import { figureTikz } from '../picture/tikz.ts'
import { lastSegment } from '../picture/titles.ts'
import type { Rules } from '../program/program.ts'
import { historyJson, traceJson } from '../report/check-json.ts'
import type { Style } from '../report/style.ts'
import { tableCsv, tableLatex, tableMarkdown } from '../report/table-formats.ts'
import { tableHtml } from '../report/table-html.ts'
import { tableText } from '../report/table-text.ts'
import { traceFigure } from '../report/trace-figure.ts'
import type { TraceTable } from '../report/trace-table.ts'
import { endText } from './choose-trace.ts'
import { converted, type RenderFormat } from './convert.ts'
import { jsonText } from './json-text.ts'
import type { LoadedModel } from './load.ts'
import type { Look } from './look.ts'
import type { ChosenTrace } from './select.ts'

export interface WrittenTrace {
  readonly model: LoadedModel
  readonly chosen: ChosenTrace
  readonly table: TraceTable
  readonly style: Style
  readonly rules: Rules
  readonly look: Look
  readonly animated: boolean
}

/** Prepares a trace for a format. The result writes it at a moment of its figure or, for null, as a whole. */
export type TraceWriter = (written: WrittenTrace) => (moment: number | null) => Promise<string | Uint8Array>

export const writeText: TraceWriter = textual(
  ({ model, chosen, table, style, rules }) => `${tableText(table, style)}\n${endText(model.program, chosen.trace, rules)}\n`,
)
export const writeMarkdown: TraceWriter = textual(({ table }) => tableMarkdown(table))
export const writeCsv: TraceWriter = textual(({ table }) => tableCsv(table))
export const writeLatex: TraceWriter = textual(({ table }) => tableLatex(table))
export const writeHtml: TraceWriter = textual((written) => tableHtml(written.table, headingOf(written), written.look.theme))

export const writeJson: TraceWriter = textual(({ model, chosen: { trace, detail } }) => {
  const { program, name } = model
  const shown = detail === null ? null : detail.kind
  const history = detail?.kind === 'non-linearizable' ? historyJson(program, detail) : {}
  const json = { schema: 'interleave/trace@1', model: name, finding: shown, ...history, ...traceJson(program, trace) }
  return `${jsonText(json)}\n`
})

export const writeTikz: TraceWriter = (written) => {
  const figure = traceFigure(written.table, { title: headingOf(written), theme: written.look.theme })
  return async (moment) => figureTikz(figure, moment)
}

export const writeSvg: TraceWriter = drawn('svg')
export const writePng: TraceWriter = drawn('png')
export const writePdf: TraceWriter = drawn('pdf')

/** The most rows that are legible on one slide. */
const mostRows = 13

export const writePptx: TraceWriter = (written) => {
  const { look, table } = written
  const { theme } = look
  const count = Math.max(1, Math.ceil(table.rows.length / mostRows))
  const perPage = Math.ceil(table.rows.length / count)
  const pages = Array.from({ length: count }, (_, page) => {
    const from = page * perPage
    return traceFigure(table, { title: '', theme, from, to: Math.min(from + perPage, table.rows.length) })
  })
  return async () => (await import('../slides/pptx.ts')).pptxSchedule(headingOf(written), pages, theme) // a large package
}

function textual(text: (written: WrittenTrace) => string): TraceWriter {
  return (written) => async () => text(written)
}

function drawn(format: RenderFormat): TraceWriter {
  return (written) => {
    const { look, table, animated } = written
    const title = headingOf(written)
    const { paper } = look.theme
    const figure = traceFigure(table, { title, theme: look.theme })
    return (moment) => {
      const svg = animated ? figureAnimated(figure) : figureSvg(figure, moment)
      return converted(framed(svg, look, paper), format, { title, width: look.width, paper })
    }
  }
}

function headingOf({ model, chosen }: WrittenTrace): string {
  return `${lastSegment(model.name)}: ${chosen.title}`
}
