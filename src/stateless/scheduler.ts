import { present } from '../base/bug.ts'
import type { Policy } from './execution.ts'

/** Decides who goes on in one execution where its prefix does not, as its policy says. */
export class Scheduler {
  private readonly policy: Policy
  private readonly priorities: number[]
  /** The thread of the last step. */
  private running = -1
  private lowest = 0

  constructor(policy: Policy = { kind: 'first' }) {
    this.policy = policy
    this.priorities = policy.kind === 'priorities' ? [...policy.priorities] : []
  }

  /** Tells which thread took a step. */
  note(thread: number): void {
    this.running = thread
  }

  /** Returns one of the threads that may go on, of which there is at least one, after so many steps. */
  pick(able: readonly number[], taken: number): number {
    if (this.policy.kind === 'first') return able.includes(this.running) ? this.running : Math.min(...able)
    const best = this.best(able)
    if (!this.policy.changes.includes(taken)) return best
    this.priorities[best] = --this.lowest
    return this.best(able)
  }

  /** Returns which of the results of a step to take. */
  result(results: number, taken: number): number {
    return this.policy.kind === 'first' ? 0 : (this.policy.seed + taken) % results
  }

  private best(able: readonly number[]): number {
    const priority = (thread: number): number => this.priorities[thread] ?? 0
    return present([...able].sort((one, other) => priority(other) - priority(one) || one - other)[0], 'thread')
  }
}
