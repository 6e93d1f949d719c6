import { Bug, present, unreachable } from '../base/bug.ts'
import { type Detail, marksOf } from '../findings/kinds.ts'
import { waitingText } from '../findings/waiting.ts'
import { channelsOf, channelText } from '../program/channels.ts'
import { variableText } from '../program/denote.ts'
import { threadName } from '../program/print.ts'
import { instructionAt, type Program } from '../program/program.ts'
import { scheduleText } from '../program/schedule.ts'
import { namedMoves, type Outline, outlineOf } from '../semantics/outline.ts'
import { shownBy, shownText } from '../semantics/shown.ts'
import type { State } from '../semantics/state.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'
import { partnerPhrase } from './exchange-text.ts'
import { allParts, type FoldedPart, foldedParts } from './fold.ts'
import type { ShownHistory } from './history-text.ts'
import { lineText, namesInLine } from './queue-text.ts'
import { nextPhrase, stepPhrase } from './step.ts'
import type { Symbols } from './style.ts'
import type { Cell, TraceRow } from './trace-row.ts'

/** A trace as a table: columns for the threads that step in it, and for what they change. */
export interface TraceTable {
  readonly program: Program
  readonly threads: readonly number[]
  readonly columns: readonly string[]
  /** The columns that matter least: where it is narrow, they are left out first. */
  readonly aside?: ReadonlySet<number>
  readonly rows: readonly TraceRow[]
  readonly schedule: string
  /** The operations of a trace whose results no order explains. */
  readonly history: ShownHistory | null
}

/**
 * Returns the table of a trace. `detail` says what it shows, so that the decisive steps are marked.
 *
 * @example
 * ```js
 * const { outcomes } = await check(program)
 * const shown = { trace: outcomes[0].witness(), detail: null, cycleFrom: null }
 * traceTable(program, shown, plainStyle.symbols).rows.length // 6
 * ```
 */
export function traceTable(program: Program, shownTrace: ShownTrace, symbols: Symbols, fold = true): TraceTable {
  const { trace, detail, cycleFrom } = shownTrace
  const marks = notesOn(program, shownTrace, symbols)
  const items = new Items(trace, marks, cycleFrom, endsWithRow(detail))
  const parts = fold ? foldedParts(items.count, items.isSame) : allParts(items.count)
  const columns = changingColumns(program, changesShown(trace, items, parts), detail)
  const rowOf = (index: number): TraceRow => {
    const step = present(trace.steps.at(index), 'step')
    const note = marks.get(index)
    return {
      step: index + 1,
      cells: cellsOf(program, step, symbols),
      values: columns.map((column) => cellOf(column, step, symbols)),
      marked: note !== undefined,
      note: note ?? '',
      folded: null,
    }
  }
  const rows = parts.map((part): TraceRow => {
    if (part.kind === 'rounds') return foldedRow(part, items, rowOf)
    const item = items.at(part.at)
    switch (item.kind) {
      case 'step':
        return rowOf(item.index)
      case 'cycle':
        return cycleRow(rowOf(item.index), symbols)
      case 'afterwards':
        return afterwards(program, trace, present(detail, 'what a trace shows'), columns)
      default:
        return unreachable(item)
    }
  })
  const threads = program.threads.map((_, thread) => thread).filter((thread) => rows.some((row) => row.cells.has(thread)))
  return {
    program,
    threads,
    columns: columns.map((each) => each.title),
    rows,
    schedule: scheduleText(program, namedMoves(trace.steps)),
    history: detail?.kind === 'non-linearizable' ? { ...detail, program } : null,
  }
}

/** Returns the notes on decisive steps of a trace, by position. Those of an infinite execution are not about single steps. */
export function notesOn(
  program: Program,
  { trace, detail, cycleFrom, notes }: ShownTrace,
  symbols: Symbols,
): ReadonlyMap<number, string> {
  if (notes !== undefined) return notes
  if (cycleFrom !== null || detail === null) return new Map()
  return marksOf(program, detail, { last: trace.steps.length - 1, arrow: symbols.changes })
}

/** What a row of a table is about, before repetitions are folded. */
type Item = { readonly kind: 'step' | 'cycle'; readonly index: number } | { readonly kind: 'afterwards' }

/** The rows of a table by position: the steps, where the cycle begins, and what follows the last step. */
class Items {
  readonly count: number
  private readonly outline: Outline
  private readonly steps: number
  private readonly marks: ReadonlyMap<number, string>
  private readonly cycleFrom: number

  constructor({ steps }: Trace, marks: ReadonlyMap<number, string>, cycleFrom: number | null, endsWithRow: boolean) {
    this.outline = outlineOf(steps)
    this.steps = steps.length
    this.marks = marks
    this.cycleFrom = cycleFrom ?? Number.POSITIVE_INFINITY
    this.count = steps.length + Number(cycleFrom !== null) + Number(endsWithRow)
  }

  at(position: number): Item {
    if (position === this.cycleFrom) return { kind: 'cycle', index: position }
    const index = position - Number(position > this.cycleFrom)
    return index < this.steps ? { kind: 'step', index } : { kind: 'afterwards' }
  }

  readonly isSame = (one: number, other: number): boolean => {
    const [first, second] = [this.stepAt(one), this.stepAt(other)]
    if (first < 0 || second < 0) return false
    const { threads, pcs, kinds } = this.outline
    return threads[first] === threads[second] && pcs[first] === pcs[second] && kinds[first] === kinds[second]
  }

  /** Returns the step at a position; -1 if there is none, or one that is marked. */
  private stepAt(position: number): number {
    const index = position - Number(position > this.cycleFrom)
    return position === this.cycleFrom || index >= this.steps || this.marks.has(index) ? -1 : index
  }
}

/** Returns pairs of states that tell what changes in the rows shown: around each step, and around folded rounds. */
function changesShown({ steps }: Trace, items: Items, parts: readonly FoldedPart[]): (readonly [State, State])[] {
  return parts.flatMap((part) => {
    const [from, to] = part.kind === 'rounds' ? [part.from, part.end - 1] : [part.at, part.at]
    const [first, last] = [items.at(from), items.at(to)]
    if (first.kind !== 'step' || last.kind !== 'step') return []
    return [[present(steps.at(first.index), 'step').before, present(steps.at(last.index), 'step').after] as const]
  })
}

/** Returns the row that stands for rounds: with the values after the last of them. */
function foldedRow(
  { from, end, rounds }: FoldedPart & { kind: 'rounds' },
  items: Items,
  rowOf: (index: number) => TraceRow,
): TraceRow {
  const [first, last] = [items.at(from), items.at(end - 1)]
  if (first.kind !== 'step' || last.kind !== 'step') throw new Bug('rounds of something else than steps')
  const numbers = { from: first.index + 1, to: last.index + 1 }
  return { ...rowOf(last.index), step: null, cells: new Map(), marked: false, note: '', folded: { rounds, ...numbers } }
}

/** Returns what a step did; of a message that goes from one thread to another, what each of them did. */
function cellsOf(program: Program, step: TraceStep, symbols: Symbols): Map<number, string> {
  const cells = new Map([[step.thread, stepPhrase(program, step, symbols)]])
  const partner = partnerPhrase(program, step)
  if (partner !== null) cells.set(partner.thread, partner.text)
  return cells
}

/** What a table shows: a trace, and what it is a trace of. */
export interface ShownTrace {
  readonly trace: Trace
  /** Null: nothing in particular. */
  readonly detail: Detail | null
  /** The position from which an infinite execution repeats, or null. */
  readonly cycleFrom: number | null
  /** Notes on decisive steps, by position, in place of those of `detail`. */
  readonly notes?: ReadonlyMap<number, string>
}

/** Returns the row that says that the following repeats forever. */
function cycleRow(first: TraceRow, symbols: Symbols): TraceRow {
  const [thread = 0] = first.cells.keys()
  const cells = new Map([[thread, `${symbols.repeats} from here on, forever:`]])
  const values = first.values.map((): Cell => ({ text: '', changed: false }))
  return { step: null, cells, values, marked: false, note: '', folded: null }
}

interface Column {
  readonly title: string
  text(state: State): string
}

/**
 * Returns a column per shared variable, lock, semaphore, queue and channel that changes in the trace. If it ends where threads wait
 * (`waits`), what they wait for comes first: where it is narrow, the last columns are left out.
 */
function changingColumns(program: Program, changes: readonly (readonly [State, State])[], detail: Detail | null): Column[] {
  const waits = detail?.kind === 'deadlock' || detail?.kind === 'stuck-thread'
  const variables = program.shared.flatMap((variable, index): Column[] => {
    if (variable.hidden === true) return []
    return [{ title: variable.name, text: (state) => variableText(program, index, state.shared) }]
  })
  const mutexes = program.mutexes.map(
    ({ name }, index): Column => ({ title: name, text: (state) => holderText(program, index, state) }),
  )
  const semaphores = program.semaphores.map(
    ({ name }, index): Column => ({
      title: name,
      text: (state) => `${state.semaphores[index]}${lineText(program, { kind: 'semaphore', index }, state)}`,
    }),
  )
  const conditions = program.conditions.flatMap(({ name, order }, index): Column[] => {
    if (order === undefined) return []
    const asleep = (state: State): string => namesInLine(program, { kind: 'condition', index }, state).join(', ')
    return [{ title: name, text: (state) => asleep(state) || 'nobody' }]
  })
  const channels = channelsOf(program).map(
    ({ name, capacity }, index): Column => ({
      title: name,
      text: ({ channels }) => {
        const { messages, closed } = present(channels[index], 'channel')
        return channelText(messages, closed, capacity) || 'open'
      },
    }),
  )
  const shown = shownBy(program).map((each): Column => ({ title: each.text, text: (state) => shownText(program, each, state) }))
  const isChanging = ({ text }: Column): boolean => changes.some(([before, after]) => text(before) !== text(after))
  const objects = [...mutexes, ...semaphores, ...conditions, ...channels]
  const changing = (waits ? [...objects, ...variables] : [...variables, ...objects]).filter(isChanging)
  // What the reader asked for comes first: where it is narrow, the last columns are left out.
  return [...shown, ...(changing.length > 0 ? changing : variables.slice(0, 3))]
}

function holderText(program: Program, mutex: number, state: State): string {
  const { owner, depth } = present(state.mutexes[mutex], 'mutex')
  const line = lineText(program, { kind: 'lock', index: mutex }, state)
  if (owner === null) return `free${line}`
  return threadName(program, owner) + (depth > 1 ? ` (${depth})` : '') + line
}

function cellOf(column: Column, { before, after }: TraceStep, symbols: Symbols): Cell {
  const [old, now] = [column.text(before), column.text(after)]
  return old === now ? { text: now, changed: false } : { text: `${old} ${symbols.changes} ${now}`, changed: true }
}

/** Whether the table of a trace ends with what follows its last step. */
function endsWithRow(detail: Detail | null): boolean {
  return detail?.kind === 'data-race' || detail?.kind === 'deadlock' || detail?.kind === 'stuck-thread'
}

/** Returns what follows the last step: the accesses that race, or the waits that never end. */
function afterwards(program: Program, trace: Trace, detail: Detail, columns: readonly Column[]): TraceRow {
  const state = trace.steps.at(-1)?.after ?? trace.initial
  const cells = new Map<number, string>()
  let note = ''
  if (detail.kind === 'data-race') {
    for (const { thread } of detail.accesses) cells.set(thread, aboutTo(program, thread, state))
    note = 'both at once'
  } else if (detail.kind === 'deadlock' || detail.kind === 'stuck-thread') {
    for (const wait of detail.waits) cells.set(wait.thread, waitingText(program, wait))
  }
  const values = columns.map(({ text }): Cell => ({ text: text(state), changed: false }))
  return { step: null, cells, values, marked: true, note, folded: null }
}

function aboutTo(program: Program, thread: number, state: State): string {
  const instruction = instructionAt(program, thread, state.threads[thread]?.pc ?? -1)
  return instruction === null ? '' : `next: ${nextPhrase(program, thread, instruction)}`
}
