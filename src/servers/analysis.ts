import type { Diagnostic } from '../base/diagnostic.ts'
import { positionAt } from '../base/source.ts'
import { counted } from '../base/words.ts'
import { explore } from '../library/explore.ts'
import { ModelError } from '../library/mistakes.ts'
import type { Report, ReportedFinding } from '../library/report.ts'
import { readableText, threadName } from '../program/print.ts'
import { isSilent, type Program } from '../program/program.ts'

/** A place in a text, with lines and characters counted from 0, as editors do. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number }
  readonly end: { readonly line: number; readonly character: number }
}

/** What an editor marks in a text. */
export interface Mark {
  readonly range: Range
  readonly severity: 'error' | 'warning' | 'information'
  readonly message: string
  /** The kind of a finding; null for a mistake in the text. */
  readonly kind: string | null
}

/** What is known about a text. */
export interface Analysis {
  readonly marks: readonly Mark[]
  /** Null if the text has a mistake. */
  readonly report: Report | null
}

/** Limits for a text that is being written: typing goes on meanwhile, but nobody waits for the answer longer. */
const limits = { timeoutMs: 5000, maxStates: 300_000 } as const

/** Reads and explores a text. Rejects with the reason of `signal` if that is aborted. */
export async function analyse(name: string, text: string, signal: AbortSignal): Promise<Analysis> {
  try {
    const report = await explore({ name, text }, { ...limits, signal })
    const warnings = report.warnings.map((each) => markOf(text, each))
    return { marks: [...warnings, ...report.findings.map((each) => findingMark(text, each))], report }
  } catch (error) {
    if (error instanceof ModelError) return { marks: error.diagnostics.map((each) => markOf(text, each)), report: null }
    throw error
  }
}

function markOf(text: string, { span, severity, message, hint }: Diagnostic): Mark {
  const range = span === null ? lineRange(text, 1) : { start: placeAt(text, span.start), end: placeAt(text, span.end) }
  return { range, severity, message: hint === null ? message : `${message}\n${hint}`, kind: null }
}

function findingMark(text: string, { kind, severity, message, lines }: ReportedFinding): Mark {
  // An error of the program is no error of its text: most programs here are there to show one.
  return {
    range: lineRange(text, lines[0] ?? 1),
    severity: severity === 'error' ? 'warning' : 'information',
    message,
    kind,
  }
}

function placeAt(text: string, offset: number): Range['start'] {
  const { line, column } = positionAt(text, offset)
  return { line: line - 1, character: column - 1 }
}

/** A line without its indentation. */
function lineRange(text: string, line: number): Range {
  const content = text.split('\n')[line - 1] ?? ''
  const indent = content.length - content.trimStart().length
  return {
    start: { line: line - 1, character: indent },
    end: { line: line - 1, character: Math.max(indent + 1, content.trimEnd().length) },
  }
}

/** The most final values that fit above a line. */
const mostValues = 6

/** Says in a line what can happen: `final values of balance: 1, 2`. */
export function headline({ outcomes, complete, states, verdict }: Report): string {
  const shown = outcomes.slice(0, mostValues).map(({ text }) => text)
  const more = outcomes.length > shown.length ? `, … ${outcomes.length - shown.length} more` : ''
  const values = shown.length === 0 ? 'no execution terminates' : `final values: ${shown.join(', ')}${more}`
  const explored = complete ? counted(states, 'state') : `${counted(states, 'state')}, incomplete`
  return `${values} (${explored}; ${verdict})`
}

/** Says what the threads do in a line, a line each; empty if none of them does anything there. */
export function stepsAt({ program }: Report, line: number): string[] {
  const found = new Map<string, string[]>()
  for (const [thread, { code }] of program.threads.entries()) {
    const steps = stepsOf(program, code, line)
    if (steps.length === 0) continue
    const text = steps.map((each) => `\`${each}\``).join(', ')
    found.set(text, [...(found.get(text) ?? []), threadName(program, thread)])
  }
  return [...found].map(([text, threads]) => `${threads.join(', ')}: ${text}`)
}

function stepsOf(program: Program, code: number, line: number): string[] {
  const instructions = program.codes[code]?.instructions ?? []
  return instructions.filter((each) => each.line === line && !isSilent(each)).map((each) => readableText(program, code, each))
}

/** Returns the final values of a variable; null if there is none of that name. */
export function finalValuesOf({ outcomes }: Report, name: string): string[] | null {
  const values = new Set<string>()
  for (const { final } of outcomes) {
    if (!Object.hasOwn(final, name)) return null
    values.add(JSON.stringify(final[name]))
  }
  return values.size === 0 ? null : [...values]
}
