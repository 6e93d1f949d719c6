import { observe } from '../analysis/outcomes.ts'
import { valuesKey } from '../program/heap.ts'
import type { Expression, FindingKind, Observable } from '../program/program.ts'
import { valuesIn } from '../semantics/observed.ts'
import type { Trace } from '../semantics/trace.ts'
import { depthOf, StateKind, terminalsOf } from '../space/space.ts'
import { lastState, showsCondition } from './certify.ts'
import type { Investigation } from './check.ts'
import { holdsIn } from './holds.ts'
import type { CheckResult, Finding } from './result.ts'
import { confirm } from './witnesses.ts'

/** Returns a shortest certified execution to a final state in which a condition holds; null if none was found. */
export function traceToFinal({ space, witnesses }: Investigation, condition: Expression): Trace | null {
  const states: number[] = []
  for (const state of terminalsOf(space, StateKind.final)) {
    if (!holdsIn(space, state, condition)) continue
    if (states.length > 0 && depthOf(space, state) > depthOf(space, states[0] ?? 0)) break
    states.push(state)
  }
  if (states.length === 0) return null
  const { trace } = witnesses.to(states.map((state) => ({ state, label: null })))
  confirm(showsCondition(witnesses.program, lastState(trace), condition, true), 'that a trace ends as it was asked to')
  return trace
}

/** Returns the first finding of a kind, or null. */
export function findingOfKind({ findings }: CheckResult, kind: FindingKind): Finding | null {
  return findings.find((each) => each.kind === kind) ?? null
}

/** Returns a shortest certified execution to a state, by its number; all shared variables are compared. */
export function traceToState({ witnesses, space }: Investigation, state: number): Trace {
  const { trace } = witnesses.to([{ state, label: null }])
  const names = space.program.shared.map((_, variable): Observable => ({ kind: 'shared', variable, element: null }))
  const claimed = observe(space.program, space.layout, space.rows, state, names)
  const reached = valuesIn(witnesses.program, lastState(trace), names)
  confirm(valuesKey(claimed) === valuesKey(reached), 'that a schedule leads to a state')
  return trace
}
