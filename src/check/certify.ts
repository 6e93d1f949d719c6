import { outcomeKey, valuesKey } from '../program/heap.ts'
import type { Expression, Observable, Program, Rules, Value } from '../program/program.ts'
import { holdsAt, valuesIn } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import { confirm, type Witnesses } from './witnesses.ts'

/** Returns the state that a trace leads to. */
export function lastState(trace: Trace): State {
  return trace.steps.at(-1)?.after ?? trace.initial
}

/** Reports whether a state of the reference interpreter is final and shows the given values. */
function showsValues(program: Program, end: State, names: readonly Observable[], values: readonly Value[]): boolean {
  return (
    isFinal(program, end) && outcomeKey(program, names, valuesIn(program, end, names)) === outcomeKey(program, names, values)
  )
}

/** Reports whether a state of the reference interpreter is final and a condition holds there, or does not. */
export function showsCondition(program: Program, end: State, condition: Expression, holds: boolean): boolean {
  return isFinal(program, end) && holdsAt(program, end, condition) === holds
}

/** Throws `Bug` unless a trace ends with the values that an outcome claims. */
export function certifyValues(program: Program, end: State, names: readonly Observable[], claimed: readonly Value[]): void {
  confirm(showsValues(program, end, names, claimed), `an outcome (${valuesKey(claimed)})`)
}

/** Throws `Bug` unless the reference interpreter reaches the values that a final state of a space has. */
export function certifyValuesOf(
  state: number,
  witnesses: Witnesses,
  names: readonly Observable[],
  claimed: readonly Value[],
): void {
  const shown = witnesses.endShows(state, (end) => showsValues(witnesses.program, end, names, claimed))
  confirm(shown, `an outcome (${valuesKey(claimed)})`)
}

/** Throws `Bug` unless the reference interpreter stops in a deadlock or a failed end with the values of a state of a space. */
export function certifyStopOf(
  state: number,
  witnesses: Witnesses,
  rules: Rules,
  names: readonly Observable[],
  claimed: readonly Value[],
): void {
  const { program } = witnesses
  const stops = (end: State): boolean =>
    !isFinal(program, end) && program.threads.every((_, thread) => !isEnabled(program, end, thread, rules))
  const shown = witnesses.endShows(
    state,
    (end) => stops(end) && outcomeKey(program, names, valuesIn(program, end, names)) === outcomeKey(program, names, claimed),
  )
  confirm(shown, `an end that is not final (${valuesKey(claimed)})`)
}

/** Throws `Bug` unless a condition holds in a state of a space that the reference interpreter reaches. */
export function certifyReachable(state: number, witnesses: Witnesses, condition: Expression): void {
  confirm(
    witnesses.endShows(state, (end) => holdsAt(witnesses.program, end, condition)),
    'that a condition holds in a reachable state',
  )
}

/** Throws `Bug` unless a condition holds, or does not, at the end of an execution to a final state of a space. */
export function certifyConditionOf(state: number, witnesses: Witnesses, condition: Expression, holds: boolean): void {
  const shown = witnesses.endShows(state, (end) => showsCondition(witnesses.program, end, condition, holds))
  confirm(shown, `that a condition is ${holds} in a final state`)
}
