/** A line of a program as slides show it, with its number in the source. */
export interface CodeLine {
  readonly line: number
  readonly text: string
}

/**
 * A program's description of itself, and its code without that description and without its expectations, which are the
 * answer.
 */
export interface ShownCode {
  /** The first paragraph of the comment at its top; null if there is none. */
  readonly lead: string | null
  readonly lines: readonly CodeLine[]
}

const expectation = /^\s*(expect\b|#\s*expect:)/

export function shownCode(text: string): ShownCode {
  const all = text.split(/\r?\n/).map((each, index): CodeLine => ({ line: index + 1, text: each.trimEnd() }))
  const top = all.findIndex((each) => !each.text.startsWith('#'))
  const comment = (top < 0 ? all : all.slice(0, top)).filter((each) => !expectation.test(each.text))
  const code = (top < 0 ? [] : all.slice(top)).filter((each) => !expectation.test(each.text))
  return { lead: firstParagraph(comment.map((each) => each.text.replace(/^#+ ?/, ''))), lines: trimmed(code) }
}

function firstParagraph(lines: readonly string[]): string | null {
  const start = lines.findIndex((each) => each.trim() !== '')
  if (start < 0) return null
  const rest = lines.slice(start)
  const end = rest.findIndex((each) => each.trim() === '')
  return (end < 0 ? rest : rest.slice(0, end)).map((each) => each.trim()).join(' ')
}

/** Without empty lines at the ends, and without more than one in a row. */
function trimmed(lines: readonly CodeLine[]): CodeLine[] {
  const kept = lines.filter(({ text }, index) => text !== '' || (index > 0 && lines[index - 1]?.text !== ''))
  const last = kept.findLastIndex((each) => each.text !== '')
  return kept.slice(0, last + 1)
}
