import type { Detail, HistoryCall } from '../analysis/finding.ts'
import { LinearizabilityMonitor, type Unexplained } from '../analysis/linearizability.ts'
import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import type { Controls } from '../base/controls.ts'
import { grouped } from '../base/grouped.ts'
import { Exploration } from '../explorer/exploration.ts'
import { OperationRunner } from '../explorer/one-by-one.ts'
import { areImplied, hasResults, hindranceIn } from '../program/calls.ts'
import { meant } from '../program/denote.ts'
import type { Program, Rules } from '../program/program.ts'
import { type History, historyOf } from '../semantics/history.ts'
import { explain } from '../semantics/linearization.ts'
import type { State } from '../semantics/state.ts'
import type { Trace } from '../semantics/trace.ts'
import { layoutOf } from '../space/layout.ts'
import type { Limit } from '../space/space.ts'
import { drive } from './drive.ts'
import { type CheckOptions, countedStates } from './options.ts'
import type { Finding } from './result.ts'
import { confirm, Witnesses } from './witnesses.ts'

export interface LinearizabilityFindings {
  readonly findings: readonly Finding[]
  readonly limit: Limit | null
  /** Why it was not judged, in words; null if it was. */
  readonly unjudged: string | null
}

/** Whether a program's operations are judged; where the user may expect it and they are not, why. */
function decide(
  program: Program,
  isReduced: boolean,
  states: number,
  { noReduction }: Controls,
): { judged: boolean; unjudged: string | null } {
  const wanted = isExpected(program)
  const no = (why: string): { judged: boolean; unjudged: string | null } => {
    return { judged: false, unjudged: wanted || (hasResults(program) && !areImplied(program)) ? why : null }
  }
  if (!hasResults(program)) return no(nothingToCompare)
  const hindrance = hindranceIn(program)
  if (hindrance !== null) return no(hindrance)
  if (isReduced) return no(`the exploration was reduced; ${noReduction} looks for it`)
  const isAffordable = wanted || !areImplied(program) || states <= countedStates
  return { judged: isAffordable, unjudged: isAffordable ? null : overLimit }
}

/** Said of programs whose operations have no results. */
export const nothingToCompare = 'no operation gives anything back (`return e`), so there is nothing to compare'

const overLimit = `there are more than ${grouped(countedStates)} states; an \`expect\` line has it looked for all the same`

function isExpected({ expectations }: Program): boolean {
  return expectations.some((each) => each.kind === 'finding' && each.finding === 'non-linearizable')
}

/** Explores a program together with all ways to explain its operations one at a time, if some give a result. */
export async function exploreForLinearizability(
  program: Program,
  space: { readonly states: number; readonly isReduced: boolean },
  options: CheckOptions,
  started: number,
): Promise<LinearizabilityFindings> {
  const { judged, unjudged } = decide(program, space.isReduced, space.states, options.controls)
  if (!judged) return { findings: [], limit: null, unjudged }
  const { maxStates, maxBytes, rules } = options
  const monitor = new LinearizabilityMonitor(program, new OperationRunner(program, layoutOf(program), rules))
  const nearest: Nearest<Unexplained> = new Nearest()
  const observer = {
    found: (number: number, state: number, depth: number, label: number): void => {
      nearest.add(`${number}`, depth + 1, { state, label }, () => present(monitor.found[number], 'operation'))
    },
  }
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor, observers: [observer] })
  await drive(exploration, options, started)
  if (monitor.gaveUp)
    return { findings: [], limit: null, unjudged: 'an operation has too many states when it is executed alone' }
  const explored = exploration.space()
  const witnesses = new Witnesses(explored, rules)
  const findings = nearest.all().map((candidates): Finding => {
    const { trace, target, shortest } = witnesses.to(candidates.map((each) => each.target))
    const { info } = present(candidates[target], 'target of a witness')
    return { ...accountOf(program, info, trace, options), trace, cycleFrom: null, shortest }
  })
  return { findings, limit: explored.limit, unjudged: null }
}

/** More beginnings of orders than this are not tried. */
const mostBeginnings = 20_000

/** Whether some order explains a history that keeps only that within each thread; null where there are too many. */
function isSequentiallyConsistent(program: Program, history: History, initial: State, rules: Rules): boolean | null {
  const { order, complete } = explain(program, history, initial, rules, 'program', mostBeginnings)
  return complete ? order !== null : null
}

/** What the reference interpreter says of the history of a trace; it confirms that nothing explains it. */
function accountOf(
  program: Program,
  { name }: Unexplained,
  trace: Trace,
  { rules }: CheckOptions,
): Omit<Finding, 'trace' | 'cycleFrom' | 'shortest'> {
  const history = historyOf(program, trace.steps)
  const { order, attempts } = explain(program, history, trace.initial, rules, 'real-time')
  confirm(order === null, 'that no order explains the results of operations')
  const calls = history.filter((each) => each.kind === 'call')
  const call = calls.findIndex((each) => each.last === trace.steps.length - 1)
  const last = present(calls[call], 'operation')
  confirm(last.name === name, 'which operation has no explanation')
  const detail: Detail = {
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
  const severity = areImplied(program) ? 'warning' : 'error'
  return { kind: detail.kind, severity, detail, threads: [...new Set(calls.map(({ thread }) => thread))], lines: [last.line] }
}
