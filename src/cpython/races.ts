import type { PythonStep } from './agent.ts'
import { Clocks, type Touch } from './clocks.ts'

/** Two accesses to the same place, one of them a write, that no synchronisation puts in an order. */
export interface Race {
  readonly first: number
  readonly second: number
}

/**
 * Returns the pairs of steps of an execution that race, one for each pair of places in the text. Happens-before as in
 * FastTrack (Flanagan and Freund, PLDI 2009), with all clocks of readers kept.
 */
export function racesIn(steps: readonly PythonStep[]): Race[] {
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
        if (each.part !== undefined && part !== undefined && each.part !== part) continue
        if ((clock.get(each.thread) ?? 0) > each.step) continue
        const sites = [steps[each.step]?.site, step.site].sort()
        found.set(sites.join(), found.get(sites.join()) ?? { first: each.step, second: index })
      }
      known.push({ step: index, thread: step.thread, part, kind })
    }
  }
  return [...found.values()]
}
