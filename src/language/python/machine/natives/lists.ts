import type { Machine } from '../machine.ts'
import { define, integer, type Natives } from '../native.ts'
import { Obj, Tuple, type Value } from '../objects.ts'
import { equals, less } from '../operators.ts'
import { Raised } from '../values.ts'

type ListBody = (m: Machine, list: Obj, args: readonly (Value | undefined)[]) => Value | undefined

/** The methods of lists, deques and tuples. Each is one step. */
export function listNatives(table: Natives): void {
  const method = (names: readonly string[], name: string, parameters: string, body: ListBody): void => {
    for (const of of names) {
      const path = `${of}.${name}`
      define(table, path, parameters === '' ? 'self' : `self, ${parameters}`, (m, [self, ...args]) => {
        if (!(self instanceof Obj)) throw new Raised('TypeError', `descriptor '${name}' requires a '${of}' object`)
        m.memory.synchronised = true
        return body(m, self, args)
      })
    }
  }
  const both = ['list', 'collections.deque']
  method(both, 'append', 'object, /', (m, list, [value = null]) => {
    const most = mostOf(m, list)
    if (typeof most === 'number' && m.containers.length(list) >= most) {
      const items = [...m.containers.items(list), value]
      m.containers.setItems(list, items.slice(items.length - most))
    } else m.containers.append(list, value)
    return null
  })
  method(both, 'extend', 'iterable, /', (m, list, [value = null]) => {
    const added = m.host.collect(m, value)
    m.memory.synchronised = true
    const most = mostOf(m, list)
    if (typeof most === 'number') {
      const items = [...m.containers.items(list), ...added]
      m.containers.setItems(list, items.slice(Math.max(0, items.length - most)))
    } else for (const each of added) m.containers.append(list, each)
    return null
  })
  method(both, 'insert', 'index, object, /', (m, list, [index, value = null]) => {
    const items = m.containers.items(list)
    const at = integer(m, index)
    items.splice(at < 0 ? Math.max(0, at + items.length) : Math.min(at, items.length), 0, value)
    m.containers.setItems(list, items)
    return null
  })
  method(['list'], 'pop', 'index=, /', (m, list, [index]) => {
    if (index === undefined) {
      const last = m.containers.pop(list)
      if (last === undefined) throw new Raised('IndexError', 'pop from empty list')
      return last
    }
    const items = m.containers.items(list)
    if (items.length === 0) throw new Raised('IndexError', 'pop from empty list')
    const number = integer(m, index)
    const at = number < 0 ? number + items.length : number
    const [taken] = at < 0 ? [] : items.splice(at, 1)
    if (taken === undefined) throw new Raised('IndexError', 'pop index out of range')
    m.containers.setItems(list, items)
    return taken
  })
  method(['collections.deque'], 'pop', '', (m, list) => {
    const last = m.containers.pop(list)
    if (last === undefined) throw new Raised('IndexError', 'pop from an empty deque')
    return last
  })
  method(['collections.deque'], 'popleft', '', (m, list) => {
    const items = m.containers.items(list)
    const first = items.shift()
    if (first === undefined) throw new Raised('IndexError', 'pop from an empty deque')
    m.containers.setItems(list, items)
    return first
  })
  method(['collections.deque'], 'appendleft', 'object, /', (m, list, [value = null]) => {
    const most = mostOf(m, list)
    const items = [value, ...m.containers.items(list)]
    m.containers.setItems(list, typeof most === 'number' ? items.slice(0, most) : items)
    return null
  })
  method(['collections.deque'], 'extendleft', 'iterable, /', (m, list, [value = null]) => {
    const added = [...m.host.collect(m, value)].reverse()
    const most = mostOf(m, list)
    const items = [...added, ...m.containers.items(list)]
    m.containers.setItems(list, typeof most === 'number' ? items.slice(0, most) : items)
    return null
  })
  method(['collections.deque'], 'rotate', 'n=, /', (m, list, [n]) => {
    const items = m.containers.items(list)
    if (items.length < 2) return null
    const by = ((integer(m, n, 1) % items.length) + items.length) % items.length
    m.containers.setItems(list, [...items.slice(items.length - by), ...items.slice(0, items.length - by)])
    return null
  })
  method(both, 'remove', 'value, /', (m, list, [value = null]) => {
    const items = m.containers.items(list)
    const at = items.findIndex((each) => equals(m, each, value))
    if (at === -1)
      throw new Raised(
        'ValueError',
        list.kind === 'deque' ? 'deque.remove(x): x not in deque' : 'list.remove(x): x not in list',
      )
    items.splice(at, 1)
    m.containers.setItems(list, items)
    return null
  })
  method(both, 'clear', '', (m, list) => {
    m.containers.setItems(list, [])
    return null
  })
  method(both, 'copy', '', (m, list) => m.host.list(m, m.containers.items(list), list.kind === 'deque' ? 'deque' : 'list'))
  method(both, 'reverse', '', (m, list) => {
    m.containers.setItems(list, m.containers.items(list).reverse())
    return null
  })
  method(both, 'index', 'value, start=, stop=, /', (m, list, [value = null, start, stop]) =>
    indexIn(m, m.containers.items(list), value, start, stop, () =>
      list.kind === 'deque' ? `${m.host.text(m, value, 'r')} is not in deque` : `${m.host.text(m, value, 'r')} is not in list`,
    ),
  )
  method(both, 'count', 'value, /', (m, list, [value = null]) => {
    return m.containers.items(list).filter((each) => equals(m, each, value)).length
  })
  define(table, 'list.sort', 'self, *, key=, reverse=', (m, [self, key = null, reverse = false], then) => {
    if (!(self instanceof Obj)) return null
    if (key !== null) {
      m.call(m.host.builtin(m, '.sort') ?? null, [self, key, reverse], new Map(), then)
      return undefined
    }
    m.memory.synchronised = true
    m.containers.setItems(self, sorted(m, m.containers.items(self), m.host.truth(m, reverse)))
    return null
  })
  define(table, '.sort pairs', 'pairs, reverse, /', (m, [pairs = null, reverse = false]) => {
    const all = m.host.collect(m, pairs).flatMap((each) => (each instanceof Tuple ? [each.items] : []))
    const order = stable(m, all, ([key = null]) => key, m.host.truth(m, reverse))
    return m.host.list(
      m,
      order.map(([, value = null]) => value),
    )
  })
  define(table, '.replace items', 'list, items, /', (m, [list, items = null]) => {
    if (list instanceof Obj) m.containers.setItems(list, m.host.collect(m, items))
    return null
  })
  define(table, 'sorted', 'iterable, /, *, key=, reverse=', (m, [iterable = null, key = null, reverse = false], then) => {
    const values = unordered(m, iterable)
    if (key === null) return m.host.list(m, sorted(m, values, m.host.truth(m, reverse)))
    m.call(m.host.builtin(m, '.sorted') ?? null, [m.host.list(m, values), key, reverse], new Map(), then)
    return undefined
  })
  define(table, '.unordered', 'iterable, /', (m, [iterable = null]) => m.host.list(m, unordered(m, iterable)))
  define(table, 'tuple.index', 'self, value, start=, stop=, /', (m, [self, value = null, start, stop]) =>
    indexIn(m, self instanceof Tuple ? self.items : [], value, start, stop, () => 'tuple.index(x): x not in tuple'),
  )
  define(table, 'tuple.count', 'self, value, /', (m, [self, value = null]) => {
    return (self instanceof Tuple ? self.items : []).filter((each) => equals(m, each, value)).length
  })
}

/** The most elements of a deque. */
function mostOf(m: Machine, list: Obj): Value | undefined {
  return list.kind === 'deque' ? m.memory.read(list, 'maxlen') : undefined
}

function indexIn(
  m: Machine,
  items: readonly Value[],
  value: Value,
  start: Value | undefined,
  stop: Value | undefined,
  message: () => string,
): number {
  const bound = (given: Value | undefined, fallback: number): number => {
    const number = integer(m, given, fallback)
    return number < 0 ? Math.max(0, number + items.length) : number
  }
  const until = Math.min(bound(stop, items.length), items.length)
  for (let at = bound(start, 0); at < until; at++) if (equals(m, items[at] ?? null, value)) return at
  throw new Raised('ValueError', message())
}

/** The values of an iterable for a use to which their order does not matter. */
export function unordered(m: Machine, iterable: Value): readonly Value[] {
  const isSet = iterable instanceof Obj && (iterable.kind === 'set' || iterable.kind === 'frozenset')
  if (!isSet) return m.host.collect(m, iterable)
  m.memory.synchronised = true
  return m.host.members(m, iterable)
}

/** The values in order; equal ones stay as they are. */
export function sorted(m: Machine, values: readonly Value[], reverse: boolean): Value[] {
  return stable(m, values, (each) => each, reverse)
}

/** Sorts: short lists in the way of CPython, so that the same pair is the first that cannot be compared. */
function stable<T>(m: Machine, values: readonly T[], key: (value: T) => Value, reverse: boolean): T[] {
  const isLess = (one: T, other: T): boolean => less(m, key(one), key(other))
  const given = reverse ? [...values].reverse() : [...values]
  const result = given.length < 64 ? inserted(given, isLess) : merge(given, isLess)
  return reverse ? result.reverse() : result
}

/** Finds the run that the values begin with, and inserts the others by binary search. */
function inserted<T>(values: readonly T[], isLess: (one: T, other: T) => boolean): T[] {
  const [first, second] = values
  if (first === undefined || second === undefined || values.length < 2) return [...values]
  const falls = isLess(second, first)
  let run = 2
  for (let last = second; run < values.length; run++) {
    const next = values[run]
    if (next === undefined || isLess(next, last) !== falls) break
    last = next
  }
  const found = values.slice(0, run)
  if (falls) found.reverse()
  for (const pivot of values.slice(run)) {
    let [low, high] = [0, found.length]
    while (low < high) {
      const middle = low + ((high - low) >> 1)
      const other = found[middle]
      if (other !== undefined && isLess(pivot, other)) high = middle
      else low = middle + 1
    }
    found.splice(low, 0, pivot)
  }
  return found
}

/** Merge sort: JavaScript's own is not told of an order that is not total. */
function merge<T>(values: readonly T[], isLess: (one: T, other: T) => boolean): T[] {
  if (values.length < 2) return [...values]
  const middle = values.length >> 1
  const left = merge(values.slice(0, middle), isLess)
  const right = merge(values.slice(middle), isLess)
  const merged: T[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    const [one, other] = [left[i], right[j]]
    if (one === undefined || other === undefined) break
    const takesRight = isLess(other, one)
    merged.push(takesRight ? other : one)
    if (takesRight) j++
    else i++
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}
