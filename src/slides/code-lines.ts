import { leadOf } from '../report/lead.ts'
import { type CodeToken, codeTokens } from './code-colours.ts'

/** A line of a program as slides show it, with its number in the source. */
export interface CodeLine {
  readonly line: number
  readonly text: string
  /** The same in parts of one colour. */
  readonly tokens: readonly CodeToken[]
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

export function shownCode(text: string, notation: 'python' | undefined): ShownCode {
  const plain = text.replaceAll('\r\n', '\n')
  const tokens = codeTokens(plain, notation)
  const all = plain.split('\n').map((each, index): CodeLine => {
    return { line: index + 1, text: each.trimEnd(), tokens: tokens[index] ?? [] }
  })
  const top = all.findIndex((each) => !each.text.startsWith('#'))
  const code = (top < 0 ? [] : all.slice(top)).filter((each) => !expectation.test(each.text))
  return { lead: leadOf(plain), lines: trimmed(code) }
}

/** Without empty lines at the ends, and without more than one in a row. */
function trimmed(lines: readonly CodeLine[]): CodeLine[] {
  const kept = lines.filter(({ text }, index) => text !== '' || (index > 0 && lines[index - 1]?.text !== ''))
  const last = kept.findLastIndex((each) => each.text !== '')
  return kept.slice(0, last + 1)
}

/** The part of a slide that has to be full before the code goes on with the next at the start of a definition. */
const leastFilled = 0.4

/** Returns code in parts of at most so many lines, which end where a definition does, if one ends late enough. */
export function codePages(lines: readonly CodeLine[], most: number): CodeLine[][] {
  const pages: CodeLine[][] = []
  let rest = lines
  while (rest.length > most) {
    const at = breakBefore(rest, most)
    pages.push(trimmed(rest.slice(0, at)))
    rest = trimmed(rest.slice(at))
  }
  return [...pages, [...rest]]
}

function breakBefore(lines: readonly CodeLine[], most: number): number {
  const least = Math.ceil(most * leastFilled)
  const starts = (at: number): boolean => {
    const text = lines[at]?.text ?? ''
    const before = lines[at - 1]?.text ?? ''
    // A decorator belongs to what follows it.
    return (
      /^[^\s#)\]}]/.test(text) && !before.startsWith('@') && (/^(@|def |class |async |thread|if )/.test(text) || before === '')
    )
  }
  for (const isBreak of [
    starts,
    (at: number) => lines[at - 1]?.text === '',
    (at: number) => /^\s*(def|@)/.test(lines[at]?.text ?? ''),
  ]) {
    for (let at = most; at >= least; at--) if (isBreak(at)) return at
  }
  return most
}
