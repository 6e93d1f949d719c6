import { present } from '../base/bug.ts'
import type { Meaning, Observable, Program, SharedVariable, Value } from './program.ts'

/** A value of the source language: integers, and what certain integers stand for. */
export type Denoted = number | Meaning | readonly Denoted[]

/**
 * Returns what the value of an observable stands for in the source language.
 *
 * @example
 * ```js
 * denoted(program, { kind: 'shared', variable: 0, element: null }, 2) // 2
 * ```
 */
export function denoted(program: Program, observable: Observable, value: Value): Denoted {
  if (observable.kind === 'register') return value
  return meaningIn(program, observable.variable, value)
}

/** Returns what a value of a shared variable, or of one of its elements, stands for. */
export function meaningIn(program: Program, variable: number, value: Value): Denoted {
  const { meanings, text } = present(program.shared[variable], 'variable')
  if (text === true) {
    const codes = typeof value === 'number' ? [value] : value
    return String.fromCodePoint(...codes.filter((code) => code > 0 && code <= 0x10ffff))
  }
  return typeof value === 'number' ? meant(meanings, value) : value.map((each) => meant(meanings, each))
}

/** Returns what an integer stands for by the given meanings; the integer itself if they do not include it. */
export function meant(meanings: SharedVariable['meanings'], value: number): Denoted {
  return meanings !== undefined && Object.hasOwn(meanings, `${value}`) ? (meanings[`${value}`] ?? null) : value
}

/**
 * Returns a denoted value as text, in the notation of Python: `3`, `True`, `None`, `'red'`, `[1, 2]`.
 *
 * @example
 * ```js
 * denotedText([true, null, 'red']) // "[True, None, 'red']"
 * ```
 */
export function denotedText(value: Denoted): string {
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replace(/[\p{Cc}\p{Bidi_Control}]/gu, escaped)}'`
  return `[${value.map(denotedText).join(', ')}]`
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** Returns a character that a terminal would execute as the escape that Python shows. */
function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16)
  return shortEscapes.get(character) ?? (code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`)
}
