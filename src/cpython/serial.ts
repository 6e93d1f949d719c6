import type { Policy } from '../stateless/execution.ts'
import type { Agent, PythonOutcome } from './agent.ts'
import type { PythonOptions } from './options.ts'
import { outcomeKey } from './result.ts'

/** Of more threads, not all orders are tried. */
const mostThreads = 6

/**
 * Returns the outcomes of the executions in which threads run one after another, as keys; null if there are too many orders.
 * A thread with a higher priority runs as long as it can. Main comes last, so that all threads have started before.
 */
export async function serialOutcomes(
  agent: Agent,
  { observe, limits }: PythonOptions,
  threads: number,
): Promise<((names: readonly string[]) => ReadonlySet<string>) | null> {
  if (threads > mostThreads) return null
  const outcomes: PythonOutcome[] = []
  for (const order of permutations(threads - 1)) {
    const priorities = [threads + 1, ...order.map((place) => place + 1)]
    const policy: Policy = { kind: 'priorities', priorities, changes: [], seed: 0 }
    const answer = await agent.run({ prefix: [], sleeping: [], maxSteps: limits.maxSteps, policy, observe, details: false })
    if (answer.end === 'done') outcomes.push(answer.outcome)
  }
  return (names) => new Set(outcomes.map((each) => outcomeKey(names, each)))
}

function permutations(count: number): number[][] {
  if (count <= 0) return [[]]
  return permutations(count - 1).flatMap((each) =>
    Array.from({ length: count }, (_, at) => [...each.slice(0, at), count - 1, ...each.slice(at)]),
  )
}
