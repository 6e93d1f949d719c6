import { ownSpecial, special } from './attributes.ts'
import type { Machine } from './machine.ts'
import { Bound, Native, Obj, Range, type Then, Tuple, type Value } from './objects.ts'
import { isSetLike, primitiveBinary } from './operators.ts'
import { charactersOf } from './plain/strings.ts'
import { orderedMembers } from './set-order.ts'
import { Bytes, Raised, Unsupported } from './values.ts'

/** What iterators of the machine visit. */
function visited(m: Machine, value: Value): string | null {
  if (typeof value === 'string') return 'str'
  if (value instanceof Tuple) return 'tuple'
  if (value instanceof Range) return 'range'
  if (value instanceof Bytes) return 'bytes'
  if (!(value instanceof Obj)) return null
  switch (value.kind) {
    case 'list':
    case 'deque':
    case 'dict':
      return value.kind
    case 'set':
    case 'frozenset':
      return 'set'
    default: // objects, and values that are not visited
      return viewName(m, value)
  }
}

function viewName(m: Machine, value: Value): string | null {
  const name = m.classes.of(value).fixed.name ?? ''
  return ['dict_keys', 'dict_values', 'dict_items'].includes(name) ? name : null
}

function notIterable(m: Machine, value: Value): Raised {
  return new Raised('TypeError', `'${m.classes.nameOf(value)}' object is not iterable`)
}

/** Whether a value can be visited. */
export function isIterable(m: Machine, value: Value): boolean {
  if (special(m, value, '__iter__') !== undefined) return special(m, value, '__iter__') !== null
  if (ownSpecial(m, value, '__getitem__') !== undefined || visited(m, value) !== null) return true
  return value instanceof Obj && value.kind === 'class' && m.memory.read(value, '.members') !== undefined
}

/** Makes an iterator; `then` gets it. */
export function iterate(m: Machine, value: Value, then: Then): void {
  if (value instanceof Obj && (value.kind === 'iterator' || value.kind === 'generator')) return m.deliver(then, value)
  const own = ownSpecial(m, value, '__iter__')
  if (own === null) throw notIterable(m, value)
  if (own !== undefined) return m.call(own, [], new Map(), then.kind === 'push' ? { ...then, kind: 'iterator' } : then)
  iterateBuiltin(m, value, then)
}

/** Makes an iterator as Python's own classes do, even if a class of the program says otherwise. */
export function iterateBuiltin(m: Machine, value: Value, then: Then): void {
  if (value instanceof Obj && (value.kind === 'iterator' || value.kind === 'generator')) return m.deliver(then, value)
  const visits = visited(m, value)
  if (visits !== null) return m.deliver(then, iteratorOver(m, value, visits))
  if (value instanceof Obj && value.kind === 'class') {
    const members = m.memory.read(value, '.members')
    if (members !== undefined) return iterate(m, members, then)
  }
  if (ownSpecial(m, value, '__getitem__') !== undefined) {
    return m.call(m.host.builtin(m, '.sequence') ?? null, [value], new Map(), then)
  }
  throw notIterable(m, value)
}

export function iteratorOver(m: Machine, value: Value, visits: string, length = 0): Obj {
  const iterator = new Obj('iterator', m.classes.named(iteratorClass(m, value, visits)), m.site, { visits, sources: [value] })
  iterator.fields.set('index', 0)
  const dict = sized(m, value, visits)
  if (visits === 'reversed') iterator.fields.set('last', length - 1)
  if (dict !== null) iterator.fields.set('size', m.containers.length(dict))
  return iterator
}

function iteratorClass(m: Machine, value: Value, visits: string): string {
  const reversed = visits === 'reversed'
  const kind = reversed ? (visited(m, value) ?? '') : visits
  switch (kind) {
    case 'dict':
    case 'dict_keys':
      return reversed ? 'dict_reversekeyiterator' : 'dict_keyiterator'
    case 'dict_values':
      return reversed ? 'dict_reversevalueiterator' : 'dict_valueiterator'
    case 'dict_items':
      return reversed ? 'dict_reverseitemiterator' : 'dict_itemiterator'
    case 'deque':
      return `_collections._deque_${reversed ? 'reverse_' : ''}iterator`
    case 'list':
      return reversed ? 'list_reverseiterator' : 'list_iterator'
    case 'range':
      return 'range_iterator'
    case 'str':
      if (reversed) return 'reversed'
      return /^[\x00-\x7f]*$/.test(`${value}`) ? 'str_ascii_iterator' : 'str_iterator'
    default: // a tuple, bytes or a set
      return reversed ? 'reversed' : ['tuple', 'bytes', 'set'].includes(kind) ? `${kind}_iterator` : 'iterator'
  }
}

/** The container whose size must not change while it is visited. */
function sized(m: Machine, value: Value, visits: string): Obj | null {
  if (!(value instanceof Obj)) return null
  if (visits === 'dict' || visits === 'set' || visits === 'deque') return value
  if (visits === 'reversed') return value.kind === 'list' ? null : value.kind === 'instance' ? viewed(m, value) : value
  return visits.startsWith('dict_') ? viewed(m, value) : null
}

/** The dict of a view. */
export function viewed(m: Machine, view: Obj): Obj {
  const dict = m.memory.read(view, 'dict')
  if (dict instanceof Obj) return dict
  throw new Error('a view without a dict')
}

/** The next value of an iterator of the machine; undefined at its end. */
export function advance(m: Machine, iterator: Obj): Value | undefined {
  const { visits = '', sources = [] } = iterator.fixed
  // A call of `next` is one step, as long as no container changes meanwhile.
  if (visits === 'count' || visits === 'repeat') m.memory.synchronised = true
  const index = Number(m.memory.read(iterator, 'index'))
  if (index < 0) return undefined
  const source = sources[0] ?? null
  if (visits === 'count') {
    const value = primitiveBinary(m, '+', source, primitiveBinary(m, '*', sources[1] ?? null, index))
    m.memory.write(iterator, 'index', index + 1)
    return value
  }
  if (visits === 'repeat') return repeated(m, iterator, index)
  const value = elementAt(m, iterator, visits, source, index)
  if (visits === 'cycle' && source instanceof Tuple) {
    if (value !== undefined) m.memory.write(iterator, 'index', (index + 1) % source.items.length)
    return value
  }
  m.memory.write(iterator, 'index', value === undefined ? -1 : index + 1)
  return value
}

function repeated(m: Machine, iterator: Obj, index: number): Value | undefined {
  const [value = null, times = null] = iterator.fixed.sources ?? []
  if (times === null) return value
  if (index >= Number(times)) return undefined
  m.memory.write(iterator, 'index', index + 1)
  return value
}

/** Whether `reversed` visits the values from the last one on, without code of the program. */
export function reversible(m: Machine, value: Value): boolean {
  const visits = visited(m, value)
  return visits !== null && visits !== 'set' && ownSpecial(m, value, '__getitem__') === undefined
}

function elementAt(m: Machine, iterator: Obj, visits: string, source: Value, at: number): Value | undefined {
  const last = visits === 'reversed' ? Number(m.memory.read(iterator, 'last')) : 0
  const index = visits === 'reversed' ? last - at : at
  if (index < 0) return undefined
  if (typeof source === 'string') return charactersOf(source)[index]
  if (source instanceof Bytes) return index < source.text.length ? source.text.charCodeAt(index) : undefined
  if (source instanceof Tuple) return source.items[index]
  if (source instanceof Range) return index < source.length ? source.start + index * source.step : undefined
  if (!(source instanceof Obj)) return undefined
  const container = sized(m, source, visits)
  if (container === null) {
    // A list is looked at anew for each element, so that it may change on the way.
    if (source.shared !== null && !m.memory.isInitial) return m.memory.read(source, `[${index}`)
    return m.containers.items(source)[index]
  }
  if (m.containers.length(container) !== m.memory.read(iterator, 'size')) {
    if (visits === 'deque') throw new Raised('RuntimeError', 'deque mutated during iteration')
    const what = visits === 'set' ? 'Set' : 'dictionary'
    throw new Raised('RuntimeError', `${what} changed size during iteration`)
  }
  if (visits === 'deque') return m.containers.items(container)[index]
  if (visits === 'set') return orderedMembers(m, container)[index]
  if (container.kind === 'deque') return m.containers.items(container)[index]
  const keys = m.containers.keys(container)
  checkUnchanged(m, iterator, keys, visits === 'reversed' ? index + 1 : index - 1)
  const key = keys[index]
  if (key === undefined) return undefined
  const shows = visits === 'reversed' ? (visited(m, source) ?? '') : visits
  const isKey = shows === 'dict' || shows === 'dict_keys'
  // The iterator changes last: to read the value may be a step that is not due yet.
  const value = isKey ? key : (m.containers.get(container, key) ?? null)
  m.memory.write(iterator, 'key', key)
  return isKey || shows === 'dict_values' ? value : new Tuple([key, value])
}

/** What CPython visits next depends on its table if the key that was visited last has been taken away on the way. */
function checkUnchanged(m: Machine, iterator: Obj, keys: readonly Value[], before: number): void {
  const last = m.memory.read(iterator, 'key')
  if (last === undefined) return
  const known = keys[before]
  if (known !== undefined && m.containers.key(known) === m.containers.key(last)) return
  throw new Unsupported('taking keys away from a dict that is being visited is not supported', 'visit `list(…)` of it')
}

/** The next value of an iterator; `then` gets it. */
export function next(m: Machine, iterator: Value, sent: Value, then: Then): void {
  if (iterator instanceof Obj && iterator.kind === 'iterator') {
    const value = advance(m, iterator)
    if (value === undefined) return exhausted(m, then, [])
    return m.deliver(then, m.host.tainted(m, value, []))
  }
  if (iterator instanceof Obj && iterator.kind === 'generator') return resume(m, iterator, sent, then)
  const own = special(m, iterator, '__next__')
  if (own === undefined) throw new Raised('TypeError', `'${m.classes.nameOf(iterator)}' object is not an iterator`)
  m.call(own, [], new Map(), then)
}

/** Tells the one who asked for the next value that there is none. */
export function exhausted(m: Machine, then: Then, args: readonly Value[]): void {
  const stop = m.makeException('StopIteration', args)
  if (then.kind === 'nested' || !m.stopped(then, stop)) throw m.raising(stop)
}

/** Whether code of a suspended generator would see that it is closed. */
export function isGuarded({ frame }: Obj): boolean {
  if (frame === null) return false
  return frame.code.regions.some(({ from, to }) => frame.pc > from && frame.pc <= to)
}

/** CPython closes a generator that nobody can reach any more, and its `finally` runs then. */
export function checkDropped(value: Value): void {
  if (value instanceof Obj && value.kind === 'generator' && isGuarded(value)) {
    throw new Unsupported('leaving a loop over a generator within its `try` is not supported', 'close it in a `finally`')
  }
}

/** Continues a generator or coroutine. */
export function resume(m: Machine, generator: Obj, sent: Value, then: Then): void {
  const state = generator.fields.get('state')
  const kind = generator.fixed.code?.isAsync === true ? 'coroutine' : 'generator'
  if (state === 'running') throw new Raised('ValueError', `${kind} already executing`)
  if (state === 'ended') return exhausted(m, then, [])
  const { frame } = generator
  if (frame === null) throw new Error('a generator without a frame')
  if (state === 'created' && sent !== null) {
    throw new Raised('TypeError', "can't send non-None value to a just-started generator")
  }
  frame.onResult = then
  if (state !== 'created') frame.stack.push(sent)
  generator.frame = null
  generator.fields.set('state', 'running')
  m.pushFrame(frame)
}

/** The values of an iterable, at once. What code of the program has to make is made before, and the instruction repeated. */
export function collect(m: Machine, value: Value): readonly Value[] {
  if (typeof value === 'string') return charactersOf(value)
  if (value instanceof Tuple) return value.items
  if (value instanceof Range) {
    if (value.length > 100_000) throw new Unsupported('this range is too long', 'make it shorter')
    return Array.from({ length: value.length }, (_, index) => value.start + index * value.step)
  }
  if (value instanceof Bytes) return [...value.text].map((each) => each.charCodeAt(0))
  if (value instanceof Obj && ownSpecial(m, value, '__iter__') === undefined) {
    m.memory.synchronised = true
    switch (value.kind) {
      case 'list':
      case 'deque':
        return m.containers.items(value)
      case 'dict':
        return m.containers.keys(value)
      case 'set':
      case 'frozenset':
        return orderedMembers(m, value)
      case 'iterator':
        return remaining(m, value)
      default: // views of dicts, and classes of the program
        if (isSetLike(m, value) || m.classes.of(value).fixed.name === 'dict_values') return viewItems(m, value)
    }
  }
  if (special(m, value, '__iter__') === undefined && ownSpecial(m, value, '__getitem__') === undefined) {
    const members = value instanceof Obj && value.kind === 'class' ? m.memory.read(value, '.members') : undefined
    if (members !== undefined) return collect(m, members)
    if (!(value instanceof Obj && value.kind === 'generator')) throw notIterable(m, value)
  }
  const listed = m.want(value, m.host.builtin(m, '.listed') ?? null)
  return listed instanceof Obj ? m.containers.items(listed) : []
}

function remaining(m: Machine, iterator: Obj): Value[] {
  const found: Value[] = []
  for (;;) {
    const value = advance(m, iterator)
    if (value === undefined) return found
    found.push(value)
    if (found.length > 100_000) throw new Unsupported('this iterator does not end', 'use a `for` loop')
  }
}

/** What a view of a dict shows. */
export function viewItems(m: Machine, view: Obj): readonly Value[] {
  const dict = viewed(m, view)
  const name = m.classes.of(view).fixed.name
  if (name === 'dict_keys') return m.containers.keys(dict)
  const entries = m.containers.entries(dict)
  return entries.map(({ key, value }) => (name === 'dict_values' ? value : new Tuple([key, value])))
}

/** Whether something can be called. */
export function isCallable(m: Machine, value: Value): boolean {
  if (value instanceof Bound || value instanceof Native) return true
  if (!(value instanceof Obj)) return false
  return value.kind === 'function' || value.kind === 'class' || special(m, value, '__call__') !== undefined
}
