import { resolve } from 'node:path'
import type { AgentAnswer } from '../cpython/agent.ts'
import type { ClockKind } from '../cpython/clock-kinds.ts'
import { realReplay } from '../cpython/real-replay.ts'
import { freeSteps, replayDifference } from '../cpython/replay-report.ts'
import type { PythonResult } from '../cpython/result.ts'
import { pythonTable } from '../cpython/table.ts'
import { executed } from './replay-execution.ts'

/** What became of the traces of a report when they were forced on the unmodified file. */
export interface ForcedTraces {
  readonly traces: number
  /** How many did the same, step by step. */
  readonly forced: number
  /** Why others could not be forced, each reason once. */
  readonly reasons: readonly string[]
  /** Where the file did something else, which is a mistake of the agent or of the tracer. */
  readonly departures: readonly string[]
}

/** At most so many executions are forced; a report has few more. */
const most = 12

/** How the file is executed. */
interface ForceOptions {
  readonly python: string
  readonly call: string | null
  readonly clock: ClockKind
}

/**
 * Forces the traces of the findings on the unmodified file, so that what the report shows does not depend on what the agent makes of the
 * file.
 */
export async function forceTraces(file: string, { findings }: PythonResult, options: ForceOptions): Promise<ForcedTraces> {
  const shown = [...new Set(findings.map((each) => each.shown))]
  const results: Forced[] = []
  for (const each of shown.slice(0, most)) results.push(await force(file, each, options))
  if (shown.length > most) results.push({ kind: 'not', why: `only ${most} are tried` })
  return {
    traces: shown.length,
    forced: results.filter(({ kind }) => kind === 'forced').length,
    reasons: [...new Set(results.flatMap((each) => (each.kind === 'not' ? [each.why] : [])))],
    departures: [...new Set(results.flatMap((each) => (each.kind === 'departed' ? [each.where] : [])))],
  }
}

/** Returns what a report says of it; empty if there was nothing to force. */
export function forcedText({ traces, forced, reasons, departures }: ForcedTraces): string {
  if (traces === 0) return ''
  if (forced === 0)
    return `note: no trace could be forced on the unmodified file${reasons.map((each) => `: ${each}`).join('')}\n${warnings(departures)}`
  const all = forced === traces
  const count = all ? (traces === 1 ? 'the trace was' : `all ${traces} traces were`) : `${forced} of ${traces} traces were`
  const why = all ? '' : reasons.map((each) => `; not forced: ${each}`).join('')
  return `note: ${count} forced on the unmodified file, too${why}\n${warnings(departures)}`
}

function warnings(departures: readonly string[]): string {
  return departures.map((each) => `warning: the unmodified file departs from a trace, please report it: ${each}\n`).join('')
}

type Forced =
  | { readonly kind: 'forced' }
  | { readonly kind: 'not'; readonly why: string }
  | { readonly kind: 'departed'; readonly where: string }

async function force(file: string, shown: AgentAnswer, { python, call, clock }: ForceOptions): Promise<Forced> {
  const replay = realReplay(shown, { file, path: resolve(file), call, clock, final: [] })
  if ('why' in replay) return { kind: 'not', why: replay.why }
  const { request, rows } = replay
  const replayed = await executed(python, request)
  const { program } = pythonTable(shown, new Map())
  const where = replayDifference({ program, request, replayed, rows })
  if (where === null) return { kind: 'forced' }
  return freeSteps(request).length > 0
    ? { kind: 'not', why: 'library code, chance or a timeout decides in a step' }
    : { kind: 'departed', where }
}
