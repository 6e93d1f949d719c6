import { Bytes, Float, type Plain, Unsupported } from '../values.ts'
import {
  type Argument,
  between,
  Foreign,
  type Keywords,
  noKeywords,
  type Result,
  stringArgument,
  typeError,
  typeName,
  valueError,
} from './arguments.ts'
import { charactersOf, lengthOf } from './strings.ts'

/** `str.maketrans` and `str.translate`. */

const pointOf = (character: string): number => character.codePointAt(0) ?? 0

export function makeTable(args: readonly Argument[], keywords: Keywords): Result {
  noKeywords('str.maketrans', keywords)
  between('maketrans', 1, 3, args)
  const [first, second, third] = args
  if (second === undefined) return tableOfDict(first ?? null)
  const targets = charactersOf(stringArgument('maketrans() argument 2', second))
  const removed = third === undefined ? '' : stringArgument('maketrans() argument 3', third)
  if (typeof first !== 'string') throw typeError('first maketrans argument must be a string if there is a second argument')
  if (lengthOf(first) !== targets.length) throw valueError('the first two maketrans arguments must have equal length')
  const table = new Map<Plain, Plain>()
  for (const [at, character] of charactersOf(first).entries()) table.set(pointOf(character), pointOf(targets[at] ?? ''))
  for (const character of charactersOf(removed)) table.set(pointOf(character), null)
  return { dict: table }
}

function tableOfDict(dict: Argument): Result {
  if (!isMap(dict)) throw typeError('if you give only one argument to maketrans it must be a dict')
  const table = new Map<Plain, Argument>()
  for (const [key, value] of dict) {
    if (typeof key === 'string') {
      if (lengthOf(key) !== 1) throw valueError('string keys in translate table must be of length 1')
      table.set(pointOf(key), value)
    } else if (typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean') table.set(key, value)
    else throw typeError('keys in translate table must be strings or integers')
  }
  return { dict: table }
}

function isMap(value: Argument): value is ReadonlyMap<Plain, Argument> {
  return value instanceof Map
}

export function translate(text: string, table: Argument): string {
  const lookUp = text === '' ? () => undefined : lookUpIn(table)
  return charactersOf(text)
    .map((character) => translated(character, lookUp(pointOf(character))))
    .join('')
}

/** What a table has for a code point: `undefined` if looking it up raises a `LookupError`. */
function lookUpIn(table: Argument): (point: number) => Argument | undefined {
  if (isMap(table)) {
    const byPoint = new Map([...table].map(([key, value]) => [numberOf(key), value]))
    return (point) => byPoint.get(point)
  }
  if (table instanceof Foreign) throw new Unsupported('`translate` with an object', 'use a dict')
  if (typeof table === 'string') return (point) => charactersOf(table)[point]
  if (table instanceof Bytes) return (point) => (point < table.text.length ? table.text.charCodeAt(point) : undefined)
  if (Array.isArray(table)) return (point) => table[point]
  throw typeError(`'${typeName(table)}' object is not subscriptable`)
}

/** A key as the number that it is equal to. */
function numberOf(key: Plain): Plain {
  if (typeof key === 'boolean') return Number(key)
  return key instanceof Float ? key.value : key
}

function translated(character: string, value: Argument | undefined): string {
  if (value === undefined) return character
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean')
    throw typeError('character mapping must return integer, None or str')
  const point = Number(value)
  if (point < 0 || point > 0x10ffff) throw valueError('character mapping must be in range(0x110000)')
  return String.fromCodePoint(point)
}
