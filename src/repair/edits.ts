/** A line of a changed text, without its line break. */
export interface NewLine {
  readonly text: string
  /** The line of the original text, from 1, that it is or that it stands for; null if it is new. */
  readonly origin: number | null
}

/** Replaces `count` whole lines from line `from`, counted from 1; none if `count` is 0: the lines are put before `from`. */
export interface Edit {
  readonly from: number
  readonly count: number
  readonly lines: readonly NewLine[]
}

/** A text after edits, with the line of the original that each line stands for. */
export interface Edited {
  readonly text: string
  /** By index, from 0. */
  readonly origins: readonly (number | null)[]
}

/** Returns the lines of a text without their line breaks. A last line break begins no line. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Returns an edit that puts new lines before a line. */
export function inserted(before: number, ...texts: readonly string[]): Edit {
  return { from: before, count: 0, lines: texts.map((text) => ({ text, origin: null })) }
}

/** Returns an edit that replaces one line by another one that stands for it. */
export function replaced(line: number, text: string): Edit {
  return { from: line, count: 1, lines: [{ text, origin: line }] }
}

/** Returns an edit that removes one line. */
export function removed(line: number): Edit {
  return { from: line, count: 1, lines: [] }
}

/** Whether edits can be made together: no line is replaced twice, and nothing is put into lines that are replaced. */
export function areApart(edits: readonly Edit[]): boolean {
  const sorted = inOrder(edits)
  return sorted.every((edit, index) => {
    const next = sorted[index + 1]
    return next === undefined || next.from >= edit.from + edit.count
  })
}

/** Makes edits, all of which name lines of the original. The line breaks and the end of the text stay as they are. */
export function applied(text: string, edits: readonly Edit[]): Edited {
  const old = linesOf(text)
  const lines: NewLine[] = []
  let next = 1
  const copyUntil = (line: number): void => {
    for (; next < line; next++) lines.push({ text: old[next - 1] ?? '', origin: next })
  }
  for (const edit of inOrder(edits)) {
    copyUntil(edit.from)
    lines.push(...edit.lines)
    next = edit.from + edit.count
  }
  copyUntil(old.length + 1)
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const ending = /\n$/.test(text) ? lineBreak : ''
  return { text: lines.map((each) => each.text).join(lineBreak) + ending, origins: lines.map(({ origin }) => origin) }
}

/** Returns how many lines edits change: lines that are new, different or elsewhere, or removed without another in their place. Blank lines do not count. */
export function changedLines(text: string, edits: readonly Edit[]): number {
  return weighed(text, edits, 1)
}

/**
 * Returns how much edits change: as `changedLines`, but a line that is only indented in another way counts little, since what it
 * says is the same.
 */
export function effortOf(text: string, edits: readonly Edit[]): number {
  return weighed(text, edits, 0.25)
}

function weighed(text: string, edits: readonly Edit[], indented: number): number {
  const old = linesOf(text)
  return edits.reduce((sum, { from, count, lines }) => {
    const oldOf = ({ origin }: NewLine): string | undefined =>
      origin !== null && from <= origin && origin < from + count ? old[origin - 1] : undefined
    const own = lines.filter((line) => line.text.trim() !== '')
    const kept = own.filter((line) => oldOf(line) === line.text).length
    const moved = own.filter((line) => oldOf(line) !== line.text && oldOf(line)?.trim() === line.text.trim()).length
    const others = Math.max(linesBetween(old, from, count) - kept - moved, own.length - kept - moved)
    return sum + others + moved * indented
  }, 0)
}

/** Edits in the order of the text; of those at one place, insertions first. */
function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((one, other) => one.from - other.from || one.count - other.count)
}

function linesBetween(lines: readonly string[], from: number, count: number): number {
  return lines.slice(from - 1, from - 1 + count).filter((line) => line.trim() !== '').length
}
