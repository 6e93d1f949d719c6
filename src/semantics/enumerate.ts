import { present } from '../base/bug.ts'
import { defaultRules, type Program, type Rules } from '../program/program.ts'
import type { State } from './state.ts'
import { initialState, type Step, steps } from './step.ts'

/** A transition between states by their numbers. */
export interface Transition {
  readonly from: number
  readonly to: number
  readonly step: Step
}

/** Every reachable state, in breadth-first order, and every transition. */
export interface Enumeration {
  readonly states: readonly State[]
  readonly transitions: readonly Transition[]
}

/** Returns the identity of a state as text: equal exactly for equal states. */
export function stateKey(state: State): string {
  const threads = state.threads.map(({ status, pc, registers, saved, rank }) => [status, pc, saved, rank, ...registers])
  const mutexes = state.mutexes.map(({ owner, depth }) => [owner, depth])
  const channels = state.channels.map(({ messages, closed }) => [messages, closed])
  return JSON.stringify([state.shared, mutexes, state.semaphores, channels, threads, state.loops, state.failure?.kind ?? null])
}

/**
 * Enumerates all states of a small program naively: the oracle of the explorer. Returns null if there are more than
 * `maxStates` states.
 */
export function enumerate(program: Program, maxStates: number, rules: Rules = defaultRules): Enumeration | null {
  const first = initialState(program)
  const states = [first]
  const numbers = new Map([[stateKey(first), 0]])
  const transitions: Transition[] = []
  for (let from = 0; from < states.length; from++) {
    const state = present(states[from], 'state')
    for (let thread = 0; thread < program.threads.length; thread++) {
      for (const step of steps(program, state, thread, rules)) {
        const key = stateKey(step.after)
        const to = numbers.get(key) ?? states.push(step.after) - 1
        numbers.set(key, to)
        transitions.push({ from, to, step })
        if (states.length > maxStates) return null
      }
    }
  }
  return { states, transitions }
}
