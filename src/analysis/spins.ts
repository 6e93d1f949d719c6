import { present } from '../base/bug.ts'
import type { Edges, StateSpace } from '../space/space.ts'
import type { Cycle } from './cycles.ts'

/**
 * Returns the variables that threads go on reading in a cycle that nothing leaves and in which nobody writes: what they wait
 * for can never come. Null if a thread can leave it, or changes something.
 */
export function spunOn(space: StateSpace, all: Edges, cycle: Cycle): readonly number[] | null {
  const accesses = [...cycle.labels].flatMap((label) => [...present(space.labels[label], 'label').accesses])
  if (accesses.length === 0 || accesses.some((each) => each.kind !== 'read') || isLeft(all, cycle)) return null
  return [...new Set(accesses.map((each) => each.location.variable))].sort((a, b) => a - b)
}

/** Reports whether some transition leads out of a cycle, or takes another step within it. */
function isLeft({ offsets, targets, labels }: Edges, cycle: Cycle): boolean {
  return cycle.states.some((state) => {
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      if (!cycle.has(targets[edge] ?? 0) || !cycle.labels.has(labels[edge] ?? 0)) return true
    }
    return false
  })
}
