import { overlap } from '../stateless/dependence.ts'
import type { AccessKind } from '../stateless/execution.ts'
import type { PythonStep } from './agent.ts'
import { Clocks } from './clocks.ts'
import { sitesOf } from './steps.ts'

/** Two accesses to the same place, one of them a write, that no synchronisation puts in an order; as indices of steps. */
export interface Race {
  readonly first: number
  readonly second: number
}

/** An access of an earlier step. */
interface Touch {
  readonly step: number
  readonly thread: number
  readonly part: string | undefined
  readonly kind: AccessKind
}

/**
 * Returns the pairs of steps of an execution that race, by their places in the text; one for each pair of places.
 * Happens-before as in FastTrack (Flanagan and Freund, PLDI 2009), with all clocks of readers kept.
 */
export function racesIn(steps: readonly PythonStep[]): Map<string, Race> {
  const clocks = new Clocks()
  const touches = new Map<number, Touch[]>()
  const found = new Map<string, Race>()
  for (const [index, step] of steps.entries()) {
    const clock = clocks.after(step, index)
    for (const { object, part, kind } of step.accesses) {
      if (kind !== 'read' && kind !== 'write') continue
      const known = touches.get(object) ?? []
      touches.set(object, known)
      for (const each of known) {
        if (each.thread === step.thread || (each.kind === 'read' && kind === 'read')) continue
        if (!overlap(each.part, part) || (clock.get(each.thread) ?? 0) > each.step) continue
        const sites = sitesOf(steps[each.step], step)
        if (!found.has(sites)) found.set(sites, { first: each.step, second: index })
      }
      known.push({ step: index, thread: step.thread, part, kind })
    }
  }
  return found
}
