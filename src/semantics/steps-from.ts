import { present } from '../base/bug.ts'
import type { Move, Program, Rules } from '../program/program.ts'
import { sameChoices } from './given-choices.ts'
import type { State } from './state.ts'
import { isEnabled, steps } from './step.ts'
import type { TraceStep } from './trace.ts'

/** A schedule that does not fit its program: the move (from 0) at which it does not, and why. */
export interface Misfit {
  readonly move: number
  readonly reason: 'not enabled' | 'choice needed' | 'no such choice'
  readonly state: State
}

/** The steps of moves, or the first move that is not possible. */
export type Taken =
  | { readonly ok: true; readonly steps: readonly TraceStep[] }
  | { readonly ok: false; readonly misfit: Misfit }

/** Takes moves from a state. Each step keeps the states around it. */
export function stepsFrom(program: Program, from: State, moves: readonly Move[], rules: Rules): Taken {
  const taken: TraceStep[] = []
  let state = from
  for (const [index, move] of moves.entries()) {
    const misfit = (reason: Misfit['reason']): Taken => ({ ok: false, misfit: { move: index, reason, state } })
    if (!isEnabled(program, state, move.thread, rules)) return misfit('not enabled')
    const possible = steps(program, state, move.thread, rules)
    const step =
      possible.length === 1 && move.choices.length === 0
        ? possible[0]
        : possible.find((each) => sameChoices(each.choices, move.choices))
    if (step === undefined) return misfit(move.choices.length === 0 ? 'choice needed' : 'no such choice')
    taken.push({ ...step, before: state })
    state = present(step, 'step').after
  }
  return { ok: true, steps: taken }
}
