import { present } from '../base/bug.ts'
import { callAt, changesTouched, footprintOf } from '../program/calls.ts'
import { type Denoted, meant } from '../program/denote.ts'
import type { Operand, Program } from '../program/program.ts'
import type { ThreadState } from './state.ts'
import type { TraceSteps } from './trace.ts'

/** An operation of an execution: from its first step to its last (Herlihy & Wing 1990: from its call to its return). */
export interface Call {
  readonly kind: 'call'
  readonly thread: number
  readonly name: string
  readonly line: number
  readonly given: readonly Denoted[]
  /** Positions of its steps, from 0; null while it has not ended. */
  readonly first: number
  readonly last: number | null
  /** The value that it returned when it ended; null for none. */
  readonly result: number | null
  /** What its results stand for in the source language. */
  readonly meanings: Operand['meanings']
  /** The thread when it took the first step. */
  readonly start: ThreadState
}

/** A step outside of operations that changes what operations use: it counts as an operation without a result. */
export interface OutsideStep {
  readonly kind: 'step'
  readonly thread: number
  readonly first: number
  readonly last: number
  readonly start: ThreadState
}

/** The calls of an execution and the steps between them, by their first steps. */
export type History = readonly (Call | OutsideStep)[]

/** Returns the history of an execution. The arguments of an operation have their values at its first step. */
export function historyOf(program: Program, steps: TraceSteps): History {
  const footprint = footprintOf(program)
  const history: (Call | OutsideStep)[] = []
  const open = new Map<number, number>()
  let index = -1
  for (const { thread, before, pc, returned } of steps) {
    index++
    const start = present(before.threads[thread], 'thread')
    const code = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
    const begin = callAt(program, thread, pc)
    if (begin === null) {
      if (changesTouched(code, pc, footprint)) history.push({ kind: 'step', thread, first: index, last: index, start })
      continue
    }
    if (!open.has(thread)) {
      const given = (begin.arguments ?? []).map((each) => operandIn(each, start))
      const { name, line } = begin
      const ends = { last: null, result: null, meanings: undefined }
      open.set(thread, history.push({ kind: 'call', thread, name, line, given, first: index, start, ...ends }) - 1)
    }
    const at = present(open.get(thread), 'open call')
    const call = history[at]
    if (returned === null || call?.kind !== 'call') continue
    const end = code.instructions[returned.pc]
    const meanings = end?.op === 'op_end' ? end.result?.meanings : undefined
    history[at] = { ...call, last: index, result: returned.result, meanings }
    open.delete(thread)
  }
  return history
}

function operandIn(operand: Operand, { registers }: ThreadState): Denoted {
  const value = operand.kind === 'constant' ? operand.value : present(registers[operand.register], 'register')
  return meant(operand.meanings, value)
}
