import type { Fraction, Grade } from '../analysis/finding.ts'
import { observe } from '../analysis/outcomes.ts'
import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import type { Investigation } from '../check/check.ts'
import type { CheckResult, Outcome } from '../check/result.ts'
import { findingSentence } from '../findings/kinds.ts'
import { denotedText } from '../program/denote.ts'
import { notSet, outcomeKey, shownNames, shownValues } from '../program/heap.ts'
import { observableText } from '../program/print.ts'
import type { FindingKind, Move, Observable, Severity, Value } from '../program/program.ts'
import { StateKind } from '../space/space.ts'
import { noControls } from './controls.ts'
import { aloneText, outcomeText } from './outcomes-text.ts'
import { reachedText } from './reason-text.ts'
import { unicodeSymbols } from './style.ts'
import { notesOn } from './trace-table.ts'

/** The results of a check, as plain data. */
export interface Summary {
  readonly complete: boolean
  readonly limit: string | null
  readonly states: number
  /** In digits, grouped; null if they are not counted. */
  readonly interleavings: string | null
  /** `20 of the threads that main starts`, if that is another number. */
  readonly alone: string | null
  /** The names whose final values are shown: `balance`, `(x, y)`. */
  readonly observed: string
  readonly outcomes: readonly OutcomeSummary[]
  readonly findings: readonly FindingSummary[]
  /** Whether in some execution not all threads end. */
  readonly deadlocks: boolean
  readonly candidates: readonly Candidate[]
  /** What else the quiz asks about: ends without final values. */
  readonly ends: readonly EndCandidate[]
}

export interface OutcomeSummary {
  readonly text: string
  readonly grade: Grade
  /** Whether a serial execution reaches the outcome too; null if unknown. */
  readonly serial: boolean | null
  /** Whether executions in which an update is lost are known to reach the outcome, too. */
  readonly afterLostUpdate: boolean
  /** `18 of 20`; empty if unknown. */
  readonly share: string
  /** Between 0 and 1. */
  readonly portion: number | null
  readonly steps: number
}

export interface FindingSummary {
  readonly kind: FindingKind
  readonly severity: Severity
  /** `lost update on balance`. */
  readonly head: string
  readonly explanation: string
  /** The lines that it is about, in order. */
  readonly lines: readonly number[]
  readonly schedule: readonly Move[]
  /** From this step on the schedule repeats forever. */
  readonly cycleFrom: number | null
  /** Notes on decisive steps, by position in the schedule. */
  readonly notes: readonly { readonly step: number; readonly text: string }[]
}

/** A final value that the quiz asks about. */
export interface Candidate {
  readonly text: string
  /** The index of the outcome; null for a value that is impossible. */
  readonly outcome: number | null
}

/** An end without final values that the quiz asks about, whether or not it is possible. */
export interface EndCandidate {
  readonly text: string
  readonly possible: boolean
  /** The index of a finding that shows it; null if none does. */
  readonly finding: number | null
}

/** Returns the results of a check as plain data, for a page or for slides. */
export function summaryOf(investigation: Investigation): Summary {
  const { result, space } = investigation
  const { complete, limit, stats, outcomes, findings, observed, program } = result
  const names = shownNames(program, observed).map((each) => observableText(program, each))
  return {
    complete,
    limit: limit === null ? null : reachedText(limit, noControls),
    states: stats.states,
    interleavings: stats.interleavings === null ? null : grouped(stats.interleavings),
    alone: aloneText(result),
    observed: names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`,
    outcomes: outcomes.map((each) => outcomeSummary(result, each)),
    findings: findings.map((each) => findingSummary(result, each)),
    deadlocks: space.terminalKinds.includes(StateKind.deadlock),
    candidates: candidatesOf(investigation),
    ends: endsOf(investigation),
  }
}

function outcomeSummary(result: CheckResult, outcome: Outcome): OutcomeSummary {
  const { probability } = outcome
  const { threads } = result.stats
  const interleavings = threads === null ? outcome.interleavings : outcome.ofThreads
  const total = threads?.interleavings ?? result.stats.interleavings
  const known = interleavings !== null && total !== null && total > 0n
  const chance = probability === null ? null : probability.kind === 'exact' ? ratio(probability.fraction) : probability.value
  const portion = known ? ratio({ numerator: interleavings, denominator: total }) : chance
  return {
    text: outcomeText(result, outcome),
    grade: outcome.grade,
    serial: outcome.serial,
    afterLostUpdate: outcome.isReachedByLostUpdate(),
    share: known ? shareText(interleavings, total) : chance === null ? '' : `about ${percent(chance)} of random executions`,
    portion,
    steps: outcome.steps,
  }
}

/** Numbers with more digits than this are of no use to a reader. */
const longestShare = 24

function shareText(part: bigint, total: bigint): string {
  const exact = `${grouped(part)} of ${grouped(total)}`
  return exact.length <= longestShare ? exact : percent(ratio({ numerator: part, denominator: total }))
}

function percent(portion: number): string {
  return portion < 0.0001 ? 'less than 0.01 %' : `${(portion * 100).toPrecision(3)} %`
}

/** Exact to six digits, even if both numbers are too large for a double. */
function ratio({ numerator, denominator }: Fraction): number {
  return Number((numerator * 1_000_000n) / denominator) / 1_000_000
}

function findingSummary({ program }: CheckResult, finding: CheckResult['findings'][number]): FindingSummary {
  const sentence = findingSentence(program, finding)
  const colon = sentence.indexOf(': ')
  const marks = notesOn(program, { ...finding, cycleFrom: null }, unicodeSymbols)
  const notes = [...marks].map(([step, text]) => ({ step, text })).sort((one, other) => one.step - other.step)
  const { detail } = finding
  if (detail.kind === 'lost-update') notes.push({ step: detail.write, text: `this update is lost at step ${detail.store + 1}` })
  return {
    kind: finding.kind,
    severity: finding.severity,
    head: sentence.slice(0, colon),
    explanation: `${sentence.slice(colon + 2)}.`,
    lines: finding.lines,
    schedule: finding.trace.schedule,
    cycleFrom: finding.cycleFrom,
    notes,
  }
}

const deadlockKinds: readonly FindingKind[] = ['deadlock', 'stuck-thread']
const exceptionKinds: readonly FindingKind[] = [
  'assertion',
  'division-by-zero',
  'index',
  'overflow',
  'lock-misuse',
  'thread-misuse',
  'channel-misuse',
  'uncaught-exception',
]

/** Returns the ends besides final values; where the program has no such end, they are wrong answers. */
function endsOf({ result, space }: Investigation): EndCandidate[] {
  const end = (text: string, kinds: readonly FindingKind[], isEnd: boolean): EndCandidate => {
    const finding = result.findings.findIndex((each) => kinds.includes(each.kind))
    return { text, possible: isEnd || finding !== -1, finding: finding === -1 ? null : finding }
  }
  return [
    end('never finishes (deadlock)', deadlockKinds, space.terminalKinds.includes(StateKind.deadlock)),
    end(
      result.program.notation === 'python' ? 'ends with an exception' : 'ends with an error',
      exceptionKinds,
      space.terminalKinds.includes(StateKind.failed),
    ),
  ]
}

/** Maximum number of final values in a quiz, and of states that are searched for plausible ones. */
const mostCandidates = 8
const mostSearched = 5000

/**
 * Returns the choices of a quiz: the final values, and some impossible ones among them: values that the names have on the
 * way, and a number above the greatest. They are ordered by value, so that their positions do not reveal the answer.
 */
function candidatesOf({ result, space }: Investigation): Candidate[] {
  const { program, observed, outcomes } = result
  if (observed.length === 0) return []
  const found = new Map<string, { values: readonly Value[]; outcome: number | null }>()
  for (const [index, { final }] of outcomes.entries())
    found.set(outcomeKey(program, observed, final), { values: final, outcome: index })
  const text = (values: readonly Value[]): string => {
    const texts = shownValues(program, observed, values).map(denotedText)
    return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`
  }
  const room = Math.max(found.size + 2, mostCandidates)
  const offer = (values: readonly Value[]): void => {
    const key = outcomeKey(program, observed, values)
    if (!found.has(key) && found.size < room && !text(values).includes(notSet)) found.set(key, { values, outcome: null })
  }
  for (let state = 0; state < Math.min(space.expanded, mostSearched); state++) {
    offer(observe(program, space.layout, space.rows, state, observed))
  }
  const numbers = outcomes.flatMap(({ final }) => (typeof final[0] === 'number' && final.length === 1 ? [final[0]] : []))
  if (numbers.length > 0 && !hasMeanings(result, observed)) offer([Math.max(...numbers) + 1])
  const ordered = [...found.values()].sort((one, other) => compared(one.values.flat(), other.values.flat()))
  return ordered.map(({ values, outcome }) => ({ text: text(values), outcome }))
}

/** Reports whether numbers represent something else, so that one more would represent nothing. */
function hasMeanings({ program }: CheckResult, observed: readonly Observable[]): boolean {
  return observed.some((each) => each.kind === 'shared' && program.shared[each.variable]?.meanings !== undefined)
}

function compared(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? Number.NEGATIVE_INFINITY)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

/** Returns `Explored completely: 22 states, 20 interleavings.` */
export function statsText({ states, interleavings, alone, complete, limit }: Summary): string {
  const schedules =
    interleavings === null ? '' : `, ${interleavings} ${interleavings === '1' ? 'interleaving' : 'interleavings'}`
  const explored = complete ? 'Explored completely' : `Incomplete (${limit ?? 'a limit was reached'})`
  return `${explored}: ${counted(states, 'state')}${schedules}${alone === null ? '' : ` (${alone})`}.`
}
