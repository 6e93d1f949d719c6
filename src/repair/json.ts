import { findingSentence } from '../findings/kinds.ts'
import { namedTexts } from '../program/heap.ts'
import type { FindingKind } from '../program/program.ts'
import type { ChangeKind } from './change.ts'
import { patchOf } from './patch.ts'
import type { Proposal, RepairReport } from './repair.ts'
import type { Rejected } from './search.ts'
import { candidateText, defectsText, whyText } from './words.ts'

/** The repairs of a model, as data: what the command line prints as `interleave/fix@1`. */
export interface Repairs {
  readonly model: string
  /** What was to be repaired: kinds of findings, and the texts of expectations that do not hold. */
  readonly findings: readonly FindingKind[]
  readonly expectations: readonly string[]
  /** Whether the program itself was explored completely; else it may have other mistakes. */
  readonly complete: boolean
  /** The share of the steps of a random execution at which some thread waits, before; null if it is not known. */
  readonly contention: number | null
  /** The best first. */
  readonly proposals: readonly ProposedRepair[]
  /** If there are no proposals: changes that do away with some of the mistakes only. */
  readonly partial: readonly TriedChange[]
  /** If there is neither: the change that left the fewest mistakes. */
  readonly best: TriedChange | null
  /** Changed programs that were explored, and those that executions of others excluded. */
  readonly tried: number
  readonly excluded: number
  /** Why not everything was tried; null if it was. */
  readonly stopped: 'enough' | 'time' | 'interrupted' | null
}

/** A changed text whose program was explored completely, and is right. */
export interface ProposedRepair {
  readonly changes: readonly { readonly kind: ChangeKind; readonly text: string }[]
  /** What it does: `put line 9 under lock`. */
  readonly text: string
  readonly why: string
  readonly changedLines: number
  /** As before, with the change. */
  readonly contention: number | null
  /** The final values that are possible, each as `name = value` for every name. */
  readonly outcomes: readonly (readonly string[])[]
  /** The warnings that are left, as sentences. */
  readonly left: readonly string[]
  /** Expectations that no longer hold since they say what the program did before; lines of the changed text. */
  readonly outdated: readonly { readonly line: number; readonly text: string }[]
  /** A unified diff. */
  readonly diff: string
  /** The whole text after the change. */
  readonly changed: string
}

/** A changed text that is not right, or not in all. */
export interface TriedChange {
  readonly text: string
  /** What is wrong with it. */
  readonly left: string
  readonly diff: string
}

/** Returns the report of a search for repairs as data. */
export function repairsOf(report: RepairReport): Repairs {
  const { source, goal, contention, proposals, partial, best, explored, excluded, stopped } = report
  const isInVain = proposals.length === 0 && partial.length === 0
  return {
    model: source.name,
    findings: [...goal.kinds],
    expectations: [...goal.claims],
    complete: report.original.result.complete,
    contention,
    proposals: proposals.map((each) => proposed(report, each)),
    partial: partial.map((each) => tried(report, each)),
    best: best === null || !isInVain ? null : tried(report, best),
    tried: explored,
    excluded,
    stopped,
  }
}

/** Returns the answer for a model in which there is nothing to repair. */
export function nothingToRepair(model: string): Repairs {
  return {
    model,
    findings: [],
    expectations: [],
    complete: true,
    contention: null,
    proposals: [],
    partial: [],
    best: null,
    tried: 0,
    excluded: 0,
    stopped: null,
  }
}

function proposed({ source }: RepairReport, proposal: Proposal): ProposedRepair {
  const { candidate, edited, explored, lines, contention, left, outdated } = proposal
  const { program, observed, outcomes } = explored.result
  return {
    changes: candidate.changes.map(({ kind, says }) => ({ kind, text: says })),
    text: candidateText(candidate),
    why: whyText(candidate),
    changedLines: lines,
    contention,
    outcomes: outcomes.map(({ final }) => namedTexts(program, observed, final)),
    left: left.map((finding) => findingSentence(program, finding)),
    outdated: outdated.map(({ expectation }) => ({ line: expectation.line, text: expectation.text })),
    diff: patchOf(source.name, source.text, edited.text),
    changed: edited.text,
  }
}

function tried({ source }: RepairReport, { candidate, edited, defects }: Rejected): TriedChange {
  return {
    text: candidateText(candidate),
    left: defectsText(defects),
    diff: patchOf(source.name, source.text, edited.text),
  }
}
