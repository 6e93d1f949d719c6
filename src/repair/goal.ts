import { outcomesIn } from '../analysis/outcomes.ts'
import type { CheckResult, ExpectationResult, Finding, Outcome } from '../check/result.ts'
import { severityIn } from '../findings/kinds.ts'
import { namedTexts, outcomeKey } from '../program/heap.ts'
import type { Expectation, FindingKind, Observable, Program } from '../program/program.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { Trace } from '../semantics/trace.ts'
import { Status } from '../space/layout.ts'
import { type StateSpace, valueAt } from '../space/space.ts'
import { losesLines } from './coverage.ts'
import type { Explored } from './trial.ts'

/** What a repair must do away with, and what it must keep. */
export interface Goal {
  /** The kinds of findings that must not be there any more. */
  readonly kinds: ReadonlySet<FindingKind>
  /** The texts of the expectations that do not hold, and must. */
  readonly claims: ReadonlySet<string>
  /** The texts of the expectations that hold, and must still. */
  readonly kept: ReadonlySet<string>
  /** All findings that there were before, as `mistakeOf` names them; any other one is a new mistake. */
  readonly known: ReadonlySet<string>
  /** The outcomes that must stay possible, as texts `name = value`. */
  readonly outcomes: readonly (readonly string[])[]
  /** The space of the program before. */
  readonly space: StateSpace
}

/** Why a changed program is no repair. */
export type Defect =
  | { readonly kind: 'finding'; readonly finding: Finding; readonly isNew: boolean }
  | { readonly kind: 'claim'; readonly result: ExpectationResult }
  | { readonly kind: 'lost outcome'; readonly texts: readonly string[] }
  | { readonly kind: 'lost line' }
  | { readonly kind: 'incomplete' }

/**
 * Returns what must become of a program that was explored. Without `asked`, all errors must go; if there are none, all warnings. An
 * expectation that says that a mistake is there is none about what the program should do.
 */
export function goalOf({ result, space }: Explored, asked: ReadonlySet<FindingKind> | null): Goal {
  const { program, findings, expectations } = result
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  const errors = kinds.filter((kind) => severityIn(program, kind) === 'error')
  const failed = expectations.filter((each) => each.holds === false && isDemand(each.expectation))
  // What an option expects has no line: it is asked for as well as the kinds are.
  const claims = failed.flatMap(({ expectation }) => (asked === null || expectation.line === 0 ? [expectation.text] : []))
  const wanted = errors.length > 0 || claims.length > 0 ? errors : kinds
  return {
    kinds: new Set(asked === null ? wanted : kinds.filter((kind) => asked.has(kind))),
    claims: new Set(claims),
    kept: new Set(
      expectations.flatMap(({ holds, expectation }) =>
        holds === true && isKept(expectation, failed.length > 0) ? [expectation.text] : [],
      ),
    ),
    known: new Set(findings.map(findingName)),
    outcomes: outcomesToKeep({ result, space }, failed, kinds.includes('uncaught-exception')),
    space,
  }
}

/** Names a mistake, so that one takes the place of another only if both are of a kind; exceptions are of several. */
export function mistakeOf(defect: Defect): string {
  if (defect.kind === 'finding') return findingName(defect.finding)
  return defect.kind === 'claim' ? `expect ${defect.result.expectation.text}` : defect.kind
}

/** The mistakes among defects: kinds of findings, and expectations. */
export function mistakesIn(defects: readonly Defect[]): ReadonlySet<string> {
  return new Set(defects.map(mistakeOf))
}

function findingName({ kind, detail }: Finding): string {
  return detail.kind === 'uncaught-exception' ? `${kind} ${detail.exception}` : kind
}

/** Whether anything is to be repaired. */
export function isReached({ kinds, claims }: Goal): boolean {
  return kinds.size === 0 && claims.size === 0
}

/** Whether an expectation demands something of the program, and does not count what is in it. */
function isDemand(expectation: Expectation): boolean {
  switch (expectation.kind) {
    case 'finding':
      return !expectation.present
    case 'states':
    case 'interleavings':
    case 'reachable':
    case 'deadlocks':
      return false
    case 'outcomes':
    case 'possible':
    case 'final':
    case 'never':
    case 'temporal':
    case 'overtaking':
      return true
  }
}

/**
 * Whether an expectation that holds must still hold. Where another one fails, all of them say what the program should do; else what they
 * say is possible may be the mistake.
 */
function isKept(expectation: Expectation, anotherFails: boolean): boolean {
  switch (expectation.kind) {
    case 'outcomes':
    case 'possible':
    case 'reachable':
      return anotherFails
    default: // what always holds, and what counts something
      return isDemand(expectation)
  }
}

/**
 * Outcomes of serial executions, which no repair may make impossible, unless an expectation excludes them, or only executions have
 * them in which an exception ends a thread.
 */
function outcomesToKeep(
  { result: { program, observed, outcomes }, space }: Pick<Explored, 'result' | 'space'>,
  failed: readonly ExpectationResult[],
  mayCrash: boolean,
): Goal['outcomes'] {
  if (failed.some(({ expectation }) => expectation.kind === 'outcomes')) return []
  const whole = mayCrash ? wholeOutcomes(space, observed) : null
  const isExcluded = ({ grade, final, witness }: Outcome): boolean =>
    grade === 'wrong' ||
    (whole !== null && !whole.has(outcomeKey(program, observed, final))) ||
    breaksInvariant(program, witness())
  return outcomes
    .filter((each) => each.serial === true && !isExcluded(each))
    .map(({ final }) => namedTexts(program, observed, final))
}

/** Returns the keys of the outcomes of executions in which no exception ends a thread. */
function wholeOutcomes(space: StateSpace, observed: readonly Observable[]): ReadonlySet<string> {
  const { program, layout } = space
  const isWhole = (state: number): boolean =>
    program.threads.every((_, thread) => valueAt(space, state, layout.status(thread)) !== Status.crashed)
  const found = outcomesIn(space, observed).filter(({ states }) => states.some(isWhole))
  return new Set(found.map(({ values }) => outcomeKey(program, observed, values)))
}

/** Whether an invariant is false somewhere in an execution: it ends where it should never have come. */
function breaksInvariant(program: Program, { steps }: Trace): boolean {
  return program.invariants.some(({ condition }) => steps.some(({ after }) => !holdsAt(program, after, condition)))
}

/**
 * Returns why a changed program is no repair; none if it is one. `origins` has the line of the original for each of the changed
 * text. What a quick check leaves open is no defect.
 */
export function defectsOf(
  goal: Goal,
  { result, space }: Explored,
  origins: readonly (number | null)[],
  isQuick: boolean,
): readonly Defect[] {
  const { findings, expectations, complete } = result
  const bad = findings.flatMap((finding): Defect[] => {
    const isNew = !goal.known.has(findingName(finding)) && finding.kind !== 'starvation' && finding.kind !== 'non-serializable'
    return isNew || goal.kinds.has(finding.kind) ? [{ kind: 'finding', finding, isNew }] : []
  })
  const claims = expectations.flatMap((each): Defect[] => {
    const { text } = each.expectation
    const fails = each.holds === false || (complete && each.holds === null && !isQuick)
    return fails && (goal.claims.has(text) || goal.kept.has(text)) ? [{ kind: 'claim', result: each }] : []
  })
  if (!complete) return bad.length + claims.length > 0 ? [...bad, ...claims] : [{ kind: 'incomplete' }]
  // Where no outcome says what must stay possible, the lines do.
  const lost = goal.outcomes.length === 0 && losesLines(goal.space, space, origins)
  return [...bad, ...claims, ...lostOutcomes(goal, result), ...(lost ? [{ kind: 'lost line' as const }] : [])]
}

/** Outcomes are compared by the names that both programs have: a change may add variables. */
function lostOutcomes(goal: Goal, { program, observed, outcomes }: CheckResult): readonly Defect[] {
  const nameOf = (text: string): string => text.split(' = ')[0] ?? text
  const reached = outcomes.map(({ final }) => namedTexts(program, observed, final))
  const names = new Set(reached.flat().map(nameOf))
  const before = new Set(goal.outcomes.flat().map(nameOf))
  const keys = new Set(reached.map((texts) => texts.filter((each) => before.has(nameOf(each))).join('\n')))
  return goal.outcomes
    .filter((texts) => !keys.has(texts.filter((each) => names.has(nameOf(each))).join('\n')))
    .map((texts) => ({ kind: 'lost outcome', texts }))
}

/** Whether the program had the mistake before. */
export function isOld(defect: Defect): boolean {
  return defect.kind === 'claim' || (defect.kind === 'finding' && !defect.isNew)
}

/** Returns an execution that shows a defect; null if no single one does. */
export function traceOf(defect: Defect): Trace | null {
  switch (defect.kind) {
    case 'finding':
      return defect.finding.trace
    case 'claim':
      return defect.result.shown?.().trace ?? null
    case 'lost outcome':
    case 'lost line':
    case 'incomplete':
      return null
  }
}
