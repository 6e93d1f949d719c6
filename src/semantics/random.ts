import { present } from '../base/bug.ts'
import type { Program, Rules } from '../program/program.ts'
import { initialState, steps } from './step.ts'
import type { Trace, TraceStep } from './trace.ts'

/**
 * Returns an execution under the uniform random scheduler: at each step one of the enabled threads, then one of its
 * successors, with equal probabilities. The same seed yields the same execution. It ends after at most `mostSteps`.
 */
export function randomTrace(program: Program, seed: number, rules: Rules, mostSteps: number): Trace {
  const draw = generator(seed)
  const initial = initialState(program)
  const trace: TraceStep[] = []
  let state = initial
  while (trace.length < mostSteps) {
    const options = program.threads.map((_, thread) => steps(program, state, thread, rules)).filter((each) => each.length > 0)
    if (options.length === 0) break
    const successors = present(options[draw(options.length)], 'enabled thread')
    const step = present(successors[draw(successors.length)], 'successor')
    trace.push({ ...step, before: state })
    state = step.after
  }
  return { schedule: trace.map(({ thread, choices }) => ({ thread, choices })), initial, steps: trace }
}

/** Mulberry32 (Tommy Ettinger, public domain): integers from 0 to `below`, exclusive. */
export function generator(seed: number): (below: number) => number {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
