import { type Counts, countSchedules } from '../analysis/counts.ts'
import { CrashObserver } from '../analysis/crashes.ts'
import { LockObserver } from '../analysis/lock-discipline.ts'
import { LostUpdateMonitor, possibleLostUpdates } from '../analysis/lost-update.ts'
import { defaultObservables, type OutcomeStates, observe, outcomesIn, valuesKey } from '../analysis/outcomes.ts'
import { RaceObserver } from '../analysis/races.ts'
import { Nearest } from '../analysis/targets.ts'
import { Exploration } from '../explorer/exploration.ts'
import { exploreSerially } from '../explorer/serial.ts'
import { guessedStates } from '../explorer/size.ts'
import { isSupported, WasmExploration } from '../explorer/wasm/exploration.ts'
import { findingKinds, type Observable, type Program } from '../program/program.ts'
import type { Observer } from '../space/observer.ts'
import { depthOf, type StateSpace } from '../space/space.ts'
import { invariantKeyOf } from '../space/watch.ts'
import { drive } from './drive.ts'
import { holdsIn, judge } from './expectations.ts'
import {
  crashFindings,
  endFindings,
  finding,
  invariantFindings,
  lockFindings,
  lostUpdateFindings,
  raceFindings,
  stuckFindings,
} from './findings.ts'
import { limitText } from './limits.ts'
import { type CheckOptions, countedStates, defaultOptions } from './options.ts'
import type { CheckResult, ExpectationResult, Finding, Outcome, Stats, Verdict } from './result.ts'
import { Witnesses } from './witnesses.ts'

/** A check together with the state space that it explored, for pictures. */
export interface Investigation {
  readonly result: CheckResult
  readonly space: StateSpace
}

/** Explores a program and says what can happen. See `investigate`. */
export async function check(program: Program, options: Partial<CheckOptions> = {}): Promise<CheckResult> {
  return (await investigate(program, options)).result
}

/**
 * Explores every interleaving of a program twice: as it is (outcomes, counts, all findings but one), then, if a value
 * read can flow into a store of the same variable, with the memory that lost updates need. Every trace is replayed by
 * the reference interpreter; one that it does not confirm throws `Bug`.
 */
export async function investigate(program: Program, partial: Partial<CheckOptions> = {}): Promise<Investigation> {
  const options = { ...defaultOptions, ...partial }
  const started = options.clock()
  const { space, findings } = await exploreFor(program, options, started)
  const lostUpdates = space.limit?.kind === 'interrupted' ? nothing : await exploreForLostUpdates(program, options, started)
  findings.push(...lostUpdates.findings)
  const limit = space.limit ?? lostUpdates.limit
  const complete = limit === null
  const observed = options.observed ?? defaultObservables(program)
  const counting = countFor(space, options)
  const witnesses = new Witnesses(space, options.rules)
  const outcomes = gradedOutcomes(space, observed, findings, counting.counts, witnesses, options)
  const unserializable = nonSerializable(outcomes, observed)
  if (unserializable !== null) findings.push(unserializable)
  findings.sort((one, other) => findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind))
  const interleavings = counting.counts?.interleavings ?? null
  const evidence = { space, findings, complete, interleavings, interleavingsWhy: counting.why }
  const expectations = judge(program.expectations, evidence)
  const stats: Stats = {
    states: space.count,
    transitions: space.transitions,
    depth: space.layers.length - 2,
    interleavings,
    interleavingsWhy: counting.why,
    elapsedMs: options.clock() - started,
    reduced: false,
  }
  const verdict = verdictOf(findings, expectations, complete)
  const said = limit === null ? null : limitText(limit)
  return { result: { program, observed, verdict, complete, limit: said, stats, outcomes, findings, expectations }, space }
}

/** Explores the space of a program without looking for anything, as pictures need it. */
export async function exploreSpace(program: Program, partial: Partial<CheckOptions> = {}): Promise<StateSpace> {
  const options = { ...defaultOptions, ...partial }
  const { maxStates, maxBytes, rules } = options
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers: [] })
  await drive(exploration, options, options.clock())
  return exploration.space()
}

async function exploreFor(
  program: Program,
  options: CheckOptions,
  started: number,
): Promise<{ space: StateSpace; findings: Finding[] }> {
  if (options.engine === 'plain' || !isSupported(program)) return exploreBy('plain', program, options, started)
  const guess = guessedStates(program)
  if (options.engine === 'auto' && (guess < plainStates || guess === Number.POSITIVE_INFINITY)) {
    const maxStates = Math.min(options.maxStates, plainStates)
    const small = await exploreBy('plain', program, { ...options, maxStates }, started)
    if (small.space.limit?.kind !== 'states' || maxStates === options.maxStates) return small
  }
  return exploreBy('wasm', program, options, started)
}

/** Larger spaces are worth the time to generate code. */
const plainStates = 2000

async function exploreBy(
  engine: 'plain' | 'wasm',
  program: Program,
  options: CheckOptions,
  started: number,
): Promise<{ space: StateSpace; findings: Finding[] }> {
  const { maxStates, maxBytes, rules } = options
  const observers: Observer[] = []
  const settings = { rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers }
  const exploration = engine === 'plain' ? new Exploration(program, settings) : new WasmExploration(program, settings)
  const { labels } = exploration
  const races = new RaceObserver(program, labels)
  const locks = new LockObserver(program, exploration.layout, labels)
  const violations: Nearest<number> = new Nearest()
  observers.push(races)
  const crashes = new CrashObserver(program, exploration.layout)
  if (crashes.watched.length > 0) observers.push(crashes)
  if (program.mutexes.length > 0) observers.push(locks)
  observers.push({
    violated: (invariant, state, depth) =>
      violations.add(invariantKeyOf(invariant), depth, { state, label: null }, () => invariant),
    knows: (key) => violations.has(key),
  })
  await drive(exploration, options, started)
  const space = withEdges(exploration.space(), options)
  const witnesses = new Witnesses(space, rules)
  const findings = [
    ...raceFindings(races, witnesses, program, rules),
    ...crashFindings(crashes, witnesses),
    ...endFindings(space, witnesses, rules),
    ...(space.limit === null ? stuckFindings(space, witnesses) : []),
    ...invariantFindings(violations, witnesses, program),
    ...lockFindings(locks, witnesses),
  ]
  return { space, findings }
}

/** Transitions are needed for counts, and where there are cycles, for threads that are stuck in these. */
function withEdges(space: StateSpace, options: CheckOptions): StateSpace {
  if (space.edges !== null || space.limit !== null) return space
  if (space.count > countedStates && !options.count && space.graded) return space
  return { ...space, edges: space.expandAgain(space.count) }
}

const nothing: { findings: readonly Finding[]; limit: StateSpace['limit'] } = { findings: [], limit: null }

async function exploreForLostUpdates(program: Program, options: CheckOptions, started: number): Promise<typeof nothing> {
  if (possibleLostUpdates(program).size === 0) return nothing
  const monitor = new LostUpdateMonitor(program)
  const nearest: Nearest<number> = new Nearest()
  const observer: Observer = {
    found: (number, state, depth, label) => nearest.add(`${number}`, depth + 1, { state, label }, () => number),
  }
  const { maxStates, maxBytes, rules } = options
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor, observers: [observer] })
  await drive(exploration, options, started)
  const space = exploration.space()
  return { findings: lostUpdateFindings(nearest, new Witnesses(space, rules), program), limit: space.limit }
}

function countFor(space: StateSpace, options: CheckOptions): { counts: Counts | null; why: string | null } {
  if (space.limit !== null) return { counts: null, why: 'a limit was reached' }
  if (space.edges === null || (space.count > countedStates && !options.count)) {
    return { counts: null, why: `more than ${countedStates.toLocaleString('en')} states; --count counts them all the same` }
  }
  const counts = countSchedules(space, space.edges)
  return { counts, why: counts.interleavings === null ? 'the state space has a cycle, so there is no end of them' : null }
}

function gradedOutcomes(
  space: StateSpace,
  observed: readonly Observable[],
  findings: readonly Finding[],
  counts: Counts | null,
  witnesses: Witnesses,
  options: CheckOptions,
): Outcome[] {
  const serial = serialOutcomes(space.program, observed, options)
  const suspicious = namesSuspect(observed, findings)
  return outcomesIn(space, observed).map((outcome) => {
    const isSerial = serial.isSerial(outcome)
    const wrong = (isSerial === false && suspicious) || isExcluded(space, outcome)
    return {
      final: outcome.values,
      serial: isSerial,
      grade: wrong ? 'wrong' : isSerial === false ? 'not-serial' : 'right',
      interleavings: counts?.interleavingsOf(outcome.states) ?? null,
      probability: counts?.probabilityOf(outcome.states) ?? null,
      steps: depthOf(space, outcome.states[0] ?? 0),
      witness: once(() => witnesses.to(nearestStates(space, outcome.states)).trace),
    }
  })
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

/** Whether some `expect final` rules the outcome out. */
function isExcluded(space: StateSpace, outcome: OutcomeStates): boolean {
  return space.program.expectations.some(
    (each) => each.kind === 'final' && outcome.states.some((state) => !holdsIn(space, state, each.condition)),
  )
}

/** Whether a lost update or a data race names an observed variable. */
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
  { rules, maxStates }: CheckOptions,
): { isSerial: (outcome: OutcomeStates) => boolean | null } {
  const serial = exploreSerially(program, rules, Math.min(maxStates, 2_000_000))
  const keys = new Set(serial.finals.map((state) => valuesKey(observe(program, serial.layout, serial.rows, state, observed))))
  return {
    isSerial: ({ values }) => {
      if (keys.has(valuesKey(values))) return true
      return keys.size > 0 && serial.complete ? false : null
    },
  }
}

function nonSerializable(outcomes: readonly Outcome[], names: readonly Observable[]): Finding | null {
  const strange = outcomes.filter((each) => each.serial === false)
  const [nearest] = [...strange].sort((one, other) => one.steps - other.steps)
  if (nearest === undefined) return null
  const detail = {
    kind: 'non-serializable',
    outcomes: strange.length,
    of: outcomes.length,
    names,
    example: nearest.final,
  } as const
  return finding({ detail, threads: [], lines: [] }, { trace: nearest.witness(), shortest: true })
}

function verdictOf(findings: readonly Finding[], expectations: readonly ExpectationResult[], complete: boolean): Verdict {
  const expected = new Set(
    expectations.flatMap(({ expectation }) =>
      expectation.kind === 'finding' && expectation.present ? [expectation.finding] : [],
    ),
  )
  const surprising = findings.some((each) => each.severity === 'error' && !expected.has(each.kind))
  if (surprising || expectations.some((each) => each.holds === false)) return 'fail'
  return complete ? 'pass' : 'incomplete'
}
