import { lineAt, positionAt, type Source, type Span } from './source.ts'

/** Something that the user should know about the input: a mistake (`error`) or a likely one (`warning`). */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string
  readonly source: Source | null
  readonly span: Span | null
  /** What to write instead. */
  readonly hint: string | null
}

export function errorAt(source: Source | null, span: Span | null, message: string, hint: string | null = null): Diagnostic {
  return { severity: 'error', message, source, span, hint }
}

export function warningAt(source: Source | null, span: Span | null, message: string, hint: string | null = null): Diagnostic {
  return { severity: 'warning', message, source, span, hint }
}

/** The excerpt is cut to this many characters around the place, so that a line of a megabyte prints as one line. */
const excerptWidth = 76

/**
 * A diagnostic as text: `file:line:column: error: message`, the source line with a caret under the place, the hint.
 * Control characters of the input are shown as `·`, so that they cannot control the terminal.
 *
 * @example
 * ```js
 * const read = await readModel({ name: 'x.ilv', text: 'thread A:\n  laod r, x' })
 * formatDiagnostic(read.errors[0]).split('\n')[0] // "x.ilv:2:3: error: unknown instruction `laod`"
 * ```
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { source, span, severity, message, hint } = diagnostic
  const lines: string[] = []
  if (source === null) lines.push(`${severity}: ${visible(message)}`)
  else if (span === null) lines.push(`${visible(source.name)}: ${severity}: ${visible(message)}`)
  else {
    const { line, column } = positionAt(source.text, span.start)
    lines.push(`${visible(source.name)}:${line}:${column}: ${severity}: ${visible(message)}`)
    lines.push(...excerpt(source.text, span, line))
  }
  if (hint !== null) lines.push(`  ${visible(hint)}`)
  return lines.join('\n')
}

function excerpt(text: string, span: Span, line: number): string[] {
  const whole = lineAt(text, span.start)
  const column = span.start - whole.start
  const from = column > excerptWidth - 16 ? column - Math.floor(excerptWidth / 2) : 0
  const shown = whole.text.slice(from, from + excerptWidth)
  const gutter = `${line}`.padStart(4)
  const before = visible(whole.text.slice(from, column).replace(/\t/g, ' '))
  const length = Math.max(1, Math.min(span.end - span.start, shown.length - (column - from)))
  return [
    `${gutter} | ${visible(shown.replace(/\t/g, ' '))}`,
    `${' '.repeat(gutter.length)} | ${' '.repeat(before.length)}${'^'.repeat(length)}`,
  ]
}

/** Returns a text with its control and bidirectional-override characters made visible. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·')
}
