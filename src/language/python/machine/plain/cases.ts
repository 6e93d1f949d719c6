import { Unsupported } from '../values.ts'
import { isCased } from './characters.ts'
import { charactersOf } from './strings.ts'

/** Upper and lower case. JavaScript follows Unicode as Python does, but has no title case and no folding. */

/** The digraphs with a form for the beginning of a word: of three in a row, the one in the middle. */
const digraphs = /[\u01c4-\u01cc\u01f1-\u01f3]/

/** A character at the beginning of a word. */
function titleOf(character: string): string {
  const point = character.codePointAt(0) ?? 0
  if (digraphs.test(character)) return String.fromCodePoint(point < 0x1f1 ? point - ((point - 0x1c4) % 3) + 1 : 0x1f2)
  if (point >= 0x10d0 && point <= 0x10ff) return character
  const [first = '', ...rest] = charactersOf(character.toUpperCase())
  if (rest.length > 0 && (point === 0x149 || (point >= 0x1f80 && point <= 0x1fff)))
    throw new Unsupported('the title case of this character', 'use other characters')
  return first + rest.join('').toLowerCase()
}

/** The lower case of a character of a text, on which that of a sigma depends. */
function lowerAt(characters: readonly string[], at: number): string {
  const character = characters[at] ?? ''
  if (character !== 'Σ') return character.toLowerCase()
  const before = characters.slice(0, at).join('')
  return characters.join('').toLowerCase().charAt(before.toLowerCase().length)
}

export function title(text: string): string {
  const characters = charactersOf(text)
  let inWord = false
  const changed = characters.map((character, at) => {
    const result = inWord ? lowerAt(characters, at) : titleOf(character)
    inWord = isCased(character)
    return result
  })
  return changed.join('')
}

export function capitalize(text: string): string {
  const characters = charactersOf(text)
  return characters.map((character, at) => (at === 0 ? titleOf(character) : lowerAt(characters, at))).join('')
}

export function swapCase(text: string): string {
  const characters = charactersOf(text)
  const swapped = (character: string, at: number): string => {
    if (/\p{Uppercase}/u.test(character)) return lowerAt(characters, at)
    return /\p{Lowercase}/u.test(character) ? character.toUpperCase() : character
  }
  return characters.map(swapped).join('')
}

/** The text as it is compared without regard to case. */
export function caseFold(text: string): string {
  return charactersOf(text).map(folded).join('')
}

function folded(character: string): string {
  if (character === 'ı') return character
  if (character === 'ẞ') return 'ss'
  // The letters of Cherokee are folded to the upper case, which is the older one.
  if (/[\u13a0-\u13ff\uab70-\uabbf]/.test(character)) return character.toUpperCase()
  return charactersOf(character.toUpperCase())
    .map((upper) => upper.toLowerCase())
    .join('')
}

/** The changes of case that `bytes` knows, for ASCII only. */
export function asciiUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
