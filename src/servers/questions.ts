import { type ExploreOptions, explore } from '../library/explore.ts'
import { type FixOptions, fix } from '../library/fix.ts'
import { ModelError } from '../library/mistakes.ts'
import type { Report, ReportedFinding, ReportedOutcome } from '../library/report.ts'
import type { Repairs } from '../repair/json.ts'
import { kindMeanings } from './kinds.ts'

/** A model as an assistant names it, and limits. */
export interface AskedModel {
  readonly text?: string | undefined
  readonly file?: string | undefined
  readonly language?: 'ilv' | 'python' | 'json' | undefined
  readonly threads?: string | undefined
  readonly observe?: string | undefined
  readonly timeoutMs?: number | undefined
  readonly maxStates?: number | undefined
}

/** An answer: text for reading, and the same as data. */
export interface Answer {
  readonly text: string
  readonly data: Record<string, unknown>
}

/** Limits that keep an assistant from waiting. */
const usual = { timeoutMs: 20_000, maxStates: 2_000_000 } as const

/** A question that cannot be answered as it was asked. */
export class QuestionError extends Error {}

/** Explores the model of a question. Throws `QuestionError`. */
export async function reportOn(asked: AskedModel): Promise<Report> {
  const { text, file, language, threads, observe, timeoutMs = usual.timeoutMs, maxStates = usual.maxStates } = asked
  if ((text === undefined) === (file === undefined)) throw new QuestionError('give either `text` or `file`')
  const options: ExploreOptions = { language, observe, timeoutMs, maxStates, ...threadsIn(threads) }
  try {
    return await explore(file !== undefined ? { file } : (text ?? ''), options)
  } catch (error) {
    if (error instanceof ModelError || error instanceof TypeError) throw new QuestionError(error.message)
    throw error
  }
}

/** Reads `deposit:2,withdraw`. */
function threadsIn(text: string | undefined): Pick<ExploreOptions, 'threads'> {
  if (text === undefined || text.trim() === '') return {}
  const entries = text.split(',').map((each) => {
    const [name = '', count = '1'] = each.trim().split(':')
    return [name, Number(count)] as const
  })
  return { threads: Object.fromEntries(entries) }
}

/** The smallest changes that repair the model of a question, each as a diff. Throws `QuestionError`. */
export async function fixAnswer(asked: AskedModel & { readonly expect?: string | undefined }): Promise<Answer> {
  const { text, file, language, threads, observe, expect, timeoutMs = usual.timeoutMs } = asked
  if ((text === undefined) === (file === undefined)) throw new QuestionError('give either `text` or `file`')
  const options: FixOptions = { language, observe, expect, timeoutMs, ...threadsIn(threads) }
  try {
    const repairs = await fix(file !== undefined ? { file } : (text ?? ''), options)
    return { text: repairsText(repairs), data: { ...repairs } }
  } catch (error) {
    if (error instanceof ModelError || error instanceof TypeError) throw new QuestionError(error.message)
    throw error
  }
}

function repairsText({ findings, expectations, proposals, partial, tried }: Repairs): string {
  const problems = [...findings, ...expectations.map((each) => `\`expect ${each}\` does not hold`)]
  if (problems.length === 0) return 'There is nothing to repair: no finding, and what is expected holds.'
  const head = `To repair: ${problems.join(', ')}. Changes tried: ${tried}.`
  if (proposals.length === 0) {
    const some = partial.map((each) => `In part: ${each.text}. What is left: ${each.left}.\n\n${each.diff}`)
    return [head, ...(some.length > 0 ? some : ['No repair was found.'])].join('\n\n')
  }
  const texts = proposals.map(({ text, why, changedLines, diff }, index) => {
    return `${index + 1}. ${text}. ${why} Changed lines: ${changedLines}.\n\n${diff}`
  })
  return [head, 'Each of these was proved by exploring the changed program completely.', ...texts].join('\n\n')
}

/** What can happen: the report. */
export function checkAnswer(report: Report): Answer {
  const { verdict, complete, states, outcomes, findings } = report
  return {
    text: report.text({ color: false, width: 100 }),
    data: {
      verdict,
      complete,
      states,
      outcomes: outcomes.map(({ final, grade, interleavings, probability }) => {
        return { final, grade, interleavings: interleavings === null ? null : `${interleavings}`, probability }
      }),
      findings: findings.map(({ kind, severity, message, lines, threads }) => ({ kind, severity, message, lines, threads })),
    },
  }
}

/** The shortest schedule to a finding or to an outcome; of the first finding if neither is named. */
export function traceAnswer(
  report: Report,
  { finding, outcome }: { finding?: string | undefined; outcome?: string | undefined },
): Answer {
  const shown = outcome === undefined ? findingOf(report, finding) : outcomeOf(report, outcome)
  const { schedule, length } = shown.trace
  const title = 'kind' in shown ? shown.message : `${shown.text}: ${shown.grade}`
  return { text: `${title}\n\n${shown.trace.table({ color: false, width: 100 })}`, data: { title, schedule, steps: length } }
}

/** What a finding of a program is, and how it comes about. */
export function explainAnswer(report: Report, kind: string): Answer {
  const found = findingOf(report, kind)
  const meaning = kindMeanings[found.kind]
  const text = `${found.message}\n\n${meaning}\n\n${found.trace.table({ color: false, width: 100 })}`
  return {
    text,
    data: { kind: found.kind, message: found.message, meaning, lines: found.lines, schedule: found.trace.schedule },
  }
}

/** The state graph as text. */
export async function graphAnswer(report: Report, format: 'mermaid' | 'dot'): Promise<Answer> {
  try {
    const graph = report.graph()
    const text = format === 'dot' ? await graph.dot() : await graph.mermaid()
    return { text, data: { format } }
  } catch (error) {
    if (error instanceof ModelError) throw new QuestionError(error.message)
    throw error
  }
}

function findingOf({ findings }: Report, kind: string | undefined): ReportedFinding {
  const found = kind === undefined ? findings[0] : findings.find((each) => each.kind === kind)
  if (found !== undefined) return found
  const kinds = [...new Set(findings.map((each) => each.kind))]
  const there = kinds.length === 0 ? 'nothing is found in this program' : `found are: ${kinds.join(', ')}`
  throw new QuestionError(kind === undefined ? there : `there is no finding \`${kind}\`; ${there}`)
}

function outcomeOf({ outcomes }: Report, text: string): ReportedOutcome {
  const found = outcomes.find((each) => each.text === text.trim())
  if (found !== undefined) return found
  const all = outcomes.slice(0, 20).map((each) => each.text)
  throw new QuestionError(`no execution ends with \`${text}\`; the final values are: ${all.join(', ')}`)
}
