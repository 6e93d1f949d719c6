import type { Schedule } from '../program/program.ts'
import { stateKey } from '../semantics/enumerate.ts'
import { prefixOf } from '../semantics/replay.ts'
import type { Trace } from '../semantics/trace.ts'
import type { Witnesses } from './witnesses.ts'

/** The trace of an infinite execution, and the position in it from which it repeats. */
export interface LassoTrace {
  readonly trace: Trace
  readonly cycleFrom: number
}

/** A round that leads to another state after so many repetitions is none. */
const mostRounds = 1024

/**
 * Returns the execution that takes a round for ever after a schedule, both of them of an explored space. Where the names of
 * objects are no part of that space, a round may lead to other names: it is repeated until a state comes again.
 */
export function lassoAlong(witnesses: Witnesses, before: Schedule, round: Schedule): LassoTrace {
  for (let count = 1; ; count *= 2) {
    const whole = [...before, ...Array.from({ length: count }, () => round).flat()]
    const trace = witnesses.certified(whole)
    const found = firstRepeated(trace, before.length, round.length)
    if (found !== null) return found
    if (!witnesses.space.renamesObjects || count >= mostRounds) return { trace, cycleFrom: before.length }
  }
}

/** Cuts a trace where the state at the beginning of a round is that at the beginning of an earlier one. */
function firstRepeated(trace: Trace, from: number, length: number): LassoTrace | null {
  const { initial, steps } = trace
  const starts = new Map<string, number>()
  for (let at = from; at <= steps.length; at += length) {
    const key = stateKey((at === 0 ? undefined : steps.at(at - 1))?.after ?? initial)
    const cycleFrom = starts.get(key)
    if (cycleFrom !== undefined) return { trace: at === steps.length ? trace : prefixOf(trace, at), cycleFrom }
    starts.set(key, at)
  }
  return null
}
