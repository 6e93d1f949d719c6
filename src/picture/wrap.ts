import { widthOf } from './metrics.ts'

export interface Font {
  readonly size: number
  readonly bold: boolean
}

export function textWidth(text: string, { size, bold }: Font): number {
  return widthOf(text, size, bold ? 'bold' : 'regular')
}

/** Breaks a text at spaces into lines no wider than `width`, and words that are wider anywhere. */
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
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, font) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}
