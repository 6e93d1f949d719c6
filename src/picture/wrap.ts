import { widthOf } from './metrics.ts'

export interface Font {
  readonly size: number
  readonly bold: boolean
}

export function textWidth(text: string, { size, bold }: Font): number {
  return widthOf(text, size, bold ? 'bold' : 'regular')
}

/** Breaks a text at spaces into lines no wider than `width`; words that are wider where a part of a name ends, if one does. */
export function linesWithin(text: string, width: number, font: Font): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => brokenWord(each, width, font))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, font) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

function brokenWord(word: string, width: number, font: Font): string[] {
  if (textWidth(word, font) <= width) return [word]
  const parts = word.split(/(?=[.[(])|(?<=[_,/=])/)
  return filled(
    parts.flatMap((part) => (textWidth(part, font) <= width ? [part] : filled([...part], width, font))),
    width,
    font,
  )
}

/** Joins parts as long as they fit. */
function filled(parts: readonly string[], width: number, font: Font): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const part of parts) {
    if (piece !== '' && textWidth(piece + part, font) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += part
  }
  return [...pieces, piece]
}
