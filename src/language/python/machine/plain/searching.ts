import type { Argument } from './arguments.ts'
import { searchBounds } from './slices.ts'
import { charactersOf, guardLength, lengthOf, partOf } from './strings.ts'

/** Searching and splitting, the same for `str` and for `bytes`, whose bytes are characters here. */

/** The position of a part within the bounds, the first or the last one; -1 if there is none. */
export function find(
  text: string,
  part: string,
  start: Argument | undefined,
  end: Argument | undefined,
  last: boolean,
): number {
  const [from, to] = searchBounds(start, end, lengthOf(text))
  if (from > to) return -1
  const window = partOf(text, from, to)
  const found = last ? window.lastIndexOf(part) : window.indexOf(part)
  return found < 0 ? -1 : from + lengthOf(window.slice(0, found))
}

/** How often a part occurs within the bounds, without overlaps. */
export function count(text: string, part: string, start: Argument | undefined, end: Argument | undefined): number {
  const [from, to] = searchBounds(start, end, lengthOf(text))
  if (from > to) return 0
  const window = partOf(text, from, to)
  return part === '' ? lengthOf(window) + 1 : window.split(part).length - 1
}

/** Reports whether the text within the bounds begins or ends with the affix. */
export function hasAffix(
  text: string,
  affix: string,
  start: Argument | undefined,
  end: Argument | undefined,
  atEnd: boolean,
): boolean {
  const [from, to] = searchBounds(start, end, lengthOf(text))
  if (from > to) return false
  const window = partOf(text, from, to)
  return atEnd ? window.endsWith(affix) : window.startsWith(affix)
}

/** Replaces at most so many occurrences, or all if the number is negative. */
export function replace(text: string, old: string, replacement: string, most: number): string {
  // An empty part occurs before each character and at the end.
  const pieces = old === '' ? ['', ...charactersOf(text), ''] : text.split(old)
  const times = most < 0 ? pieces.length - 1 : Math.min(most, pieces.length - 1)
  guardLength(text.length + times * replacement.length)
  return (
    pieces.slice(0, times + 1).join(replacement) +
    pieces
      .slice(times + 1)
      .map((piece) => old + piece)
      .join('')
  )
}

/** Splits at a separator that is not empty, at most so often, or everywhere if the number is negative. */
export function splitAt(text: string, separator: string, most: number, fromEnd: boolean): string[] {
  if (fromEnd) return splitAtFromEnd(text, separator, most)
  const pieces = text.split(separator)
  if (most < 0 || pieces.length <= most + 1) return pieces
  return [...pieces.slice(0, most), pieces.slice(most).join(separator)]
}

function splitAtFromEnd(text: string, separator: string, most: number): string[] {
  const pieces: string[] = []
  let end = text.length
  while (most < 0 || pieces.length < most) {
    const found = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length)
    if (found < 0) break
    pieces.unshift(text.slice(found + separator.length, end))
    end = found
  }
  return [text.slice(0, end), ...pieces]
}

/** Splits at white space, whose characters are given as the inside of a class. */
export function splitAtSpace(text: string, space: string, most: number, fromEnd: boolean): string[] {
  const side = fromEnd ? 'right' : 'left'
  const word = new RegExp(fromEnd ? `[^${space}]+$` : `^[^${space}]+`)
  const pieces: string[] = []
  let rest = strip(text, space, side)
  while (rest !== '' && (most < 0 || pieces.length < most)) {
    const piece = word.exec(rest)?.[0] ?? ''
    pieces.push(piece)
    rest = strip(fromEnd ? rest.slice(0, -piece.length) : rest.slice(piece.length), space, side)
  }
  if (rest !== '') pieces.push(rest)
  return fromEnd ? pieces.reverse() : pieces
}

export type Side = 'left' | 'right' | 'both'

/** Removes characters of a class from the ends. */
export function strip(text: string, characters: string, side: Side): string {
  const left = side === 'right' ? text : text.replace(new RegExp(`^[${characters}]+`), '')
  if (side === 'left') return left
  const isOne = new RegExp(`[${characters}]`)
  let end = left.length
  while (end > 0 && isOne.test(left.charAt(end - 1))) end--
  return left.slice(0, end)
}

/** Removes characters that occur in another text from the ends. */
export function stripSet(text: string, characters: string, side: Side): string {
  const set = new Set(characters)
  const all = charactersOf(text)
  let [start, end] = [0, all.length]
  while (side !== 'right' && start < end && set.has(all[start] ?? '')) start++
  while (side !== 'left' && start < end && set.has(all[end - 1] ?? '')) end--
  return all.slice(start, end).join('')
}

/** What is before a separator, the separator, and what is behind it. */
export function partition(text: string, separator: string, fromEnd: boolean): readonly [string, string, string] {
  const at = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator)
  if (at < 0) return fromEnd ? ['', '', text] : [text, '', '']
  return [text.slice(0, at), separator, text.slice(at + separator.length)]
}
