import { classMember, ownSpecial, special } from './attributes.ts'
import { isIterable } from './iteration.ts'
import type { Machine } from './machine.ts'
import { Obj, Range, Slice, type Then, Tuple, type Value } from './objects.ts'
import { isPlain } from './operators.ts'
import { byteAt, sliceOfBytes } from './plain/bytes-methods.ts'
import { resolveSlice, sliceIndices } from './plain/slices.ts'
import { charAt, lengthOf, sliceOf } from './plain/strings.ts'
import { Bytes, Float, type Plain, Raised } from './values.ts'

const noKeywords: ReadonlyMap<string, Value> = new Map()

/** `object[index]`; `then` gets it. */
export function item(m: Machine, object: Value, index: Value, then: Then): void {
  const own = ownSpecial(m, object, '__getitem__')
  if (own !== undefined) return m.call(own, [index], noKeywords, then)
  const dict = object instanceof Obj && object.kind === 'dict' ? object : null
  if (dict !== null) {
    const value = m.containers.get(dict, index)
    if (value !== undefined) return m.deliver(then, m.host.tainted(m, value, []))
    const missing = ownSpecial(m, dict, '__missing__')
    if (missing !== undefined) return m.call(missing, [index], noKeywords, then)
    throw m.raising(m.makeException('KeyError', [index]))
  }
  if (object instanceof Obj && object.kind === 'class') return classItem(m, object, index, then)
  m.deliver(then, m.host.tainted(m, element(m, object, index), []))
}

/** `object.__getitem__(index)` of Python's own classes. */
export function itemBuiltin(m: Machine, object: Value, index: Value): Value {
  if (!(object instanceof Obj) || object.kind !== 'dict') return element(m, object, index)
  const value = m.containers.get(object, index)
  if (value === undefined) throw m.raising(m.makeException('KeyError', [index]))
  return value
}

/** `list[int]` and such are annotations; an enumeration has its members by name. */
function classItem(m: Machine, object: Obj, index: Value, then: Then): void {
  const members = m.memory.read(object, '.by name')
  if (members instanceof Obj) return item(m, members, index, then)
  if (object.fixed.native === true) return m.deliver(then, object)
  const method = classMember(m, object, '__class_getitem__')
  if (method === undefined) {
    const isGeneric = object.fixed.mro?.some((each) => generic.has(each.fixed.name ?? '') && each.fixed.native === true)
    if (isGeneric === true) return m.deliver(then, object)
    throw new Raised('TypeError', `type '${object.fixed.name}' is not subscriptable`)
  }
  const callee = method instanceof Obj ? (m.memory.read(method, 'f') ?? method) : method
  m.call(callee, [object, index], noKeywords, then)
}

/** Classes of Python that can be subscripted, and so can those that inherit from them. */
const generic: ReadonlySet<string> = new Set(['list', 'dict', 'set', 'frozenset', 'tuple', 'deque', 'Queue'])

function indexOf(m: Machine, index: Value, what: string): number {
  if (typeof index === 'number') return index
  if (typeof index === 'boolean') return Number(index)
  if (typeof index === 'bigint') throw new Raised('IndexError', "cannot fit 'int' into an index-sized integer")
  const own = ownSpecial(m, index, '__index__')
  if (own !== undefined) return Number(m.nested(own, []))
  throw new Raised('TypeError', `${what} indices must be integers or slices, not ${m.classes.nameOf(index)}`)
}

function isPlainIndex(index: Value): boolean {
  return typeof index === 'number' || typeof index === 'boolean' || typeof index === 'bigint'
}

function plainBound(m: Machine, value: Value): Plain {
  if (isPlain(value)) return value
  const own = ownSpecial(m, value, '__index__')
  if (own === undefined) throw new Raised('TypeError', 'slice indices must be integers or None or have an __index__ method')
  return plainBound(m, m.nested(own, []))
}

/** The positions that a slice of a sequence of some length selects. */
export function positions(m: Machine, { lower, upper, step }: Slice, length: number): number[] {
  return sliceIndices(plainBound(m, lower), plainBound(m, upper), plainBound(m, step), length)
}

/** What `slice.indices` gives. */
export function sliceBounds(m: Machine, { lower, upper, step }: Slice, length: number): Value[] {
  const by = step === null ? 1 : indexOf(m, step, 'slice')
  if (by === 0) throw new Raised('ValueError', 'slice step cannot be zero')
  const [least, most] = by < 0 ? [-1, length - 1] : [0, length]
  const bound = (given: Value, fallback: number): number => {
    if (given === null) return fallback
    const at = indexOf(m, given, 'slice')
    return Math.min(Math.max(at < 0 ? at + length : at, least), most)
  }
  return [bound(lower, by < 0 ? most : least), bound(upper, by < 0 ? least : most), by]
}

function element(m: Machine, object: Value, index: Value): Value {
  if (typeof object === 'string') {
    if (index instanceof Slice)
      return sliceOf(object, plainBound(m, index.lower), plainBound(m, index.upper), plainBound(m, index.step))
    if (!isPlainIndex(index) && ownSpecial(m, index, '__index__') === undefined) {
      throw new Raised('TypeError', `string indices must be integers, not '${m.classes.nameOf(index)}'`)
    }
    return charAt(object, indexOf(m, index, 'string'))
  }
  if (object instanceof Tuple || object instanceof Range || object instanceof Bytes) return fixedElement(m, object, index)
  if (!(object instanceof Obj) || (object.kind !== 'list' && object.kind !== 'deque')) {
    throw new Raised('TypeError', `'${m.classes.nameOf(object)}' object is not subscriptable`)
  }
  if (index instanceof Slice) {
    if (object.kind === 'deque') throw new Raised('TypeError', "sequence index must be integer, not 'slice'")
    m.memory.synchronised = true
    const items = m.containers.items(object)
    return m.host.list(
      m,
      positions(m, index, items.length).map((at) => items[at] ?? null),
    )
  }
  return m.containers.item(object, indexOf(m, index, 'list'))
}

function fixedElement(m: Machine, object: Tuple | Range | Bytes, index: Value): Value {
  if (object instanceof Bytes) {
    if (!(index instanceof Slice)) return byteAt(object, indexOf(m, index, 'byte'))
    return sliceOfBytes(object, plainBound(m, index.lower), plainBound(m, index.upper), plainBound(m, index.step))
  }
  const length = object instanceof Tuple ? object.items.length : object.length
  const at = (position: number): Value =>
    object instanceof Tuple ? (object.items[position] ?? null) : object.start + position * object.step
  if (index instanceof Slice) {
    return object instanceof Tuple ? new Tuple(positions(m, index, length).map(at)) : slicedRange(m, object, index)
  }
  const number = indexOf(m, index, m.classes.nameOf(object))
  const place = number < 0 ? number + length : number
  if (place >= 0 && place < length) return at(place)
  throw new Raised('IndexError', object instanceof Range ? 'range object index out of range' : 'tuple index out of range')
}

function slicedRange(m: Machine, range: Range, slice: Slice): Range {
  const bounds = [slice.lower, slice.upper, slice.step].map((each) => plainBound(m, each))
  const { start, stop, step } = resolveSlice(bounds[0] ?? null, bounds[1] ?? null, bounds[2] ?? null, range.length)
  return new Range(range.start + start * range.step, range.start + stop * range.step, range.step * step)
}

/** `object[index] = value`; `then` gets `None`. */
export function setItem(m: Machine, object: Value, index: Value, value: Value, then: Then): void {
  const own = ownSpecial(m, object, '__setitem__')
  if (own !== undefined) return m.call(own, [index, value], noKeywords, then)
  setItemBuiltin(m, object, index, value)
  m.deliver(then, null)
}

/** `object.__setitem__(index, value)` of Python's own classes. */
export function setItemBuiltin(m: Machine, object: Value, index: Value, value: Value): void {
  if (!(object instanceof Obj) || !['list', 'deque', 'dict'].includes(object.kind)) {
    throw new Raised('TypeError', `'${m.classes.nameOf(object)}' object does not support item assignment`)
  }
  if (object.kind === 'dict') m.containers.set(object, index, value)
  else if (index instanceof Slice) setSlice(m, object, index, value)
  else m.containers.setItem(object, indexOf(m, index, 'list'), value)
}

function setSlice(m: Machine, list: Obj, slice: Slice, value: Value): void {
  const isStepped = slice.step !== null && slice.step !== 1
  if (!isIterable(m, value)) {
    throw new Raised('TypeError', isStepped ? 'must assign iterable to extended slice' : 'can only assign an iterable')
  }
  const values = m.host.collect(m, value)
  m.memory.synchronised = true
  const items = m.containers.items(list)
  const chosen = positions(m, slice, items.length)
  if (!isStepped) {
    const start = sliceStart(m, slice, items.length)
    items.splice(start, chosen.length, ...values)
  } else {
    if (chosen.length !== values.length) {
      const sizes = `attempt to assign sequence of size ${values.length} to extended slice of size ${chosen.length}`
      throw new Raised('ValueError', sizes)
    }
    for (const [index, at] of chosen.entries()) items[at] = values[index] ?? null
  }
  m.containers.setItems(list, items)
}

function sliceStart(m: Machine, slice: Slice, length: number): number {
  const lower = slice.lower === null ? 0 : Number(plainBound(m, slice.lower))
  return lower < 0 ? Math.max(0, lower + length) : Math.min(lower, length)
}

/** `del object[index]` */
export function deleteItem(m: Machine, object: Value, index: Value, then: Then): void {
  const own = ownSpecial(m, object, '__delitem__')
  if (own !== undefined) return m.call(own, [index], noKeywords, then)
  deleteItemBuiltin(m, object, index)
  m.deliver(then, null)
}

/** `object.__delitem__(index)` of Python's own classes. */
export function deleteItemBuiltin(m: Machine, object: Value, index: Value): void {
  if (!(object instanceof Obj) || !['list', 'deque', 'dict'].includes(object.kind)) {
    throw new Raised(
      'TypeError',
      `'${m.classes.nameOf(object)}' object ${object === null || ['number', 'bigint', 'boolean'].includes(typeof object) || object instanceof Float ? 'does not' : "doesn't"} support item deletion`,
    )
  }
  m.memory.synchronised = true
  if (object.kind === 'dict') {
    if (!m.containers.remove(object, index)) throw m.raising(m.makeException('KeyError', [index]))
    return
  }
  const items = m.containers.items(object)
  const chosen = index instanceof Slice ? positions(m, index, items.length) : [position(m, index, items.length, object.kind)]
  const removed = new Set(chosen)
  m.containers.setItems(
    object,
    items.filter((_, at) => !removed.has(at)),
  )
}

function position(m: Machine, index: Value, length: number, kind: string): number {
  const number = indexOf(m, index, 'list')
  const at = number < 0 ? number + length : number
  if (at < 0 || at >= length)
    throw new Raised('IndexError', kind === 'deque' ? 'deque index out of range' : 'list assignment index out of range')
  return at
}

/** `len(object)`; undefined if code of the program says how long it is. */
export function lengthOfValue(m: Machine, value: Value): number | undefined {
  if (typeof value === 'string') return lengthOf(value)
  if (value instanceof Tuple) return value.items.length
  if (value instanceof Range) return value.length
  if (value instanceof Bytes) return value.text.length
  if (value instanceof Obj) {
    if (ownSpecial(m, value, '__len__') !== undefined) return undefined
    return lengthBuiltin(m, value)
  }
  if (special(m, value, '__len__') === undefined) throw noLength(m, value)
  return undefined
}

function noLength(m: Machine, value: Value): Raised {
  return new Raised('TypeError', `object of type '${m.classes.nameOf(value)}' has no len()`)
}

/** `value.__len__()` of Python's own classes. */
export function lengthBuiltin(m: Machine, value: Value): number | undefined {
  if (!(value instanceof Obj)) return lengthOfValue(m, value)
  m.memory.synchronised = true
  if (['list', 'deque', 'dict', 'set', 'frozenset'].includes(value.kind)) return m.containers.length(value)
  const dict = value.type?.fixed.name?.startsWith('dict_') === true ? m.memory.read(value, 'dict') : undefined
  if (dict instanceof Obj) return m.containers.length(dict)
  const members = value.kind === 'class' ? m.memory.read(value, '.members') : undefined
  if (members instanceof Tuple) return members.items.length
  if (special(m, value, '__len__') === undefined) throw noLength(m, value)
  return undefined
}
