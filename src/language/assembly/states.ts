import type { DataRegister } from './machine.ts'
import type { Input } from './tree.ts'
import { isWithin, union, type Values, zero } from './values.ts'

/** The results of a `test`, and what the register of conditions holds before the first one. */
export const relations = { none: 0, less: 1, equal: 2, greater: 3 } as const

/** What is known at a place of the code. Values that are missing are 0. */
export interface Known {
  readonly registers: ReadonlyMap<DataRegister, Values>
  /** Some of `relations`. */
  readonly relation: ReadonlySet<number>
  /** The last `test`, if it is the same on all ways and its registers have not changed since. */
  readonly tested: Tested | null
  /** The memory that no other thread touches. */
  readonly own: ReadonlyMap<number, Values>
}

export interface Tested {
  readonly first: Input
  readonly second: Input
}

/** Returns what is known where two ways meet; `known` itself if the other way adds nothing. */
export function met(known: Known, other: Known): Known {
  const tested = sameTest(known.tested, other.tested) ? known.tested : null
  if (tested === known.tested && adds(known, other) === false) return known
  return {
    registers: metValues(known.registers, other.registers),
    relation: new Set([...known.relation, ...other.relation]),
    tested,
    own: metValues(known.own, other.own),
  }
}

function adds(known: Known, other: Known): boolean {
  const within = <Key>(part: ReadonlyMap<Key, Values>, whole: ReadonlyMap<Key, Values>): boolean =>
    [...part.keys(), ...whole.keys()].every((key) => isWithin(valueIn(part, key), valueIn(whole, key)))
  if (!within(other.registers, known.registers) || !within(other.own, known.own)) return true
  return [...other.relation].some((each) => !known.relation.has(each))
}

/** Returns what a map says of a key; a missing entry is 0. */
export function valueIn<Key>(map: ReadonlyMap<Key, Values>, key: Key): Values {
  const found = map.get(key)
  return found === undefined ? zero : found
}

function metValues<Key>(one: ReadonlyMap<Key, Values>, other: ReadonlyMap<Key, Values>): Map<Key, Values> {
  const all = new Map<Key, Values>()
  for (const key of [...one.keys(), ...other.keys()]) all.set(key, union(valueIn(one, key), valueIn(other, key)))
  return all
}

function sameTest(one: Tested | null, other: Tested | null): boolean {
  if (one === null || other === null) return one === other
  return sameInput(one.first, other.first) && sameInput(one.second, other.second)
}

function sameInput(one: Input, other: Input): boolean {
  if (one.kind === 'register') return other.kind === 'register' && one.register === other.register
  return other.kind === 'immediate' && one.value === other.value
}
