import { type OutcomeStates, outcomesIn } from '../analysis/outcomes.ts'
import { unreachable } from '../base/bug.ts'
import { showsInReducedSpaces } from '../findings/kinds.ts'
import type { ExploredGraph } from '../findings/rule.ts'
import { outcomeKey } from '../program/heap.ts'
import type { Expectation, Expression, Fairness, FindingKind, Rules, Value } from '../program/program.ts'
import { StateKind, type StateSpace, terminalsOf } from '../space/space.ts'
import { certifyConditionOf, certifyReachable, certifyStopOf, certifyValuesOf } from './certify.ts'
import { findingsUnder } from './findings.ts'
import { holdsIn } from './holds.ts'
import type { Overtaking } from './overtaking.ts'
import { comparesTo } from './overtaking-bounds.ts'
import type { UncountedReason, Why } from './reasons.ts'
import type { ExpectationResult, Finding, Unjudged } from './result.ts'
import type { Shown } from './shown.ts'
import type { Temporal } from './temporal.ts'
import type { Witnesses } from './witnesses.ts'

/** The results that expectations are judged by. */
export interface Evidence {
  readonly space: StateSpace
  readonly rules: Rules
  /** Which infinite executions count, where an expectation does not say it. */
  readonly fairness: Fairness
  /** The space of the program itself with its transitions, by the executions that count; null if they are not known. */
  readonly graphs: Readonly<Record<Fairness, ExploredGraph>> | null
  /** Makes executions to states of the space, by which claims about them are certified. */
  readonly witnesses: Witnesses
  readonly findings: readonly Finding[]
  readonly complete: boolean
  readonly interleavings: bigint | null
  readonly interleavingsWhy: UncountedReason | null
  readonly unjudged: readonly Unjudged[]
  readonly overtaking: readonly Overtaking[] | null
  /** Whether the space is reduced, so that its states and interleavings are not those of the program itself. */
  readonly reduced: boolean
}

/** Judges each `expect` line; the verdict is null if a limit leaves it open. */
export async function judge(expectations: readonly Expectation[], evidence: Evidence): Promise<ExpectationResult[]> {
  const results: ExpectationResult[] = []
  for (const expectation of expectations) results.push({ expectation, ...(await judgeOne(expectation, evidence)) })
  return results
}

type Judgement = Pick<ExpectationResult, 'holds' | 'why' | 'shown'>

function judgeOne(expectation: Expectation, evidence: Evidence): Judgement | Promise<Judgement> {
  const { space, witnesses, findings, complete, interleavings, interleavingsWhy } = evidence
  switch (expectation.kind) {
    case 'outcomes':
      return judgeOutcomes(expectation, evidence)
    case 'deadlocks':
      return evidence.reduced ? undecided({ kind: 'reduced', wanted: 'each state' }) : judgeOutcomes(expectation, evidence)
    case 'final': {
      const bad = terminalsOf(space, StateKind.final).find((state) => !holdsIn(space, state, expectation.condition))
      if (bad === undefined) return complete && isVacuous(evidence) ? no({ kind: 'vacuous' }) : ifComplete(complete)
      certifyConditionOf(bad, witnesses, expectation.condition, false)
      return no({ kind: 'false in a final state' }, shownAt(bad, witnesses))
    }
    case 'possible': {
      const good = terminalsOf(space, StateKind.final).find((state) => holdsIn(space, state, expectation.condition))
      if (good === undefined) return complete ? no({ kind: 'in no final state' }) : open
      certifyConditionOf(good, witnesses, expectation.condition, true)
      return { ...yes, shown: shownAt(good, witnesses) }
    }
    case 'reachable':
    case 'never':
      return judgeReachable(expectation.kind, expectation.condition, evidence)
    case 'temporal':
      return judgeTemporal(expectation, evidence)
    case 'finding': {
      if (asksItself(expectation, evidence)) return judgeFairly(expectation, evidence)
      const present = findings.some((each) => each.kind === expectation.finding)
      if (present) return expectation.present ? yes : no({ kind: 'finding', present: true })
      if (!complete) return open
      const unjudged = evidence.unjudged.find((each) => each.kind === expectation.finding)
      if (unjudged !== undefined) return undecided({ kind: 'unjudged', reason: unjudged.reason })
      if (evidence.reduced && !showsInReducedSpaces(expectation.finding)) {
        return undecided({ kind: 'unjudged', reason: { kind: 'reduced' } })
      }
      return expectation.present ? no({ kind: 'finding', present: false }) : yes
    }
    case 'overtaking':
      return judgeOvertaking(expectation, evidence)
    case 'states':
      if (evidence.reduced) return undecided({ kind: 'reduced', wanted: 'states' })
      if (complete && space.count === expectation.count) return yes
      return complete || space.count > expectation.count ? no({ kind: 'states', count: space.count, complete }) : open
    case 'interleavings':
      if (interleavings !== null) {
        return `${interleavings}` === expectation.count ? yes : no({ kind: 'interleavings', count: interleavings })
      }
      if (evidence.reduced) return undecided({ kind: 'reduced', wanted: 'interleavings' })
      return complete ? no({ kind: 'uncounted', reason: interleavingsWhy }) : open
    default:
      return unreachable(expectation)
  }
}

const yes: Judgement = { holds: true, why: null, shown: null }
const open: Judgement = undecided({ kind: 'limit' })

/** What takes all states or transitions is not decided if the store is compressed. */
const unstored: Judgement = undecided({ kind: 'unjudged', reason: { kind: 'store' } })

function no(why: Why, shown: Judgement['shown'] = null): Judgement {
  return { holds: false, why, shown }
}

function undecided(why: Why): Judgement {
  return { holds: null, why, shown: null }
}

/** Returns an execution to a state, which is made when it is wanted. */
function shownAt(state: number, witnesses: Witnesses): Judgement['shown'] {
  return () => ({ trace: witnesses.to([{ state, label: null }]).trace, cycleFrom: null, notes: new Map() })
}

function ifComplete(complete: boolean): Judgement {
  return complete ? yes : open
}

/** Whether no execution ends, although no `expect` line says that the program deadlocks, fails, or goes on for ever. */
function isVacuous({ space }: Evidence): boolean {
  const meant = space.program.expectations.some((each) => {
    if (each.kind === 'finding') return each.present && endless.has(each.finding)
    return each.kind === 'deadlocks' ? each.values.length > 0 : each.kind === 'outcomes' && each.values.length === 0
  })
  return !meant && !space.terminalKinds.includes(StateKind.final)
}

/** Kinds of findings by which executions do not end. */
const endless: ReadonlySet<FindingKind> = new Set([
  ...(['deadlock', 'stuck-thread', 'livelock', 'assertion', 'division-by-zero', 'index', 'overflow'] as const),
  ...(['lock-misuse', 'thread-misuse', 'channel-misuse', 'divergence'] as const),
])

function judgeReachable(kind: 'reachable' | 'never', condition: Expression, evidence: Evidence): Judgement {
  const { space, witnesses, complete, reduced } = evidence
  // Reductions leave states out.
  if (reduced) return undecided({ kind: 'reduced', wanted: 'each state' })
  if (space.omitted !== null) return open // a lossy store does not keep them
  if (space.store === 'compressed') return unstored
  for (let state = 0; state < space.count; state++) {
    if (!holdsIn(space, state, condition)) continue
    certifyReachable(state, witnesses, condition)
    const shown = shownAt(state, witnesses)
    return kind === 'reachable' ? { ...yes, shown } : no({ kind: 'reached' }, shown)
  }
  if (!complete) return open
  return kind === 'never' ? yes : no({ kind: 'in no state' })
}

type ExpectedFinding = Extract<Expectation, { readonly kind: 'finding' }>

/** Whether an expectation is about other executions than the findings of the check, or about one thread. */
function asksItself({ thread, fairness }: ExpectedFinding, evidence: Evidence): boolean {
  return thread !== undefined || (fairness !== undefined && fairness !== evidence.fairness)
}

/** Judges whether there is a finding of a thread, or in executions of another fairness, by a search of its own. */
function judgeFairly({ finding: kind, present, thread, fairness }: ExpectedFinding, evidence: Evidence): Judgement {
  const { witnesses, rules, graphs, complete, reduced } = evidence
  if (!complete) return open
  if (reduced) return undecided({ kind: 'unjudged', reason: { kind: 'reduced' } })
  if (graphs === null) return evidence.space.store === 'compressed' ? unstored : open
  const found = findingsUnder(kind, graphs[fairness ?? evidence.fairness], witnesses, rules)
  const first = found.find((each) => thread === undefined || each.threads.includes(thread))
  if (first === undefined) return present ? no({ kind: 'finding', present: false }) : yes
  const shown = (): Shown => ({ ...first, notes: new Map() })
  return present ? { ...yes, shown } : no({ kind: 'finding', present: true }, shown)
}

/** What decides temporal expectations is loaded on demand: most programs have none. */
async function judgeTemporal(expectation: Temporal, evidence: Evidence): Promise<Judgement> {
  const { graphs, complete, reduced } = evidence
  const fairness = expectation.fairness ?? evidence.fairness
  if (reduced) return undecided({ kind: 'reduced', wanted: 'each state' })
  if (complete && graphs === null && evidence.space.store === 'compressed') return unstored
  if (!complete || graphs === null) return open
  const { refutationOf } = await import('./temporal.ts')
  const found = refutationOf(expectation, graphs[fairness], evidence)
  if (found === null) return yes
  const { operator } = expectation
  const why = { kind: 'temporal', operator, label: found.case.label, ends: found.ends, fairness } as const
  return no(why, () => found.shown)
}

function judgeOvertaking(
  { section, operator, bound }: Extract<Expectation, { readonly kind: 'overtaking' }>,
  { overtaking, reduced, complete, space }: Evidence,
): Judgement {
  if (reduced) return undecided({ kind: 'reduced', wanted: 'each state' })
  const found = complete ? overtaking?.find((each) => each.section === section) : undefined
  if (found === undefined) return complete && space.store === 'compressed' ? unstored : open
  const { worst, witness } = found
  if (!comparesTo(worst.most, operator, bound)) return no({ kind: 'overtaking', ...worst }, witness)
  witness?.() // confirms it
  return { ...yes, shown: witness }
}

type ExpectedValues = Extract<Expectation, { readonly kind: 'outcomes' | 'deadlocks' }>

function judgeOutcomes(expectation: ExpectedValues, evidence: Evidence): Judgement {
  const { space, witnesses, complete } = evidence
  const { names, kind } = expectation
  const found = outcomesIn(space, names, kind === 'outcomes' ? StateKind.final : StateKind.deadlock)
  const certify = ({ values, states }: OutcomeStates): void => {
    if (kind === 'outcomes') certifyValuesOf(states[0] ?? 0, witnesses, names, values)
    else certifyStopOf(states[0] ?? 0, witnesses, evidence.rules, names, values)
  }
  const key = (values: readonly Value[]): string => outcomeKey(space.program, names, values)
  const expected = new Map(expectation.values.map((values) => [key(values), values]))
  const unexpected = found.filter(({ values }) => !expected.has(key(values)))
  const reached = new Set(found.map(({ values }) => key(values)))
  const missing = [...expected].filter(([each]) => !reached.has(each)).map(([, values]) => values)
  if (unexpected.length > 0) {
    unexpected.slice(0, listedOutcomes).forEach(certify)
    const others = complete ? missing : []
    return no({ kind: 'also possible', names, values: unexpected.map(({ values }) => values), missing: others })
  }
  if (!complete) return open
  if (missing.length > 0) return no({ kind: 'not possible', names, values: missing, missing: [] })
  found.forEach(certify)
  return yes
}

/** Reports list at most this many of the values that should not be possible. */
const listedOutcomes = 8
