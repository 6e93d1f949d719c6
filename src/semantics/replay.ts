import { Bug } from '../base/bug.ts'
import type { Move, Program, Rules } from '../program/program.ts'
import { LongSteps, longReplay, longTrace } from './long-steps.ts'
import { initialState } from './step.ts'
import { type Misfit, stepsFrom } from './steps-from.ts'
import type { Trace } from './trace.ts'

export type Replay = { readonly ok: true; readonly trace: Trace } | { readonly ok: false; readonly misfit: Misfit }

/**
 * Executes a schedule from the initial state. The schedule may omit choices if a step has only one successor. A long one is
 * executed in place and keeps a state now and then; of one that begins like a trace that is `known`, only the rest is executed.
 *
 * @example
 * ```js
 * const { moves } = readSchedule(program, 'A B A*2 B*2')
 * replay(program, moves, defaultOptions.rules).trace.steps.at(-1).after.shared // [[1]]
 * ```
 */
export function replay(program: Program, schedule: readonly Move[], rules: Rules, known: Trace | null = null): Replay {
  const initial = initialState(program)
  if (schedule.length <= longTrace) {
    const taken = stepsFrom(program, initial, schedule, rules)
    if (!taken.ok) return taken
    const moves = taken.steps.map(({ thread, choices }) => ({ thread, choices }))
    return { ok: true, trace: { schedule: moves, initial, steps: taken.steps } }
  }
  const begun = known?.steps instanceof LongSteps ? known.steps : null
  const long = longReplay(program, initial, schedule, rules, begun)
  if (long instanceof LongSteps) return { ok: true, trace: { schedule: long.schedule, initial, steps: long } }
  const rest = stepsFrom(program, long.state, schedule.slice(long.at), rules)
  if (rest.ok) throw new Bug('a step that is possible was refused')
  return { ok: false, misfit: { ...rest.misfit, move: long.at + rest.misfit.move } }
}

/** Returns the first steps of a trace. */
export function prefixOf({ schedule, initial, steps }: Trace, length: number): Trace {
  const first = steps instanceof LongSteps ? steps.prefix(length) : steps.slice(0, length)
  return { schedule: schedule.slice(0, length), initial, steps: first }
}
