import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import type { CheckResult, ExpectationResult, Unjudged } from '../check/result.ts'
import { kindText } from '../findings/kinds.ts'
import type { Program } from '../program/program.ts'
import type { Controls } from './controls.ts'
import { findingsText, linesOf, shortened } from './findings-text.ts'
import { aloneText, outcomesText } from './outcomes-text.ts'
import { overtakingText } from './overtaking-text.ts'
import { reachedText, unjudgedWhy, whyText } from './reason-text.ts'
import { type Style, wrapped } from './style.ts'
import { tableText } from './table-text.ts'
import { traceTable } from './trace-table.ts'
import { verdictLine, verdictText } from './verdict-text.ts'

/** What a report contains in addition to the result itself. */
export interface ReportContext {
  /** The model as the user named it. */
  readonly name: string
  /** Notes of the front end for the reader. */
  readonly notes: readonly string[]
  /** The names of the controls that the report suggests. */
  readonly controls: Controls
  /** Whether the report contains all values, findings and traces, however long it gets. */
  readonly all: boolean
}

/** A report has at most about this many lines, unless the user wants all. */
const screen = 48

/**
 * Returns the report of `check` for a terminal: what was explored, final values, findings with traces, verdict.
 *
 * @example
 * ```js
 * const context = { name: 'quiz1.ilv', notes: [], controls: noControls, all: false }
 * checkText(await check(program), context, plainStyle).split('\n')[2] // "Final values of balance"
 * ```
 */
export function checkText(result: CheckResult, context: ReportContext, style: Style): string {
  const { controls, all } = context
  const before = [
    [
      headline(result, context, style),
      ...context.notes.map((each) => wrapped(`note: ${each}`, style.width, '      ')),
      ...result.unjudged.map((each) => wrapped(`note: ${unjudgedText(each, controls)}`, style.width, '      ')),
    ].join('\n'),
    outcomesText(result, controls, style, all),
  ]
  const overtaking = (result.overtaking ?? []).map((each) =>
    wrapped(`${overtakingText(result.program, each)}.`, style.width, '  '),
  )
  const after = [overtaking.join('\n'), expectationsText(result, controls, style, all), verdictText(result, controls, style)]
  const room = screen - [...before, ...after].reduce((sum, each) => sum + linesOf(each) + 1, 0)
  const parts = [...before, ...findingsText(result, { controls, all, room }, style), ...after]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Returns the verdict on one line, for `--quiet`. */
export function quietText(result: CheckResult, { name, controls }: ReportContext, style: Style): string {
  return `${name}: ${verdictLine(result, controls, style)}\n`
}

/** Returns why a kind of finding was not searched for. */
export function unjudgedText({ kind, reason }: Unjudged, controls: Controls): string {
  return `${kindText(kind)} was not judged: ${unjudgedWhy(reason, controls)}`
}

function headline(result: CheckResult, { name, controls }: ReportContext, style: Style): string {
  const { program, stats, complete, limit } = result
  const explored = complete ? 'Explored completely' : 'Explored in part'
  const interleavings = stats.interleavings === null ? '' : `, ${counted(stats.interleavings, 'interleaving')}`
  const ofThreads = aloneText(result)
  const alone = ofThreads === null ? '' : ` (${ofThreads})`
  const merged = Object.entries(stats.merged).map(([reduction, count]) => `${reduction} ${grouped(count)}`)
  const reduced = merged.length > 0 ? ` (reduced: ${merged.join(', ')})` : ''
  const text =
    `${name}: ${counted(program.threads.length, 'thread')}, ${counted(stats.depth, 'step')}. ` +
    `${explored}: ${counted(stats.states, 'state')}${interleavings}${alone}${reduced}.`
  const why =
    limit === null ? '' : `\n${style.paint.yellow(wrapped(`Incomplete: ${reachedText(limit, controls)}.`, style.width))}`
  return wrapped(text, style.width, '  ') + why
}

/** A trace that decides an expectation has at most about this many lines here, unless the user wants all. */
const mostExpected = 16

/** Returns the expectations that do not hold: the first with the execution that decides it, the others with how to see it. */
function expectationsText({ expectations, program }: CheckResult, controls: Controls, style: Style, all: boolean): string {
  const failing = expectations.filter((each) => each.holds !== true)
  const first = failing.find(({ shown }) => shown !== null)
  return failing
    .map((each) => {
      const text = expectationText(program, each, controls, style)
      const found =
        each.why?.kind === 'finding' && each.why.present && each.expectation.kind === 'finding'
          ? each.expectation.finding
          : null
      const finding = found === null ? undefined : controls.showFinding?.(found)
      if (each.shown === null) return finding === undefined ? text : `${text}\n${style.paint.dim(`  see it:  ${finding}`)}`
      const command = controls.showExpectation?.(each.expectation.line)
      if (!all && each !== first) return command === undefined ? text : `${text}\n${style.paint.dim(`  see it:  ${command}`)}`
      const table = tableText(traceTable(program, { ...each.shown(), detail: null }, style.symbols), style)
      return `${text}\n\n${all ? table : shortened(table, mostExpected, command, style)}\n`
    })
    .join('\n')
    .trimEnd()
}

function expectationText(
  program: Program,
  { expectation, holds, why }: ExpectationResult,
  controls: Controls,
  style: Style,
): string {
  const symbol = holds === null ? '?' : style.symbols.wrong
  const text = `${symbol} expect ${expectation.text} (line ${expectation.line}): ${why === null ? '' : whyText(why, controls, program)}`
  return (holds === null ? style.paint.yellow : style.paint.red)(wrapped(text, style.width, '  '))
}
