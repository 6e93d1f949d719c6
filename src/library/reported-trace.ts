import type { Detail } from '../findings/kinds.ts'
import { figureSvg } from '../picture/svg.ts'
import { themes } from '../picture/theme.ts'
import type { Program } from '../program/program.ts'
import { tableMarkdown } from '../report/table-formats.ts'
import { tableText } from '../report/table-text.ts'
import { traceFigure } from '../report/trace-figure.ts'
import { type TraceTable, traceTable } from '../report/trace-table.ts'
import type { Trace } from '../semantics/trace.ts'
import { type TextOptions, textStyle } from './text.ts'

/**
 * A schedule with what it does, in several forms.
 *
 * @example
 * ```js
 * const { trace } = (await explore(program)).findings[0]
 * trace instanceof ReportedTrace && trace.schedule // "A*2 B*3 A"
 * ```
 */
export class ReportedTrace {
  /** The trace with its states, for programs that look at them. */
  readonly trace: Trace
  /** Of an execution that never ends: the number of steps after which it repeats; else null. */
  readonly cycleFrom: number | null
  readonly #program: Program
  readonly #detail: Detail | null
  readonly #title: string

  constructor(program: Program, trace: Trace, about: TraceAbout = { detail: null, cycleFrom: null, title: '' }) {
    this.#program = program
    this.#detail = about.detail
    this.#title = about.title
    this.trace = trace
    this.cycleFrom = about.cycleFrom
  }

  /** The number of steps. */
  get length(): number {
    return this.trace.steps.length
  }

  /** The threads in the order of their steps: `A*2 B*3 A`. `readSchedule` and `interleave trace --schedule` read it. */
  get schedule(): string {
    return this.#rows(textStyle({}).symbols).schedule
  }

  /** Returns a table as text: a column for each thread and for each value that changes. */
  table(options: TextOptions = {}): string {
    const style = textStyle(options)
    return tableText(this.#rows(style.symbols), style)
  }

  /** Returns the same table in Markdown. */
  markdown(): string {
    return tableMarkdown(this.#rows(textStyle({}).symbols))
  }

  /** Returns a picture with a lane for each thread. It needs no Graphviz. */
  svg(): string {
    return figureSvg(traceFigure(this.#rows(textStyle({}).symbols), { title: this.#title, theme: themes.light }))
  }

  #rows(symbols: Parameters<typeof traceTable>[2]): TraceTable {
    const shown = { trace: this.trace, detail: this.#detail, cycleFrom: this.cycleFrom }
    return traceTable(this.#program, shown, symbols)
  }
}

/** What a trace shows. */
export interface TraceAbout {
  /** Null: nothing in particular. */
  readonly detail: Detail | null
  readonly cycleFrom: number | null
  readonly title: string
}
