import type { Expression, FindingKind } from '../program/program.ts'
import type { Trace } from '../semantics/trace.ts'
import { depthOf, StateKind, terminalsOf } from '../space/space.ts'
import type { Investigation } from './check.ts'
import { holdsIn } from './expectations.ts'
import type { CheckResult, Finding } from './result.ts'

/** A shortest certified execution to a final state in which a condition holds; null if none was found. */
export function traceToFinal({ space, witnesses }: Investigation, condition: Expression): Trace | null {
  const states: number[] = []
  for (const state of terminalsOf(space, StateKind.final)) {
    if (!holdsIn(space, state, condition)) continue
    if (states.length > 0 && depthOf(space, state) > depthOf(space, states[0] ?? 0)) break
    states.push(state)
  }
  if (states.length === 0) return null
  return witnesses.to(states.map((state) => ({ state, label: null }))).trace
}

/** The first finding of a kind, or null. */
export function findingOfKind({ findings }: CheckResult, kind: FindingKind): Finding | null {
  return findings.find((each) => each.kind === kind) ?? null
}

/** A shortest certified execution to a state, by its number. */
export function traceToState({ witnesses }: Investigation, state: number): Trace {
  return witnesses.to([{ state, label: null }]).trace
}
