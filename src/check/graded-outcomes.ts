import type { Counts } from '../analysis/counts.ts'
import type { Grade } from '../analysis/finding.ts'
import { type OutcomeStates, observe, outcomesIn } from '../analysis/outcomes.ts'
import { Bug } from '../base/bug.ts'
import { finalsByOrder, type OrderedEnds } from '../explorer/orders.ts'
import { exploreSerially } from '../explorer/serial.ts'
import { outcomeKey } from '../program/heap.ts'
import type { Expression, Observable, Program, Value } from '../program/program.ts'
import type { Trace } from '../semantics/trace.ts'
import { depthOf, type StateSpace } from '../space/space.ts'
import { keysAfterLostUpdate } from './after-lost-update.ts'
import { certifyConditionOf, certifyValues, certifyValuesOf, lastState } from './certify.ts'
import { holdsIn } from './holds.ts'
import { type CheckOptions, listedOutcomes, mostCertifiedSteps } from './options.ts'
import type { Finding, Outcome } from './result.ts'
import type { Witnesses } from './witnesses.ts'

/** In smaller spaces all serial executions are explored directly, without first running whole threads in each order. */
const orderedStates = 2000

/** In larger spaces it is not looked for which final values are reached by executions in which an update is lost. */
const comparedStates = 20_000

function nothingOrdered({ layout, rows }: StateSpace): OrderedEnds {
  return { layout, rows, finals: [] }
}

/**
 * Returns the final values that executions reach, their grades, and the number of executions that reach them. The outcomes
 * that a report lists first are certified immediately.
 */
export function gradedOutcomes(
  space: StateSpace,
  observed: readonly Observable[],
  findings: readonly Finding[],
  counts: Counts | null,
  witnesses: Witnesses,
  options: CheckOptions,
): Outcome[] {
  const { program } = witnesses
  const found = outcomesIn(space, observed)
  const keyOf = (values: readonly Value[]): string => outcomeKey(space.program, observed, values)
  const ordered =
    !options.serial || (space.limit === null && space.count < orderedStates)
      ? nothingOrdered(space)
      : finalsByOrder(space.program, options.rules)
  const byOrder = new Map(
    ordered.finals.map((end) => [keyOf(observe(space.program, ordered.layout, ordered.rows, end.row, observed)), end]),
  )
  const serial = serialOutcomes(space.program, observed, options, found, new Set(byOrder.keys()))
  const suspicious = namesSuspect(observed, findings)
  const author = authorOf(space)
  const isSearched =
    space.limit === null && space.count <= comparedStates && findings.some(({ kind }) => kind === 'lost-update')
  const afterLostUpdate = once(() => (isSearched ? keysAfterLostUpdate(program, observed, options) : new Set<string>()))
  const reached = new Set(found.map(({ values }) => keyOf(values)))
  const unexplored = [...byOrder].flatMap(([key, end]): Claim[] => {
    if (reached.has(key)) return []
    const final = observe(space.program, ordered.layout, ordered.rows, end.row, observed)
    return [
      {
        final,
        serial: true,
        grade: 'right',
        interleavings: null,
        ofThreads: null,
        probability: null,
        steps: end.steps,
        isReachedByLostUpdate: () => false,
        certify: () => certifyValues(program, witnesses.endAlong(end.schedule()), observed, final),
        trace: () => witnesses.along(end.schedule()),
      },
    ]
  })
  if (space.limit === null && unexplored.length > 0) throw new Bug('a serial execution ends where none was explored')
  const explored = found.map((outcome): Claim => {
    const isSerial = serial.isSerial(outcome)
    const exclusion = exclusionOf(space, outcome)
    const said = author(outcome)
    const suspect = said === null && isSerial === false && suspicious
    const wrong = suspect || said === 'refuses' || exclusion !== null
    return {
      final: outcome.values,
      serial: isSerial,
      grade: wrong ? 'wrong' : isSerial === false ? 'not-serial' : 'right',
      interleavings: counts?.interleavingsOf(outcome.states) ?? null,
      ofThreads: counts?.threads?.interleavingsOf(outcome.states) ?? null,
      probability: counts?.probabilityOf(outcome.states) ?? null,
      steps: depthOf(space, outcome.states[0] ?? 0),
      isReachedByLostUpdate: () => afterLostUpdate().has(keyOf(outcome.values)),
      certify: () => {
        const state = exclusion?.state ?? outcome.states[0] ?? 0
        certifyValuesOf(state, witnesses, observed, outcome.values)
        if (exclusion !== null) certifyConditionOf(state, witnesses, exclusion.condition, false)
      },
      trace: () => witnesses.to(nearestStates(space, outcome.states)).trace,
    }
  })
  const claims = [...explored, ...unexplored]
  const certified = certifyFirst(claims, space.count / statesPerStep, options.listed)
  return claims.map(({ certify: _, trace, ...outcome }, index) => {
    const witness = (): Trace => {
      const shown = trace()
      certifyValues(program, lastState(shown), observed, outcome.final)
      return shown
    }
    return { ...outcome, isCertified: certified.has(index), witness: once(witness) }
  })
}

/** An outcome before it is certified. */
export interface Claim extends Omit<Outcome, 'witness' | 'isCertified'> {
  /** Throws `Bug` unless the reference interpreter confirms the outcome. */
  readonly certify: () => void
  readonly trace: () => Trace
}

/** Returns outcomes in the order in which reports list them. */
export function inOrderOfGrade<T extends { readonly grade: Grade }>(outcomes: readonly T[]): T[] {
  const ranks: Readonly<Record<Grade, number>> = { right: 0, 'not-serial': 1, wrong: 2 }
  return [...outcomes].sort((one, other) => ranks[one.grade] - ranks[other.grade])
}

/** Reports name at most this many of the wrong outcomes. */
export const namedOutcomes = 4
/** For this many explored states, one step of the reference interpreter costs little. */
const statesPerStep = 4000

/**
 * Has the reference interpreter confirm outcomes: all that reports show, then more as long as the executions to them have
 * at most `steps` steps in total. Returns the indices of the confirmed ones. Throws `Bug` if it refutes one.
 */
export function certifyFirst(claims: readonly Claim[], steps: number, reported: number = listedOutcomes): ReadonlySet<number> {
  const listed = inOrderOfGrade(claims)
  const named = listed.filter(({ grade }) => grade === 'wrong').slice(0, namedOutcomes)
  const shown = new Set([...listed.slice(0, reported), ...named])
  const certified = new Set<Claim>()
  let taken = 0
  for (const claim of [...shown, ...listed.filter((each) => !shown.has(each))]) {
    taken += claim.steps
    const isAffordable = taken <= (shown.has(claim) ? mostCertifiedSteps : Math.min(steps, mostCertifiedSteps))
    if (certified.size > 0 && !isAffordable) break
    claim.certify()
    certified.add(claim)
  }
  return new Set(claims.flatMap((claim, index) => (certified.has(claim) ? [index] : [])))
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function nearestStates(space: StateSpace, states: readonly number[]): { state: number; label: null }[] {
  const depth = depthOf(space, states[0] ?? 0) // states are numbered by depth
  return states.filter((state) => depthOf(space, state) === depth).map((state) => ({ state, label: null }))
}

/** Returns a final state of the outcome that some `expect final` rules out; null if there is none. */
function exclusionOf(
  space: StateSpace,
  { states }: OutcomeStates,
): { readonly state: number; readonly condition: Expression } | null {
  for (const each of space.program.expectations) {
    if (each.kind !== 'final') continue
    const { condition } = each
    const state = states.find((at) => !holdsIn(space, at, condition))
    if (state !== undefined) return { state, condition }
  }
  return null
}

/**
 * Returns what the author of a program says about an outcome; null of a program that says nothing about final values. Where
 * `expect outcomes` lists values, all others are wrong; `expect final` excludes some (see `exclusionOf`), and `expect possible`
 * none.
 */
function authorOf(space: StateSpace): (outcome: OutcomeStates) => 'accepts' | 'refuses' | null {
  const { program, layout, rows } = space
  const lists = program.expectations.flatMap((each) => {
    if (each.kind !== 'outcomes') return []
    return [{ names: each.names, keys: new Set(each.values.map((values) => outcomeKey(program, each.names, values))) }]
  })
  const conditions = program.expectations.some((each) => each.kind === 'final' || each.kind === 'possible')
  return ({ states }) => {
    if (lists.length === 0) return conditions ? 'accepts' : null
    const listed = states.every((state) =>
      lists.every(({ names, keys }) => keys.has(outcomeKey(program, names, observe(program, layout, rows, state, names)))),
    )
    return listed ? 'accepts' : 'refuses'
  }
}

/** Reports whether a lost update or a data race names an observed variable. */
function namesSuspect(observed: readonly Observable[], findings: readonly Finding[]): boolean {
  return findings.some(
    ({ detail }) =>
      (detail.kind === 'lost-update' || detail.kind === 'data-race') &&
      observed.some(
        (name) =>
          name.kind === 'shared' &&
          name.variable === detail.location.variable &&
          (name.element === null || name.element === detail.location.element),
      ),
  )
}

function serialOutcomes(
  program: Program,
  observed: readonly Observable[],
  { rules, maxStates, serial: isCompared }: CheckOptions,
  found: readonly OutcomeStates[],
  byOrder: ReadonlySet<string>,
): { isSerial: (outcome: OutcomeStates) => boolean | null } {
  const keyOf = (values: readonly Value[]): string => outcomeKey(program, observed, values)
  if (!isCompared) return { isSerial: () => null }
  if (found.every(({ values }) => byOrder.has(keyOf(values)))) return { isSerial: () => true }
  const serial = exploreSerially(program, rules, Math.min(maxStates, 2_000_000))
  const keys = new Set(serial.finals.map((state) => keyOf(observe(program, serial.layout, serial.rows, state, observed))))
  return {
    isSerial: ({ values }) => {
      if (keys.has(keyOf(values))) return true
      return keys.size > 0 && serial.complete ? false : null
    },
  }
}
