import { present } from '../base/bug.ts'
import { isSilent, type Program } from '../program/program.ts'
import { rangesOf } from '../program/ranges.ts'
import { executionCounts } from '../program/trips.ts'

/**
 * A guess at the number of states of a program, to choose an engine by: in how many ways its threads can be part of the
 * way through their steps, as if none ever waited for another. Infinity where a loop has no bound.
 */
export function guessedStates(program: Program): number {
  const { flow } = rangesOf(program)
  if (flow === null) return Number.POSITIVE_INFINITY
  const steps = program.codes.map(({ instructions }, code) => {
    const counts = executionCounts(program, code, flow)
    return instructions.reduce((total, each, pc) => total + (isSilent(each) ? 0 : (counts[pc] ?? 0)), 0)
  })
  return program.threads.reduce((product, { code }) => product * (1 + present(steps[code], 'code')), 1)
}
