import { type Counterexample, counterexample } from '../analysis/temporal.ts'
import { unreachable } from '../base/bug.ts'
import type { ExploredGraph } from '../findings/rule.ts'
import { expressionText } from '../program/print.ts'
import type { Expectation, Expression, Fairness, Program, Rules, TemporalCase, TemporalOperator } from '../program/program.ts'
import { isFairRound, isRound } from '../semantics/fairness.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import { holdsIn } from './holds.ts'
import { lassoAlong } from './lasso.ts'
import type { Shown } from './shown.ts'
import { certified, confirm, type Witnesses } from './witnesses.ts'

export type Temporal = Extract<Expectation, { readonly kind: 'temporal' }>

/** An execution for which a formula is false. */
export interface Refutation {
  readonly case: TemporalCase
  /** Whether the execution ends; else it is infinite. */
  readonly ends: boolean
  readonly shown: Shown
}

/** What makes and confirms executions. */
interface Looking {
  readonly witnesses: Witnesses
  readonly rules: Rules
}

/**
 * Returns an execution for which a temporal expectation is false, confirmed by the reference interpreter; null if it is true
 * of every execution that is fair.
 */
export function refutationOf(expectation: Temporal, graph: ExploredGraph, looking: Looking): Refutation | null {
  const { edges, fairness } = graph
  for (const each of expectation.cases) {
    const { condition, goal } = each
    const found = counterexample(
      graph,
      edges,
      {
        operator: expectation.operator,
        holds: (state) => holdsIn(graph, state, condition),
        goal: goal === undefined ? null : (state) => holdsIn(graph, state, goal),
      },
      fairness,
    )
    if (found !== null) return shownBy(found, expectation.operator, each, looking, fairness)
  }
  return null
}

function shownBy(
  { from, moves, round }: Counterexample,
  operator: TemporalOperator,
  formula: TemporalCase,
  { witnesses, rules }: Looking,
  fairness: Fairness,
): Refutation {
  const { program } = witnesses
  const before = witnesses.to([{ state: from, label: null }]).trace
  const way = [...before.schedule, ...moves]
  const lasso = round === null ? null : lassoAlong(witnesses, way, round)
  const cycleFrom = lasso?.cycleFrom ?? null
  const trace = lasso?.trace ?? certified(program, way, rules)
  const isShown = refutes(program, trace, operator, formula, before.steps.length, cycleFrom, fairness, rules)
  confirm(isShown, 'that an execution is as an expectation says it is not')
  const notes = notesOn(program, trace, operator, formula, before.steps.length, cycleFrom)
  return { case: formula, ends: cycleFrom === null, shown: { trace, cycleFrom, notes } }
}

/** Returns the states of a trace: before each step, and the last one. */
function statesOf({ initial, steps }: Trace): State[] {
  return [initial, ...steps.map(({ after }) => after)]
}

/** Reports whether the execution of a trace is a counterexample, by the definition of each operator. */
function refutes(
  program: Program,
  trace: Trace,
  operator: TemporalOperator,
  { condition, goal = condition }: TemporalCase,
  from: number,
  cycleFrom: number | null,
  fairness: Fairness,
  rules: Rules,
): boolean {
  const states = statesOf(trace)
  const last = states.at(-1)
  if (last === undefined) return false
  const isFalse = (expression: Expression) => (state: State) => !holdsAt(program, state, expression)
  if (operator === 'always') return isFalse(condition)(last)
  const round = trace.steps.slice(cycleFrom ?? trace.steps.length)
  const isComplete =
    cycleFrom === null
      ? isFinal(program, last) || program.threads.every((_, thread) => !isEnabled(program, last, thread, rules))
      : isRound(round) && isFairRound(program, round, fairness, rules)
  if (!isComplete) return false
  switch (operator) {
    case 'eventually':
      return states.every(isFalse(condition))
    case 'leads-to':
      return holdsAt(program, states[from] ?? last, condition) && states.slice(from).every(isFalse(goal))
    case 'always-eventually':
      return states.slice(from).every(isFalse(condition))
    case 'eventually-always':
      return (cycleFrom === null ? [last] : states.slice(cycleFrom)).some(isFalse(condition))
    default:
      return unreachable(operator)
  }
}

/** Says in which steps of a trace the conditions of a formula change. */
function notesOn(
  program: Program,
  trace: Trace,
  operator: TemporalOperator,
  { condition, goal }: TemporalCase,
  from: number,
  cycleFrom: number | null,
): Map<number, string> {
  const text = (expression: Expression): string => expressionText(program, null, expression)
  const last = trace.steps.length - 1
  switch (operator) {
    case 'always':
      return new Map([[last, `${text(condition)} is false`]])
    case 'eventually':
      return new Map()
    case 'leads-to':
      return goal === undefined ? new Map() : new Map([[from - 1, `${text(condition)}, but ${text(goal)} never comes`]])
    case 'always-eventually':
      return new Map([[from - 1, `${text(condition)} never comes again`]])
    case 'eventually-always': {
      const first = cycleFrom ?? last + 1
      const at = statesOf(trace).findIndex((state, index) => index >= first && !holdsAt(program, state, condition))
      return new Map([[at - 1, `${text(condition)} is false${cycleFrom === null ? '' : ', again and again'}`]])
    }
    default:
      return unreachable(operator)
  }
}
