import { waitingShare } from '../analysis/contention.ts'
import type { Source } from '../base/source.ts'
import type { ExpectationResult, Finding } from '../check/result.ts'
import type { Language } from '../language/read.ts'
import { type FindingKind, isSilent, type Program } from '../program/program.ts'
import { catalogueOf } from './catalogue.ts'
import { changedLines } from './edits.ts'
import { type Goal, goalOf, isReached } from './goal.ts'
import { type Rejected, type Repair, type SearchOptions, searchRepairs } from './search.ts'
import type { Explored, Trial } from './trial.ts'

/** What to repair, and how long to look for it. */
export interface RepairOptions extends SearchOptions {
  /** The kinds of findings that must go; null for all errors, or all warnings if there are none. */
  readonly kinds: ReadonlySet<FindingKind> | null
  /** Only changes that put statements under locks. */
  readonly only?: 'lock'
}

/** A changed text that is right, proved by exploring it completely. */
export interface Proposal extends Repair {
  readonly lines: number
  /** The share of the steps of a random execution at which some thread waits, from 0 to 1; null if it is not known. */
  readonly contention: number | null
  /** Warnings that are left. */
  readonly left: readonly Finding[]
  /** Expectations that held before and no longer do: they describe the program as it was. */
  readonly outdated: readonly ExpectationResult[]
}

export interface RepairReport {
  readonly source: Source
  readonly goal: Goal
  readonly original: Explored
  /** As `Proposal.contention`, before. */
  readonly contention: number | null
  readonly proposals: readonly Proposal[]
  /** If there are no proposals: changes that do away with some of the mistakes. */
  readonly partial: readonly Rejected[]
  readonly best: Rejected | null
  readonly explored: number
  readonly excluded: number
  readonly stopped: 'enough' | 'time' | 'interrupted' | null
}

/** Why no repair is looked for. */
export type Unrepaired = 'language' | 'incomplete' | 'right'

/**
 * Looks for the smallest changes of a text that do away with its mistakes. `original` is what `trial` found of the text
 * itself; if that was not explored to the end, what was found is repaired. Each proposal is explored completely, has none of the
 * mistakes, no new kind of mistake, and all outcomes of serial executions that the expectations allow.
 */
export async function repair(
  source: Source,
  language: Language,
  original: Explored,
  trial: Trial,
  options: RepairOptions,
): Promise<RepairReport | Unrepaired> {
  const goal = goalOf(original, options.kinds)
  if (isReached(goal)) return original.result.complete ? 'right' : 'incomplete'
  const catalogue = catalogueOf(source, language, stepLines(original.result.program))
  if (catalogue === null) return 'language'
  const tried = options.only === 'lock' ? { ...catalogue, others: [] } : catalogue
  const found = await searchRepairs(source, tried, goal, original, trial, options)
  const proposals = found.repairs.map((each) => proposalOf(each, original)).sort(byRank)
  const { partial, best, explored, excluded, stopped } = found
  return { source, goal, original, contention: contentionOf(original), proposals, partial, best, explored, excluded, stopped }
}

/** Returns whether some thread takes a step in a line. */
function stepLines({ codes }: Program): (line: number) => boolean {
  const lines = new Set(
    codes.flatMap(({ instructions }) => instructions.flatMap((each) => (isSilent(each) ? [] : [each.line]))),
  )
  return (line) => lines.has(line)
}

function proposalOf(found: Repair, original: Explored): Proposal {
  const { findings, expectations } = found.explored.result
  const held = new Set(
    original.result.expectations.flatMap(({ holds, expectation }) => (holds === true ? [expectation.text] : [])),
  )
  return {
    ...found,
    lines: changedLines(original.result.program.source?.text ?? '', found.candidate.edits),
    contention: contentionOf(found.explored),
    left: findings,
    outdated: expectations.filter(({ holds, expectation }) => holds === false && held.has(expectation.text)),
  }
}

function contentionOf({ space }: Explored): number | null {
  return space.edges === null ? null : waitingShare(space, space.edges)
}

/** Those that leave nothing first; then fewer changed lines, then less waiting. */
function byRank(one: Proposal, other: Proposal): number {
  return (
    Number(one.left.length > 0) - Number(other.left.length > 0) ||
    one.lines - other.lines ||
    (one.contention ?? 1) - (other.contention ?? 1)
  )
}
