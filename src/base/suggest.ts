import { closest, distance } from 'fastest-levenshtein'

/** Returns the known name nearest to a misspelt one, or null if none is near enough. */
export function suggestion(name: string, known: readonly string[]): string | null {
  if (known.length === 0 || name.length > 80) return null
  const best = closest(name, known as string[])
  const near = name.length < 3 ? 1 : Math.max(2, Math.floor(name.length / 3))
  return distance(name, best) <= Math.min(near, best.length) ? best : null
}

/** Returns the known path whose last name is nearest to a name: `account.balance` for `balance`; null if none is near enough. */
export function memberSuggestion(name: string, known: readonly string[]): string | null {
  const members = known.map((each) => each.slice(each.lastIndexOf('.') + 1))
  const best = suggestion(name, members)
  return best === null ? null : (known[members.indexOf(best)] ?? null)
}

/** Returns `did you mean …?`, or the list of known names, or null if there are none. */
export function didYouMean(name: string, known: readonly string[]): string | null {
  const best = suggestion(name, known)
  if (best !== null) return `did you mean \`${best}\`?`
  const member = memberSuggestion(
    name,
    known.filter((each) => each.includes('.')),
  )
  if (member !== null) return `did you mean \`${member}\`?`
  if (known.length === 0) return null
  const shown = known.slice(0, 8).map((each) => `\`${each}\``)
  return `known here: ${shown.join(', ')}${known.length > 8 ? ', …' : ''}`
}
