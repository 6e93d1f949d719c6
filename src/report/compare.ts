import type { CheckResult, Finding } from '../check/result.ts'
import { outcomeText } from './check-text.ts'
import { kindText } from './sentences.ts'
import { padded, type Style, widthOf, wrapped } from './style.ts'
import { markdownEscaped } from './table-formats.ts'

/** A model and what its check gave. */
export interface Compared {
  readonly name: string
  readonly result: CheckResult
}

const header = ['model', 'correct?', 'final values', 'findings', 'states', 'interleavings'] as const

function cellsOf({ name, result }: Compared): string[] {
  const { stats } = result
  return [
    shortName(name),
    correctText(result),
    valuesText(result),
    findingsText(result),
    stats.states.toLocaleString('en') + (result.complete ? '' : '+'),
    stats.interleavings === null ? 'not counted' : largeText(stats.interleavings),
  ]
}

function shortName(name: string): string {
  return name.replace(/^.*\//, '').replace(/\.(ilv|py|json)$/, '')
}

/** Whether the program is right, whatever its `expect` lines say that it shows. */
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

/** The kinds of errors; where there are none, those of warnings in parentheses. */
function findingsText({ findings }: CheckResult): string {
  const kinds = (severity: Finding['severity']): string =>
    [...new Set(findings.filter((each) => each.severity === severity).map((each) => kindText(each.kind)))].join(', ')
  if (kinds('error') !== '') return kinds('error')
  return kinds('warning') === '' ? 'none' : `(${kinds('warning')})`
}

function largeText(count: bigint): string {
  const text = count.toLocaleString('en')
  if (text.length <= 15) return text
  const digits = `${count}`
  return `${digits[0]}.${digits.slice(1, 3)}e${digits.length - 1}`
}

/** The models side by side: a table where it fits, else a block for each. */
export function compareText(models: readonly Compared[], style: Style): string {
  const rows = models.map(cellsOf)
  const widths = header.map((title, column) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))))
  const width = widths.reduce((sum, each) => sum + each + 2, -2)
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  if (width <= style.width) {
    const paint = (text: string, row: readonly string[]): string =>
      row[1] === 'yes' ? style.paint.green(text) : style.paint.red(text)
    return `${[style.paint.bold(line(header)), ...rows.map((row) => paint(line(row), row))].join('\n')}\n`
  }
  const blocks = rows.map((row) => {
    const lines = header.slice(1).map((title, index) => {
      return wrapped(`  ${padded(title, 14)}${row[index + 1] ?? ''}`, style.width, ' '.repeat(16))
    })
    return [style.paint.bold(row[0] ?? ''), ...lines].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

export function compareMarkdown(models: readonly Compared[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownEscaped).join(' | ')} |`
  return `${[line(header), `|${header.map(() => '---').join('|')}|`, ...models.map((each) => line(cellsOf(each)))].join('\n')}\n`
}

/** The cells of the table by name, for programs. */
export function compareJson(models: readonly Compared[]): readonly Readonly<Record<string, string>>[] {
  return models.map((model) => {
    const cells = cellsOf(model)
    return { file: model.name, ...Object.fromEntries(header.slice(1).map((title, index) => [title, cells[index + 1] ?? ''])) }
  })
}
