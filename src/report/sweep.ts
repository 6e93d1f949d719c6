import { grouped } from '../base/grouped.ts'
import type { CheckResult } from '../check/result.ts'
import { kindText } from '../findings/kinds.ts'
import { markup } from '../picture/markup.ts'
import { patternOf, type Series } from './patterns.ts'
import { padded, type Style, widthOf, wrapped } from './style.ts'

/** A check for one value of the swept constant. */
export interface SweepPoint {
  readonly at: number
  readonly result: CheckResult
}

interface Figures {
  readonly at: number
  readonly states: number
  readonly milliseconds: number
  readonly outcomes: number | null
  /** The first observed value, if it is a single integer. */
  readonly least: number | null
  readonly greatest: number | null
  readonly findings: string
  readonly complete: boolean
}

function figuresOf({ at, result }: SweepPoint): Figures {
  const { stats, outcomes, findings, complete } = result
  const values = outcomes.flatMap(({ final }) => (typeof final[0] === 'number' ? [final[0]] : []))
  const known = complete && values.length > 0
  return {
    at,
    states: stats.states,
    milliseconds: stats.elapsedMs,
    outcomes: complete ? outcomes.length : null,
    least: known ? Math.min(...values) : null,
    greatest: known ? Math.max(...values) : null,
    findings: [...new Set(findings.map((each) => kindText(each.kind)))].join(', ') || 'none',
    complete,
  }
}

const header = ['states', 'time', 'outcomes', 'least', 'greatest', 'findings'] as const

/** Returns a table of the results by the constant, and the patterns that they fit. */
export function sweepText(model: string, name: string, points: readonly SweepPoint[], style: Style): string {
  const figures = points.map(figuresOf)
  const rows = [[name, ...header], ...figures.map(cellsOf)]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')))) ?? []
  const table = rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const fits = patterns(name, figures).map((each) => wrapped(`- ${each}`, style.width, '  '))
  const observed = fits.length === 0 ? [] : ['', 'Observed, not proved:', ...fits]
  return [`${model}: ${name} from ${figures[0]?.at} to ${figures.at(-1)?.at}`, '', ...table, ...observed, ''].join('\n')
}

function cellsOf(each: Figures): string[] {
  const shown = (value: number | null): string => (value === null ? '?' : grouped(value))
  const time = each.milliseconds < 1000 ? `${Math.round(each.milliseconds)} ms` : `${(each.milliseconds / 1000).toFixed(1)} s`
  const states = `${grouped(each.states)}${each.complete ? '' : '+'}`
  return [`${each.at}`, states, time, shown(each.outcomes), shown(each.least), shown(each.greatest), each.findings]
}

function patterns(name: string, figures: readonly Figures[]): string[] {
  const series = (of: (each: Figures) => number | null): Series => figures.map((each) => ({ at: each.at, value: of(each) }))
  const told = (what: string, of: (each: Figures) => number | null): string[] => {
    const words = patternOf(series(of), name)
    return words === null ? [] : [`${what} is ${words}`]
  }
  return [
    ...told('the number of final outcomes', (each) => each.outcomes),
    ...told('the least final value', (each) => each.least),
    ...told('the greatest final value', (each) => each.greatest),
  ]
}

const size = { width: 640, height: 400, left: 80, right: 20, top: 40, bottom: 44 } as const

/** Returns a chart of the states by the constant, on a logarithmic axis, with the range of final values below each point. */
export function sweepSvg(model: string, name: string, points: readonly SweepPoint[]): string {
  const figures = points.map(figuresOf)
  const most = Math.log10(Math.max(10, ...figures.map((each) => each.states)))
  const span = Math.max(1, (figures.at(-1)?.at ?? 0) - (figures[0]?.at ?? 0))
  const x = (at: number): number => size.left + ((at - (figures[0]?.at ?? 0)) / span) * (size.width - size.left - size.right)
  const y = (states: number): number => {
    const high = size.height - size.top - size.bottom
    return size.height - size.bottom - (Math.log10(Math.max(1, states)) / most) * high
  }
  const text = (left: number, top: number, content: string, anchor = 'middle'): string =>
    `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" text-anchor="${anchor}">${markup(content)}</text>`
  const line = figures.map((each) => `${x(each.at).toFixed(1)},${y(each.states).toFixed(1)}`).join(' ')
  const marks = figures.flatMap((each) => [
    `<circle cx="${x(each.at).toFixed(1)}" cy="${y(each.states).toFixed(1)}" r="4" fill="${each.complete ? '#2563eb' : '#d97706'}"/>`,
    text(x(each.at), size.height - 24, `${each.at}`),
    text(
      x(each.at),
      size.height - 8,
      each.least === null ? '?' : each.least === each.greatest ? `${each.least}` : `${each.least} to ${each.greatest}`,
    ),
  ])
  const scale = Array.from({ length: Math.floor(most) + 1 }, (_, power) =>
    text(size.left - 8, y(10 ** power) + 4, grouped(10 ** power), 'end'),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" font-family="Arimo, Helvetica, Arial, sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="white"/>',
    text(size.left, 20, `${model}: states by ${name}; below, the final values`, 'start'),
    ...scale,
    `<polyline points="${line}" fill="none" stroke="#2563eb" stroke-width="2"/>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n')
}

/** Returns the same results as JSON. */
export function sweepJson(model: string, name: string, points: readonly SweepPoint[]): object {
  const figures = points.map(figuresOf)
  return { schema: 'interleave/sweep@1', model, constant: name, points: figures, observed: patterns(name, figures) }
}
