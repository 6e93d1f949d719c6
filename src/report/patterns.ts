/** A figure of a sweep, by the value of the constant; null if unknown. */
export type Series = readonly { readonly at: number; readonly value: number | null }[]

/**
 * Returns the pattern that a series fits, as observed, in words after 'is'; null if none of the simple ones fits, or fewer
 * than three values are known. `name` is that of the constant. The first value may be an exception, which the text then
 * says.
 */
export function patternOf(series: Series, name: string): string | null {
  const known = series.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
  for (const from of [0, 1]) {
    const points = known.slice(from)
    const [first, last] = [points[0], points.at(-1)]
    if (points.length < 3 || first === undefined || last === undefined) return null
    const words = constantIn(points) ?? linearIn(points, name) ?? quadraticIn(points, name)
    if (words !== null) return `${words} for every ${name} from ${first.at} to ${last.at}`
  }
  return null
}

type Points = readonly { readonly at: number; readonly value: number }[]

function constantIn(points: Points): string | null {
  const value = points[0]?.value
  return points.every((each) => each.value === value) ? `${value}` : null
}

function linearIn(points: Points, name: string): string | null {
  const [one, two] = [points[0], points[1]]
  if (one === undefined || two === undefined) return null
  const slope = (two.value - one.value) / (two.at - one.at)
  const offset = one.value - slope * one.at
  if (!Number.isInteger(slope) || !points.every(({ at, value }) => value === slope * at + offset)) return null
  return polynomial([slope, offset], [name, ''])
}

function quadraticIn(points: Points, name: string): string | null {
  const [a, b, c] = points
  if (a === undefined || b === undefined || c === undefined || points.length < 4) return null
  const [first, second] = [(b.value - a.value) / (b.at - a.at), (c.value - b.value) / (c.at - b.at)]
  const square = (second - first) / (c.at - a.at)
  const slope = first - square * (a.at + b.at)
  const offset = a.value - square * a.at ** 2 - slope * a.at
  if (![square, slope, offset].every(Number.isInteger)) return null
  if (!points.every(({ at, value }) => value === square * at ** 2 + slope * at + offset)) return null
  return polynomial([square, slope, offset], [`${name}²`, name, ''])
}

function polynomial(factors: readonly number[], powers: readonly string[]): string {
  const terms = factors.flatMap((factor, index) => {
    if (factor === 0) return []
    const power = powers[index] ?? ''
    const size = Math.abs(factor)
    return [{ sign: factor < 0 ? '-' : '+', text: power === '' ? `${size}` : size === 1 ? power : `${size}${power}` }]
  })
  const [first, ...rest] = terms
  if (first === undefined) return '0'
  return [`${first.sign === '-' ? '-' : ''}${first.text}`, ...rest.map(({ sign, text }) => `${sign} ${text}`)].join(' ')
}
