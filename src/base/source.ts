/** A half-open range of UTF-16 offsets in a source text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The text of a program, with the name that messages use for it. */
export interface Source {
  readonly name: string
  readonly text: string
}

/** A place in a text as an editor shows it; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Returns the line and column of an offset. Offsets past the end return the position just after the last character. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(offset, text.length)
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: end - lineStart + 1 }
}

/** Returns the text of the line that contains an offset, without its line break, and the offset at which it starts. */
export function lineAt(text: string, offset: number): { text: string; start: number } {
  const end = Math.min(offset, text.length)
  const start = text.lastIndexOf('\n', end - 1) + 1
  const next = text.indexOf('\n', end)
  return { text: text.slice(start, next === -1 ? text.length : next).replace(/\r$/, ''), start }
}
