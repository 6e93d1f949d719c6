/** A half-open range of UTF-16 offsets in a source text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A text that a program comes from, with the name that messages call it by. */
export interface Source {
  readonly name: string
  readonly text: string
}

/** A place in a text as an editor shows it; both count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The line and column of an offset. Offsets past the end give the position just after the last character. */
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

/** The text of the line that holds an offset, without its line break, and the offset where it starts. */
export function lineAt(text: string, offset: number): { text: string; start: number } {
  const end = Math.min(offset, text.length)
  const start = text.lastIndexOf('\n', end - 1) + 1
  const next = text.indexOf('\n', end)
  return { text: text.slice(start, next === -1 ? text.length : next).replace(/\r$/, ''), start }
}
