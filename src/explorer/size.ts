import { present } from '../base/bug.ts'
import { registerWritten } from '../program/dataflow.ts'
import type { Interval } from '../program/interval.ts'
import { type Code, type Instruction, isSilent, type Program } from '../program/program.ts'
import { mayQueue } from '../program/queues.ts'
import { rangesOf } from '../program/ranges.ts'
import { executionCounts } from '../program/trips.ts'

/** Returns how many steps each thread takes at most; infinity if a loop has no bound. */
function stepsOfThreads(program: Program): number[] {
  const { flow } = rangesOf(program)
  if (flow === null) return program.threads.map(() => Number.POSITIVE_INFINITY)
  const steps = program.codes.map(({ instructions }, code) => {
    const counts = executionCounts(program, code, flow)
    const stepsOf = (each: Instruction): number => (isSilent(each) ? 0 : mayQueue(program, each) ? 2 : 1)
    return instructions.reduce((total, each, pc) => total + stepsOf(each) * (isSilent(each) ? 0 : (counts[pc] ?? 0)), 0)
  })
  return program.threads.map(({ code }) => present(steps[code], 'code'))
}

/**
 * Estimates the number of states of a program, to choose an engine: the number of combinations of positions of its
 * threads, as if none ever waited for another. Infinity if a loop has no bound.
 */
export function guessedStates(program: Program): number {
  return stepsOfThreads(program).reduce((product, steps) => product * (1 + steps), 1)
}

/**
 * Another estimate, which counts values too: positions, times the square root of the number of combinations of values
 * of variables, and of registers that depend on other threads, since values mostly depend on the positions. It was
 * right within a factor of two for counters without locks; with locks it is too large.
 */
export function likelyStates(program: Program): number {
  const { shared, registers } = rangesOf(program)
  const most = 1 + longestExecution(program) // no more values than steps
  const ways = ({ low, high }: Interval): number => Math.min(1 + high - low, most)
  const ofVariables = program.shared.map(({ initial }, variable) => ways(present(shared[variable], 'range')) ** initial.length)
  const ofRegisters = program.threads.flatMap(({ code }) =>
    [...registersLearnt(present(program.codes[code], 'code'))].map((each) => ways(present(registers[code]?.[each], 'range'))),
  )
  return guessedStates(program) * Math.sqrt([...ofVariables, ...ofRegisters].reduce((product, each) => product * each, 1))
}

/** Returns the registers with values that a thread does not compute itself. */
function registersLearnt({ instructions }: Code): Set<number> {
  const computed = new Set<Instruction['op']>(['set', 'add', 'let'])
  return new Set(instructions.flatMap((each) => (computed.has(each.op) ? [] : (registerWritten(each) ?? []))))
}

/**
 * Returns the most steps of an execution, so that the depth of an exploration indicates its progress; infinity if a
 * loop has no bound, or if a `wait` may take one more step whenever it wakes up.
 */
export function longestExecution(program: Program): number {
  const waits = program.codes.some(({ instructions }) => instructions.some((each) => each.op === 'wait'))
  return waits ? Number.POSITIVE_INFINITY : stepsOfThreads(program).reduce((sum, steps) => sum + steps, 0)
}
