import { LinearizabilityMonitor, type Unexplained } from '../analysis/linearizability.ts'
import { present } from '../base/bug.ts'
import { areImplied, hasResults, hindranceIn } from '../program/calls.ts'
import { type Denoted, denotedText, meant } from '../program/denote.ts'
import { threadName } from '../program/print.ts'
import type { Program, Rules } from '../program/program.ts'
import { type History, historyOf } from '../semantics/history.ts'
import { explain } from '../semantics/linearization.ts'
import type { State } from '../semantics/state.ts'
import { monitored } from './monitored.ts'
import type { Account, FindingRule, Known, Replayed, UnjudgedReason } from './rule.ts'

/** No order of the calls, executed one at a time, gives the results that they had; the trace ends when the named one ends. */
export interface NonLinearizable {
  readonly kind: 'non-linearizable'
  readonly calls: readonly HistoryCall[]
  /** Its position among the calls. */
  readonly call: number
  /** Whether an order explains it that preserves only the order within each thread; null if there are too many to try. */
  readonly sequentiallyConsistent: boolean | null
  readonly attempts: readonly HistoryAttempt[]
}

/** An operation of an execution. */
export interface HistoryCall {
  readonly thread: number
  readonly name: string
  readonly given: readonly Denoted[]
  /** Positions of its first and its last step in the trace; the last is null if it has not ended. */
  readonly first: number
  readonly last: number | null
  /** Its result; undefined for none. */
  readonly result: Denoted | undefined
}

/** An order of calls, one at a time, in which all results except the last agree, and the last result in that order. */
export interface HistoryAttempt {
  readonly order: readonly number[]
  /** Empty if the last call does not terminate. */
  readonly instead: readonly (Denoted | undefined)[]
}

export const nonLinearizable: FindingRule<NonLinearizable> = {
  kind: 'non-linearizable',
  name: 'non-linearizable',
  severity: (program) => (areImplied(program) ? 'warning' : 'error'),
  inReducedSpaces: false,
  searches: [
    {
      in: 'space with memory',
      decide,
      begin: (program, oneByOne) => {
        const monitor = new LinearizabilityMonitor(program, oneByOne())
        const hindrance = (): UnjudgedReason | null => (monitor.gaveUp ? { kind: 'large operation' } : null)
        return { ...monitored(monitor, accountOf), hindrance }
      },
    },
  ],
  explain: (program, { detail }) => {
    const call = present(detail.calls[detail.call], 'call')
    const { result, thread } = call
    const gives = result === undefined ? 'ends' : `gives ${denotedText(result)}`
    return `${threadName(program, thread)}'s ${nameText(call)} ${gives}, which no order of the operations, one at a time, explains`
  },
  marks: (_, { calls, call }, { last, arrow }) => {
    return new Map([[last, `${callText(present(calls[call], 'call'), arrow)} is unexplained`]])
  },
}

/** Returns an operation with its arguments and result: `push(1)`, `pop() → 1`; `pop()` if it has not ended. */
export function callText(call: HistoryCall, arrow = '→'): string {
  return call.result === undefined ? nameText(call) : `${nameText(call)} ${arrow} ${denotedText(call.result)}`
}

function nameText({ name, given }: HistoryCall): string {
  return `${name}(${given.map(denotedText).join(', ')})`
}

/** Reports whether a program's operations are judged; if the user may expect it and they are not, why. */
function decide({ program, space, isReduced, largeStates }: Known): ReturnType<typeof decideFor> {
  if (space.limit !== null) return 'skip'
  return decideFor(program, isReduced, space.count, largeStates)
}

function decideFor(
  program: Program,
  isReduced: boolean,
  states: number,
  largeStates: number,
): 'explore' | 'skip' | { readonly unjudged: UnjudgedReason } {
  const wanted = isExpected(program)
  const mayBeExpected = wanted || (hasResults(program) && !areImplied(program))
  const no = (unjudged: UnjudgedReason): 'skip' | { unjudged: UnjudgedReason } => (mayBeExpected ? { unjudged } : 'skip')
  if (!hasResults(program)) return no({ kind: 'no results' })
  const hindrance = hindranceIn(program)
  if (hindrance !== null) return no({ kind: 'operations', why: hindrance })
  if (isReduced) return no({ kind: 'reduced' })
  if (wanted || !areImplied(program) || states <= largeStates) return 'explore'
  return { unjudged: { kind: 'large', states: largeStates } }
}

function isExpected({ expectations }: Program): boolean {
  return expectations.some((each) => each.kind === 'finding' && each.finding === 'non-linearizable')
}

/** Returns the result of the reference interpreter for the history of a trace: that no order explains it. */
function accountOf({ name }: Unexplained, { program, trace, rules }: Replayed): Account<NonLinearizable> | null {
  const history = historyOf(program, trace.steps)
  const { order, attempts } = explain(program, history, trace.initial, rules, 'real-time')
  const calls = history.filter((each) => each.kind === 'call')
  const call = calls.findIndex((each) => each.last === trace.steps.length - 1)
  const last = calls[call]
  if (order !== null || last?.name !== name) return null
  const detail: NonLinearizable = {
    kind: 'non-linearizable',
    calls: calls.map(({ thread, name, given, first, last, result, meanings }): HistoryCall => {
      return { thread, name, given, first, last, result: result === null ? undefined : meant(meanings, result) }
    }),
    call,
    sequentiallyConsistent: isSequentiallyConsistent(program, history, trace.initial, rules),
    attempts: attempts.map(({ order, instead }) => {
      const tried = history[order.at(-1) ?? -1]
      const meanings = tried?.kind === 'call' ? tried.meanings : undefined
      return {
        order: order.flatMap((at) => (history[at]?.kind === 'call' ? [calls.indexOf(history[at])] : [])),
        instead: instead.map((value) => (value === null ? undefined : meant(meanings, value))),
      }
    }),
  }
  return { detail, threads: [...new Set(calls.map(({ thread }) => thread))], lines: [last.line] }
}

/** At most this many prefixes of orders are tried. */
const mostBeginnings = 20_000

/**
 * Reports whether an order explains a history that preserves only the order within each thread; null if there are too
 * many.
 */
function isSequentiallyConsistent(program: Program, history: History, initial: State, rules: Rules): boolean | null {
  const { order, complete } = explain(program, history, initial, rules, 'program', mostBeginnings)
  return complete ? order !== null : null
}
