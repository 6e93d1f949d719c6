import type { Decision } from '../stateless/execution.ts'
import type { PythonStep } from './agent.ts'
import { costOf, decisionsOf } from './cost.ts'
import { lostUpdatesIn } from './lost-updates.ts'
import { racesIn } from './races.ts'

/** A schedule that may show something, by the places in the text that take part. */
export interface Suspect {
  readonly kind: 'data-race' | 'lost-update'
  readonly sites: string
  readonly cost: number
  readonly prefix: readonly Decision[]
}

/**
 * Looks through executions as they come, and keeps one that is easy to follow for each thing that may be wrong. There are at
 * most as many as pairs of places in the text: none is left out, so that nothing wrong is called right.
 */
export class Suspects {
  private readonly found = new Map<string, Suspect>()

  add(steps: readonly PythonStep[]): void {
    const cost = costOf(steps)
    for (const sites of racesIn(steps).keys()) this.keep('data-race', sites, cost, steps)
    for (const sites of lostUpdatesIn(steps).keys()) this.keep('lost-update', sites, cost, steps)
  }

  all(): Suspect[] {
    return [...this.found.values()].sort((one, other) => one.cost - other.cost)
  }

  private keep(kind: Suspect['kind'], sites: string, cost: number, steps: readonly PythonStep[]): void {
    const key = `${kind} ${sites}`
    const known = this.found.get(key)
    if (known === undefined || cost < known.cost) this.found.set(key, { kind, sites, cost, prefix: decisionsOf(steps) })
  }
}
