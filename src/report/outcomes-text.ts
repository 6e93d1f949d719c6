import { fractionValue } from '../analysis/fraction.ts'
import { grouped } from '../base/grouped.ts'
import { counted, listed } from '../base/words.ts'
import { inOrderOfGrade, namedOutcomes } from '../check/graded-outcomes.ts'
import { listedOutcomes } from '../check/options.ts'
import type { CheckResult, Outcome } from '../check/result.ts'
import type { StoppedEnd } from '../check/stopped.ts'
import { denoted, denotedText } from '../program/denote.ts'
import { shownNames, shownValues } from '../program/heap.ts'
import { observableText, threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { type Controls, named } from './controls.ts'
import { uncountedText } from './reason-text.ts'
import { padded, type Style, widthOf, wrapped } from './style.ts'

/** A row of the table of values: those of an outcome, or of an end that is not final. */
interface Row {
  readonly value: string
  /** More lines of the value, below it. */
  readonly more: readonly string[]
  readonly bar: string
  readonly share: string
  readonly words: string
  readonly paint: (text: string) => string
}

/** Returns how to see the outputs of a program that prints; empty of any other. */
function printHint({ program }: CheckResult, { observeOutput }: Controls): string {
  const prints = /^[^#\n]*\bprint\b/m.test(program.source?.text ?? '')
  return observeOutput !== null && prints ? `; \`${observeOutput}\` lists what it can print` : ''
}

/** Returns the table of final values, with those in deadlocks and failed ends below them. */
export function outcomesText(result: CheckResult, controls: Controls, style: Style, all: boolean): string {
  const { observed, outcomes, stopped, complete, stats } = result
  if (observed.length === 0 && outcomes.length > 0)
    return wrapped(
      `There is no shared variable, so there are no final values to distinguish${printHint(result, controls)}.`,
      style.width,
    )
  if (outcomes.length === 0 && (stopped.length === 0 || observed.length === 0)) {
    return complete ? 'No execution terminates, so there are no final values.' : 'No final values found so far.'
  }
  const most = all ? Number.POSITIVE_INFINITY : listedOutcomes
  const chosen = new Set(inOrderOfGrade(outcomes).slice(0, most))
  const ends = stopped.slice(0, Math.max(2, most - chosen.size))
  const rows = [
    ...outcomes.filter((each) => chosen.has(each)).map((each) => outcomeRow(result, each, style)),
    ...ends.map((each) => stoppedRow(result, each, style)),
  ]
  const lines = rowTexts(rows, style)
  const more = outcomes.length - chosen.size + stopped.length - ends.length
  if (more > 0) lines.push(`  ${style.symbols.dots} and ${counted(more, 'more value')}${named(controls.all)}`)
  const values = [...outcomes, ...stopped]
  const certified = values.filter((each) => each.isCertified).length
  if (certified < values.length) {
    const text = `  (the reference interpreter confirmed ${certified} of ${counted(values.length, 'value')})`
    lines.push(style.paint.dim(wrapped(text, style.width, '   ')))
  }
  if (stats.interleavings === null && complete && stats.interleavingsWhy !== null) {
    const why = uncountedText(stats.interleavingsWhy, controls)
    lines.push(style.paint.dim(wrapped(`  (interleavings are not counted: ${why})`, style.width, '   ')))
  }
  const condition = chosenCondition(result)
  const command = condition === null ? undefined : controls.showFinal?.(condition)
  if (command !== undefined) lines.push(...hintLines('see one:', command, style).map(style.paint.dim))
  lines.push(...lostUpdateLines(result, controls, style))
  return [style.paint.bold(wrapped(titleText(result), style.width, '  ')), ...lines].join('\n')
}

/** A command is not wrapped, so that it can be copied; one that is wider than the report is left out. */
function hintLines(label: string, command: string, { width }: Style): string[] {
  const line = `  ${label}  ${command}`
  if (line.length <= width) return [line]
  return command.length + 4 <= width ? [`  ${label}`, `    ${command}`] : []
}

/** Returns which values that a serial execution gives are reached by executions in which an update is lost, too. */
function lostUpdateLines(result: CheckResult, controls: Controls, style: Style): string[] {
  const reached = result.outcomes.filter(
    (each) => each.serial === true && each.grade === 'right' && each.isReachedByLostUpdate(),
  )
  const [first] = reached
  if (first === undefined) return []
  const named = reached.slice(0, namedOutcomes).map((each) => outcomeText(result, each))
  const more = reached.length - named.length
  const values = more > 0 ? `${named.join(', ')} and ${counted(more, 'more value')}` : listed(named)
  const verb = reached.length === 1 ? 'is' : 'are'
  const text = wrapped(`  ${values} ${verb} also reached by executions in which an update is lost`, style.width, '    ')
  const condition = conditionOf(result, first)
  const command = condition === null ? undefined : controls.showLostUpdate?.(condition)
  const hints = command === undefined ? [] : hintLines('see one:', command, style)
  return [style.paint.yellow(text), ...hints.map(style.paint.dim)]
}

/** The longest condition that a person would copy. */
const longestCondition = 60

/**
 * Returns the condition that selects one of several outcomes: one that is wrong, or that no serial execution gives, if there
 * is such. Null if there is nothing to choose, or no condition says it.
 */
function chosenCondition(result: CheckResult): string | null {
  const { outcomes } = result
  if (outcomes.length < 2) return null
  const chosen =
    outcomes.find(({ grade }) => grade === 'wrong') ?? outcomes.find(({ grade }) => grade === 'not-serial') ?? outcomes[0]
  return chosen === undefined ? null : conditionOf(result, chosen)
}

/** Returns the condition that selects an outcome; null if none that a person would copy says it. */
function conditionOf({ program, observed }: CheckResult, chosen: Outcome): string | null {
  const values = shownValues(program, observed, chosen.final)
  if (values.some((each) => Array.isArray(each) || (typeof each === 'object' && each !== null))) return null
  const names = shownNames(program, observed).map((each) => observableText(program, each))
  const condition = names.map((name, index) => `${name} == ${denotedText(values[index] ?? null)}`).join(' and ')
  return condition.length > longestCondition ? null : condition
}

/** Returns the title, with the least and the greatest of many values. */
function titleText(result: CheckResult): string {
  const { program, observed, outcomes, complete } = result
  const names = shownNames(program, observed).map((each) => observableText(program, each))
  const variables = names.length === 1 ? names[0] : `(${names.join(', ')})`
  const title =
    outcomes.length > 0 ? `Final values of ${variables}` : `No execution terminates. Values of ${variables} where it stops`
  return `${title}${complete ? '' : ' found so far'}${rangeText(result)}`
}

/** Fewer values are seen at a glance. */
const fewValues = 4

function rangeText({ program, observed, outcomes }: CheckResult): string {
  const numbers = outcomes.flatMap(({ final }) => {
    const [first, ...others] = shownValues(program, observed, final)
    return typeof first === 'number' && others.length === 0 ? [first] : []
  })
  if (numbers.length < Math.max(outcomes.length, fewValues)) return ''
  return ` (${grouped(numbers.length)}, from ${Math.min(...numbers)} to ${Math.max(...numbers)})`
}

/** Returns the value of a row; a printed text of several lines as these lines, as a terminal would show it. */
function valueLines(result: CheckResult, outcome: Pick<Outcome, 'final'>, { symbols }: Style): Pick<Row, 'value' | 'more'> {
  const [name, ...others] = result.observed
  const isPrinted = name?.kind === 'shared' && others.length === 0 && result.program.shared[name.variable]?.text !== undefined
  const text = isPrinted ? denoted(result.program, name, outcome.final[0] ?? 0) : null
  if (typeof text !== 'string' || !/\n./.test(text)) return { value: outcomeText(result, outcome), more: [] }
  const lines = text.replace(/\n$/, '').split('\n')
  const [value = '', ...more] = lines.map((line, at) => {
    const edge = at === 0 ? symbols.top : at === lines.length - 1 ? symbols.bottom : symbols.edge
    return `${edge} ${denotedText(line).slice(1, -1)}`.trimEnd()
  })
  return { value, more }
}

function outcomeRow(result: CheckResult, outcome: Outcome, style: Style): Row {
  return {
    ...valueLines(result, outcome, style),
    ...sharesOf(result, outcome, style),
    words: gradeText(result.program, outcome),
    paint: (text) => paintGrade(text, outcome, style),
  }
}

function stoppedRow(result: CheckResult, end: StoppedEnd, style: Style): Row {
  return {
    ...valueLines(result, end, style),
    ...sharesOf(result, end, style),
    words: `${style.symbols.wrong} ${end.kind === 'deadlock' ? 'deadlock' : 'ends with a failure'}`,
    paint: style.paint.red,
  }
}

/** Returns the rows with their columns aligned. */
function rowTexts(rows: readonly Row[], style: Style): string[] {
  const width = (of: (row: Row) => string): number => Math.max(...rows.map((row) => widthOf(of(row))))
  const widths = {
    value: Math.min(
      Math.max(
        width((row) => row.value),
        ...rows.flatMap(({ more }) => more.map(widthOf)),
      ),
      40,
    ),
    bar: width((row) => row.bar),
    share: width((row) => row.share),
  }
  return rows.map((row) => {
    const counts = row.share === '' ? '' : `   ${padded(row.bar, widths.bar)}  ${padded(row.share, widths.share)}`
    const line = `  ${padded(row.value, widths.value)}${counts}   ${row.words}`.trimEnd()
    return row.paint([fitted(line, row.words, style), ...row.more.map((each) => `  ${each}`)].join('\n'))
  })
}

/** If the words do not fit beside the counts, they go below them. */
function fitted(line: string, words: string, style: Style): string {
  if (widthOf(line) <= style.width || words === '') return line
  return `${line.slice(0, line.length - words.length).trimEnd()}\n      ${words}`
}

/** Returns how many interleavings the threads have that one thread starts: `20 of the threads that main starts`. */
export function aloneText({ program, stats: { threads } }: CheckResult): string | null {
  if (threads === null) return null
  return `${grouped(threads.interleavings)} of the threads that ${threadName(program, threads.starter)} starts`
}

/** Returns why an outcome is right or wrong, in a few words. */
export function gradeText(program: Program, { serial, grade }: Outcome): string {
  if (grade === 'wrong' && serial !== false) return 'ruled out by an `expect` line'
  if (serial === null) return ''
  if (waitForEachOther(program))
    return serial ? 'as if each thread ran until it has to wait' : 'only if a thread is interrupted before that'
  return serial ? 'as if threads ran one after another' : 'no serial execution gives this'
}

/** Operations by which a thread waits for what another one does: none of them can run whole before the others. */
const waiting: ReadonlySet<string> = new Set(['sem_acquire', 'await', 'wait', 'barrier_wait', 'select'])

function waitForEachOther({ codes }: Program): boolean {
  return codes.some(({ instructions }) => instructions.some(({ op }) => waiting.has(op)))
}

function paintGrade(line: string, { grade }: Outcome, { paint }: Style): string {
  return grade === 'right' ? paint.green(line) : grade === 'wrong' ? paint.red(line) : paint.yellow(line)
}

/** Returns the values of an outcome: `2`, or `(0, [1, 2])` for several names. */
export function outcomeText({ program, observed }: CheckResult, { final }: Pick<Outcome, 'final'>): string {
  const values = shownValues(program, observed, final).map(denotedText)
  return values.length === 1 ? (values[0] ?? '') : `(${values.join(', ')})`
}

type Counted = Pick<Outcome, 'interleavings' | 'probability'>

/** Returns how many of the interleavings have a value: of the threads alone, if one only starts them. */
function sharesOf({ stats }: CheckResult, end: Counted & Pick<Outcome, 'ofThreads'>, style: Style): Pick<Row, 'bar' | 'share'> {
  const counted = stats.threads === null ? end : { ...end, interleavings: end.ofThreads }
  const total = stats.threads?.interleavings ?? stats.interleavings
  return { bar: barOf(counted, total, style), share: shareText(counted, total) }
}

const barWidth = 18

function barOf({ interleavings, probability }: Counted, total: bigint | null, style: Style): string {
  const share =
    interleavings !== null && total !== null && total > 0n
      ? fractionValue({ numerator: interleavings, denominator: total })
      : probability === null
        ? 0
        : probability.kind === 'exact'
          ? fractionValue(probability.fraction)
          : probability.value
  return style.symbols.bar.repeat(share === 0 ? 0 : Math.max(1, Math.round(share * barWidth)))
}

function shareText({ interleavings, probability }: Counted, total: bigint | null): string {
  if (interleavings !== null && total !== null) {
    const exact = `${grouped(interleavings)} of ${grouped(total)}`
    if (exact.length <= 30) return exact
    return `${percent(fractionValue({ numerator: interleavings, denominator: total }))} of the interleavings`
  }
  if (probability === null) return ''
  return probability.kind === 'numeric' ? `about ${percent(probability.value)} of random executions` : ''
}

function percent(share: number): string {
  const value = share * 100
  if (value === 0) return 'less than 0.01 %'
  return value < 0.01 ? 'less than 0.01 %' : `${value.toPrecision(3)} %`
}
