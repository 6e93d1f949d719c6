import { NumberList } from '../space/grow.ts'
import type { Edges } from '../space/space.ts'
import type { Vector } from './expression.ts'
import type { Machine } from './machine.ts'

/** Numbered states, for lookup. */
export interface KnownStates {
  unpack(number: number, state: Vector): void
  /** Returns the number of a state, or -1. */
  find(state: Vector): number
}

/**
 * Recomputes the transitions of the first `states` states; about `expected` of them, if that is known. Omits
 * transitions to states that were not reached.
 */
export function edgesAgain(states: number, machine: Machine, known: KnownStates, expected: number): Edges {
  const offsets = new Uint32Array(states + 1)
  const targets = new NumberList(expected + 1)
  const labels = new NumberList(expected + 1)
  for (let state = 0; state < states; state++) {
    known.unpack(state, machine.current)
    if (!machine.isFailed() && !machine.isFinal()) {
      machine.expand(
        (label) => {
          const target = known.find(machine.next)
          if (target < 0) return
          targets.push(target)
          labels.push(label)
        },
        () => {},
      )
    }
    offsets[state + 1] = targets.length
  }
  return { offsets, targets: targets.view(), labels: labels.view() }
}
