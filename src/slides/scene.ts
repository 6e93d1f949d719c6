import { present } from '../base/bug.ts'
import type { Investigation } from '../check/check.ts'
import type { StateGraph } from '../graph/model.ts'
import type { Figure } from '../picture/figure.ts'
import { type Theme, type ThreadStyle, threadStyles } from '../picture/theme.ts'
import type { Program } from '../program/program.ts'
import { listingOf } from '../report/listing.ts'
import { gradeText } from '../report/outcomes-text.ts'
import { unicodeSymbols } from '../report/style.ts'
import { type Summary, summaryOf } from '../report/summary.ts'
import { traceFigure } from '../report/trace-figure.ts'
import type { TraceRow } from '../report/trace-row.ts'
import { type ShownTrace, type TraceTable, traceTable } from '../report/trace-table.ts'
import { codeTokens } from './code-colours.ts'
import { type CodeLine, shownCode } from './code-lines.ts'

/** One model as slides show it. All texts are raw: the writers escape them. */
export interface Scene {
  readonly title: string
  /** The model's description of itself. */
  readonly lead: string | null
  /**
`Which final values of balance are possible?`, or another question.
   */
  readonly question: string
  readonly code: readonly CodeLine[]
  /** Of the code, as Markdown names it. */
  readonly language: 'python' | 'text'
  readonly summary: Summary
  /** Why each outcome is right or wrong, in their order. */
  readonly reasons: readonly string[]
  readonly threads: readonly ThreadStyle[]
  /** `lost update on balance`. */
  readonly shown: string
  readonly table: TraceTable
  /** The schedule in parts that fit on a slide. */
  readonly pages: readonly SchedulePage[]
  readonly graph: DrawnStateGraph | null
}

export interface SchedulePage {
  /** Without notes: slides show them separately. */
  readonly figure: Figure
  /** What happens in each of its rows. */
  readonly moments: readonly Moment[]
}

/** A row of the schedule: its position in the code, and its text. */
export interface Moment {
  readonly acts: readonly { readonly thread: number; readonly line: number | null }[]
  readonly text: string
  /** Why it is decisive; empty if it is not. */
  readonly note: string
}

export interface DrawnStateGraph {
  readonly graph: StateGraph
  /** Laid out by Graphviz. */
  readonly svg: string
}

export interface SceneOptions {
  readonly title: string
  readonly investigation: Investigation
  readonly shown: ShownTrace & { readonly title: string }
  readonly theme: Theme
  readonly graph: DrawnStateGraph | null
}

export function sceneOf({ title, investigation, shown, theme, graph }: SceneOptions): Scene {
  const { result } = investigation
  const { program } = result
  const summary = summaryOf(investigation)
  const table = traceTable(program, shown, unicodeSymbols)
  const { lead, lines } =
    program.source === null ? { lead: null, lines: loweredLines(program) } : shownCode(program.source.text, program.notation)
  return {
    title,
    lead,
    question:
      summary.candidates.length > 0
        ? `Which final values of ${summary.observed} are possible, and which other ends?`
        : 'What can happen?',
    code: lines,
    language: program.notation ?? 'text',
    summary,
    reasons: result.outcomes.map((each) => gradeText(result.program, each)),
    threads: threadStyles(program, theme),
    shown: shown.title,
    table,
    pages: pagesOf(
      table,
      theme,
      table.rows.map((row) => momentOf(program, shown, row)),
    ),
    graph,
  }
}

/** The most rows that are legible on one slide. */
const mostRows = 13

function pagesOf(table: TraceTable, theme: Theme, moments: readonly Moment[]): SchedulePage[] {
  const count = Math.max(1, Math.ceil(moments.length / mostRows))
  const perPage = Math.ceil(moments.length / count)
  return Array.from({ length: count }, (_, page) => {
    const [from, to] = [page * perPage, Math.min((page + 1) * perPage, moments.length)]
    return { figure: traceFigure(table, { title: '', theme, notes: false, from, to }), moments: moments.slice(from, to) }
  })
}

function momentOf(program: Program, { trace }: ShownTrace, row: TraceRow): Moment {
  const line = row.step === null ? null : (trace.steps.at(row.step - 1)?.instruction.line ?? null)
  const acts = [...row.cells.keys()].map((thread) => ({ thread, line }))
  const cells = [...row.cells].map(([thread, cell]) => `${present(program.threads[thread], 'thread').name}: ${cell}`)
  const folded = row.folded === null ? [] : [`${row.folded.rounds} more rounds`]
  return { acts, text: [...cells, ...folded].join('; '), note: row.note }
}

/** Returns the lines of a program without a source: its threads' instructions, one after the other. */
function loweredLines(program: Program): CodeLine[] {
  const seen = new Set<number>()
  return program.threads.flatMap(({ code, name }, thread) => {
    if (seen.has(code)) return []
    seen.add(code)
    const others = program.threads.filter((each) => each.code === code).map((each) => each.name)
    const heading = lowered(`thread ${others.length > 1 ? others.join(', ') : name}:`)
    return [heading, ...listingOf(program, thread).flatMap(({ steps }) => steps.map((step) => lowered(`    ${step.text}`)))]
  })
}

function lowered(text: string): CodeLine {
  return { line: 0, text, tokens: codeTokens(text, undefined)[0] ?? [] }
}

/** The question of a deck, where the names in it would make it too long. */
export const shortQuestion = 'Which final values are possible, and which other ends?'
