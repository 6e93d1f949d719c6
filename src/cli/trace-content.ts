import { unreachable } from '../base/bug.ts'
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
import { converted } from './convert.ts'
import type { LoadedModel } from './load.ts'
import type { Look } from './look.ts'
import type { ChosenTrace } from './select.ts'
import type { TraceFormat } from './trace-formats.ts'

export interface WrittenTrace {
  readonly model: LoadedModel
  readonly chosen: ChosenTrace
  readonly table: TraceTable
  readonly style: Style
  readonly rules: Rules
  readonly look: Look
  readonly animated: boolean
}

/** A trace in a format, at a moment of its figure; null: the whole. */
export function traceContent(
  written: WrittenTrace,
  format: TraceFormat,
): (moment: number | null) => Promise<string | Uint8Array> {
  const { look, table } = written
  const heading = `${lastSegment(written.model.name)}: ${written.chosen.title}`
  switch (format) {
    case 'svg':
    case 'png':
    case 'pdf': {
      const figure = traceFigure(table, { title: heading, theme: look.theme })
      const options = { title: heading, width: look.width, paper: look.theme.paper }
      return (moment) => {
        const svg = written.animated ? figureAnimated(figure) : figureSvg(figure, moment)
        return converted(framed(svg, look, look.theme.paper), format, options)
      }
    }
    case 'tikz': {
      const figure = traceFigure(table, { title: heading, theme: look.theme })
      return async (moment) => figureTikz(figure, moment)
    }
    case 'html':
      return async () => tableHtml(table, heading, look.theme)
    default:
      return async () => traceText(written, format)
  }
}

function traceText(
  { model, chosen, table, style, rules }: WrittenTrace,
  format: Exclude<TraceFormat, 'svg' | 'png' | 'pdf' | 'tikz' | 'html'>,
): string {
  const { program, name } = model
  const { trace, detail } = chosen
  switch (format) {
    case 'text':
      return `${tableText(table, style)}\n${endText(program, trace, rules)}\n`
    case 'markdown':
      return tableMarkdown(table)
    case 'csv':
      return tableCsv(table)
    case 'latex':
      return tableLatex(table)
    case 'json': {
      const shown = detail === null ? null : detail.kind
      const history = detail?.kind === 'non-linearizable' ? historyJson(program, detail) : {}
      const json = { schema: 'interleave/trace@1', model: name, finding: shown, ...history, ...traceJson(program, trace) }
      return `${JSON.stringify(json)}\n`
    }
    default:
      return unreachable(format)
  }
}
