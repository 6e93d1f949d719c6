import type { Grade } from '../analysis/finding.ts'
import { counted } from '../base/words.ts'
import { shortened } from '../graph/escape.ts'
import { markup } from '../picture/markup.ts'
import { gradeSigns } from '../picture/theme.ts'
import { type OutcomeSummary, type Summary, statsText } from '../report/summary.ts'
import { choicesOf } from './choices.ts'
import { type Scene, shortQuestion } from './scene.ts'
import { coming, dense, prose, slide } from './slide-html.ts'

/** Returns the slide with the question and its candidate answers; the next step shows which of them are possible. */
export function quizSlide({ title, question, summary }: Scene): string {
  const shown = choicesOf(summary, mostCandidates)
  const more = summary.candidates.length + summary.ends.length - shown.length
  const isLong = question.length > longestQuestion
  const isMany = shown.length > mostInLarge
  const items = shown.map(({ text, isPossible, share }) => {
    const answer = isPossible ? `✓ possible${share === '' ? '' : `: ${share}`}` : impossible(summary)
    return `<li><span class="candidate">${markup(shortened(text, isMany ? longestOfMany : longestValue))}</span> <span ${coming(1)}><span class="${isPossible ? 'possible' : 'not'}">${markup(answer)}</span></span></li>`
  })
  return slide(
    `quiz${dense(
      shown.map(({ text }) => text),
      120,
    )}${isMany ? ' many' : ''}`,
    isLong ? shortQuestion : question,
    `<p class="of">${markup(isLong ? shortened(`${title}: ${summary.observed}`, longestNames) : title)}</p>\n<ul>${items.join('\n')}</ul>${more > 0 ? `\n<p class="more">and ${counted(more, 'more choice')}</p>` : ''}`,
  )
}

function impossible({ complete }: Summary): string {
  return complete ? '✗ impossible' : '? not found; the exploration is incomplete'
}

/** The slide truncates longer values; the report shows them in full. */
const longestValue = 60
const longestOfMany = 44
/** The most choices on a slide, and the most in large letters. */
const mostCandidates = 20
const mostInLarge = 8
/** A longer question has its names below. */
const longestQuestion = 90
const longestNames = 140

/** The most rows and findings that fit on one slide. */
const mostOutcomes = 7
const mostFindings = 5

/** The most lines of rows and findings that fit in large letters, with the widest fonts that a system may have. */
const mostLines = 10
const charactersOf = { row: 62, finding: 85 } as const

/** Estimates the lines that the rows and findings of an answer need. */
function linesOf({ summary, reasons }: Scene): number {
  const rows = summary.outcomes.slice(0, mostOutcomes).map(({ text, share }, at) => `${text}${share}${reasons[at] ?? ''}`)
  const findings = summary.findings.slice(0, mostFindings).map(({ head, explanation }) => `${head}: ${explanation}`)
  const lines = (texts: readonly string[], width: number): number =>
    texts.reduce((sum, text) => sum + Math.ceil(text.length / width), 0)
  return lines(rows, charactersOf.row) + lines(findings, charactersOf.finding)
}

/** Returns the slide with the final values, their shares, and the findings. */
export function answerSlide(scene: Scene): string {
  const { title, summary } = scene
  const content = [
    outcomesTable(scene),
    findingsList(summary, roomBelow(summary)),
    `<p class="stats">${markup(statsText(summary))}</p>`,
  ]
  const size = linesOf(scene) > mostLines ? ' dense' : ''
  return slide(`answer${size}`, `${title}: the answer`, content.join('\n'))
}

function outcomesTable({ summary, reasons }: Scene): string {
  const { outcomes, observed, complete } = summary
  if (outcomes.length === 0) {
    return `<p class="none">${complete ? 'No execution terminates.' : 'No final values found so far.'}</p>`
  }
  const rows = explained({ summary, reasons })
    .slice(0, mostOutcomes)
    .map(({ outcome, reason }) => outcomeRow(outcome, reason))
  const more = outcomes.length - rows.length
  return `<table><caption>Final values of ${markup(observed)}</caption>
<thead><tr><th scope="col">value</th><th scope="col">interleavings</th><th scope="col">why</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>${more > 0 ? `\n<p class="more">and ${counted(more, 'more value')}</p>` : ''}`
}

const grades: readonly Grade[] = ['right', 'not-serial', 'wrong']

/** Returns the outcomes with the reasons for their grades, right outcomes first. */
export function explained({
  summary,
  reasons,
}: Pick<Scene, 'summary' | 'reasons'>): { outcome: OutcomeSummary; reason: string }[] {
  const rows = summary.outcomes.map((outcome, index) => ({ outcome, reason: reasons[index] ?? '' }))
  return rows.sort((one, other) => grades.indexOf(one.outcome.grade) - grades.indexOf(other.outcome.grade))
}

const barWidth = 160

function outcomeRow({ text, grade, share, portion }: OutcomeSummary, reason: string): string {
  const length = Math.max(3, Math.round((portion ?? 0) * barWidth))
  const bar =
    portion === null
      ? ''
      : `<svg class="bar" width="${barWidth}" height="18" viewBox="0 0 ${barWidth} 18" aria-hidden="true"><rect width="${length}" height="18"/></svg> `
  return `<tr class="${grade}"><th scope="row">${gradeSigns[grade]} ${markup(shortened(text, longestValue))}</th><td>${bar}${markup(share)}</td><td>${prose(reason)}</td></tr>`
}

/** Heights of what is on a dense slide, in pixels of 720, and the characters of a line of a finding. */
const heights = { content: 560, heading: 75, row: 35, more: 45, finding: 27 } as const
const charactersOfLine = 98

/** Returns how many lines of findings fit below the table. */
function roomBelow({ outcomes }: Summary): number {
  const rows = Math.min(outcomes.length, mostOutcomes)
  const left = heights.content - heights.heading - rows * heights.row - (outcomes.length > rows ? heights.more : 0)
  return Math.floor(left / heights.finding) - 2 // the last lines say how many more there are, and the figures
}

function findingsList({ findings, complete }: Summary, room: number): string {
  if (findings.length === 0)
    return `<p class="none">${complete ? '✓ No findings in any interleaving.' : 'No findings so far.'}</p>`
  let used = 0
  const fitting = findings.slice(0, mostFindings).filter(({ head, explanation }, index) => {
    used += Math.ceil(`${head}: ${explanation}`.length / charactersOfLine)
    return index === 0 || used <= room
  })
  const shown = fitting.map(({ head, explanation, severity }) => {
    return `<li class="${severity}"><strong>${markup(head)}</strong>: ${prose(explanation)}</li>`
  })
  const more = findings.length - shown.length
  return `<ul class="findings">${shown.join('\n')}</ul>${more > 0 ? `\n<p class="more">and ${counted(more, 'more finding')}</p>` : ''}`
}
