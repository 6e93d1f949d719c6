import { capital } from '../base/words.ts'
import { type Style, wrapped } from '../report/style.ts'
import { tableText } from '../report/table-text.ts'
import { traceTable } from '../report/trace-table.ts'
import { headline, notesOn, nothingToTry } from './notes.ts'
import { patchOf } from './patch.ts'
import type { Proposal, RepairReport } from './repair.ts'
import type { Rejected } from './search.ts'
import { shownBy } from './shown-by.ts'
import { candidateText, defectsText, whyText } from './words.ts'

/** Returns the report of a search for repairs. `apply` is the command that applies a proposal; null if there is none. */
export function repairText(report: RepairReport, apply: ((number: number) => string) | null, style: Style): string {
  const { proposals, partial } = report
  const parts = [
    style.paint.bold(wrapped(`${report.source.name}: ${headline(report)}`, style.width, '  ')),
    ...proposals.map((each, index) => proposalText(report, each, index + 1, style)),
    ...(proposals.length > 0 ? [] : partial.map((each) => partialText(report, each, style))),
    ...(proposals.length > 0 ? [] : [nothingText(report, style)]),
    ...(proposals.length > 0 && apply !== null ? [style.paint.dim(`write it into the file:  ${apply(1)}`)] : []),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function proposalText(report: RepairReport, proposal: Proposal, number: number, style: Style): string {
  const { paint, width } = style
  const title = `${number}. ${capital(candidateText(proposal.candidate))}. ${whyText(proposal.candidate)}`
  const lines = notesOn(report, proposal).map((note) => wrapped(`   ${note}`, width, '     '))
  const diff = patchOf(report.source.name, report.source.text, proposal.edited.text)
  return [paint.bold(wrapped(title, width, '   ')), ...lines, '', coloured(diff, style)].join('\n')
}

function coloured(diff: string, { paint }: Style): string {
  const lines = diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('+')) return paint.green(line)
      if (line.startsWith('-')) return paint.red(line)
      return line.startsWith('@') ? paint.cyan(line) : line
    })
  return lines.join('\n')
}

function partialText(report: RepairReport, rejected: Rejected, style: Style): string {
  const { candidate, defects, edited } = rejected
  const title = `In part: ${candidateText(candidate)}. ${whyText(candidate)} What is left: ${defectsText(defects)}.`
  const diff = patchOf(report.source.name, report.source.text, edited.text)
  return [style.paint.bold(wrapped(title, style.width, '   ')), '', coloured(diff, style)].join('\n')
}

/** Returns what was tried in vain, with the execution that defeats the best candidate. */
function nothingText({ best, partial }: RepairReport, style: Style): string {
  if (best === null) return nothingToTry
  if (partial.length > 0) return ''
  const { candidate, defects, explored } = best
  const head = `The best one was to ${candidateText(candidate)}: ${defectsText(defects)}.`
  const { program } = explored.result
  const shown = defects.map(shownBy).find((each) => each !== null) ?? null
  if (shown === null) return wrapped(head, style.width, '  ')
  const table = traceTable(program, shown, style.symbols)
  return [wrapped(head, style.width, '  '), '', tableText(table, style)].join('\n')
}
