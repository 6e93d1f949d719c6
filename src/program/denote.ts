import { present } from '../base/bug.ts'
import {
  type Computed,
  type Meaning,
  noValue,
  type Observable,
  type Program,
  type SharedVariable,
  type Value,
} from './program.ts'

/** A value of the source language: integers, and what certain integers stand for; a thread that holds a lock, or `free`. */
export type Denoted = number | Meaning | readonly Denoted[]

/**
 * Returns what the value of an observable stands for in the source language.
 *
 * @example
 * ```js
 * denoted(program, { kind: 'shared', variable: 0, element: null }, 2) // 2
 * ```
 */
export function denoted(program: Program, observable: Observable, value: Value, replaced: Replaced = itself): Denoted {
  if (observable.kind === 'register') return value
  if (observable.kind === 'computed') return computedMeaning(observable, value)
  if (observable.kind === 'aspect') {
    if (observable.aspect !== 'holder' || typeof value !== 'number') return value
    return { name: program.threads[value]?.name ?? freeLock }
  }
  return meaningIn(program, observable.variable, value, replaced)
}

function computedMeaning({ meanings }: Computed, value: Value): Denoted {
  if (typeof value !== 'number') return value
  return value === noValue && meanings === undefined ? { name: 'no value' } : meant(meanings, value)
}

/** What is shown instead of the meaning of an integer. */
export type Replaced = (meaning: Denoted) => Denoted

const itself: Replaced = (meaning) => meaning

/** The word for a lock that nobody holds, in claims and in reports. */
export const freeLock = 'free'

/** Returns what a value of a shared variable, or of one of its elements, stands for. */
export function meaningIn(program: Program, variable: number, value: Value, replaced: Replaced = itself): Denoted {
  const { meanings, text, entries } = present(program.shared[variable], 'variable')
  if (text !== undefined) {
    const codes = typeof value === 'number' ? [value] : value
    return String.fromCodePoint(...codes.filter((code) => code > 0 && code <= 0x10ffff))
  }
  if (entries !== undefined && typeof value !== 'number') {
    const shown = value.flatMap((each, index) =>
      each === entries.absent ? [] : [`${entries.keys[index]}: ${denotedText(replaced(meant(meanings, each)))}`],
    )
    return { name: `{${shown.join(', ')}}` }
  }
  return typeof value === 'number' ? replaced(meant(meanings, value)) : value.map((each) => replaced(meant(meanings, each)))
}

/**
 * Returns what a shared variable stands for in a state, as text: the elements in use of one that grows. `shared` has the
 * values of all variables; of an array, more than `most` elements are left out.
 */
export function variableText(
  program: Program,
  variable: number,
  shared: readonly (readonly number[])[],
  most: number = Number.POSITIVE_INFINITY,
): string {
  const { length, sizedBy, text } = present(program.shared[variable], 'variable')
  const values = present(shared[variable], 'values')
  if (length === null) return denotedText(meaningIn(program, variable, values[0] ?? 0))
  const used = sizedBy === undefined ? values.length : (shared[sizedBy]?.[0] ?? values.length)
  const kept = text !== undefined ? used : Math.min(used, most)
  const shown = denotedText(meaningIn(program, variable, values.slice(0, Math.max(0, kept))))
  return kept < used ? `${shown.slice(0, -1)}, …]` : shown
}

/** Returns the text that a variable contains in a state. */
export function textIn(program: Program, variable: number, shared: readonly (readonly number[])[]): string {
  const { sizedBy = -1 } = present(program.shared[variable], 'variable')
  const text = meaningIn(program, variable, (shared[variable] ?? []).slice(0, shared[sizedBy]?.[0] ?? 0))
  return typeof text === 'string' ? text : ''
}

/** No number of a Python program is less: such an integer stands for a value of another kind. */
const leastNumber = -2147390000
const lastKinds: ReadonlyMap<number, string> = new Map([
  [-2147483648, 'None'],
  [-2147483647, 'not set'],
])

const coded = /-2147[34]\d{5}/g

/**
 * Returns a text about a program with the integers in it that stand for `None`, strings or objects of Python replaced by
 * these. Registers have no meanings of their own, but those integers stand for the same everywhere.
 */
export function withMeanings(program: Program, text: string): string {
  if (program.notation !== 'python') return text
  return text.replace(coded, (number) => {
    const value = Number(number)
    return value < leastNumber ? (lastKinds.get(value) ?? meaningAnywhere(program, number)) : number
  })
}

function meaningAnywhere({ shared }: Program, number: string): string {
  for (const { meanings } of shared) {
    if (meanings !== undefined && Object.hasOwn(meanings, number)) return denotedText(meanings[number] ?? null)
  }
  return 'object'
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
  return 'name' in value ? value.name : `[${value.map(denotedText).join(', ')}]`
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
