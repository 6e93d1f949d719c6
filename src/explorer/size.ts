import { present } from '../base/bug.ts'
import { registerWritten } from '../program/dataflow.ts'
import type { Interval } from '../program/interval.ts'
import { type Code, type Instruction, isSilent, type Program } from '../program/program.ts'
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
 * Another guess, which counts values too: positions, times the square root of in how many ways variables can have values,
 * and registers by what others do, as these depend on the positions more than not. It was right within a factor of two
 * for counters without locks; locks make it too large.
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

/** Registers with something that a thread does not compute itself. */
function registersLearnt({ instructions }: Code): Set<number> {
  const computed = new Set<Instruction['op']>(['set', 'add', 'let'])
  return new Set(instructions.flatMap((each) => (computed.has(each.op) ? [] : (registerWritten(each) ?? []))))
}

/**
 * The most steps of an execution, so that the depth of an exploration tells how far it is; infinity where a loop has no
 * bound, or a `wait` may take a step more whenever it wakes up.
 */
export function longestExecution(program: Program): number {
  const waits = program.codes.some(({ instructions }) => instructions.some((each) => each.op === 'wait'))
  return waits ? Number.POSITIVE_INFINITY : stepsOfThreads(program).reduce((sum, steps) => sum + steps, 0)
}
