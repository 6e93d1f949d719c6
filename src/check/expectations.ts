import { type OutcomeStates, outcomesIn, valuesKey } from '../analysis/outcomes.ts'
import { unreachable } from '../base/bug.ts'
import type { Controls } from '../base/controls.ts'
import type { Expectation, Expression, FindingKind, Program, Value } from '../program/program.ts'
import { evaluate, Fault } from '../semantics/evaluate.ts'
import { StateKind, type StateSpace, terminalsOf, valueAt } from '../space/space.ts'
import { certifyConditionOf, certifyValuesOf } from './certify.ts'
import type { ExpectationResult, Finding, Unjudged } from './result.ts'
import type { Witnesses } from './witnesses.ts'

/** What expectations are judged by. */
export interface Evidence {
  readonly space: StateSpace
  /** Makes executions to its states, by which claims about these are certified. */
  readonly witnesses: Witnesses
  readonly findings: readonly Finding[]
  readonly complete: boolean
  readonly controls: Controls
  readonly interleavings: bigint | null
  readonly interleavingsWhy: string | null
  readonly unjudged: readonly Unjudged[]
  /** Whether states and interleavings are not those of the program itself. */
  readonly reduced: boolean
}

/** Judges each `expect` line; null where a limit leaves it open. */
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
      return no('it is false in a reachable final state')
    }
    case 'possible': {
      const good = terminalsOf(space, StateKind.final).find((state) => holdsIn(space, state, expectation.condition))
      if (good === undefined) return complete ? no('no final state is like that') : open
      certifyConditionOf(good, witnesses, expectation.condition, true)
      return yes
    }
    case 'finding': {
      const present = findings.some((each) => each.kind === expectation.finding)
      if (present) return expectation.present ? yes : no('there is one')
      if (!complete) return open
      const unjudged = evidence.unjudged.find((each) => each.kind === expectation.finding)
      if (unjudged !== undefined) return { holds: null, why: unjudged.why }
      if (evidence.reduced && fullSpaceKinds.has(expectation.finding)) {
        return { holds: null, why: `the exploration was reduced; ${evidence.controls.noReduction} looks for it` }
      }
      return expectation.present ? no('there is none') : yes
    }
    case 'states':
      if (evidence.reduced)
        return { holds: null, why: `the exploration was reduced; ${evidence.controls.noReduction} counts all states` }
      if (complete) return space.count === expectation.count ? yes : no(`there are ${space.count}`)
      return space.count > expectation.count ? no(`there are at least ${space.count}`) : open
    case 'interleavings':
      if (interleavings !== null) return `${interleavings}` === expectation.count ? yes : no(`there are ${interleavings}`)
      if (evidence.reduced)
        return { holds: null, why: `the exploration was reduced; ${evidence.controls.noReduction} counts them` }
      return complete ? no(interleavingsWhy ?? 'they were not counted') : open
    default:
      return unreachable(expectation)
  }
}

/** Findings that a reduced space need not show. */
const fullSpaceKinds: ReadonlySet<FindingKind> = new Set(['livelock', 'starvation', 'aba'])

const yes: Judgement = { holds: true, why: '' }
const open: Judgement = { holds: null, why: 'a limit was reached before this was decided' }

function no(why: string): Judgement {
  return { holds: false, why }
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
    unexpected.slice(0, mostListed).forEach(certify)
    return no(`also possible: ${listText(unexpected.map(({ values }) => valuesText(values)))}`)
  }
  if (!complete) return open
  const reached = new Set(found.map(({ values }) => valuesKey(values)))
  const missing = [...expected].filter(([key]) => !reached.has(key)).map(([, values]) => valuesText(values))
  if (missing.length > 0) return no(`not possible: ${listText(missing)}`)
  found.forEach(certify)
  return yes
}

const mostListed = 8

function listText(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).join(', ')
  return texts.length > mostListed ? `${shown} and ${texts.length - mostListed} more` : shown
}

function valuesText(values: readonly Value[]): string {
  const texts = values.map((value) => (typeof value === 'number' ? `${value}` : `[${value.join(', ')}]`))
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`
}

/** Whether a condition over shared variables and registers of threads holds in a state; false where it has no value. */
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
