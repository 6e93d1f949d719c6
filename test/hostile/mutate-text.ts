import { present } from '../../src/base/bug.ts'
import { type Draw, extremeNumbers, oddNames, oddPieces, oneOf } from './draw.ts'

/** Returns a text with one change; `other` is a text of the same language to take pieces from. */
export type TextMutator = (text: string, other: string, draw: Draw) => string

const tokenForm = /[\p{L}_][\p{L}\p{N}_]*|\d[\d.]*|\n|[^\S\n]+|\S/gu

function tokensOf(text: string): string[] {
  return text.match(tokenForm) ?? []
}

/** Changes the tokens that have a form; if there are none, inserts an odd piece. */
function onTokens(form: RegExp, change: (tokens: string[], at: number, draw: Draw) => void): TextMutator {
  return (text, _, draw) => {
    const tokens = tokensOf(text)
    const places = tokens.flatMap((token, at) => (form.test(token) ? [at] : []))
    if (places.length === 0) return text + oneOf(draw, oddPieces)
    change(tokens, oneOf(draw, places), draw)
    return tokens.join('')
  }
}

function onLines(change: (lines: string[], at: number, draw: Draw, other: readonly string[]) => void): TextMutator {
  return (text, other, draw) => {
    const lines = text.split('\n')
    change(lines, draw(lines.length), draw, other.split('\n'))
    return lines.join('\n')
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

/** Returns the end of the block that a line opens: the lines after it that are indented more, and an `end`. */
function blockEnd(lines: readonly string[], from: number): number {
  const indent = indentOf(lines[from] ?? '')
  let end = from + 1
  while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end] ?? '') > indent)) end++
  return lines[end]?.trim() === 'end' ? end + 1 : end
}

function blockOf(lines: readonly string[], draw: Draw): string[] {
  const from = draw(lines.length)
  return lines.slice(from, blockEnd(lines, from))
}

export const textMutators: readonly TextMutator[] = [
  onTokens(/\S/, (tokens, at) => tokens.splice(at, 1)),
  onTokens(/\S/, (tokens, at) => tokens.splice(at, 0, present(tokens[at], 'token'), ' ')),
  onTokens(/\S/, (tokens, at, draw) => {
    const other = draw(tokens.length)
    const [one, two] = [present(tokens[at], 'token'), present(tokens[other], 'token')]
    tokens[at] = two
    tokens[other] = one
  }),
  onTokens(/^\d/, (tokens, at, draw) => {
    tokens[at] = oneOf(draw, extremeNumbers)
  }),
  onTokens(/^[\p{L}_]/u, (tokens, at, draw) => {
    tokens[at] = oneOf(draw, oddNames)
  }),
  // Another name of the same text: the mutant still parses, and means something else.
  onTokens(/^[\p{L}_]/u, (tokens, at, draw) => {
    tokens[at] = oneOf(
      draw,
      tokens.filter((token) => /^[\p{L}_]/u.test(token)),
    )
  }),
  onTokens(/^[-+*/%<>=!&|]$/, (tokens, at, draw) => {
    tokens[at] = oneOf(draw, ['+', '-', '*', '/', '%', '<', '>', '=', '==', '!=', '<=', '**', '//', '&', '|', '^', '~'])
  }),
  onTokens(/[\s\S]/, (tokens, at, draw) => tokens.splice(at, 0, oneOf(draw, oddPieces))),
  onLines((lines, at) => lines.splice(at, 1)),
  onLines((lines, at) => lines.splice(at, 0, present(lines[at], 'line'))),
  onLines((lines, at, draw) => {
    const other = draw(lines.length)
    const [one, two] = [present(lines[at], 'line'), present(lines[other], 'line')]
    lines[at] = two
    lines[other] = one
  }),
  onLines((lines, at, draw) => {
    lines[at] = `${' '.repeat(draw(3) * 4)}${present(lines[at], 'line').trimStart()}`
  }),
  onLines((lines, at) => lines.splice(at, 2, `${lines[at]} ${lines[at + 1] ?? ''}`)),
  onLines((lines, at) => lines.splice(at, blockEnd(lines, at) - at)),
  onLines((lines, at, draw) => lines.splice(at, 0, ...blockOf(lines, draw))),
  onLines((lines, at, draw, other) => lines.splice(at, 0, ...blockOf(other, draw))),
  onLines((lines, at, draw, other) => lines.splice(at, blockEnd(lines, at) - at, ...blockOf(other, draw))),
  (text, _, draw) => text.slice(0, draw(text.length + 1)),
]
