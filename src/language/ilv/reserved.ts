import type { Span } from '../../base/source.ts'
import { parser } from '../grammar/grammar.js'
import { firstError, parseRange } from '../grammar/nodes.ts'

const lineParser = parser.configure({ top: 'Line' })
const namesParser = parser.configure({ top: 'Names' })

/**
 * Returns the place of the reserved word that a line has where a name belongs, or null. The word is the last one up to
 * the token that the parser rejects; with an ordinary name in its place, the parser gets past the mistake.
 */
export function reservedName(line: string, token: number, mistake: number, opensBlock: (word: string) => boolean): Span | null {
  const words = [...line.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].filter(({ index }) => index <= token)
  const last = words.at(-1)
  if (last === undefined || !isReserved(last[0])) return null
  const place = { start: last.index, end: last.index + last[0].length }
  // The first word is the form of the line, unless it is a label. `while:` is more likely a loop without its condition.
  const isLabel = /^\s*:\s*(#|$)/.test(line.slice(place.end)) && !opensBlock(last[0])
  if (words.length === 1 && !isLabel) return null
  const renamed = `${line.slice(0, place.start)}${'x'.repeat(last[0].length)}${line.slice(place.end)}`
  const next = firstError(parseRange(lineParser, renamed, 0, renamed.length))
  return next === null || next.start > mistake ? place : null
}

/** Reports whether the grammar reserves a word, so that it cannot be a name. */
function isReserved(word: string): boolean {
  return firstError(parseRange(namesParser, word, 0, word.length)) !== null
}
