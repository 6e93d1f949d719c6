import type { Draft } from 'immer'
import type { Move, Program, Rules } from '../program/program.ts'
import { GivenChoices } from './given-choices.ts'
import type { State } from './state.ts'
import { initialState, isEnabled, takeStep } from './step.ts'

/** Returns the state in which a schedule ends, or null if the schedule does not fit the program. See `walk`. */
export function endOf(program: Program, schedule: readonly Move[], rules: Rules): State | null {
  return walk(program, initialState(program), schedule, rules)
}

/**
 * Returns the state to which moves lead from a state, or null if they are not possible. Takes the steps that `replay`
 * takes, but changes one state in place and keeps no trace, so that comparing many ends is quick.
 */
export function walk(program: Program, from: State, moves: readonly Move[], rules: Rules): State | null {
  const state = copyOf(from)
  for (const move of moves) {
    if (!isEnabled(program, state, move.thread, rules)) return null
    const choices = new GivenChoices(move.choices)
    takeStep(program, state, move.thread, choices.choose)
    if (!choices.fit) return null
  }
  return state
}

/** Returns a copy of a state that can be changed in place. */
export function copyOf({ shared, mutexes, semaphores, channels, threads, loops, failure }: State): Draft<State> {
  return {
    shared: shared.map((values) => [...values]),
    mutexes: mutexes.map((mutex) => ({ ...mutex })),
    semaphores: [...semaphores],
    channels: channels.map(({ messages, closed }) => ({ messages: [...messages], closed })),
    threads: threads.map((thread) => ({ ...thread, registers: [...thread.registers] })),
    loops: [...loops],
    failure,
  }
}
