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
import { type Overlap, overlap } from './overlap.ts'
import type { Explained, FindingRule, MarkLook, Sought } from './rule.ts'
import { type Starvation, starvation } from './starvation.ts'
import { type StuckThread, stuckThread } from './stuck-thread.ts'
import { type UncaughtException, uncaughtException } from './uncaught-exception.ts'

/** What a finding contains in addition to its kind, in indices; reports put it into words. */
export type Detail =
  | LostUpdate
  | DataRace
  | Deadlock
  | StuckThread
  | Livelock
  | { readonly [Kind in FailureKind]: FailedEnd<Kind> }[FailureKind]
  | Overlap
  | BrokenInvariant
  | UncaughtException
  | NonLinearizable
  | Starvation
  | AbaProblem
  | NonSerializable
  | LockOrder
  | LockHeldAtExit

type Details = { readonly [Kind in FindingKind]: Extract<Detail, { readonly kind: Kind }> }

/** One rule per kind of finding. A kind without a rule, or a rule without a kind, does not compile. */
const rules: { readonly [Kind in FindingKind]: FindingRule<Details[Kind]> } = {
  'lost-update': lostUpdate,
  'data-race': dataRace,
  deadlock,
  'stuck-thread': stuckThread,
  livelock,
  assertion,
  overlap,
  invariant,
  'division-by-zero': failedEnd('division-by-zero', 'division by zero'),
  index: failedEnd('index', 'index'),
  overflow: failedEnd('overflow', 'overflow'),
  'lock-misuse': failedEnd('lock-misuse', 'lock misuse'),
  'thread-misuse': failedEnd('thread-misuse', 'thread misuse'),
  'channel-misuse': failedEnd('channel-misuse', 'channel misuse'),
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

/** Returns the severity of a kind of finding in a program. */
export function severityIn(program: Program, kind: FindingKind): Severity {
  const { severity } = rules[kind]
  return typeof severity === 'string' ? severity : severity(program)
}

/** Reports whether a reduced space shows every finding of a kind. */
export function showsInReducedSpaces(kind: FindingKind): boolean {
  return rules[kind].inReducedSpaces
}

/** Returns the name of a kind of finding in words: `lost update`. */
export function kindText(kind: FindingKind): string {
  return rules[kind].name
}

/** Returns what was found, and where: `lost update on balance`. */
export function findingHead(program: Program, detail: Detail): string {
  return headOf(program, detail.kind, detail)
}

function headOf<Kind extends FindingKind>(program: Program, kind: Kind, detail: Details[Kind]): string {
  const rule: FindingRule<Details[Kind]> = rules[kind]
  return rule.head?.(program, detail) ?? rule.name
}

/**
 * Returns a finding as one plain sentence, its kind in front, without a full stop.
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

/** Returns notes on the decisive steps of the trace of a finding, by position. */
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
