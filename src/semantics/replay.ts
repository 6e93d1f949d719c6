import { present } from '../base/bug.ts'
import type { Choice, Move, Program, Rules } from '../program/program.ts'
import type { State } from './state.ts'
import { initialState, isEnabled, steps } from './step.ts'
import type { Trace, TraceStep } from './trace.ts'

/** A schedule that does not fit its program: the move (from 0) at which it does not, and why. */
export interface Misfit {
  readonly move: number
  readonly reason: 'not enabled' | 'choice needed' | 'no such choice'
  readonly state: State
}

export type Replay = { readonly ok: true; readonly trace: Trace } | { readonly ok: false; readonly misfit: Misfit }

/**
 * Executes a schedule from the initial state. The schedule may omit choices if a step has only one successor.
 *
 * @example
 * ```js
 * const { moves } = readSchedule(program, 'A B A*2 B*2')
 * replay(program, moves, defaultOptions.rules).trace.steps.at(-1).after.shared // [[1]]
 * ```
 */
export function replay(program: Program, schedule: readonly Move[], rules: Rules): Replay {
  const initial = initialState(program)
  const trace: TraceStep[] = []
  let state = initial
  for (const [index, move] of schedule.entries()) {
    const misfit = (reason: Misfit['reason']): Replay => ({ ok: false, misfit: { move: index, reason, state } })
    if (!isEnabled(program, state, move.thread, rules)) return misfit('not enabled')
    const possible = steps(program, state, move.thread, rules)
    const step =
      possible.length === 1 && move.choices.length === 0
        ? possible[0]
        : possible.find((each) => sameChoices(each.choices, move.choices))
    if (step === undefined) return misfit(move.choices.length === 0 ? 'choice needed' : 'no such choice')
    trace.push({ ...step, before: state })
    state = present(step, 'step').after
  }
  const moves = trace.map(({ thread, choices }) => ({ thread, choices }))
  return { ok: true, trace: { schedule: moves, initial, steps: trace } }
}

function sameChoices(one: readonly Choice[], other: readonly Choice[]): boolean {
  return one.length === other.length && one.every((choice, index) => sameChoice(choice, other[index]))
}

export function sameChoice(one: Choice, other: Choice | undefined): boolean {
  if (one.kind === 'value') return other?.kind === 'value' && other.value === one.value
  return other?.kind === 'wake' && other.thread === one.thread
}
