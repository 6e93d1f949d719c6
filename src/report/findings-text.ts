import { counted, listed } from '../base/words.ts'
import type { CheckResult, Finding } from '../check/result.ts'
import { locksetText } from '../findings/data-race.ts'
import { findingHead, findingSentence } from '../findings/kinds.ts'
import { starvationSentence } from '../findings/starvation.ts'
import { registerWritten } from '../program/dataflow.ts'
import { registerName, threadName } from '../program/print.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { outlineOf } from '../semantics/outline.ts'
import type { Trace } from '../semantics/trace.ts'
import type { Controls } from './controls.ts'
import { type Style, wrapped } from './style.ts'
import { tableText } from './table-text.ts'
import { traceTable } from './trace-table.ts'

/** How much of the findings a report contains. */
export interface FindingsView {
  readonly controls: Controls
  /** All findings with all of their traces. Otherwise one of each kind, its trace shortened to the room that there is. */
  readonly all: boolean
  /** Lines that the report may take for them if not all are shown. */
  readonly room: number
}

/** A finding of which the report tells, and the others of its kind, of which it only says that they are there. */
interface Told {
  readonly finding: Finding
  readonly sentence: string
  readonly alike: readonly Finding[]
}

/** A shortened trace has at least this many lines. */
const leastLines = 12

/** Returns the findings: errors with their traces as tables, warnings as sentences. */
export function findingsText(result: CheckResult, view: FindingsView, style: Style): string[] {
  const { program } = result
  const parts = toldOf(result, view.all).map(({ finding, sentence, alike }) => {
    const { symbols, paint } = style
    const isError = finding.severity === 'error'
    const text = wrapped(`${isError ? symbols.wrong : symbols.warning} ${sentence}.`, style.width, '  ')
    const also = alike.length === 0 ? [] : [paint.dim(alsoText(program, finding, alike, view.controls, style))]
    const more = remarks(result, finding, style)
    const head = [isError ? paint.red(text) : paint.yellow(text), ...also, ...more].join('\n')
    return { head, finding, command: view.controls.showFinding?.(finding.kind) }
  })
  let room = view.room - parts.reduce((sum, { head }) => sum + linesOf(head) + 1, 0)
  let isExplained = false
  const explained = (finding: Finding): string => {
    const text = isExplained ? null : temporaryText(program, finding.trace)
    if (text === null) return ''
    isExplained = true
    return `\n${style.paint.dim(wrapped(`     ${text}`, style.width, '     '))}`
  }
  return parts.map(({ head, finding, command }, index) => {
    const see = command === undefined ? '' : `\n${style.paint.dim(`  see it:  ${command}`)}`
    if (finding.severity === 'warning') return head + see
    if (finding.trace.steps.length === 0) return `${head}\n${style.paint.dim('     (in the initial state, before any step)')}`
    const table = tableText(traceTable(program, finding, style.symbols), style)
    if (view.all) return `${head}\n\n${table}${explained(finding)}`
    const isShown = index === 0 || linesOf(table) + 1 <= room
    if (!isShown) return head + see
    const shown = shortened(table, Math.max(leastLines, room - 1), command, style)
    room -= linesOf(shown) + 1
    return `${head}\n\n${shown}${explained(finding)}`
  })
}

/** Returns what a register is that the text of the program does not name; null if the trace shows none. */
function temporaryText(program: Program, { steps }: Trace): string | null {
  const source = program.source?.text ?? ''
  const { threads, pcs } = outlineOf(steps)
  const places = new Set<Instruction>()
  for (let at = 0; at < steps.length; at++) {
    const thread = threads[at] ?? 0
    const instruction = instructionAt(program, thread, pcs[at] ?? -1)
    if (instruction === null || places.has(instruction)) continue
    places.add(instruction)
    const register = registerWritten(instruction)
    if (register === null || (instruction.op !== 'set' && instruction.op !== 'add')) continue
    const name = registerName(program, program.threads[thread]?.code ?? 0, register)
    if (/^tmp\d*$/.test(name) && !new RegExp(`\\b${name}\\b`).test(source))
      return `${name}: what the thread has computed and not yet written`
  }
  return null
}

function toldOf({ findings, program }: CheckResult, all: boolean): Told[] {
  const starving = findings.flatMap(({ detail }) => (detail.kind === 'starvation' ? [detail] : []))
  const sentenceOf = (finding: Finding): string =>
    finding.kind === 'starvation' && starving.length > 1 && !all
      ? starvationSentence(program, starving)
      : findingSentence(program, finding)
  if (all) return findings.map((finding) => ({ finding, sentence: sentenceOf(finding), alike: [] }))
  const kinds = [...new Set(findings.map((each) => each.kind))]
  return kinds.flatMap((kind) => {
    const [finding, ...others] = findings.filter((each) => each.kind === kind)
    if (finding === undefined) return []
    return [{ finding, sentence: sentenceOf(finding), alike: kind === 'starvation' ? [] : others }]
  })
}

/** At most this many of the findings that are left out are named. */
const mostNamed = 3

/** Returns `and 2 more: data race on y, data race on z (--all)`, or by threads: `and 2 more like it: of A and C, of B and C`. */
function alsoText(
  program: CheckResult['program'],
  finding: Finding,
  alike: readonly Finding[],
  { all }: Controls,
  style: Style,
): string {
  const headOf = ({ detail }: Finding): string => findingHead(program, detail)
  const threadsOf = ({ threads }: Finding): string => `of ${listed(threads.map((each) => threadName(program, each)))}`
  const heads = othersBy(headOf, finding, alike)
  const threads = finding.kind === 'deadlock' ? othersBy(threadsOf, finding, alike) : []
  const named = [...heads, ...(heads.length === 0 ? threads : [])]
  const shown = named.length > mostNamed ? [...named.slice(0, mostNamed), style.symbols.dots] : named
  const which = `${heads.length === 0 ? ' like it' : ''}${shown.length === 0 ? '' : `: ${shown.join(', ')}`}`
  return wrapped(`  and ${counted(alike.length, 'more', 'more')}${which}${all === null ? '' : ` (${all})`}`, style.width, '  ')
}

/** Returns what else is known about a finding. */
function remarks(result: CheckResult, { detail }: Finding, style: Style): string[] {
  if (detail.kind === 'deadlock') return detail.class === 'cycle' ? setsText(result, style) : []
  const locks = detail.kind === 'data-race' ? locksetText(result.program, detail) : null
  return locks === null ? [] : [style.paint.dim(wrapped(`  ${locks}`, style.width, '    '))]
}

/** Returns which threads deadlock by themselves, if not all are needed for it. */
function setsText({ program, deadlockSets }: CheckResult, { paint, width }: Style): string[] {
  const sets = deadlockSets ?? []
  if (sets.length === 0 || (sets.length === 1 && sets[0]?.length === program.threads.length)) return []
  const names = sets.map((set) => listed(set.map((thread) => threadName(program, thread))))
  return [paint.dim(wrapped(`  by themselves these deadlock: ${names.join('; ')}`, width, '    '))]
}

/** Returns the texts of findings that are not the text of the one that is told, each once. */
function othersBy(text: (finding: Finding) => string, told: Finding, alike: readonly Finding[]): string[] {
  return [...new Set(alike.map(text))].filter((each) => each !== text(told))
}

/** Returns a table with the lines in its middle left out if it is longer than `most` lines: its begin and its end say most. */
export function shortened(table: string, most: number, command: string | undefined, style: Style): string {
  const lines = table.split('\n')
  if (lines.length <= most) return table
  const first = 4 // the header and three steps
  const loop = lines.findIndex((line) => line.includes(`${style.symbols.repeats} from here on`))
  // Of an infinite execution, what repeats is the point: from its begin on, as much as there is room for.
  if (loop >= first)
    return [
      ...lines.slice(0, first),
      omission(loop - first, command, style),
      ...cut(lines.slice(loop), most - first - 1, command, style),
    ].join('\n')
  const last = most - first - 1
  return [...lines.slice(0, first), omission(lines.length - first - last, command, style), ...lines.slice(-last)].join('\n')
}

/** Returns lines with the middle left out if they are more than `most`. */
function cut(lines: readonly string[], most: number, command: string | undefined, style: Style): string[] {
  if (lines.length <= most) return [...lines]
  const last = 2
  const first = most - last - 1
  return [...lines.slice(0, first), omission(lines.length - first - last, command, style), ...lines.slice(-last)]
}

function omission(count: number, command: string | undefined, style: Style): string {
  const where = command === undefined ? '' : `; all:  ${command}`
  return style.paint.dim(`     ${style.symbols.dots} ${counted(count, 'line')} left out${where}`)
}

export function linesOf(text: string): number {
  return text === '' ? 0 : text.split('\n').length
}
