import { type Counts, countSchedules } from '../analysis/counts.ts'
import { defaultObservables } from '../analysis/outcomes.ts'
import type { Controls } from '../base/controls.ts'
import { grouped } from '../base/grouped.ts'
import { Exploration } from '../explorer/exploration.ts'
import { findingKinds, type Observable, type Program } from '../program/program.ts'
import { reductions } from '../reduction/reduction.ts'
import type { Limit, StateSpace } from '../space/space.ts'
import { exploreForAba } from './aba.ts'
import { exploreFully } from './attempts.ts'
import { drive } from './drive.ts'
import { judge } from './expectations.ts'
import { finding } from './findings.ts'
import { limitText, omissionText } from './limits.ts'
import { exploreForLinearizability } from './linearizability.ts'
import { type CheckOptions, countedStates, defaultOptions } from './options.ts'
import { gradedOutcomes } from './outcomes.ts'
import { exploreForLostUpdates } from './passes.ts'
import type { CheckResult, ExpectationResult, Finding, Outcome, Stats, Verdict } from './result.ts'
import { reducedSubject, type Subject } from './subject.ts'
import { Witnesses } from './witnesses.ts'

/** A check together with the state space that it explored, for pictures. */
export interface Investigation {
  readonly result: CheckResult
  /** Of the program itself, or of what reductions made of it: `result.stats.reduced` tells. */
  readonly space: StateSpace
  /** Makes traces of the program itself to places of the space. */
  readonly witnesses: Witnesses
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
  const observed = options.observed ?? defaultObservables(program)
  const kept = [...observed, ...options.kept]
  const { subject, bounded, pass } = await exploreFully(program, options, kept, started)
  const { space, findings } = pass
  const lostUpdates =
    space.limit?.kind === 'interrupted'
      ? { findings: [], limit: space.limit }
      : await exploreForLostUpdates(
          options.reduce === 'auto' ? reducedSubject(program, [], options.rules, kept) : subject,
          () => (subject.from === null ? reducedSubject(program, reductions, options.rules, kept) : subject),
          bounded,
          started,
        )
  findings.push(...lostUpdates.findings)
  const affordable = space.limit === null && subject.from === null
  const abas = affordable ? await exploreForAba(space, options, started) : { findings: [], limit: null }
  findings.push(...abas.findings)
  const known = { states: space.count, isReduced: subject.from !== null }
  const linearizability =
    space.limit === null
      ? await exploreForLinearizability(program, known, options, started)
      : { findings: [], limit: null, unjudged: null }
  findings.push(...linearizability.findings)
  const limit = space.limit ?? pass.unfinished ?? lostUpdates.limit ?? abas.limit ?? linearizability.limit
  const complete = limit === null
  const counting = subject.from === null ? countFor(space, options) : { counts: null, why: 'the exploration was reduced' }
  const witnesses = new Witnesses(space, options.rules, subject.from)
  const outcomes = gradedOutcomes(space, observed, findings, counting.counts, witnesses, options)
  const unserializable = nonSerializable(outcomes, observed)
  if (unserializable !== null) findings.push(unserializable)
  findings.sort((one, other) => findingKinds.indexOf(one.kind) - findingKinds.indexOf(other.kind))
  const interleavings = counting.counts?.interleavings ?? null
  const reduced = subject.from !== null
  const unjudged =
    linearizability.unjudged === null ? [] : [{ kind: 'non-linearizable', why: linearizability.unjudged } as const]
  const evidence = {
    space,
    witnesses,
    findings,
    complete,
    controls: options.controls,
    interleavings,
    interleavingsWhy: counting.why,
    reduced,
    unjudged,
  }
  const expectations = judge(program.expectations, evidence)
  const stats: Stats = {
    states: space.count,
    transitions: space.transitions,
    depth: space.layers.length - 2,
    interleavings,
    interleavingsWhy: counting.why,
    elapsedMs: options.clock() - started,
    reduced,
    merged: mergedBy(subject, space),
  }
  const verdict = verdictOf(findings, expectations, complete)
  const said = limit === null ? null : saidOf(limit, space.omitted, options.controls, bounded.maxStates < options.maxStates)
  const result = { program, observed, verdict, complete, limit: said, stats, outcomes, findings, expectations, unjudged }
  return { result, space, witnesses }
}

function mergedBy({ reductions, prepared }: Subject, { merged }: StateSpace): Stats['merged'] {
  const counts = { ...prepared, ...merged }
  return Object.fromEntries(reductions.map((each) => [each, counts[each]]))
}

/** Explores the space of a program without looking for anything, as pictures need it. */
export async function exploreSpace(program: Program, partial: Partial<CheckOptions> = {}): Promise<StateSpace> {
  const options = { ...defaultOptions, ...partial }
  const { maxStates, maxBytes, rules } = options
  const exploration = new Exploration(program, { rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers: [] })
  await drive(exploration, options, options.clock())
  return exploration.space()
}

function countFor(space: StateSpace, options: CheckOptions): { counts: Counts | null; why: string | null } {
  if (space.limit !== null) return { counts: null, why: 'a limit was reached' }
  if (space.edges === null || (space.count > countedStates && !options.count)) {
    return {
      counts: null,
      why: `more than ${grouped(countedStates)} states; ${options.controls.count} counts them all the same`,
    }
  }
  const counts = countSchedules(space, space.edges)
  return { counts, why: counts.interleavings === null ? 'the state space has a cycle, so there is no end of them' : null }
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

/** Why a check is not complete, in words; a lossy store is a reason besides any limit. */
function saidOf(limit: Limit, omitted: number | null, controls: Controls, ours: boolean): string {
  const text = limitText(limit, controls, ours)
  return omitted === null || limit.kind === 'omission' ? text : `${text}; ${omissionText(omitted, controls)}`
}

function verdictOf(findings: readonly Finding[], expectations: readonly ExpectationResult[], complete: boolean): Verdict {
  const expected = new Set(
    expectations.flatMap(({ expectation }) =>
      expectation.kind === 'finding' && expectation.present ? [expectation.finding] : [],
    ),
  )
  const surprising = findings.some((each) => each.severity === 'error' && !expected.has(each.kind))
  if (surprising || expectations.some((each) => each.holds === false)) return 'fail'
  return complete && expectations.every((each) => each.holds === true) ? 'pass' : 'incomplete'
}
