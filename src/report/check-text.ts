import { grouped } from '../base/grouped.ts'
import { counted, listed } from '../base/words.ts'
import { namedOutcomes } from '../check/graded-outcomes.ts'
import type { CheckResult, ExpectationResult, Finding, Outcome, Unjudged } from '../check/result.ts'
import { findingSentence, kindText } from '../findings/kinds.ts'
import { starvationSentence } from '../findings/starvation.ts'
import type { Program } from '../program/program.ts'
import { type Controls, named } from './controls.ts'
import { outcomesText, outcomeText } from './outcomes-text.ts'
import { overtakingText } from './overtaking-text.ts'
import { reachedText, unjudgedWhy, whyText } from './reason-text.ts'
import { type Style, wrapped } from './style.ts'
import { tableText } from './table-text.ts'
import { traceTable } from './trace-table.ts'

/** What a report contains in addition to the result itself. */
export interface ReportContext {
  /** The model as the user named it. */
  readonly name: string
  /** Notes of the front end for the reader. */
  readonly notes: readonly string[]
  /** The names of the controls that the report suggests. */
  readonly controls: Controls
}

/** At most this many findings are listed with their traces. */
const mostTables = 6

/**
 * Returns the report of `check` for a terminal: what was explored, final values, findings with traces, verdict.
 *
 * @example
 * ```js
 * const context = { name: 'quiz1.ilv', notes: [], controls: noControls }
 * checkText(await check(program), context, plainStyle).split('\n')[2] // "Final values of balance"
 * ```
 */
export function checkText(result: CheckResult, context: ReportContext, style: Style): string {
  const parts = [
    [
      headline(result, context, style),
      ...context.notes.map((each) => wrapped(`note: ${each}`, style.width, '      ')),
      ...result.unjudged.map((each) => wrapped(`note: ${unjudgedText(each, context.controls)}`, style.width, '      ')),
    ].join('\n'),
    outcomesText(result, context.controls, style),
    ...findingsText(result, context, style),
    (result.overtaking ?? []).map((each) => wrapped(`${overtakingText(result.program, each)}.`, style.width, '  ')).join('\n'),
    expectationsText(result, context.controls, style),
    verdictText(result, context, style),
  ]
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

function headline({ program, stats, complete, limit }: CheckResult, { name, controls }: ReportContext, style: Style): string {
  const explored = complete ? 'Explored completely' : 'Explored in part'
  const interleavings = stats.interleavings === null ? '' : `, ${counted(stats.interleavings, 'interleaving')}`
  const merged = Object.entries(stats.merged).map(([reduction, count]) => `${reduction} ${grouped(count)}`)
  const reduced = stats.reduced ? ` (reduced: ${merged.join(', ')})` : ''
  const text =
    `${name}: ${counted(program.threads.length, 'thread')}, ${counted(stats.depth, 'step')}. ` +
    `${explored}: ${counted(stats.states, 'state')}${interleavings}${reduced}.`
  const why =
    limit === null ? '' : `\n${style.paint.yellow(wrapped(`Incomplete: ${reachedText(limit, controls)}.`, style.width))}`
  return wrapped(text, style.width, '  ') + why
}

/** Errors get their trace as a table; a finding that an earlier table shows already gets its sentence only. */
function findingsText(result: CheckResult, context: ReportContext, style: Style): string[] {
  const { findings, program } = result
  let tables = 0
  const starving = findings.flatMap(({ detail }) => (detail.kind === 'starvation' ? [detail] : []))
  return findings.flatMap((finding) => {
    const isRepeated = finding.detail.kind === 'starvation' && starving.length > 1
    if (isRepeated && finding.detail !== starving[0]) return []
    const { symbols, paint } = style
    const symbol = finding.severity === 'error' ? symbols.wrong : symbols.warning
    const color = finding.severity === 'error' ? paint.red : paint.yellow
    const words = isRepeated ? starvationSentence(program, starving) : findingSentence(program, finding)
    const sentence = color(wrapped(`${symbol} ${words}.`, style.width, '  '))
    if (finding.severity === 'warning' || ++tables > mostTables) {
      const command = context.controls.showFinding?.(finding.kind)
      return command === undefined ? sentence : `${sentence}\n${style.paint.dim(`  see it:  ${command}`)}`
    }
    if (finding.trace.steps.length === 0) return `${sentence}\n${paint.dim('     (in the initial state, before any step)')}`
    return `${sentence}\n\n${tableText(traceTable(program, finding, symbols), style)}`
  })
}

function expectationsText({ expectations, program }: CheckResult, controls: Controls, style: Style): string {
  const failing = expectations.filter((each) => each.holds !== true)
  return failing
    .map((each) => {
      const text = expectationText(program, each, controls, style)
      if (each.shown === null) return text
      const table = traceTable(program, { ...each.shown(), detail: null }, style.symbols)
      return `${text}\n\n${tableText(table, style)}\n`
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

function verdictText(result: CheckResult, context: ReportContext, style: Style): string {
  const lines = [verdictLine(result, context.controls, style)]
  const drawn = result.findings.find((each) => each.severity === 'error')
  const command = drawn === undefined ? undefined : context.controls.drawFinding?.(drawn.kind)
  if (command !== undefined) {
    lines.push(style.paint.dim(`  draw it:  ${command}`))
  }
  return lines.map((line, index) => (index === 0 ? wrapped(line, style.width, '      ') : line)).join('\n')
}

function verdictLine(result: CheckResult, controls: Controls, { paint }: Style): string {
  const { verdict, limit, findings, outcomes } = result
  const wrong = outcomes.filter((each) => each.grade === 'wrong')
  const kinds = [...new Set(findings.filter((each) => each.severity === 'error').map((each) => kindText(each.kind)))]
  switch (verdict) {
    case 'pass':
      return `${paint.green(paint.bold('PASS'))}  ${kinds.length > 0 ? `as expected: ${listed(kinds)}` : passText(result)}`
    case 'incomplete':
      return `${paint.yellow(paint.bold('INCOMPLETE'))}  ${limit === null ? openText(result, controls) : reachedText(limit, controls)}; nothing wrong found so far`
    case 'fail': {
      const values =
        wrong.length === 0
          ? []
          : [
              `${wrong.length} of ${counted(outcomes.length, 'final value')} ${wrong.length === 1 ? 'is' : 'are'} wrong${wrongValues(result, wrong)}`,
            ]
      const broken = result.expectations.filter((each) => each.holds === false).length
      const expected = broken === 0 ? [] : [`${counted(broken, 'expectation')} ${broken === 1 ? 'does' : 'do'} not hold`]
      const found = kinds.length === 0 ? [] : [kinds.join(', ')]
      const partly = limit === null ? [] : [`incomplete: ${reachedText(limit, controls)}`]
      return `${paint.red(paint.bold('FAIL'))}  ${[...values, ...found, ...expected, ...partly].join('; ')}`
    }
  }
}

/** Returns why a complete exploration decides nothing: some `expect` lines could not be judged; each says why. */
function openText({ expectations, stats }: CheckResult, { fullSpace }: Controls): string {
  const open = expectations.filter((each) => each.holds === null).length
  if (!stats.reduced) return `${counted(open, 'expectation')} ${open === 1 ? 'is' : 'are'} left open`
  return `${counted(open, 'expectation')} ${open === 1 ? 'needs' : 'need'} the full space${named(fullSpace)}`
}

function wrongValues(result: CheckResult, wrong: readonly Outcome[]): string {
  const texts = wrong.slice(0, namedOutcomes).map((each) => outcomeText(result, each))
  return ` (${texts.join(', ')}${wrong.length > namedOutcomes ? ', …' : ''})`
}

function passText({ outcomes, findings }: CheckResult): string {
  const warnings: readonly Finding[] = findings
  if (warnings.length > 0) return `no error; ${counted(warnings.length, 'warning')}`
  if (outcomes.some((each) => each.grade === 'not-serial')) return 'no error found in any interleaving'
  return 'every interleaving is right'
}
