import { unreachable } from '../base/bug.ts'
import type { Choice, Program, Rules } from '../program/program.ts'
import { sameChoice } from '../semantics/given-choices.ts'
import { holdsAt, valuesIn } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import { initialState, isFinal, steps } from '../semantics/step.ts'
import type { Trace, TraceStep } from '../semantics/trace.ts'
import type { Claim } from './model.ts'
import type { LineMeaning } from './promela-lines.ts'

/** A step of a trail: the thread, and the choices that it made, those without an alternative included. */
export interface TrailMove {
  readonly thread: number
  readonly choices: readonly Choice[]
}

const executed = /^\s*\d+:\s+proc\s+(\d+) \([^)]*\) \S*?:(\d+) \(state -?\d+\)\s+\[/

/**
 * Reads the output of `spin -t -p`: each statement that is executed, with the process and the line. Processes are numbered as
 * the threads are.
 */
export function movesOfTrail(output: string, lines: ReadonlyMap<number, LineMeaning>): TrailMove[] {
  const moves: { readonly thread: number; readonly choices: Choice[] }[] = []
  for (const line of output.split('\n')) {
    const [, routine, number] = executed.exec(line) ?? []
    if (routine === undefined) continue
    const meaning = lines.get(Number(number))
    if (meaning?.kind === 'step') moves.push({ thread: Number(routine), choices: [...meaning.choices] })
    if (meaning?.kind === 'choice') moves.at(-1)?.choices.push(meaning.choice)
  }
  return moves
}

/** Where a trail departs from the semantics: the number of its step from 1, and what no thread can do there. */
export interface Departure {
  readonly step: number
  readonly thread: number
}

/** Executes the steps of a trail by the semantics. */
export function traceOfTrail(program: Program, moves: readonly TrailMove[], rules: Rules): Trace | Departure {
  const initial = initialState(program)
  const trace: TraceStep[] = []
  let state = initial
  for (const [index, { thread, choices }] of moves.entries()) {
    if (thread >= program.threads.length) return { step: index + 1, thread }
    const fitting = steps(program, state, thread, rules).filter((each) => isWithin(each.choices, choices))
    const [step] = fitting
    if (step === undefined || fitting.length > 1) return { step: index + 1, thread }
    trace.push({ ...step, before: state })
    state = step.after
  }
  return { schedule: trace.map(({ thread, choices }) => ({ thread, choices })), initial, steps: trace }
}

/** Whether choices are some of others, in their order: a step does not choose where there is no alternative. */
function isWithin(some: readonly Choice[], all: readonly Choice[]): boolean {
  let at = 0
  for (const each of all) {
    const wanted = some[at]
    if (wanted !== undefined && sameChoice(wanted, each)) at++
  }
  return at === some.length
}

export function isDeparture(result: Trace | Departure): result is Departure {
  return !('steps' in result)
}

/** Reports whether a state shows that a claim about states is violated. */
export function violates(program: Program, state: State, claim: Claim['source']): boolean {
  if (!('kind' in claim)) return !holdsAt(program, state, claim.condition)
  switch (claim.kind) {
    case 'never':
      return holdsAt(program, state, claim.condition)
    case 'final':
      return isFinal(program, state) && !holdsAt(program, state, claim.condition)
    case 'temporal':
      return claim.cases.some(({ condition }) => !holdsAt(program, state, condition))
    case 'outcomes': {
      const values = JSON.stringify(valuesIn(program, state, claim.names))
      return isFinal(program, state) && !claim.values.some((each) => JSON.stringify(each) === values)
    }
    case 'possible':
    case 'reachable':
    case 'deadlocks':
    case 'finding':
    case 'states':
    case 'overtaking':
    case 'interleavings':
      return false // not about each state
    default:
      return unreachable(claim)
  }
}
