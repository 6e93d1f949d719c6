import { guardLength, lengthOf } from './strings.ts'

/** Widths, counted in code points. */

export type Alignment = '<' | '>' | '^'

/** Fills the text up to the width. */
export function aligned(text: string, alignment: Alignment, width: number, fill: string): string {
  const missing = width - lengthOf(text)
  if (missing <= 0) return text
  guardLength(width)
  if (alignment === '<') return text + fill.repeat(missing)
  if (alignment === '>') return fill.repeat(missing) + text
  const left = Math.floor(missing / 2)
  return fill.repeat(left) + text + fill.repeat(missing - left)
}

/** `str.center`, which is not what `^` does where the sides differ: the left one is longer if the width is odd. */
export function centered(text: string, width: number, fill: string): string {
  const missing = width - lengthOf(text)
  if (missing <= 0) return text
  guardLength(width)
  const left = Math.floor(missing / 2) + (missing % 2 === 1 && width % 2 === 1 ? 1 : 0)
  return fill.repeat(left) + text + fill.repeat(missing - left)
}

/** Puts zeros before the digits, behind a sign. */
export function zeroFilled(text: string, width: number): string {
  const missing = width - lengthOf(text)
  if (missing <= 0) return text
  guardLength(width)
  const sign = /^[-+]/.test(text) ? text.slice(0, 1) : ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}

/** Replaces tabs by spaces up to the next multiple of `size`. */
export function expandTabs(text: string, size: number): string {
  let result = ''
  let column = 0
  for (const character of text) {
    if (character === '\t') {
      const width = size > 0 ? size - (column % size) : 0
      guardLength(result.length + width)
      result += ' '.repeat(width)
      column += width
    } else {
      result += character
      column = character === '\n' || character === '\r' ? 0 : column + 1
    }
  }
  return result
}
