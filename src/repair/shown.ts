import { capital } from '../base/words.ts'
import type { Schedule } from '../program/program.ts'
import { headline, notesOn, nothingToTry } from './notes.ts'
import type { Proposal, RepairReport } from './repair.ts'
import { type DiffRow, diffRows } from './rows.ts'
import type { Rejected } from './search.ts'
import { shownBy } from './shown-by.ts'
import { candidateText, defectsText, whyText } from './words.ts'

/** The report of a search for repairs as plain data, for a page. Texts have code in backquotes. */
export interface ShownRepairs {
  readonly headline: string
  /** Whether the changes are proved to be right; else they do away with some of the mistakes, or came closest. */
  readonly areRepairs: boolean
  /** The best first. */
  readonly changes: readonly ShownChange[]
  /** What is to be said if there are no changes; null if there are some. */
  readonly nothing: string | null
}

export interface ShownChange {
  /** What it does: `put line 9 under lock`. */
  readonly text: string
  /** The same as a sentence of its own, which says so if it is no repair. */
  readonly title: string
  readonly why: string
  readonly notes: readonly string[]
  readonly rows: readonly DiffRow[]
  /** The whole text after the change. */
  readonly changed: string
  /** Of what is no repair: an execution of the changed program that shows it; null if no single one does. */
  readonly against: ShownAgainst | null
}

/** An execution that shows what is wrong with a change. */
export interface ShownAgainst {
  readonly title: string
  readonly schedule: Schedule
  /** It repeats for ever from this step; null if it does not. */
  readonly cycleFrom: number | null
}

/** Returns the report of a search for repairs as plain data. */
export function shownRepairs(report: RepairReport): ShownRepairs {
  const { proposals, partial, best } = report
  const changes = [
    ...proposals.map((each) => shownProposal(report, each)),
    ...(proposals.length > 0 ? [] : partial.map((each) => shownRejected(report, each, 'in part: '))),
    ...(proposals.length + partial.length > 0 || best === null ? [] : [shownRejected(report, best, 'the best one was to ')]),
  ]
  return {
    headline: capital(headline(report)),
    areRepairs: proposals.length > 0,
    changes,
    nothing: changes.length === 0 ? nothingToTry : null,
  }
}

function shownProposal(report: RepairReport, proposal: Proposal): ShownChange {
  return { ...shown(report, proposal, ''), notes: notesOn(report, proposal), against: null }
}

function shownRejected(report: RepairReport, rejected: Rejected, lead: string): ShownChange {
  const against = againstOf(rejected)
  return { ...shown(report, rejected, lead), notes: [`what is left: ${defectsText(rejected.defects)}`], against }
}

function againstOf({ defects }: Rejected): ShownAgainst | null {
  for (const defect of defects) {
    const found = shownBy(defect)
    if (found === null) continue
    return { title: `what is left: ${defectsText([defect])}`, schedule: found.trace.schedule, cycleFrom: found.cycleFrom }
  }
  return null
}

function shown(
  { source }: RepairReport,
  { candidate, edited }: Proposal | Rejected,
  lead: string,
): Omit<ShownChange, 'notes' | 'against'> {
  return {
    text: candidateText(candidate),
    title: `${capital(`${lead}${candidateText(candidate)}`)}.`,
    why: whyText(candidate),
    rows: diffRows(source.text, edited.text),
    changed: edited.text,
  }
}
