import type { Decision, Step } from '../stateless/execution.ts'

/** How hard an execution is to follow: mostly by how often another thread goes on. */
export function costOf(steps: readonly Step[]): number {
  const changes = steps.filter(({ thread }, index) => index > 0 && thread !== steps[index - 1]?.thread).length
  return changes * 10_000 + steps.length
}

/** The prefix that repeats an execution. */
export function decisionsOf(steps: readonly Step[]): Decision[] {
  return steps.map(({ thread, event, choice }) => ({ thread, event, choice }))
}
