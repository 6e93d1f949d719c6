import type { Decision, Step } from '../stateless/execution.ts'
import type { PythonStep } from './agent.ts'
import { actorOf } from './steps.ts'

/** How hard an execution is to follow: mostly by how often another thread or task goes on. */
export function costOf(steps: readonly PythonStep[]): number {
  const actors = steps.map(actorOf)
  const changes = actors.filter((actor, index) => index > 0 && actor !== actors[index - 1]).length
  return changes * 10_000 + steps.length
}

/** The prefix that repeats an execution. */
export function decisionsOf(steps: readonly Step[]): Decision[] {
  return steps.map(({ thread, event, choice }) => ({ thread, event, choice }))
}
