import { aspectReader, type OutcomeStates, outcomesIn, valuesKey } from '../analysis/outcomes.ts'
import { unreachable } from '../base/bug.ts'
import { showsInReducedSpaces } from '../findings/kinds.ts'
import type { Expectation, Expression, FindingKind, Program, Rules } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { StateKind, type StateSpace, terminalsOf, valueAt } from '../space/space.ts'
import { certifyConditionOf, certifyReachable, certifyStopOf, certifyValuesOf } from './certify.ts'
import type { UncountedReason, Why } from './reasons.ts'
import type { ExpectationResult, Finding, Unjudged } from './result.ts'
import type { Witnesses } from './witnesses.ts'

/** The results that expectations are judged by. */
export interface Evidence {
  readonly space: StateSpace
  readonly rules: Rules
  /** Makes executions to states of the space, by which claims about them are certified. */
  readonly witnesses: Witnesses
  readonly findings: readonly Finding[]
  readonly complete: boolean
  readonly interleavings: bigint | null
  readonly interleavingsWhy: UncountedReason | null
  readonly unjudged: readonly Unjudged[]
  /** Whether the space is reduced, so that its states and interleavings are not those of the program itself. */
  readonly reduced: boolean
}

/** Judges each `expect` line; the verdict is null if a limit leaves it open. */
export function judge(expectations: readonly Expectation[], evidence: Evidence): ExpectationResult[] {
  return expectations.map((expectation) => ({ expectation, ...judgeOne(expectation, evidence) }))
}

type Judgement = Pick<ExpectationResult, 'holds' | 'why'>

function judgeOne(expectation: Expectation, evidence: Evidence): Judgement {
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
      return no({ kind: 'false in a final state' })
    }
    case 'possible': {
      const good = terminalsOf(space, StateKind.final).find((state) => holdsIn(space, state, expectation.condition))
      if (good === undefined) return complete ? no({ kind: 'in no final state' }) : open
      certifyConditionOf(good, witnesses, expectation.condition, true)
      return yes
    }
    case 'reachable':
    case 'never':
      return judgeReachable(expectation.kind, expectation.condition, evidence)
    case 'finding': {
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

const yes: Judgement = { holds: true, why: null }
const open: Judgement = undecided({ kind: 'limit' })

function no(why: Why): Judgement {
  return { holds: false, why }
}

function undecided(why: Why): Judgement {
  return { holds: null, why }
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
  for (let state = 0; state < space.count; state++) {
    if (!holdsIn(space, state, condition)) continue
    certifyReachable(state, witnesses, condition)
    return kind === 'reachable' ? yes : no({ kind: 'reached' })
  }
  if (!complete) return open
  return kind === 'never' ? yes : no({ kind: 'in no state' })
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
  const expected = new Map(expectation.values.map((values) => [valuesKey(values), values]))
  const unexpected = found.filter(({ values }) => !expected.has(valuesKey(values)))
  if (unexpected.length > 0) {
    unexpected.slice(0, listedOutcomes).forEach(certify)
    return no({ kind: 'also possible', names, values: unexpected.map(({ values }) => values) })
  }
  if (!complete) return open
  const reached = new Set(found.map(({ values }) => valuesKey(values)))
  const missing = [...expected].filter(([key]) => !reached.has(key)).map(([, values]) => values)
  if (missing.length > 0) return no({ kind: 'not possible', names, values: missing })
  found.forEach(certify)
  return yes
}

/** Reports list at most this many of the values that should not be possible. */
const listedOutcomes = 8

/**
 * Reports whether a condition over shared variables and registers of threads holds in a state; false if it has no value
 * there.
 */
export function holdsIn(space: StateSpace, state: number, condition: Expression): boolean {
  const { program, layout } = space
  const peer = (thread: number, register: number): number => valueAt(space, state, layout.register(thread, register))
  try {
    const value = evaluate(condition, {
      register: (register) => peer(-1, register),
      peer,
      shared: (variable, element) => valueAt(space, state, layout.shared(variable, element)),
      length: (variable) => lengthOf(program, variable),
      aspect: (aspect) => aspectReader(program, layout, space.rows, aspect)(state),
    })
    return value !== 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

function lengthOf(program: Program, variable: number): number {
  return program.shared[variable]?.initial.length ?? 0
}
