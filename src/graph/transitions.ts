import { present } from '../base/bug.ts'
import type { Choice } from '../program/program.ts'
import type { Trace } from '../semantics/trace.ts'
import { type Edges, kindOf, type Label, StateKind, type StateSpace } from '../space/space.ts'

/** A state space whose transitions were kept, as pictures need them. */
export interface Drawable {
  readonly space: StateSpace
  readonly edges: Edges
}

export interface Transition {
  readonly from: number
  readonly to: number
  readonly label: Label
}

/** Returns the transitions from a state. */
export function transitionsFrom({ space, edges }: Drawable, state: number): Transition[] {
  const found: Transition[] = []
  for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
    const label = present(space.labels[edges.labels[edge] ?? -1], 'label of a transition')
    found.push({ from: state, to: edges.targets[edge] ?? 0, label })
  }
  return found
}

export function isTerminal(space: StateSpace, state: number): boolean {
  return kindOf(space, state) !== StateKind.inner
}

/** Returns the states that a schedule visits as far as they were explored, in order; the first is the initial state. */
export function statesOf(drawable: Drawable, trace: Pick<Trace, 'schedule'>): number[] {
  const states = [0]
  let at = 0
  for (const { thread, choices } of trace.schedule) {
    const taken = transitionsFrom(drawable, at).find(
      ({ label }) => label.thread === thread && sameChoices(label.choices, choices),
    )
    if (taken === undefined) break
    at = taken.to
    states.push(at)
  }
  return states
}

function sameChoices(one: readonly Choice[], other: readonly Choice[]): boolean {
  return one.length === other.length && one.every((choice, index) => choiceKey(choice) === choiceKey(other[index]))
}

function choiceKey(choice: Choice | undefined): string {
  if (choice === undefined) return ''
  return choice.kind === 'value' ? `=${choice.value}` : `>${choice.thread}`
}
