import { type Lasso, lassosIn } from '../analysis/liveness.ts'
import { memoized } from '../base/memoized.ts'
import { stateKey } from '../semantics/enumerate.ts'
import { isEnabled } from '../semantics/step.ts'
import type { Candidate, ExploredGraph, Replayed } from './rule.ts'

const lassosOf = memoized((graph: ExploredGraph) => lassosIn(graph, graph.edges).all())

/** Returns the infinite executions of a kind: to a state, then around a cycle forever. */
export function lassoCandidates<D>(graph: ExploredGraph, kind: Lasso['kind'], detailOf: (lasso: Lasso) => D): Candidate<D>[] {
  const found = lassosOf(graph).filter(([first]) => first?.info.kind === kind)
  return found.map((candidates) => ({
    targets: candidates.map((each) => each.target),
    round: (target) => candidates[target]?.info.round ?? [],
    account: (target, replayed) => {
      const lasso = candidates[target]?.info
      if (lasso === undefined || !isLasso(lasso, replayed)) return null
      return { detail: detailOf(lasso), threads: lasso.threads, lines: lasso.lines }
    },
    canBeShortened: false,
  }))
}

/**
 * Reports whether the cycle returns to its start, is weakly fair, and contains no progress of the threads that should not
 * make any.
 */
function isLasso({ kind, threads }: Lasso, { program, rules, trace, cycleFrom }: Replayed): boolean {
  const round = trace.steps.slice(cycleFrom)
  const [first, last] = [round[0], round.at(-1)]
  if (first === undefined || last === undefined || stateKey(first.before) !== stateKey(last.after)) return false
  if (kind === 'divergence') return true
  const idle = kind === 'livelock' ? program.threads.map((_, thread) => thread) : threads
  const progressed = new Set(round.flatMap((step) => step.progressed))
  if (idle.some((thread) => progressed.has(thread))) return false
  return program.threads.every((_, thread) =>
    round.some((step) => step.thread === thread || !isEnabled(program, step.before, thread, rules)),
  )
}
