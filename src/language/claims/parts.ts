/** Splits at the commas that are in no parentheses, brackets or quotes. */
export function partsOf(text: string): string[] {
  const parts = ['']
  let depth = 0
  let quote: string | null = null
  for (const character of text) {
    if (quote !== null) quote = character === quote ? null : quote
    else if (character === '"' || character === "'") quote = character
    else if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
    if (character === ',' && depth === 0 && quote === null) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((each) => each.trim()).filter((each) => each !== '')
}
