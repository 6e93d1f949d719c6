import { present } from '../base/bug.ts'
import { isSilent, type Program } from '../program/program.ts'
import { rangesOf } from '../program/ranges.ts'
import { executionCounts } from '../program/trips.ts'

/** How many steps each thread takes at most; infinity where a loop has no bound. */
function stepsOfThreads(program: Program): number[] {
  const { flow } = rangesOf(program)
  if (flow === null) return program.threads.map(() => Number.POSITIVE_INFINITY)
  const steps = program.codes.map(({ instructions }, code) => {
    const counts = executionCounts(program, code, flow)
    return instructions.reduce((total, each, pc) => total + (isSilent(each) ? 0 : (counts[pc] ?? 0)), 0)
  })
  return program.threads.map(({ code }) => present(steps[code], 'code'))
}

/**
 * A guess at the number of states of a program, to choose an engine by: in how many ways its threads can be part of the
 * way through their steps, as if none ever waited for another. Infinity where a loop has no bound.
 */
export function guessedStates(program: Program): number {
  return stepsOfThreads(program).reduce((product, steps) => product * (1 + steps), 1)
}

/**
 * The most steps of an execution, so that the depth of an exploration tells how far it is; infinity where a loop has no
 * bound, or a `wait` may take a step more whenever it wakes up.
 */
export function longestExecution(program: Program): number {
  const waits = program.codes.some(({ instructions }) => instructions.some((each) => each.op === 'wait'))
  return waits ? Number.POSITIVE_INFINITY : stepsOfThreads(program).reduce((sum, steps) => sum + steps, 0)
}
