import { type Decision, Departure } from '../stateless/execution.ts'
import type { Again, AgentAnswer } from './agent.ts'
import { costOf, decisionsOf } from './cost.ts'

/** After so many executions an execution is short enough. */
const mostAttempts = 40
/** Longer executions take too much time to be made so often. */
const mostSteps = 400

/**
 * Returns an execution that is as easy to follow or easier, and shows what `shown` makes of the first one too: as long as that
 * succeeds, what a thread does in one go is moved to what it does before or after, and the result is executed.
 */
export async function shortened<T>(
  answer: AgentAnswer,
  again: Again,
  shown: (answer: AgentAnswer) => T | null,
): Promise<T | null> {
  let best = { answer, shown: shown(answer) }
  if (best.shown === null || answer.steps.length > mostSteps || (answer.outcome.tasks ?? 0) > 0) return best.shown
  let attempts = 0
  for (let isShorter = true; isShorter; ) {
    isShorter = false
    for (const prefix of candidates(decisionsOf(best.answer.steps))) {
      if (attempts++ >= mostAttempts) return best.shown
      const made = await attempted(prefix, again)
      if (made === null || costOf(made.steps) >= costOf(best.answer.steps)) continue
      const found = shown(made)
      if (found === null) continue
      best = { answer: made, shown: found }
      isShorter = true
      break
    }
  }
  return best.shown
}

/** Null if the schedule is impossible. */
async function attempted(prefix: readonly Decision[], again: Again): Promise<AgentAnswer | null> {
  try {
    return await again(prefix)
  } catch (error) {
    if (error instanceof Departure) return null
    throw error
  }
}

/** Orders of the same steps with fewer changes of threads: a part of a thread right after the one before, or before the one after. */
function candidates(decisions: readonly Decision[]): Decision[][] {
  const parts = partsOf(decisions)
  const found: Decision[][] = []
  for (const [index, part] of parts.entries()) {
    const thread = part[0]?.thread
    const before = parts.findLastIndex((each, at) => at < index - 1 && each[0]?.thread === thread)
    const rest = parts.filter((_, at) => at !== index)
    if (before === -1) continue
    found.push([...rest.slice(0, before + 1), part, ...rest.slice(before + 1)].flat())
    const earlier = parts[before]
    if (earlier === undefined) continue
    const others = parts.filter((_, at) => at !== before)
    found.push([...others.slice(0, index - 1), earlier, ...others.slice(index - 1)].flat())
  }
  return found
}

/** What threads do in one go. */
function partsOf(decisions: readonly Decision[]): Decision[][] {
  const parts: Decision[][] = []
  for (const decision of decisions) {
    const last = parts.at(-1)
    if (last?.[0]?.thread === decision.thread) last.push(decision)
    else parts.push([decision])
  }
  return parts
}
