import { type Lasso, lassosIn } from '../analysis/liveness.ts'
import { memoized } from '../base/memoized.ts'
import type { Fairness } from '../program/program.ts'
import { isFairRound, isRound } from '../semantics/fairness.ts'
import type { Candidate, ExploredGraph, Replayed } from './rule.ts'

const lassosOf = memoized((graph: ExploredGraph) => lassosIn(graph, graph.edges, graph.fairness).all())

/** Returns the infinite executions of a kind: to a state, then around a cycle forever. */
export function lassoCandidates<D>(graph: ExploredGraph, kind: Lasso['kind'], detailOf: (lasso: Lasso) => D): Candidate<D>[] {
  const found = lassosOf(graph).filter(([first]) => first?.info.kind === kind)
  return found.map((candidates) => ({
    targets: candidates.map((each) => each.target),
    round: (target) => candidates[target]?.info.round ?? [],
    account: (target, replayed) => {
      const lasso = candidates[target]?.info
      if (lasso === undefined || !isLasso(lasso, graph.fairness, replayed)) return null
      return { detail: detailOf(lasso), threads: lasso.threads, lines: lasso.lines }
    },
    canBeShortened: false,
  }))
}

/**
 * Reports whether the cycle returns to its start, is fair, and contains no progress of the threads that should not
 * make any.
 */
function isLasso({ kind, threads }: Lasso, fairness: Fairness, { program, rules, trace, cycleFrom }: Replayed): boolean {
  const round = trace.steps.slice(cycleFrom)
  if (!isRound(round)) return false
  if (kind === 'divergence') return true
  const idle = kind === 'livelock' ? program.threads.map((_, thread) => thread) : threads
  const progressed = new Set(round.flatMap((step) => step.progressed))
  if (idle.some((thread) => progressed.has(thread))) return false
  return isFairRound(program, round, fairness, rules)
}
