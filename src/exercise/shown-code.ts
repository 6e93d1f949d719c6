import { linesOf } from '../repair/edits.ts'
import type { Sheet } from './sheet.ts'

/**
 * Returns a program as the questions show it: without what gives the answers away, which are `expect` lines and comments of whole
 * lines. Lines keep their numbers.
 */
export function shownCode(text: string): Sheet['code'] {
  const lines = linesOf(text).map((line, index) => ({ line: index + 1, text: line.trimEnd() }))
  const kept = lines.filter(({ text: line }) => !/^\s*(#|expect\b)/.test(line))
  const spaced = kept.filter(({ text: line }, index) => line !== '' || kept[index - 1]?.text !== '')
  const first = spaced.findIndex(({ text: line }) => line !== '')
  const last = spaced.findLastIndex(({ text: line }) => line !== '')
  return first === -1 ? [] : spaced.slice(first, last + 1)
}
