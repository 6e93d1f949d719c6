import { ownSpecial, special } from '../attributes.ts'
import { viewed } from '../iteration.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { type Entry, Obj, Tuple, type Value } from '../objects.ts'
import { combined, equals, isSetLike } from '../operators.ts'
import { forgetLosses, noteLoss } from '../set-order.ts'
import { Raised } from '../values.ts'
import { unordered } from './lists.ts'

type ObjectBody = (
  m: Machine,
  self: Obj,
  args: readonly (Value | undefined)[],
  then: Parameters<Machine['deliver']>[0],
) => Value | undefined

/** The methods of dicts and of sets. Each is one step. */
export function mappingNatives(table: Natives): void {
  const method = (of: string, name: string, parameters: string, body: ObjectBody): void => {
    define(table, `${of}.${name}`, parameters === '' ? 'self' : `self, ${parameters}`, (m, [self, ...args], then) => {
      if (!(self instanceof Obj)) throw new Raised('TypeError', `descriptor '${name}' requires a '${of}' object`)
      m.memory.synchronised = true
      return body(m, self, args, then)
    })
  }
  dictMethods(method)
  define(table, 'class dict.fromkeys', 'self, iterable, value=, /', (m, [of, iterable = null, value = null]) => {
    const dict = new Obj('dict', of instanceof Obj && of.fixed.native !== true ? of : null, m.site)
    for (const key of m.host.collect(m, iterable)) m.containers.set(dict, key, value)
    return dict
  })
  table.set('dict.update', (m, args, keywords) => {
    const [self, other] = args
    if (!(self instanceof Obj)) return null
    if (args.length > 2) throw new Raised('TypeError', `update expected at most 1 argument, got ${args.length - 1}`)
    const added = [...(other === undefined ? [] : entriesOf(m, other))]
    m.memory.synchronised = true
    for (const { key, value } of added) m.containers.set(self, key, value)
    for (const [key, value] of keywords) m.containers.set(self, key, value)
    return null
  })
  table.set('dict.__init__', (m, [self, ...rest], keywords, then) => {
    if (rest.length > 1) throw new Raised('TypeError', `dict expected at most 1 argument, got ${rest.length}`)
    return table.get('dict.update')?.(m, [self ?? null, ...rest], keywords, then)
  })
  setMethods(method)
  changingSetMethods(table)
}

type Define = (of: string, name: string, parameters: string, body: ObjectBody) => void

function dictMethods(method: Define): void {
  method('dict', 'get', 'key, default=, /', (m, dict, [key = null, fallback = null]) => {
    const value = m.containers.get(dict, key)
    return value === undefined ? fallback : value
  })
  method('dict', 'setdefault', 'key, default=, /', (m, dict, [key = null, fallback = null]) => {
    const known = m.containers.get(dict, key)
    if (known !== undefined) return known
    m.containers.set(dict, key, fallback)
    return fallback
  })
  method('dict', 'pop', 'key, default=, /', (m, dict, [key = null, fallback]) => {
    const value = m.containers.get(dict, key)
    if (value === undefined) {
      if (fallback === undefined) throw m.raising(m.makeException('KeyError', [key]))
      return fallback
    }
    m.containers.remove(dict, key)
    return value
  })
  method('dict', 'popitem', '', (m, dict) => {
    const key = m.containers.keys(dict).at(-1)
    if (key === undefined) throw m.raising(m.makeException('KeyError', ['popitem(): dictionary is empty']))
    const value = m.containers.get(dict, key) ?? null
    m.containers.remove(dict, key)
    return new Tuple([key, value])
  })
  method('dict', 'clear', '', (m, dict) => {
    m.containers.setEntries(dict, [])
    return null
  })
  method('dict', 'copy', '', (m, dict) => copyOf(m, dict))
  for (const view of ['keys', 'values', 'items']) {
    method('dict', view, '', (m, dict) => {
      const made = new Obj('instance', m.classes.named(`dict_${view}`), m.site)
      made.fields.set('dict', dict)
      return made
    })
  }
  method('dict', '__contains__', 'key, /', (m, dict, [key = null]) => m.containers.has(dict, key))
  method('dict', '__getitem__', 'key, /', (m, dict, [key = null]) => {
    const value = m.containers.get(dict, key)
    if (value === undefined) throw m.raising(m.makeException('KeyError', [key]))
    return value
  })
  method('dict', '__setitem__', 'key, value, /', (m, dict, [key = null, value = null]) => {
    m.containers.set(dict, key, value)
    return null
  })
  method('dict', '__delitem__', 'key, /', (m, dict, [key = null]) => {
    if (!m.containers.remove(dict, key)) throw m.raising(m.makeException('KeyError', [key]))
    return null
  })
  method('dict', '__len__', '', (m, dict) => m.containers.length(dict))
  method('dict', '.move', 'key, last=', (m, dict, [key = null, last = true]) => {
    const entries = m.containers.entries(dict)
    const at = entries.findIndex((each) => m.containers.key(each.key) === m.containers.key(key))
    if (at === -1) throw m.raising(m.makeException('KeyError', [key]))
    const moved = entries.splice(at, 1)
    m.containers.setEntries(dict, m.host.truth(m, last) ? [...entries, ...moved] : [...moved, ...entries])
    return null
  })
}

function copyOf(m: Machine, dict: Obj): Obj {
  const made = new Obj('dict', dict.type, m.site)
  m.containers.setEntries(made, m.containers.entries(dict))
  for (const [name, value] of dict.shared === null ? dict.fields : []) made.fields.set(name, value)
  return made
}

/** The entries of what `dict(…)` and `update` take: a mapping, or pairs. */
export function entriesOf(m: Machine, value: Value): readonly Entry[] {
  if (value instanceof Obj && value.kind === 'dict') return m.containers.entries(value)
  if (value instanceof Obj && special(m, value, 'keys') !== undefined && ownSpecial(m, value, '__getitem__') !== undefined) {
    return entriesOf(m, m.want(value, m.host.builtin(m, '.mapping') ?? null))
  }
  return m.host.collect(m, value).map((pair, index) => {
    const parts = pair instanceof Tuple || pair instanceof Obj || typeof pair === 'string' ? m.host.collect(m, pair) : null
    if (parts === null) {
      throw new Raised('TypeError', `cannot convert dictionary update sequence element #${index} to a sequence`)
    }
    const [key, each] = parts
    if (parts.length !== 2 || key === undefined || each === undefined) {
      throw new Raised('ValueError', `dictionary update sequence element #${index} has length ${parts.length}; 2 is required`)
    }
    return { key, value: each }
  })
}

const operators = [
  ['union', '|'],
  ['intersection', '&'],
  ['difference', '-'],
  ['symmetric_difference', '^'],
] as const

function setMethods(method: Define): void {
  for (const of of ['set', 'frozenset'] as const) {
    method(of, 'copy', '', (m, set) => (of === 'set' ? m.host.set(m, m.containers.keys(set)) : set))
    method(of, 'isdisjoint', 'other, /', (m, set, [other = null]) => {
      return combined(m, '&', m.containers.keys(set), unordered(m, other)).length === 0
    })
    method(of, 'issubset', 'other, /', (m, set, [other = null]) => {
      return combined(m, '-', m.containers.keys(set), unordered(m, other)).length === 0
    })
    method(of, 'issuperset', 'other, /', (m, set, [other = null]) => {
      return combined(m, '-', unordered(m, other), m.containers.keys(set)).length === 0
    })
    method(of, '__contains__', 'value, /', (m, set, [value = null]) => m.containers.has(set, value))
    method(of, '__len__', '', (m, set) => m.containers.length(set))
  }
  method('set', 'add', 'object, /', (m, set, [value = null]) => {
    if (!m.containers.has(set, value)) m.containers.setMembers(set, [...m.containers.keys(set), value])
    return null
  })
  const discard = (m: Machine, set: Obj, value: Value): boolean => {
    const members = m.containers.keys(set)
    const left = members.filter((each) => m.containers.key(each) !== m.containers.key(value))
    if (left.length < members.length) {
      m.containers.setMembers(set, left)
      noteLoss(m, set, value)
    }
    return left.length < members.length
  }
  method('set', 'discard', 'object, /', (m, set, [value = null]) => {
    discard(m, set, value)
    return null
  })
  method('set', 'remove', 'object, /', (m, set, [value = null]) => {
    if (!discard(m, set, value)) throw m.raising(m.makeException('KeyError', [value]))
    return null
  })
  method('set', 'pop', '', (m, set) => {
    const members = m.containers.keys(set)
    if (members.length === 0) throw m.raising(m.makeException('KeyError', ['pop from an empty set']))
    const first = m.host.collect(m, set)[0] ?? null
    discard(m, set, first)
    return first
  })
  method('set', 'clear', '', (m, set) => {
    m.containers.setMembers(set, [])
    forgetLosses(m, set)
    return null
  })
}

/** Methods that take any number of iterables. */
function changingSetMethods(table: Natives): void {
  for (const [name, operator] of operators) {
    const compute = (m: Machine, self: Obj, others: readonly Value[]): readonly Value[] => {
      let members: readonly Value[] = m.containers.keys(self)
      for (const other of others) {
        const values = unordered(m, other)
        const distinct = [...new Map(values.map((each) => [m.containers.key(each), each])).values()]
        members = combined(m, operator, members, distinct)
      }
      return members
    }
    for (const of of ['set', 'frozenset'] as const) {
      table.set(`${of}.${name}`, (m, [self = null, ...others]) => {
        m.memory.synchronised = true
        if (!(self instanceof Obj)) return null
        const made = m.host.set(m, compute(m, self, others), of)
        if (operator === '^')
          for (const each of m.containers.keys(self)) if (!m.containers.has(made, each)) noteLoss(m, made, each)
        return made
      })
    }
    const changing = name === 'union' ? 'update' : `${name}_update`
    table.set(`set.${changing}`, (m, [self = null, ...others]) => {
      m.memory.synchronised = true
      if (self instanceof Obj) replaceMembers(m, self, compute(m, self, others))
      return null
    })
  }
}

/** Changes the elements of a set to others. */
function replaceMembers(m: Machine, set: Obj, values: readonly Value[]): void {
  const before = m.containers.keys(set)
  const left = new Set(values.map((each) => m.containers.key(each)))
  m.containers.setMembers(set, values)
  for (const each of before) if (!left.has(m.containers.key(each))) noteLoss(m, set, each)
}

/** `left += right` and such, where it changes the left operand. */
export function updatedInPlace(m: Machine, operator: string, left: Value, right: Value): boolean {
  if (!(left instanceof Obj)) return false
  if (left.kind === 'list' || left.kind === 'deque') {
    if (operator === '+') {
      const added = m.host.collect(m, right)
      m.memory.synchronised = true
      for (const each of added) m.containers.append(left, each)
      return true
    }
    if (operator !== '*' || typeof right !== 'number') return false
    const items = m.containers.items(left)
    m.containers.setItems(left, Array.from({ length: Math.max(0, right) }, () => items).flat())
    return true
  }
  if (left.kind === 'dict' && operator === '|') {
    const entries = entriesOf(m, right)
    m.memory.synchronised = true
    for (const { key, value } of entries) m.containers.set(left, key, value)
    return true
  }
  if (left.kind !== 'set' || !'|&-^'.includes(operator) || !isSetLike(m, right)) return false
  m.memory.synchronised = true
  replaceMembers(m, left, combined(m, operator, m.containers.keys(left), m.host.members(m, right)))
  return true
}

/** `item in view` of a dict. */
export function viewContains(m: Machine, view: Obj, item: Value): boolean | undefined {
  const name = view.type?.fixed.name
  if (name === 'dict_keys') return m.containers.has(viewed(m, view), item)
  if (name === 'dict_values') return m.containers.entries(viewed(m, view)).some(({ value }) => equals(m, value, item))
  if (name !== 'dict_items') return undefined
  if (!(item instanceof Tuple) || item.items.length !== 2) return false
  const [key = null, value = null] = item.items
  const known = m.containers.get(viewed(m, view), key)
  return known !== undefined && equals(m, known, value)
}
