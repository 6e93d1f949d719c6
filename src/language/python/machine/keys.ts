import { Bound, Native, Obj, Range, Slice, Tuple, type Value } from './objects.ts'
import { Bytes, Float, Raised, Singleton, Unsupported } from './values.ts'

/** Returns a text that is the same for equal values only: of an object, its identity, which other threads know. */
export function identityKey(value: Value): string {
  if (value === null) return 'N'
  switch (typeof value) {
    case 'boolean':
      return value ? 'T' : 'F'
    case 'number':
    case 'bigint':
      return `${value}`
    case 'string':
      return JSON.stringify(value)
  }
  if (value instanceof Obj) {
    if (value.shared === null) throw new Error('an object that only one thread knows has no identity')
    return `@${value.shared}`
  }
  return structureKey(value, identityKey)
}

/** Whether other threads know all objects in a value, so that it has such a text. */
export function hasIdentity(value: Value): boolean {
  if (value instanceof Obj) return value.shared !== null
  if (value instanceof Tuple) return value.items.every(hasIdentity) && (value.type === null || hasIdentity(value.type))
  if (value instanceof Slice) return [value.lower, value.upper, value.step].every(hasIdentity)
  if (value instanceof Bound) return hasIdentity(value.self) && hasIdentity(value.callee)
  return true
}

/** The same for a value with parts, whose texts are given. */
export function structureKey(value: Exclude<Value, Obj>, key: (part: Value) => string): string {
  if (value instanceof Float) return Object.is(value.value, -0) ? 'f-0' : `f${value.value}`
  if (value instanceof Bytes) return `b${JSON.stringify(value.text)}`
  if (value instanceof Singleton) return `!${value.name}`
  if (value instanceof Native) return `&${value.path}`
  if (value instanceof Tuple) return `(${value.type === null ? '' : key(value.type)}:${value.items.map(key).join(',')})`
  if (value instanceof Range) return `r${value.start}:${value.stop}:${value.step}`
  if (value instanceof Slice) return `s[${key(value.lower)},${key(value.upper)},${key(value.step)}]`
  if (value instanceof Bound) return `m[${key(value.self)},${key(value.callee)}]`
  return identityKey(value)
}

/** What the text of a key begins with whose class says how it is hashed: by `==` it may differ from one with an equal text. */
export const ownHash = 'h:'

/** Ranges are equal that have the same numbers. */
function rangeKey({ start, step, length }: Range): string {
  return `r${length}${length === 0 ? '' : `:${start}`}${length < 2 ? '' : `:${step}`}`
}

/** How objects of classes of the program are told apart as keys: a text, or null if by identity. */
export type ObjectKey = (object: Obj) => string | null

/** The members of a set that threads share, each once, in an order that does not tell which of them was added first. */
export function sortedMembers(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const members = [...new Map(values.map((value) => [keyOf(value), value]))]
  return members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}

/** Returns the text by which a dict or set finds a value: equal values have equal texts (`1`, `True` and `1.0`). */
export function hashKey(value: Value, objectKey: ObjectKey): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Float) {
    if (Number.isInteger(value.value)) return `${BigInt(value.value)}`
    if (Number.isNaN(value.value)) throw new Unsupported('a key that is not a number is not supported', 'use another key')
    return `f${value.value}`
  }
  if (value instanceof Tuple) return `(${value.items.map((each) => hashKey(each, objectKey)).join(',')})`
  if (value instanceof Range) return rangeKey(value)
  if (value instanceof Slice) throw new Raised('TypeError', "unhashable type: 'slice'")
  if (value instanceof Obj) {
    if (['list', 'dict', 'set', 'deque'].includes(value.kind)) {
      throw new Raised('TypeError', `unhashable type: '${value.type?.fixed.name ?? value.kind}'`)
    }
    const own = objectKey(value)
    if (own !== null) return own
    return value.shared === null ? `#${value.serial}` : `@${value.shared}`
  }
  if (value instanceof Bound) return `m[${hashKey(value.self, objectKey)},${hashKey(value.callee, objectKey)}]`
  return identityKey(value)
}

/**
 * Whether equal values may be one object or two: numbers and texts of which Python keeps no single one. We keep no track
 * of these.
 */
export function isUnclear(one: Value, other: Value): boolean {
  if (typeof one === 'number') return one === other && (one < -5 || one > 256)
  if (typeof one === 'bigint') return one === other
  if (typeof one === 'string') return one === other && one.length > 1
  if (one instanceof Float) return one !== other && other instanceof Float && one.value === other.value
  return one instanceof Bytes && other instanceof Bytes && one !== other && one.text === other.text
}

/** Whether two values are one object. */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) return true
  if (one instanceof Tuple && other instanceof Tuple && one.items.length + other.items.length === 0) {
    return one.type === null && other.type === null
  }
  if (one instanceof Obj && other instanceof Obj) return one.shared !== null && one.shared === other.shared
  if (one instanceof Native && other instanceof Native) return one.path === other.path
  return false
}
