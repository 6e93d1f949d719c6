import { present, unreachable } from '../base/bug.ts'
import { greatestInteger } from '../base/integer.ts'
import { successorsOf } from './dataflow.ts'
import type { Expression } from './expressions.ts'
import { type Flow, FlowAnalysis, rangesAt } from './flow.ts'
import { anyInteger, estimate, exactly, type Interval, indexFails, joined, type Ranges } from './interval.ts'
import { expressionsOf, rowOf } from './operations.ts'
import { type Instruction, isSilent, type Program } from './program.ts'
import { sumBounds } from './sums.ts'
import { executionCounts } from './trips.ts'
import { estimateWritten, resultOf, storedBy } from './written.ts'

/** The ranges of a program's values in all reachable states, failed states included. */
export interface ProgramRanges {
  /** One range for all elements of a variable. */
  readonly shared: readonly Interval[]
  /** By code, then register. */
  readonly registers: readonly (readonly Interval[])[]
  readonly semaphores: readonly Interval[]
  /** By code: whether a step of it, its silent code included, may fail. */
  readonly fails: readonly boolean[]
  /** The flow of values from which the others derive; null if the program is too long for it. */
  readonly flow: Flow | null
}

/** The analysis skips programs with more instructions than this: each range is all integers. */
const longest = 20_000

const known = new WeakMap<Program, ProgramRanges>()

export function rangesOf(program: Program): ProgramRanges {
  const ranges = known.get(program) ?? analyse(program)
  known.set(program, ranges)
  return ranges
}

function analyse(program: Program): ProgramRanges {
  const size = program.codes.reduce((total, { instructions }) => total + instructions.length, 0)
  if (size > longest) {
    return {
      shared: program.shared.map(() => anyInteger),
      registers: program.codes.map(({ registers }) => registers.map(() => anyInteger)),
      semaphores: program.semaphores.map(({ greatest }) => ({ low: 0, high: greatest ?? greatestInteger })),
      fails: program.codes.map(() => true),
      flow: null,
    }
  }
  const analysis = new FlowAnalysis(program)
  const flow = analysis.improve(sumBounds(program, analysis.solve()))
  return {
    shared: flow.shared,
    registers: program.codes.map(({ registers }, code) =>
      registers.map((_, register) =>
        (flow.at[code] ?? []).reduce((range: Interval, here) => joined(range, here?.[register] ?? null) ?? range, exactly(0)),
      ),
    ),
    semaphores: program.semaphores.map(({ initial, greatest }, index) => {
      const { low, high } = semaphoreRange(program, flow, initial, index)
      return { low, high: Math.min(high, greatest ?? greatestInteger) }
    }),
    fails: program.codes.map((_, code) => mayFail(program, code, flow)),
    flow,
  }
}

function semaphoreRange(program: Program, flow: Flow, initial: number, semaphore: number): Interval {
  let high = initial
  program.codes.forEach(({ instructions }, code) => {
    if (!instructions.some((each) => each.op === 'sem_release' && each.semaphore === semaphore)) return
    const threads = program.threads.filter((thread) => thread.code === code).length
    if (threads === 0) return // avoids infinity times 0
    const counts = executionCounts(program, code, flow)
    instructions.forEach((each, pc) => {
      if (each.op === 'sem_release' && each.semaphore === semaphore) high += threads * (counts[pc] ?? 0)
    })
  })
  return { low: Math.min(0, initial), high: Math.min(high, greatestInteger) }
}

function mayFail(program: Program, code: number, flow: Flow): boolean {
  const { instructions } = present(program.codes[code], 'code')
  if (mayDiverge(instructions)) return true
  return instructions.some((_, pc) => !isNeverFailing(program, flow, code, pc))
}

/** Reports whether executing an instruction alone certainly never fails. */
export function isNeverFailing(program: Program, flow: Flow, code: number, pc: number): boolean {
  const instruction = present(program.codes[code]?.instructions[pc], 'instruction')
  const registers = flow.at[code]?.[pc] ?? null
  return registers === null || !fails(program, instruction, flow, registers)
}

function fails(program: Program, instruction: Instruction, flow: Flow, registers: readonly Interval[]): boolean {
  const ranges = rangesAt(program, flow.shared, registers)
  if (failsByRule(program, instruction, ranges)) return true
  if ('place' in instruction && indexFails(instruction.place, ranges)) return true
  if (expressionsOf(instruction).some((each) => estimate(each, ranges).fails)) return true
  return [resultOf(instruction), storedBy(instruction)].some(
    (each) => each !== null && estimateWritten(each.value, ranges).fails,
  )
}

/** Reports whether some arithmetic may leave the 32 bits that integers have; no is certain. */
export function mayOverflow(program: Program): boolean {
  const { flow } = rangesOf(program)
  return program.codes.some(({ instructions }, code) =>
    instructions.some((instruction, pc) => {
      const registers = flow === null ? null : (flow.at[code]?.[pc] ?? null)
      if (flow !== null && registers === null) return false
      const computed = [
        ...expressionsOf(instruction),
        ...[resultOf(instruction), storedBy(instruction)].flatMap((each) =>
          each?.value.kind === 'computed' ? [each.value.expression] : [],
        ),
      ].filter(computes)
      if (flow === null || registers === null) return computed.length > 0
      const ranges = rangesAt(program, flow.shared, registers)
      return computed.some((each) => estimate(each, ranges).fails)
    }),
  )
}

const growing: ReadonlySet<string> = new Set(['+', '-', '*', '<<', '**'])

function computes(expression: Expression): boolean {
  if (expression.kind === 'unary') return computes(expression.operand)
  if (expression.kind !== 'binary') return false
  return growing.has(expression.operator) || computes(expression.left) || computes(expression.right)
}

function failsByRule(program: Program, instruction: Instruction, ranges: Ranges): boolean {
  const rule = rowOf(instruction).fails
  switch (rule) {
    case undefined:
      return false
    case 'misuse':
      return true
    case 'reentrant':
      return 'mutex' in instruction && program.mutexes[instruction.mutex]?.discipline === 'reentrant'
    case 'zero':
      return expressionsOf(instruction).some((each) => {
        const { range } = estimate(each, ranges)
        return range === null || (range.low <= 0 && range.high >= 0)
      })
    default:
      return unreachable(rule)
  }
}

/** Reports whether there may be a silent cycle, or a loop in an `atomic` block. */
function mayDiverge(instructions: readonly Instruction[]): boolean {
  let inside = false
  for (const [pc, instruction] of instructions.entries()) {
    if (instruction.op === 'atomic') inside = true
    if (instruction.op === 'atomic_end') inside = false
    if (inside && successorsOf(instruction, pc).some((next) => next <= pc)) return true
  }
  return hasSilentCycle(instructions)
}

/**
 * Reports whether silent instructions form a cycle. It removes silent instructions that no other silent one leads to,
 * until none is left or only cycles are.
 */
export function hasSilentCycle(instructions: readonly Instruction[]): boolean {
  const silent = instructions.map(isSilent)
  const next = (pc: number): number[] => {
    const instruction = present(instructions[pc], 'instruction')
    return successorsOf(instruction, pc).filter((each) => silent[each] === true)
  }
  const incoming = instructions.map(() => 0)
  const positions = instructions.flatMap((_, pc) => (silent[pc] === true ? [pc] : []))
  for (const pc of positions) for (const to of next(pc)) incoming[to] = (incoming[to] ?? 0) + 1
  const free = positions.filter((pc) => incoming[pc] === 0)
  for (const pc of free) {
    for (const to of next(pc)) {
      incoming[to] = (incoming[to] ?? 0) - 1
      if (incoming[to] === 0) free.push(to)
    }
  }
  return free.length < positions.length
}
