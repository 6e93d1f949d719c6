import { present } from '../base/bug.ts'
import { type Detail, severityIn, soughtKinds } from '../findings/kinds.ts'
import type { Account, Candidate, ExploredGraph, Sought } from '../findings/rule.ts'
import type { FindingKind, Rules } from '../program/program.ts'
import type { Trace } from '../semantics/trace.ts'
import { lastState } from './certify.ts'
import type { Finding } from './result.ts'
import { confirm, type Witness, type Witnesses } from './witnesses.ts'

/** Returns the findings of a kind: each candidate with a trace at whose end the reference interpreter confirms it. */
export function confirmed(
  { name }: Sought<Detail>,
  candidates: readonly Candidate<Detail>[],
  witnesses: Witnesses,
  rules: Rules,
): Finding[] {
  const { program } = witnesses
  return candidates.map((candidate) => {
    const accountOf = (target: number, trace: Trace, names: readonly number[], cycleFrom: number): Account<Detail> | null => {
      const named = (thread: number): number => present(names[thread], 'thread')
      return candidate.account(target, { program, rules, trace, state: lastState(trace), cycleFrom, named })
    }
    const isShown = (trace: Trace, names: readonly number[]): boolean => accountOf(0, trace, names, trace.steps.length) !== null
    const way = witnesses.to(candidate.targets, candidate.canBeShortened ? isShown : null)
    const round = candidate.round?.(way.target) ?? null
    const trace = round === null ? way.trace : witnesses.certified([...way.trace.schedule, ...round])
    const account = accountOf(way.target, trace, way.names, way.trace.steps.length)
    confirm(account !== null, name)
    return finding(present(account, name), witnesses, {
      trace,
      cycleFrom: round === null ? null : way.trace.steps.length,
      shortest: round === null && way.shortest,
    })
  })
}

/** Returns the findings of a kind in the infinite executions of a space, as its `fairness` says. */
export function findingsUnder(kind: FindingKind, graph: ExploredGraph, witnesses: Witnesses, rules: Rules): Finding[] {
  const sought = soughtKinds.filter((each) => each.kind === kind)
  return sought.flatMap((each) =>
    each.searches.flatMap((search) => (search.in === 'graph' ? confirmed(each, search.find(graph), witnesses, rules) : [])),
  )
}

/** Makes a finding from its account and its trace. */
export function finding(
  { detail, threads, lines }: Account<Detail>,
  { program }: Pick<Witnesses, 'program'>,
  shown: Pick<Witness, 'trace' | 'shortest'> & Pick<Finding, 'cycleFrom'>,
): Finding {
  return { kind: detail.kind, severity: severityIn(program, detail.kind), detail, threads, lines, ...shown }
}
