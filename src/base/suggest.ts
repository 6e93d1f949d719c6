import { closest, distance } from 'fastest-levenshtein'

/** The known name nearest to a misspelt one, if it is near enough to be what was meant. */
export function suggestion(name: string, known: readonly string[]): string | null {
  if (known.length === 0 || name.length > 80) return null
  const best = closest(name, known as string[])
  const near = name.length < 3 ? 1 : Math.max(2, Math.floor(name.length / 3))
  return distance(name, best) <= Math.min(near, best.length) ? best : null
}

/** `did you mean …?`, or the list of what there is, or null where there is nothing. */
export function didYouMean(name: string, known: readonly string[]): string | null {
  const best = suggestion(name, known)
  if (best !== null) return `did you mean \`${best}\`?`
  if (known.length === 0) return null
  const shown = known.slice(0, 8).map((each) => `\`${each}\``)
  return `known here: ${shown.join(', ')}${known.length > 8 ? ', …' : ''}`
}
