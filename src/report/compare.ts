import type { ThreadContention } from '../analysis/contention.ts'
import { gradeRule } from '../analysis/contention.ts'
import { grouped } from '../base/grouped.ts'
import type { Assessment, Contention } from '../check/assess.ts'
import type { CheckResult, Finding } from '../check/result.ts'
import { kindText } from '../findings/kinds.ts'
import { markup } from '../picture/markup.ts'
import { type Controls, named } from './controls.ts'
import { outcomeText } from './outcomes-text.ts'
import { refutationTexts } from './refutations.ts'
import { padded, type Style, widthOf, wrapped } from './style.ts'
import { markdownEscaped } from './table-formats.ts'

/** A model and its assessment. */
export interface Compared {
  readonly name: string
  readonly assessment: Assessment
}

export const aspects = [
  'correct?',
  'final values',
  'findings',
  'contention cost',
  'deadlock risk',
  'livelock risk',
  'progress',
  'states',
  'interleavings',
] as const

/** One text per aspect. */
export function cellsOf({ assessment }: Compared, controls: Controls): string[] {
  const { result } = assessment
  const { stats } = result
  return [
    correctText(result),
    valuesText(result),
    findingsText(result),
    contentionText(assessment),
    deadlockText(result),
    livelockText(result),
    guaranteeText(assessment, controls),
    grouped(stats.states) + (result.complete ? '' : '+'),
    stats.interleavings === null ? 'not counted' : largeText(stats.interleavings),
  ]
}

/** Returns names without folder and extension, unless these are needed to distinguish the models. */
function namesOf(models: readonly Compared[]): string[] {
  const full = models.map(({ name }) => name)
  const file = full.map((name) => name.replace(/^.*\//, ''))
  const bare = file.map((name) => name.replace(/\.(ilv|py|json)$/, ''))
  const isAlone = (names: readonly string[], index: number): boolean => {
    return names.indexOf(names[index] ?? '') === names.lastIndexOf(names[index] ?? '')
  }
  return full.map((name, index) => (isAlone(bare, index) ? bare[index] : isAlone(file, index) ? file[index] : name) ?? name)
}

/** Returns whether the program is right, regardless of its `expect` lines. */
function correctText(result: CheckResult): string {
  const wrong =
    result.findings.some((each) => each.severity === 'error') || result.outcomes.some((each) => each.grade === 'wrong')
  const broken = result.expectations.some((each) => each.holds === false && each.expectation.kind !== 'finding')
  if (wrong || broken) return 'no'
  return result.complete ? 'yes' : 'unknown'
}

function valuesText(result: CheckResult): string {
  const values = result.outcomes.map((each) => outcomeText(result, each))
  if (values.length === 0) return 'none'
  return values.slice(0, 6).join(', ') + (values.length > 6 ? `, … (${values.length})` : '')
}

/** Returns the kinds of errors; if there are none, those of warnings in parentheses. */
function findingsText({ findings }: CheckResult): string {
  const kinds = (severity: Finding['severity']): string =>
    [...new Set(findings.filter((each) => each.severity === severity).map((each) => kindText(each.kind)))].join(', ')
  if (kinds('error') !== '') return kinds('error')
  return kinds('warning') === '' ? 'none' : `(${kinds('warning')})`
}

/** Returns the grade, the highest of the threads' numbers behind it, and how they grow with one more thread. */
function contentionText({ contention, grown }: Assessment): string {
  if (contention === null) return 'unknown'
  const worst = ({ threads }: Contention, of: (each: ThreadContention) => number | null): number | null =>
    threads.reduce<number | null>((most, each) => {
      const value = of(each)
      return most === null || value === null ? null : Math.max(most, value)
    }, 0)
  const more = (of: (each: ThreadContention) => number | null): string => {
    const value = grown === null ? null : worst(grown, of)
    return value === null ? '' : `; ${value} with one more thread`
  }
  const steps = (each: ThreadContention): number | null => each.steps.most
  const waits = (each: ThreadContention): number | null => each.waits.most
  switch (contention.grade) {
    case 'none':
      return 'none'
    case 'retries':
      return `retries: up to ${worst(contention, steps)} steps, ${worst(contention, (each) => each.alone)} alone${more(steps)}`
    case 'waits':
      return `waits: up to ${worst(contention, waits)} steps of others${more(waits)}`
    case 'unbounded':
      return worst(contention, steps) === null ? 'unbounded retries' : 'unbounded waits'
  }
}

function deadlockText({ findings, complete }: CheckResult): string {
  const deadlock = findings.find((each) => each.kind === 'deadlock')
  if (deadlock !== undefined) return 'yes'
  if (findings.some((each) => each.kind === 'lock-order')) return 'by lock order'
  return complete ? 'none' : 'unknown'
}

function livelockText({ findings, complete }: CheckResult): string {
  if (findings.some((each) => each.kind === 'livelock')) return 'yes'
  if (findings.some((each) => each.kind === 'starvation')) return 'starvation'
  return complete ? 'none' : 'unknown'
}

function guaranteeText({ guarantee, forever }: Assessment, controls: Controls): string {
  if (guarantee !== null) return guarantee.guarantee ?? `no infinite execution${named(controls.forever)}`
  const limit = controls.maxStates === null ? '' : `, or raise ${controls.maxStates}`
  return forever ? `unknown (too many states: bound a counter with \`mod\`${limit})` : 'unknown'
}

function largeText(count: bigint): string {
  const text = grouped(count)
  if (text.length <= 15) return text
  const digits = `${count}`
  return `${digits[0]}.${digits.slice(1, 3)}e${digits.length - 1}`
}

/** Returns the models side by side, one column each; if that does not fit, one block each. */
export function compareText(models: readonly Compared[], style: Style, controls: Controls): string {
  const columns = models.map((each) => cellsOf(each, controls))
  const names = namesOf(models)
  const first = Math.max(...aspects.map(widthOf))
  const share = Math.floor((style.width - first) / models.length) - 2
  const body = share >= 13 ? gridText(names, columns, first, share, style) : blocksText(names, columns, style)
  return `${body}\n\n${style.paint.dim(
    footnotesOf(models)
      .map((each) => wrapped(each, style.width, '  '))
      .join('\n'),
  )}\n`
}

function gridText(names: readonly string[], columns: readonly string[][], first: number, share: number, style: Style): string {
  const widths = names.map((name, index) => {
    return Math.min(share, Math.max(widthOf(name), ...(columns[index] ?? []).map(widthOf)))
  })
  const line = (head: string, cells: readonly string[]): string[] => {
    const parts = cells.map((cell, index) => wrapped(cell, widths[index] ?? share).split('\n'))
    const height = Math.max(...parts.map((part) => part.length))
    return Array.from({ length: height }, (_, row) => {
      const texts = parts.map((part, index) => padded(part[row] ?? '', widths[index] ?? share))
      return [padded(row === 0 ? head : '', first), ...texts].join('  ').trimEnd()
    })
  }
  const rows = aspects.flatMap((aspect, row) =>
    line(
      aspect,
      columns.map((cells) => cells[row] ?? ''),
    ),
  )
  return [...line('', names).map(style.paint.bold), ...rows].join('\n')
}

function blocksText(names: readonly string[], columns: readonly string[][], style: Style): string {
  const width = Math.max(...aspects.map(widthOf)) + 2
  return names
    .map((name, index) => {
      const lines = aspects.map((aspect, row) => {
        return wrapped(`  ${padded(aspect, width)}${columns[index]?.[row] ?? ''}`, style.width, ' '.repeat(width + 2))
      })
      return [style.paint.bold(name), ...lines].join('\n')
    })
    .join('\n\n')
}

/** Returns the rule of the grades, and why no model has a stronger guarantee. */
function footnotesOf(models: readonly Compared[]): string[] {
  const names = namesOf(models)
  const refutations = models.flatMap((model, index) =>
    refutationTexts(model.assessment).map((text) => `${names[index]}: ${text}`),
  )
  return [`Contention: ${gradeRule}.`, ...refutations]
}

export function compareMarkdown(models: readonly Compared[], controls: Controls): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownEscaped).join(' | ')} |`
  const names = namesOf(models)
  const rows = models.map((model, index) => line([names[index] ?? '', ...cellsOf(model, controls)]))
  const notes = footnotesOf(models).map((each) => `- ${markdownEscaped(each)}`)
  return `${[line(['approach', ...aspects]), `|${'---|'.repeat(aspects.length + 1)}`, ...rows, '', ...notes].join('\n')}\n`
}

/** Returns the table as a standalone page. */
export function compareHtml(models: readonly Compared[], controls: Controls): string {
  const names = namesOf(models)
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((each) => `<${tag}>${markup(each)}</${tag}>`).join('')}</tr>`
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<title>Approaches compared</title>',
    '<style>body{font:16px/1.5 Helvetica,Arial,sans-serif;margin:2rem;color:#222;background:#fff}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem;border-bottom:1px solid #ccc}</style>',
    '<table>',
    `<thead>${line('th', ['approach', ...aspects])}</thead>`,
    '<tbody>',
    ...models.map((model, index) => line('td', [names[index] ?? '', ...cellsOf(model, controls)])),
    '</tbody></table>',
    ...footnotesOf(models).map((each) => `<p>${markup(each)}</p>`),
    '</html>',
    '',
  ].join('\n')
}
