import { type FailureKind, type FindingKind, findingKinds, type Program, type Severity } from '../program/program.ts'
import { type AbaProblem, aba } from './aba.ts'
import { assertion } from './assertion.ts'
import { type DataRace, dataRace } from './data-race.ts'
import { type Deadlock, deadlock } from './deadlock.ts'
import { divergence } from './divergence.ts'
import { type FailedEnd, failedEnd } from './failed-end.ts'
import { type BrokenInvariant, invariant } from './invariant.ts'
import { type Livelock, livelock } from './livelock.ts'
import { type LockHeldAtExit, lockHeldAtExit } from './lock-held-at-exit.ts'
import { type LockOrder, lockOrder } from './lock-order.ts'
import { type LostUpdate, lostUpdate } from './lost-update.ts'
import { type NonLinearizable, nonLinearizable } from './non-linearizable.ts'
import { type NonSerializable, nonSerializable } from './non-serializable.ts'
import type { Explained, FindingRule, MarkLook, Sought } from './rule.ts'
import { type Starvation, starvation } from './starvation.ts'
import { type StuckThread, stuckThread } from './stuck-thread.ts'
import { type UncaughtException, uncaughtException } from './uncaught-exception.ts'

/** What a finding says beyond its kind, in indices; reports put it into words. */
export type Detail =
  | LostUpdate
  | DataRace
  | Deadlock
  | StuckThread
  | Livelock
  | { readonly [Kind in FailureKind]: FailedEnd<Kind> }[FailureKind]
  | BrokenInvariant
  | UncaughtException
  | NonLinearizable
  | Starvation
  | AbaProblem
  | NonSerializable
  | LockOrder
  | LockHeldAtExit

type Details = { readonly [Kind in FindingKind]: Extract<Detail, { readonly kind: Kind }> }

/** One rule for each kind of finding. A kind without its rule, or a rule without its kind, does not compile. */
const rules: { readonly [Kind in FindingKind]: FindingRule<Details[Kind]> } = {
  'lost-update': lostUpdate,
  'data-race': dataRace,
  deadlock,
  'stuck-thread': stuckThread,
  livelock,
  assertion,
  invariant,
  'division-by-zero': failedEnd('division-by-zero', 'division by zero'),
  index: failedEnd('index', 'index'),
  overflow: failedEnd('overflow', 'overflow'),
  'lock-misuse': failedEnd('lock-misuse', 'lock misuse'),
  'thread-misuse': failedEnd('thread-misuse', 'thread misuse'),
  'uncaught-exception': uncaughtException,
  divergence,
  'non-linearizable': nonLinearizable,
  starvation,
  aba,
  'non-serializable': nonSerializable,
  'lock-order': lockOrder,
  'lock-held-at-exit': lockHeldAtExit,
}

/** How each kind of finding is found, in the order in which reports list them. */
export const soughtKinds: readonly Sought<Detail>[] = findingKinds.map((kind) => rules[kind])

/** How much a finding of a kind counts in a program. */
export function severityIn(program: Program, kind: FindingKind): Severity {
  const { severity } = rules[kind]
  return typeof severity === 'string' ? severity : severity(program)
}

/** Whether a reduced space shows every finding of a kind. */
export function showsInReducedSpaces(kind: FindingKind): boolean {
  return rules[kind].inReducedSpaces
}

/** A kind of finding as one says it: `lost update`. */
export function kindText(kind: FindingKind): string {
  return rules[kind].name
}

/** What was found, and of what: `lost update on balance`. */
export function findingHead(program: Program, detail: Detail): string {
  return headOf(program, detail.kind, detail)
}

function headOf<Kind extends FindingKind>(program: Program, kind: Kind, detail: Details[Kind]): string {
  const rule: FindingRule<Details[Kind]> = rules[kind]
  return rule.head?.(program, detail) ?? rule.name
}

/**
 * A finding in one plain sentence, its kind in front, without a full stop.
 *
 * @example
 * ```js
 * const { findings } = await check(program)
 * findingSentence(program, findings[1]).startsWith('data race on balance') // true
 * ```
 */
export function findingSentence(program: Program, finding: Explained<Detail>): string {
  return `${findingHead(program, finding.detail)}: ${explanationOf(program, finding.detail.kind, finding.detail, finding)}`
}

function explanationOf<Kind extends FindingKind>(
  program: Program,
  kind: Kind,
  detail: Details[Kind],
  { lines, cycleFrom }: Explained<Detail>,
): string {
  return rules[kind].explain(program, { detail, lines, cycleFrom })
}

/** Words for the decisive steps of the trace of a finding, by position. */
export function marksOf(program: Program, detail: Detail, look: MarkLook): ReadonlyMap<number, string> {
  return marksFor(program, detail.kind, detail, look)
}

function marksFor<Kind extends FindingKind>(
  program: Program,
  kind: Kind,
  detail: Details[Kind],
  look: MarkLook,
): ReadonlyMap<number, string> {
  const rule: FindingRule<Details[Kind]> = rules[kind]
  return rule.marks?.(program, detail, look) ?? new Map()
}
