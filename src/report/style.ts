import { eastAsianWidth } from 'get-east-asian-width'
import pc from 'picocolors'

/** The style of texts for a terminal, by what the terminal can display. */
export interface Style {
  /** Escape sequences for colours; without colour each returns the text unchanged. */
  readonly paint: Paint
  readonly symbols: Symbols
  /** Columns. */
  readonly width: number
}

export type Paint = Pick<ReturnType<typeof pc.createColors>, 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'>

export interface Symbols {
  readonly wrong: string
  readonly right: string
  readonly warning: string
  /** Between an old value and a new one. */
  readonly changes: string
  /** Between an operand and the value that was read from it. */
  readonly gives: string
  readonly bar: string
  readonly repeats: string
  readonly times: string
  readonly dots: string
  /** Left of printed lines: of the first, of others, and of the last. */
  readonly top: string
  readonly edge: string
  readonly bottom: string
  /** A bar that represents a period: its ends, and the part in between. */
  readonly start: string
  readonly line: string
  readonly end: string
}

export const unicodeSymbols: Symbols = {
  wrong: '✗',
  right: '✓',
  warning: '△',
  changes: '→',
  gives: '➜',
  bar: '█',
  repeats: '⟳',
  times: '×',
  dots: '…',
  top: '┌',
  edge: '│',
  bottom: '└',
  start: '├',
  line: '─',
  end: '┤',
}

export const asciiSymbols: Symbols = {
  wrong: 'X',
  right: 'ok',
  warning: '!',
  changes: '->',
  gives: '=',
  bar: '#',
  repeats: 'again',
  times: 'x',
  dots: '...',
  top: '|',
  edge: '|',
  bottom: '|',
  start: '|',
  line: '-',
  end: '|',
}

/**
 * Returns a style of text reports. `width` is at least 40.
 *
 * @example
 * ```js
 * styleOf({ color: false, unicode: false, width: 80 }).width // 80
 * ```
 */
export function styleOf(options: { readonly color: boolean; readonly unicode: boolean; readonly width: number }): Style {
  return {
    paint: pc.createColors(options.color),
    symbols: options.unicode ? unicodeSymbols : asciiSymbols,
    width: Math.max(40, options.width),
  }
}

/** A style for files and for tests: no colour, 80 columns. */
export const plainStyle: Style = styleOf({ color: false, unicode: true, width: 80 })

/** Characters that take one column each; most texts contain no others. */
const narrow = /^[\u0020-\u007e\u00a1-\u02ff→➜✗✓△█⟳×…├─┤┌│└]*$/

const colors = /\u001b\[\d+m/g

/** Returns the columns that a text takes; escape sequences take none, wide characters two. */
export function widthOf(text: string): number {
  const bare = text.replace(colors, '')
  if (narrow.test(bare)) return bare.length
  let columns = 0
  for (const character of bare.replace(/\p{M}|\p{Default_Ignorable_Code_Point}/gu, '')) {
    columns += eastAsianWidth(character.codePointAt(0) ?? 0)
  }
  return columns
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Breaks a text at spaces into lines of at most `width` columns, all except the first indented. */
export function wrapped(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  const start = /^ */.exec(text)?.[0] ?? ''
  let line = start
  for (const word of text.slice(start.length).split(' ')) {
    const candidate = line === start ? line + word : `${line} ${word}`
    if (line !== start && widthOf(candidate) > width) {
      lines.push(line)
      line = indent + word
    } else line = candidate
  }
  return [...lines, line].join('\n')
}
