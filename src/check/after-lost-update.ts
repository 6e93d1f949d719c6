import { AfterLostUpdate, isAfterLostUpdate } from '../analysis/after-lost-update.ts'
import { observe } from '../analysis/outcomes.ts'
import { present } from '../base/bug.ts'
import { Exploration } from '../explorer/exploration.ts'
import { lostUpdateAccount } from '../findings/lost-update.ts'
import { outcomeKey } from '../program/heap.ts'
import type { Expression, Observable, Program } from '../program/program.ts'
import { lostUpdatesIn } from '../semantics/lost-update-evidence.ts'
import { depthOf, StateKind, type StateSpace, terminalsOf } from '../space/space.ts'
import { lastState, showsCondition } from './certify.ts'
import { drive } from './drive.ts'
import { finding } from './findings.ts'
import { holdsIn } from './holds.ts'
import type { CheckOptions } from './options.ts'
import type { Finding } from './result.ts'
import { confirm, Witnesses } from './witnesses.ts'

/** So many states are explored in a moment. */
const mostStates = 100_000

/**
 * Returns the keys of final values that executions reach in which an update of what is observed is lost. All that it returns
 * are reached; where there are very many states, it does not return all of them.
 */
export function keysAfterLostUpdate(
  program: Program,
  observed: readonly Observable[],
  { rules, maxBytes }: CheckOptions,
): ReadonlySet<string> {
  const exploration = withMemory(program, observed, { rules, maxBytes, maxStates: mostStates })
  while (exploration.advance(mostStates)); // until all states are expanded
  const space = exploration.space()
  const { layout, rows } = space
  return new Set(
    endsAfterLostUpdate(space).map((state) => outcomeKey(program, observed, observe(program, layout, rows, state, observed))),
  )
}

/** An execution in which an update is lost, to a final state; null if the explored part has none. */
export interface LostUpdateSearch {
  readonly found: Finding | null
  readonly complete: boolean
}

/** Looks for a shortest execution in which an update of what is observed is lost, to a final state with a condition. */
export async function lostUpdateBefore(
  program: Program,
  condition: Expression,
  observed: readonly Observable[],
  options: CheckOptions,
): Promise<LostUpdateSearch> {
  const exploration = withMemory(program, observed, options)
  await drive(exploration, options, options.clock())
  const space = exploration.space()
  const complete = space.limit === null
  const states = endsAfterLostUpdate(space).filter((state) => holdsIn(space, state, condition))
  const nearest = states.filter((state) => depthOf(space, state) === depthOf(space, states[0] ?? 0))
  if (nearest.length === 0) return { found: null, complete }
  const witnesses = new Witnesses(space, options.rules)
  const { trace, shortest } = witnesses.to(nearest.map((state) => ({ state, label: null })))
  confirm(showsCondition(program, lastState(trace), condition, true), 'that a trace ends as it was asked to')
  const variables = variablesOf(program, observed)
  const evidence = lostUpdatesIn(program, trace.steps).findLast(({ location }) => variables.has(location.variable))
  const account = lostUpdateAccount(present(evidence, 'lost update before a final state'))
  return { found: finding(account, witnesses, { trace, cycleFrom: null, shortest }), complete }
}

function withMemory(
  program: Program,
  observed: readonly Observable[],
  { rules, maxBytes, maxStates }: Pick<CheckOptions, 'rules' | 'maxBytes' | 'maxStates'>,
): Exploration {
  const monitor = new AfterLostUpdate(program, variablesOf(program, observed))
  return new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor, observers: [] })
}

/** Returns the variables that the observed values come from: any, if some of these are computed, printed or of a thread. */
function variablesOf({ shared }: Program, observed: readonly Observable[]): ReadonlySet<number> {
  const variables = observed.map((each) =>
    each.kind === 'shared' && shared[each.variable]?.text === undefined ? each.variable : null,
  )
  const named = variables.filter((each) => each !== null)
  return new Set(named.length < variables.length ? shared.keys() : named)
}

function endsAfterLostUpdate(space: StateSpace): number[] {
  const finals = [...terminalsOf(space, StateKind.final)]
  return finals.filter((state) => isAfterLostUpdate(space.layout, space.rows, state))
}
