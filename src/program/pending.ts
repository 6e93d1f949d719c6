import { present } from '../base/bug.ts'
import { subexpressions } from './expressions.ts'
import { type Flow, rangesAt } from './flow.ts'
import { estimate, type Ranges } from './interval.ts'
import { operandsOf, rowOf } from './operations.ts'
import type { Expression, Instruction, Place, Program } from './program.ts'

/** A possible access of a step: to one of some elements of a variable. */
export interface PossibleAccess {
  readonly variable: number
  readonly low: number
  readonly high: number
  readonly write: boolean
  readonly plain: boolean
}

/**
 * Returns all accesses that the step of a code at a position may make, or that a thread blocked there is about to make.
 */
export function possibleAccesses(program: Program, flow: Flow, code: number, pc: number): PossibleAccess[] {
  const { instructions } = present(program.codes[code], 'code')
  const instruction = instructions[pc]
  if (instruction === undefined) return []
  const at = (position: number): Ranges | null => {
    const registers = flow.at[code]?.[position] ?? null
    return registers === null ? null : rangesAt(program, flow.shared, registers)
  }
  if (instruction.op !== 'atomic') return accessesOf(program, instruction, at(pc), false)
  return instructions.slice(pc + 1, instruction.end).flatMap((inner, offset) => {
    return accessesOf(program, inner, at(pc + 1 + offset), true)
  })
}

function accessesOf(program: Program, instruction: Instruction, ranges: Ranges | null, atomically: boolean): PossibleAccess[] {
  if (ranges === null) return []
  return operandsOf(instruction).flatMap(({ role, value }) => {
    if (role === 'awaited') return readsIn(value, ranges)
    if (role !== 'place') return []
    const { access, synchronizes } = rowOf(instruction)
    const always = 'plain' in instruction && instruction.plain === true
    const isAtomic = present(program.shared[value.variable], 'variable').atomic
    const plain = always || !(atomically || synchronizes === true || isAtomic)
    return [{ ...elementsOf(value, ranges), write: access !== 'read', plain }]
  })
}

function elementsOf({ variable, index }: Place, ranges: Ranges): Pick<PossibleAccess, 'variable' | 'low' | 'high'> {
  const range = index === null ? { low: 0, high: 0 } : estimate(index, ranges).range
  return { variable, low: range?.low ?? 0, high: range?.high ?? 0 }
}

function readsIn(expression: Expression, ranges: Ranges): PossibleAccess[] {
  return subexpressions(expression).flatMap((each) => {
    return each.kind === 'shared' ? [{ ...elementsOf(each, ranges), write: false, plain: false }] : []
  })
}

/** Reports whether two accesses may be to the same location, with one of them writing it. */
export function mayConflict(one: PossibleAccess, other: PossibleAccess): boolean {
  const meet = one.variable === other.variable && one.low <= other.high && other.low <= one.high
  return meet && (one.write || other.write)
}
