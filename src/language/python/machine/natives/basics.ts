import { makingNatives } from '../attributes.ts'
import { allocate, allocateValue, instantiate, makeClass } from '../construct.ts'
import { describe } from '../metaclasses.ts'
import { define, integer, type Natives } from '../native.ts'
import { Native, Obj, Range, Slice, Tuple, type Value } from '../objects.ts'
import { contains, meantValue } from '../operators.ts'
import { sliceBounds } from '../subscripts.ts'
import { Bytes, Float, Raised, Unsupported } from '../values.ts'
import { unordered } from './lists.ts'
import { object } from './locks.ts'
import { refusedNatives } from './refused.ts'

/** What calls of Python's own classes do. */
export function basicNatives(table: Natives): void {
  table.set('object.__new__', (m, [of = null]) => allocate(m, object(of), []))
  define(table, 'list.__init__', 'self, iterable=, /', (m, [self, iterable]) => {
    m.containers.setItems(object(self), iterable === undefined ? [] : m.host.collect(m, iterable))
    return null
  })
  define(table, 'collections.deque.__init__', 'self, iterable=, maxlen=', (m, [self, iterable, maxlen = null]) => {
    const items = iterable === undefined || iterable === null ? [] : m.host.collect(m, iterable)
    if (maxlen !== null && integer(m, maxlen) < 0) throw new Raised('ValueError', 'maxlen must be non-negative')
    m.memory.write(object(self), 'maxlen', maxlen)
    m.containers.setItems(object(self), maxlen === null ? items : items.slice(Math.max(0, items.length - integer(m, maxlen))))
    return null
  })
  define(table, 'set.__init__', 'self, iterable=, /', (m, [self, iterable]) => {
    m.containers.setMembers(object(self), iterable === undefined ? [] : unordered(m, iterable))
    return null
  })
  define(table, 'frozenset.__new__', 'iterable=, /', (m, [iterable]) => {
    return m.host.set(m, iterable === undefined ? [] : unordered(m, iterable), 'frozenset')
  })
  define(table, 'tuple.__new__', 'cls, iterable=, /', (m, [of = null, iterable]) => {
    const items = iterable === undefined ? [] : m.host.collect(m, iterable)
    return new Tuple(items, of instanceof Obj && of.fixed.native !== true ? of : null)
  })
  define(table, 'str.__new__', 'object=, encoding=, errors=', (m, [value = '', encoding]) => {
    if (encoding !== undefined && typeof encoding !== 'string') {
      throw new Raised('TypeError', `str() argument 'encoding' must be str, not ${m.classes.nameOf(encoding)}`)
    }
    if (encoding !== undefined && !(value instanceof Bytes)) {
      const what =
        typeof value === 'string'
          ? 'decoding str is not supported'
          : `decoding to str: need a bytes-like object, ${m.classes.nameOf(value)} found`
      throw new Raised('TypeError', what)
    }
    if (encoding !== undefined && value instanceof Bytes) return m.nested(new Native('bytes.decode'), [value, encoding])
    return m.host.text(m, value, 's')
  })
  define(table, 'bytes.__new__', 'source=, encoding=, errors=', (m, [source, encoding]) => {
    if (source === undefined) return new Bytes('')
    if (typeof source === 'string') {
      if (encoding === undefined) throw new Raised('TypeError', 'string argument without an encoding')
      return m.nested(new Native('str.encode'), [source, encoding])
    }
    if (typeof source === 'number') return new Bytes('\0'.repeat(Math.min(source, 100_000)))
    if (source instanceof Bytes) return source
    const codes = m.host.collect(m, source).map((each) => integer(m, each))
    if (codes.some((each) => each < 0 || each > 255)) throw new Raised('ValueError', 'bytes must be in range(0, 256)')
    return new Bytes(codes.map((each) => String.fromCharCode(each)).join(''))
  })
  for (const path of ['int.__new__', 'float.__new__', 'str.__new__', 'frozenset.__new__']) {
    table.set(`${makingNatives}${path}`, (m, [of = null, ...args], keywords, then) => {
      const maker = new Native(path)
      if (object(of).fixed.native !== true) return allocateValue(m, object(of), maker, args, keywords)
      m.call(maker, args, keywords, then)
      return undefined
    })
  }
  define(table, '.meant', 'value, /', (m, [value = null]) => meantValue(m, value))
  define(table, 'bool.__new__', 'object=, /', (m, [value = false]) => m.host.truth(m, value))
  table.set('type.__new__', (m, args, keywords, then) => {
    if (args.length === 2) return m.classes.of(args[1] ?? null)
    if (args.length !== 4) throw new Raised('TypeError', 'type() takes 1 or 3 arguments')
    makeClass(m, describe(m, args, keywords), then)
    return undefined
  })
  table.set('type.__init__', () => null)
  table.set('type.__call__', (m, [of = null, ...args], keywords, then) => {
    instantiate(m, object(of), args, keywords, then)
    return undefined
  })
  define(table, 'slice.__new__', 'start, stop=, step=, /', (_m, [start = null, stop, step = null]) => {
    return stop === undefined ? new Slice(null, start, null) : new Slice(start, stop, step)
  })
  define(table, 'slice.indices', 'self, length, /', (m, [self = null, length]) => {
    const size = integer(m, length)
    if (!(self instanceof Slice)) return null
    return new Tuple(sliceBounds(m, self, size))
  })
  define(table, 'range.index', 'self, value, /', (m, [self = null, value = null]) => {
    const at =
      self instanceof Range && contains(m, self, value) === true ? (Number(plainNumber(value)) - self.start) / self.step : -1
    if (at < 0) throw new Raised('ValueError', `${m.host.text(m, value, 'r')} is not in range`)
    return at
  })
  define(table, 'range.count', 'self, value, /', (m, [self = null, value = null]) =>
    contains(m, self, value) === true ? 1 : 0,
  )
  define(table, 'super.__init__', 'self, from=, object=, /', (m, [self, from, of]) => {
    if (from === undefined || of === undefined) throw new Raised('RuntimeError', 'super(): no arguments')
    m.memory.write(object(self), 'from', from)
    m.memory.write(object(self), 'self', of)
    return null
  })
  define(table, 'property.__init__', 'self, fget=, fset=, fdel=, doc=', (m, [self, fget = null, fset = null, fdel = null]) => {
    for (const [name, value] of Object.entries({ fget, fset, fdel })) m.memory.write(object(self), name, value)
    return null
  })
  for (const of of ['staticmethod', 'classmethod']) {
    define(table, `${of}.__init__`, 'self, f, /', (m, [self, f = null]) => {
      m.memory.write(object(self), 'f', f)
      return null
    })
  }
  table.set('BaseException.__init__', (m, [self = null, ...args]) => {
    m.memory.write(object(self), 'args', new Tuple(args))
    return null
  })
  define(table, '.observe', 'value, /', (m, [value = null]) => {
    m.observed = value
    return null
  })
  table.set('print', (m, args, keywords, then) => m.print(m, args, keywords, then))
  refusedNatives(table)
  randomNatives(table)
}

function plainNumber(value: Value): Value {
  return value instanceof Float ? value.value : value
}

/** Random numbers: every value is explored. */
function randomNatives(table: Natives): void {
  const most = 64
  define(table, '.choose', 'count, /', (m, [count]) => {
    const ways = integer(m, count)
    if (ways > most) throw new Unsupported(`a choice among ${ways} values is not supported`, `choose among at most ${most}`)
    if (m.memory.isInitial) throw new Unsupported('a random number before threads start is not supported', 'use a constant')
    m.memory.step()
    return ways === 1 ? 0 : m.memory.choose(ways)
  })
}
