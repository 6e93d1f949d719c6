/**
 * Returns what a regular expression of Python has that the patterns of claims do not have, or that means something else
 * there; null if there is nothing. What `automatonOf` refuses is not looked for.
 */
export function unsupportedIn(pattern: string): string | null {
  let isRepeated = false
  for (const [token] of pattern.matchAll(tokens)) {
    const isSign = token === '*' || token === '+' || token === '?'
    // `a+?` takes as little as it can, `a++` never gives back, and `a**` is a mistake.
    if (isSign && isRepeated) return `two signs of repetition, \`${token}\` is the second`
    isRepeated = isSign
    if (token === '\\') return 'a `\\` at its end is not supported'
    if (/^\\[A-Za-z0-9]/.test(token) && token !== '\\n' && token !== '\\t') return `\`${token}\` is not supported`
    if (!token.startsWith('[')) continue
    if (/^\[\^?\]/.test(token)) return 'a `]` at the start of a set is not supported'
    const special = /\\(?![nt])[A-Za-z0-9]/.exec(token)
    if (special !== null) return `\`${special[0]}\` is not supported`
  }
  return null
}

/** An escape, a set, or one character. */
const tokens = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?|[\s\S]/gu
