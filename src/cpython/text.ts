import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import { padded, type Style, widthOf, wrapped } from '../report/style.ts'
import { tableText } from '../report/table-text.ts'
import type { Drawn } from './agent.ts'
import { lockOrderText, searchWords } from './lock-orders.ts'
import { fileName, threadNames } from './names.ts'
import {
  type DeadlockEnd,
  type FinalOutcome,
  isLivelock,
  type PythonFinding,
  type PythonResult,
  type SearchSummary,
} from './result.ts'
import { pythonTable } from './table.ts'
import { type PythonVerdict, pythonVerdict, type Said, verdictWords } from './verdict.ts'

/** What a report shows, besides the result. */
export interface PythonContext {
  /** The file as the user named it. */
  readonly name: string
  /** Whether all values, findings and traces are shown. */
  readonly all: boolean
  readonly said: Said
  /** Whether findings fail a file that does not say what is right. */
  readonly strict: boolean
}

const mostOutcomes = 12

/** Returns the report of executions of a Python file: what was executed, final values, findings with traces, what was not seen. */
export function pythonText(result: PythonResult, context: PythonContext, style: Style): string {
  const parts = [
    [headline(result, context, style), ...notes(result, style)].join('\n'),
    outcomesText(result, context, style),
    ...findingsText(result, context, style),
    ...lockOrdersText(result, style),
    verdictText(result, context, style),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function headline(result: PythonResult, { name }: PythonContext, { width }: Style): string {
  const { hello, search } = result
  return wrapped(`${name}, executed by CPython ${hello.python}: ${actorsText(result)}. ${searchText(search)}`, width, '  ')
}

/** The main thread is not worth a word where there are only tasks besides. */
function actorsText({ threads, tasks }: PythonResult): string {
  const proper = threads.length - tasks
  if (tasks === 0) return counted(proper, 'thread')
  return proper === 1 ? counted(tasks, 'task') : `${counted(proper, 'thread')} and ${counted(tasks, 'task')}`
}

function searchText({ executions, complete, bound, why }: SearchSummary): string {
  const made = counted(executions, 'execution')
  if (complete) return `Explored completely: ${made} stand${executions === 1 ? 's' : ''} for all schedules.`
  const upTo = bound === null ? '' : ` All schedules with at most ${counted(bound, 'preemption')} were executed.`
  return `Incomplete: ${made}; ${why}.${upTo}`
}

function notes(result: PythonResult, { width, paint }: Style): string[] {
  const { points, unseen } = result
  // Lines of other modules have their files.
  const isOne = new Set(points.map(({ file }) => file)).size <= 1
  const base = isOne ? null : fileName
  const lines = lineList(points, base)
  const seen =
    lines === ''
      ? 'no scheduling point was seen: no line accesses what threads share'
      : `scheduling points were seen in ${lines}`
  const not = unseenTexts(unseen, base)
  return [seen, ...not, ...chanceTexts(result, base)].map((each) => paint.dim(wrapped(`note: ${each}`, width, '      ')))
}

/** What is said of calls of the library. */
function unseenTexts(unseen: PythonResult['unseen'], base: ((file: string) => string) | null): string[] {
  if (unseen.length === 0) return []
  const calls = unseen.map((each) => `${each.module}.${each.function} (${lineList([each], base)})`)
  const traceable = [...new Set(unseen.flatMap((each) => each.traceable ?? []))]
  const options = traceable.map((each) => `--trace-module ${each}`).join(' ')
  return [
    `calls of which nothing is known, taken to change what they are given: ${calls.join(', ')}`,
    ...(traceable.length === 0 ? [] : [`\`${options}\` explores what they do, step by step`]),
  ]
}

/** Places as text: `lines 3, 5`, each with its file if there are several; empty if there are none. */
function lineList(
  places: readonly { readonly file: string; readonly line: number }[],
  base: ((file: string) => string) | null,
): string {
  const each = [...new Set(places.map(({ file, line }) => (base === null ? `${line}` : `${base(file)}:${line}`)))]
  return each.length === 0 ? '' : `${each.length === 1 ? 'line' : 'lines'} ${each.join(', ')}`
}

/** What is said of random values. */
function chanceTexts({ hello, drawn }: PythonResult, base: ((file: string) => string) | null): string[] {
  const linesOf = (wanted: Drawn['kind'], isExplored: boolean): string =>
    lineList(
      drawn.filter(({ kind, explored }) => kind === wanted && explored === isExplored),
      base,
    )
  const explored = linesOf('value', true)
  const fixed = linesOf('value', false)
  const order = linesOf('order', false)
  return [
    ...(explored === '' ? [] : [`each value of the random calls in ${explored} was explored`]),
    ...(fixed === '' ? [] : [`random values of ${fixed} are the same in each execution: what others would do was not tried`]),
    ...(order === '' ? [] : [`futures that had ended before ${order} came in one order only: others were not tried`]),
    ...(hello.random ? ['random numbers of the system (`secrets`, `uuid`) cannot be chosen: other ones were not tried'] : []),
  ]
}

/** Wider values of several names are written below each other. */
const widestRow = 44

function outcomesText(result: PythonResult, { all }: PythonContext, style: Style): string {
  const { names, outcomes, deadlocks } = result
  if (outcomes.length === 0 && deadlocks.length === 0) return 'No execution ended.'
  const shown = all ? outcomes : outcomes.slice(0, mostOutcomes)
  const title = names.length === 0 ? 'Ends' : `Final values of ${names.length === 1 ? names[0] : `(${names.join(', ')})`}`
  const isWide = names.length > 1 && shown.some((each) => widthOf(valueText(each)) > widestRow)
  const lines = isWide ? blocksOf(result, shown, style) : rowsOf(result, shown, style)
  const more = outcomes.length - shown.length
  if (more > 0) lines.push(`  ${style.symbols.dots} and ${counted(more, 'more value')} (--all)`)
  return [style.paint.bold(wrapped(title, style.width, '  ')), ...lines].join('\n')
}

/** An outcome in a row. */
function rowsOf({ deadlocks }: PythonResult, outcomes: readonly FinalOutcome[], style: Style): string[] {
  const rows = [
    ...outcomes.map((each) => ({ value: valueText(each), count: each.executions, words: wordsOf(each) })),
    ...(deadlocks.length === 0
      ? []
      : [{ value: 'never ends', count: stuckIn(deadlocks), words: `${style.symbols.wrong} ${deadlockText(deadlocks)}` }]),
  ]
  const valueWidth = Math.min(widestRow, Math.max(...rows.map(({ value }) => widthOf(value))))
  const countWidth = Math.max(...rows.map(({ count }) => grouped(count).length))
  return rows.map(({ value, count, words }) => {
    const line = `  ${padded(value, valueWidth)}   ${madeText(count, countWidth)}`
    if (words === '') return line.trimEnd()
    return widthOf(line) + 3 + widthOf(words) <= style.width ? `${line}   ${words}` : `${line.trimEnd()}\n      ${words}`
  })
}

/** An outcome with a line for each name. */
function blocksOf({ names, deadlocks }: PythonResult, outcomes: readonly FinalOutcome[], style: Style): string[] {
  const width = Math.max(...names.map(widthOf))
  const indent = ' '.repeat(width + 4)
  return [
    ...outcomes.map((each) => {
      const lines = names.map((name, index) =>
        wrapped(`  ${padded(name, width)}  ${each.values[index] ?? ''}`, style.width, indent),
      )
      const words = wordsOf(each)
      return [...lines, `${indent}${madeText(each.executions, 0).trimEnd()}${words === '' ? '' : `; ${words}`}`].join('\n')
    }),
    ...(deadlocks.length === 0
      ? []
      : [`  ${style.symbols.wrong} ${deadlockText(deadlocks)}: ${madeText(stuckIn(deadlocks), 0).trimEnd()}`]),
  ]
}

function stuckIn(deadlocks: readonly DeadlockEnd[]): number {
  return deadlocks.reduce((sum, { executions }) => sum + executions, 0)
}

function deadlockText(deadlocks: readonly DeadlockEnd[]): string {
  const word = deadlocks.every(isLivelock) ? 'livelock' : 'deadlock'
  return deadlocks.length === 1 ? word : `${deadlocks.length} different ${word}s`
}

function madeText(count: number, width: number): string {
  return `${grouped(count).padStart(width)} ${count === 1 ? 'execution ' : 'executions'}`
}

function valueText({ values, exceptions }: FinalOutcome): string {
  if (values.length === 0) return exceptions.length > 0 ? 'ends with an exception' : 'ends'
  return values.length === 1 ? (values[0] ?? '') : `(${values.join(', ')})`
}

function wordsOf({ exceptions, shown }: FinalOutcome): string {
  const names = threadNames(shown.outcome.threads)
  const raised = exceptions.map(({ thread, type }) => `${type} in ${names[thread] ?? 'a thread'}`)
  return raised.join('; ')
}

function findingsText({ findings }: PythonResult, { all }: PythonContext, style: Style): string[] {
  const shown = all ? findings : firstOfEachKind(findings)
  return shown.map((finding) => {
    const head = style.paint.red(wrapped(`${style.symbols.wrong} ${finding.text}`, style.width, '  '))
    const alike = findings.filter((each) => each !== finding && each.kind === finding.kind)
    const also = all || alike.length === 0 ? '' : `\n${style.paint.dim(`  and ${alike.length} more of this kind (--all)`)}`
    return `${head}${also}\n\n${tableText(pythonTable(finding.shown, finding.marks), style)}`
  })
}

/** Warnings have no trace: no execution shows what they warn of. */
function lockOrdersText({ lockOrders, search }: PythonResult, { width, paint, symbols }: Style): string[] {
  return lockOrders.map((each) =>
    paint.yellow(wrapped(`${symbols.warning} ${lockOrderText(each, searchWords(search))}`, width, '  ')),
  )
}

function firstOfEachKind(findings: readonly PythonFinding[]): PythonFinding[] {
  return findings.filter((each, index) => findings.findIndex(({ kind }) => kind === each.kind) === index)
}

const verdicts: Readonly<Record<PythonVerdict, readonly [word: string, colour: 'red' | 'green' | 'yellow']>> = {
  fail: ['FAIL', 'red'],
  found: ['FOUND', 'red'],
  alone: ['ANSWER', 'yellow'],
  incomplete: ['INCOMPLETE', 'yellow'],
  pass: ['PASS', 'green'],
}

function verdictText(result: PythonResult, { said, strict }: PythonContext, { paint }: Style): string {
  const [word, colour] = verdicts[pythonVerdict(result, said, strict)]
  return `${paint[colour](word)}  ${verdictWords(result, said)}`
}
