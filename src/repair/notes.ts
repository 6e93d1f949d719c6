import { capital, counted, listed } from '../base/words.ts'
import { kindText } from '../findings/kinds.ts'
import type { Proposal, RepairReport } from './repair.ts'
import { problemsText, shareText, valuesText } from './words.ts'

/** The most final values that a note names. */
const mostValues = 4

/** What is said where no change could be tried. */
export const nothingToTry = 'There is nothing in this text that the catalogue of changes could change.'

/** Returns what was found, in one sentence or two: `lost update. 2 repairs, proved by … (27 changes tried).` */
export function headline(report: RepairReport): string {
  const { goal, proposals } = report
  const found = proposals.length === 0 ? 'no repair found' : counted(proposals.length, 'repair')
  const proved = proposals.length === 0 ? '' : ', proved by exploring the changed program completely'
  const part = report.original.result.complete
    ? ''
    : ' The program itself was explored in part only: it may have other mistakes.'
  return `${problemsText(goal)}. ${capital(found)}${proved} (${triedText(report)}).${part}`
}

function triedText({ explored, excluded, stopped }: RepairReport): string {
  const more = excluded === 0 ? '' : `, ${counted(excluded, 'other')} excluded by their executions`
  const limit = { enough: '', time: '; stopped at the time limit', interrupted: '; interrupted' }
  return `${counted(explored, 'change')} tried${more}${stopped === null ? '' : limit[stopped]}`
}

/** Returns what is to be said of a proposal: how much it changes, who waits, what can come out, and what is left. */
export function notesOn(report: RepairReport, proposal: Proposal): readonly string[] {
  const values = valuesText(proposal, mostValues)
  return [
    [counted(proposal.lines, 'changed line'), ...contentionTexts(report, proposal)].join('; '),
    ...(values === '' ? [] : [`final values: ${values}`]),
    ...(proposal.left.length === 0 ? [] : [`left: ${listed([...new Set(proposal.left.map(({ kind }) => kindText(kind)))])}`]),
    ...outdatedTexts(proposal),
  ]
}

function contentionTexts({ contention: before }: RepairReport, { contention }: Proposal): readonly string[] {
  if (contention === null) return []
  const was = before === null || shareText(before) === shareText(contention) ? '' : ` (before: ${shareText(before)})`
  return [`some thread waits in ${shareText(contention)} of the steps${was}`]
}

function outdatedTexts({ outdated }: Proposal): readonly string[] {
  if (outdated.length === 0) return []
  const lines = outdated.map(({ expectation }) => `${expectation.line}`)
  return lines.length === 1
    ? [`the expectation in line ${lines[0]} of the changed file no longer holds: it says what the program did before`]
    : [`the expectations in lines ${listed(lines)} of the changed file no longer hold: they say what the program did before`]
}
