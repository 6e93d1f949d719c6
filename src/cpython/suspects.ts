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

/** So many different suspects are kept of each kind: a person reads fewer. */
const mostSuspects = 200

/** Looks through executions as they come, and keeps one that is easy to follow for each thing that may be wrong. */
export class Suspects {
  private readonly found = new Map<string, Suspect>()

  add(steps: readonly PythonStep[]): void {
    const cost = costOf(steps)
    const site = (index: number): number => steps[index]?.site ?? -1
    for (const { first, second } of racesIn(steps))
      this.keep('data-race', [site(first), site(second)].sort((a, b) => a - b).join(), cost, steps)
    for (const { read, write } of lostUpdatesIn(steps)) this.keep('lost-update', [site(read), site(write)].join(), cost, steps)
  }

  all(): Suspect[] {
    return [...this.found.values()].sort((one, other) => one.cost - other.cost)
  }

  private keep(kind: Suspect['kind'], sites: string, cost: number, steps: readonly PythonStep[]): void {
    const key = `${kind} ${sites}`
    const known = this.found.get(key)
    if (known === undefined ? this.found.size >= mostSuspects : known.cost <= cost) return
    this.found.set(key, { kind, sites, cost, prefix: decisionsOf(steps) })
  }
}
