import type { Detail } from '../analysis/finding.ts'
import { type Lasso, lassosIn } from '../analysis/liveness.ts'
import { present, unreachable } from '../base/bug.ts'
import { type Rules, severityOf } from '../program/program.ts'
import { stateKey } from '../semantics/enumerate.ts'
import { isEnabled } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import type { StateSpace } from '../space/space.ts'
import type { Finding } from './result.ts'
import { certified, confirm, type Witnesses } from './witnesses.ts'

/** Infinite executions, each as a trace that ends where it has been before. */
export function lassoFindings(space: StateSpace, witnesses: Witnesses, rules: Rules): Finding[] {
  if (space.edges === null) return []
  return lassosIn(space, space.edges)
    .all()
    .map((candidates) => {
      const stem = witnesses.to(candidates.map((each) => each.target))
      const { info } = present(candidates[stem.target], 'target of a witness')
      const trace = certified(space.program, [...stem.trace.schedule, ...info.round], rules)
      const cycleFrom = stem.trace.steps.length
      confirmLasso(space, info, trace, cycleFrom, rules)
      const detail = detailOf(info)
      const { threads, lines } = info
      return { kind: detail.kind, severity: severityOf(detail.kind), detail, threads, lines, trace, cycleFrom, shortest: false }
    })
}

function detailOf({ kind, threads, others }: Lasso): Detail {
  const thread = threads[0] ?? 0
  switch (kind) {
    case 'livelock':
      return { kind, threads }
    case 'starvation':
      return { kind, thread, others }
    case 'divergence':
      return { kind, thread, instruction: '', explanation: 'the loop touches nothing shared and never ends' }
    default:
      return unreachable(kind)
  }
}

/** The cycle comes back to its start, is weakly fair, and nobody gets anywhere in it who should not. */
function confirmLasso({ program }: StateSpace, { kind, threads }: Lasso, trace: Trace, from: number, rules: Rules): void {
  const round = trace.steps.slice(from)
  const start = present(round[0], 'step of a cycle').before
  confirm(stateKey(start) === stateKey(present(round.at(-1), 'step of a cycle').after), 'that a cycle closes')
  if (kind === 'divergence') return
  const idle = kind === 'livelock' ? program.threads.map((_, thread) => thread) : threads
  const progressed = new Set(round.flatMap((step) => step.progressed))
  confirm(!idle.some((thread) => progressed.has(thread)), 'that there is no progress in a cycle')
  const fair = program.threads.every((_, thread) =>
    round.some((step) => step.thread === thread || !isEnabled(program, step.before, thread, rules)),
  )
  confirm(fair, 'that a cycle is fair')
}
