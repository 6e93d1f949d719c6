import { type Plain, Raised, Unsupported } from '../values.ts'
import type { Foreign } from './arguments.ts'
import type { Int } from './integers.ts'
import { sliceIndices } from './slices.ts'

/** Strings as sequences of code points. Most texts have none beyond 16 bits, for which positions need no conversion. */

const surrogate = /[\ud800-\udfff]/

/** Reports whether positions in the text are not those of its code points. */
export function isWide(text: string): boolean {
  return surrogate.test(text)
}

export function charactersOf(text: string): readonly string[] {
  return Array.from(text)
}

export function lengthOf(text: string): number {
  return isWide(text) ? charactersOf(text).length : text.length
}

/** The code points from one position to another, both within the text. */
export function partOf(text: string, start: number, end: number): string {
  return isWide(text) ? charactersOf(text).slice(start, end).join('') : text.slice(start, end)
}

/** `text[index]`. */
export function charAt(text: string, index: Int): string {
  const length = lengthOf(text)
  const position = Number(index) + (index < 0 ? length : 0)
  if (position < 0 || position >= length) throw new Raised('IndexError', 'string index out of range')
  return partOf(text, position, position + 1)
}

/** `text[start:stop:step]`. */
export function sliceOf(text: string, start: Plain | Foreign, stop: Plain | Foreign, step: Plain | Foreign): string {
  const characters = charactersOf(text)
  return sliceIndices(start, stop, step, characters.length)
    .map((index) => characters[index] ?? '')
    .join('')
}

/** Compares texts by their code points: below 0, 0, or above 0. */
export function compareStrings(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  // The second half of a pair: the pairs differ, and have the same first half, so that the order is that of the halves.
  const [x, y] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1]
  return x < y ? -1 : 1
}

/** Texts longer than this are refused. */
const longest = 10_000_000

export function guardLength(length: number): void {
  if (length > longest) throw new Unsupported('a text of more than 10,000,000 characters', 'use shorter texts')
}

/** `text * count`. */
export function repeat(text: string, count: Int): string {
  if (count >= 2n ** 63n || count < -(2n ** 63n))
    throw new Raised('OverflowError', "cannot fit 'int' into an index-sized integer")
  if (count <= 0 || text === '') return ''
  guardLength(text.length * Number(count))
  return text.repeat(Number(count))
}

export function contains(text: string, part: string): boolean {
  return text.includes(part)
}
