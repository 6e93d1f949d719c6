import { present, unreachable } from '../base/bug.ts'
import type { Policy } from './execution.ts'

/** Decides who goes on in one execution where its prefix does not, as its policy says. */
export class Scheduler {
  private readonly policy: Policy
  private readonly priorities: number[]
  /** The thread of the last step. */
  private running = -1
  /** How many steps it has taken since it began to run. */
  private inRow = 0
  private lowest = 0

  constructor(policy: Policy = { kind: 'first' }) {
    this.policy = policy
    this.priorities = policy.kind === 'priorities' ? [...policy.priorities] : []
  }

  /** Tells which thread took a step. */
  note(thread: number): void {
    this.inRow = thread === this.running ? this.inRow + 1 : 1
    this.running = thread
  }

  /** Returns one of the threads that may go on, of which there is at least one, after so many steps. */
  pick(able: readonly number[], taken: number): number {
    const { policy, running } = this
    switch (policy.kind) {
      case 'first':
        return able.includes(running) ? running : Math.min(...able)
      case 'turns':
        if (this.inRow < policy.most) return able.includes(running) ? running : Math.min(...able)
        return present([...able].sort((one, other) => this.turn(one) - this.turn(other))[0], 'thread')
      case 'priorities': {
        const best = this.best(able)
        if (!policy.changes.includes(taken)) return best
        this.priorities[best] = --this.lowest
        return this.best(able)
      }
      default:
        return unreachable(policy)
    }
  }

  /** Returns which of the results of a step to take. */
  result(results: number, taken: number): number {
    return this.policy.kind === 'priorities' ? (this.policy.seed + taken) % results : 0
  }

  /** Returns a number that is the less, the sooner it is a thread's turn; the one that runs comes last. */
  private turn(thread: number): number {
    return thread > this.running ? thread - this.running - Number.MAX_SAFE_INTEGER : thread - this.running
  }

  private best(able: readonly number[]): number {
    const priority = (thread: number): number => this.priorities[thread] ?? 0
    return present([...able].sort((one, other) => priority(other) - priority(one) || one - other)[0], 'thread')
  }
}
