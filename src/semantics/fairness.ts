import { unreachable } from '../base/bug.ts'
import type { Fairness, Program, Rules } from '../program/program.ts'
import { stateKey } from './enumerate.ts'
import { isEnabled } from './step.ts'
import type { TraceStep } from './trace.ts'

/** Reports whether steps end in the state in which they begin, so that they can be repeated for ever. */
export function isRound(steps: readonly TraceStep[]): boolean {
  const [first, last] = [steps[0], steps.at(-1)]
  return first !== undefined && last !== undefined && stateKey(first.before) === stateKey(last.after)
}

/** Reports whether an execution that repeats a round for ever is fair to every thread: the definition of fairness. */
export function isFairRound(program: Program, round: readonly TraceStep[], fairness: Fairness, rules: Rules): boolean {
  return program.threads.every((_, thread) => {
    if (round.some((step) => step.thread === thread)) return true
    const isEnabledAt = (step: TraceStep): boolean => isEnabled(program, step.before, thread, rules)
    switch (fairness) {
      case 'none':
        return true
      case 'weak':
        return !round.every(isEnabledAt)
      case 'strong':
        return !round.some(isEnabledAt)
      default:
        return unreachable(fairness)
    }
  })
}
