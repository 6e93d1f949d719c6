import { type OutcomeStates, outcomesIn, valuesKey } from '../analysis/outcomes.ts'
import { unreachable } from '../base/bug.ts'
import { showsInReducedSpaces } from '../findings/kinds.ts'
import type { Expectation, Expression, Program } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { StateKind, type StateSpace, terminalsOf, valueAt } from '../space/space.ts'
import { certifyConditionOf, certifyValuesOf } from './certify.ts'
import type { UncountedReason, Why } from './reasons.ts'
import type { ExpectationResult, Finding, Unjudged } from './result.ts'
import type { Witnesses } from './witnesses.ts'

/** The results that expectations are judged by. */
export interface Evidence {
  readonly space: StateSpace
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
    case 'final': {
      const bad = terminalsOf(space, StateKind.final).find((state) => !holdsIn(space, state, expectation.condition))
      if (bad === undefined) return ifComplete(complete)
      certifyConditionOf(bad, witnesses, expectation.condition, false)
      return no({ kind: 'false in a final state' })
    }
    case 'possible': {
      const good = terminalsOf(space, StateKind.final).find((state) => holdsIn(space, state, expectation.condition))
      if (good === undefined) return complete ? no({ kind: 'in no final state' }) : open
      certifyConditionOf(good, witnesses, expectation.condition, true)
      return yes
    }
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

function judgeOutcomes(expectation: Expectation & { kind: 'outcomes' }, evidence: Evidence): Judgement {
  const { space, witnesses, complete } = evidence
  const { names } = expectation
  const found = outcomesIn(space, names)
  const certify = ({ values, states }: OutcomeStates): void => {
    certifyValuesOf(states[0] ?? 0, witnesses, names, values)
  }
  const expected = new Map(expectation.values.map((values) => [valuesKey(values), values]))
  const unexpected = found.filter(({ values }) => !expected.has(valuesKey(values)))
  if (unexpected.length > 0) {
    unexpected.slice(0, listedOutcomes).forEach(certify)
    return no({ kind: 'also possible', values: unexpected.map(({ values }) => values) })
  }
  if (!complete) return open
  const reached = new Set(found.map(({ values }) => valuesKey(values)))
  const missing = [...expected].filter(([key]) => !reached.has(key)).map(([, values]) => values)
  if (missing.length > 0) return no({ kind: 'not possible', values: missing })
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
