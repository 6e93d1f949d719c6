import { counted, listed } from '../base/words.ts'
import { kindText } from '../findings/kinds.ts'
import { type Style, wrapped } from '../report/style.ts'
import { tableText } from '../report/table-text.ts'
import { traceTable } from '../report/trace-table.ts'
import { traceOf } from './goal.ts'
import { patchOf } from './patch.ts'
import type { Proposal, RepairReport } from './repair.ts'
import type { Rejected } from './search.ts'
import { candidateText, defectsText, problemsText, shareText, valuesText, whyText } from './words.ts'

/** Returns the report of a search for repairs. `apply` is the command that applies a proposal; null if there is none. */
export function repairText(report: RepairReport, apply: ((number: number) => string) | null, style: Style): string {
  const { proposals, partial } = report
  const parts = [
    style.paint.bold(wrapped(headline(report), style.width, '  ')),
    ...proposals.map((each, index) => proposalText(report, each, index + 1, style)),
    ...(proposals.length > 0 ? [] : partial.map((each) => partialText(report, each, style))),
    ...(proposals.length > 0 ? [] : [nothingText(report, style)]),
    ...(proposals.length > 0 && apply !== null ? [style.paint.dim(`write it into the file:  ${apply(1)}`)] : []),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function headline(report: RepairReport): string {
  const { source, goal, proposals } = report
  const found = proposals.length === 0 ? 'no repair found' : counted(proposals.length, 'repair')
  const proved = proposals.length === 0 ? '' : ', proved by exploring the changed program completely'
  return `${source.name}: ${problemsText(goal)}. ${capital(found)}${proved} (${triedText(report)}).`
}

function triedText({ explored, excluded, stopped }: RepairReport): string {
  const more = excluded === 0 ? '' : `, ${counted(excluded, 'other')} excluded by their executions`
  const limit = { enough: '', time: '; stopped at the time limit', interrupted: '; interrupted' }
  return `${counted(explored, 'change')} tried${more}${stopped === null ? '' : limit[stopped]}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function proposalText(report: RepairReport, proposal: Proposal, number: number, style: Style): string {
  const { paint, width } = style
  const title = `${number}. ${capital(candidateText(proposal.candidate))}. ${whyText(proposal.candidate)}`
  const values = valuesText(proposal, 4)
  const notes = [
    [counted(proposal.lines, 'changed line'), ...contentionTexts(report, proposal)].join('; '),
    ...(values === '' ? [] : [`final values: ${values}`]),
    ...(proposal.left.length === 0 ? [] : [`left: ${listed([...new Set(proposal.left.map(({ kind }) => kindText(kind)))])}`]),
    ...outdatedTexts(proposal),
  ]
  const lines = notes.map((note) => wrapped(`   ${note}`, width, '     '))
  const diff = patchOf(report.source.name, report.source.text, proposal.edited.text)
  return [paint.bold(wrapped(title, width, '   ')), ...lines, '', coloured(diff, style)].join('\n')
}

function contentionTexts({ contention: before }: RepairReport, { contention }: Proposal): readonly string[] {
  if (contention === null) return []
  const was = before === null || shareText(before) === shareText(contention) ? '' : ` (before: ${shareText(before)})`
  return [`some thread waits in ${shareText(contention)} of the steps${was}`]
}

function outdatedTexts({ outdated }: Proposal): readonly string[] {
  if (outdated.length === 0) return []
  const lines = outdated.map(({ expectation }) => `${expectation.line}`)
  const which = lines.length === 1 ? `the expectation in line ${lines[0]}` : `the expectations in lines ${listed(lines)}`
  return [
    `${which} of the changed file no longer ${lines.length === 1 ? 'holds' : 'hold'}: they say what the program did before`,
  ]
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
  if (best === null) return 'There is nothing in this text that the catalogue of changes could change.'
  if (partial.length > 0) return ''
  const { candidate, defects, explored } = best
  const trace = defects.map(traceOf).find((each) => each !== null) ?? null
  const head = `The best one was to ${candidateText(candidate)}: ${defectsText(defects)}.`
  const { program } = explored.result
  if (trace === null) return wrapped(head, style.width, '  ')
  const table = traceTable(program, { trace, detail: null, cycleFrom: null }, style.symbols)
  return [wrapped(head, style.width, '  '), '', tableText(table, style)].join('\n')
}
