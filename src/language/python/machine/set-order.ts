import type { Machine } from './machine.ts'
import type { Obj, Value } from './objects.ts'
import { hashOf } from './plain/hash.ts'
import { Float, Unsupported } from './values.ts'

/** The largest table that a set is thought to have had. */
const largestTable = 1 << 16
/** The smallest table of a set. */
const smallestTable = 8

/**
 * The elements of a set in the order in which CPython visits them: that of the places in its table, which are given by
 * the hash of an element and the size of the table. We know neither the size, which depends on what was in the set
 * before, nor who had to give way to whom. So we say an order only if it is the same for all sizes, and each element has a
 * place of its own.
 */
export function orderedMembers(m: Machine, set: Obj): readonly Value[] {
  const values = m.containers.keys(set)
  if (values.length < 2) return values
  const hashes = values.map(hashOfElement)
  const isSmall = hashes.every((hash) => hash !== null && hash >= 0 && hash < smallestTable)
  if (isSmall && !lostWild(m, set)) return inOrderOf(values, hashes)
  const mayHaveLost = set.shared !== null || m.memory.read(set, lost) !== undefined
  if (mayHaveLost || !hasOneOrder(hashes)) throw unordered()
  return inOrderOf(values, hashes)
}

function unordered(): Unsupported {
  return new Unsupported('the order of this set differs from run to run', 'write `sorted(…)`')
}

function hashOfElement(value: Value): bigint | null {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return BigInt(hashOf(value))
    default: // what is no number
      return value instanceof Float ? BigInt(hashOf(value)) : null
  }
}

/** Whether all tables that the set can have show the elements in the order of their hashes. */
function hasOneOrder(hashes: readonly (bigint | null)[]): boolean {
  const known = hashes.filter((hash) => hash !== null).sort(byValue)
  if (known.length < hashes.length) return false
  for (let size = smallestTable; size <= largestTable; size *= 2) {
    // CPython makes the table larger before it is so full.
    if (known.length * 5 >= (size - 1) * 3) continue
    const places = known.map((hash) => BigInt.asUintN(64, hash) % BigInt(size))
    if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0n))) return false
  }
  return true
}

function byValue(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function inOrderOf(values: readonly Value[], hashes: readonly (bigint | null)[]): Value[] {
  return values
    .map((value, index) => ({ value, hash: hashes[index] ?? 0n }))
    .sort((one, other) => byValue(one.hash, other.hash))
    .map(({ value }) => value)
}

const lost = '.lost'

function lostWild(m: Machine, set: Obj): boolean {
  return m.memory.read(set, lost) === 'wild'
}

/** Notes that an element was taken away: others may not be at their own place because it was there. */
export function noteLoss(m: Machine, set: Obj, value: Value): void {
  const hash = hashOfElement(value)
  const isWild = hash === null || hash < 0 || hash >= smallestTable
  const before = m.memory.read(set, lost)
  // Of a set that threads share, it is taken for granted that it has lost elements.
  if (isWild ? before !== 'wild' : before === undefined && set.shared === null) {
    m.memory.write(set, lost, isWild ? 'wild' : 'small')
  }
}

/** Notes that a set was emptied, which makes its table anew. */
export function forgetLosses(m: Machine, set: Obj): void {
  if (m.memory.read(set, lost) !== undefined) m.memory.write(set, lost, undefined)
}
