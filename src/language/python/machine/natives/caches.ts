import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { Obj, Tuple, type Value } from '../objects.ts'
import { Unsupported } from '../values.ts'
import { object } from './locks.ts'

/** Sizes up to which the order of the last uses is kept. A larger cache must not become full. */
const mostOrdered = 64

/** The caches of `functools`, which are written in C: each of these is one step. And iterators that threads may share. */
export function cacheNatives(table: Natives): void {
  table.set('.nothing', () => null)
  define(table, '.cached', 'cache, key, nothing, /', (m, [cache, key = null, nothing = null]) => {
    const dict = object(cache)
    m.memory.synchronised = true
    const found = m.containers.get(dict, key)
    const field = found === undefined ? '.misses' : '.hits'
    m.memory.write(dict, field, count(m, dict, field) + 1)
    if (found !== undefined && m.memory.read(dict, '.ordered') === true) moveToEnd(m, dict, key)
    return found === undefined ? nothing : found
  })
  define(table, '.keep in cache', 'cache, key, value, maxsize, /', (m, [cache, key = null, value = null, maxsize = null]) => {
    const dict = object(cache)
    if (maxsize === 0) return null
    m.memory.synchronised = true
    if (typeof maxsize !== 'number') m.containers.set(dict, key, value)
    else if (m.containers.get(dict, key) === undefined) keep(m, dict, key, value, maxsize)
    return null
  })
  define(table, '.cache numbers', 'cache, clear, /', (m, [cache, clear = false]) => {
    const dict = object(cache)
    m.memory.synchronised = true
    if (clear === true) {
      m.containers.setEntries(dict, [])
      for (const field of ['.hits', '.misses']) m.memory.write(dict, field, 0)
    }
    return new Tuple([count(m, dict, '.hits'), count(m, dict, '.misses'), m.containers.length(dict)])
  })
  define(table, '.iterator', 'visits, first, second, /', (m, [visits = '', first = null, second = null]) => {
    if (visits === 'count' && !(isInteger(first) && isInteger(second))) {
      throw new Unsupported('`count` with numbers that are no integers is not supported', 'count integers')
    }
    const fixed = { visits: `${visits}`, sources: [first, second] }
    const iterator = new Obj('iterator', m.classes.named('iterator'), m.site, fixed)
    iterator.fields.set('index', 0)
    return iterator
  })
}

function isInteger(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

function count(m: Machine, dict: Obj, field: string): number {
  return Number(m.memory.read(dict, field) ?? 0)
}

function keep(m: Machine, dict: Obj, key: Value, value: Value, maxsize: number): void {
  if (m.containers.length(dict) >= maxsize) {
    if (maxsize > mostOrdered) throw new Unsupported('a large cache that becomes full is not supported', 'use `maxsize=None`')
    const [oldest] = m.containers.keys(dict)
    if (oldest !== undefined) m.containers.remove(dict, oldest)
  }
  if (maxsize <= mostOrdered && m.memory.read(dict, '.ordered') !== true) m.memory.write(dict, '.ordered', true)
  m.containers.set(dict, key, value)
}

function moveToEnd(m: Machine, dict: Obj, key: Value): void {
  const entries = m.containers.entries(dict)
  const at = entries.findIndex((each) => m.containers.key(each.key) === m.containers.key(key))
  if (at === -1 || at === entries.length - 1) return
  const moved = entries.splice(at, 1)
  m.containers.setEntries(dict, [...entries, ...moved])
}
