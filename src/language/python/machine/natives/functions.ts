import { ownSpecial } from '../attributes.ts'
import { isSubclass } from '../classes.ts'
import { exhausted, isGuarded, iteratorOver, next as nextValue, resume, reversible } from '../iteration.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { bare, Native, Obj, type Value } from '../objects.ts'
import { greater, less, primitiveBinary } from '../operators.ts'
import { lengthOfValue } from '../subscripts.ts'
import { Raised, Unsupported } from '../values.ts'
import { unordered } from './lists.ts'

/** Python's own functions about iterables, and what generators can do. */
export function functionNatives(table: Natives): void {
  define(table, 'len', 'obj, /', (m, [value = null], then) => {
    const known = lengthOfValue(m, value)
    if (known !== undefined) return known
    const own = ownSpecial(m, value, '__len__')
    if (own === undefined) throw new Raised('TypeError', `object of type '${m.classes.nameOf(value)}' has no len()`)
    m.call(own, [], new Map(), then.kind === 'push' ? { kind: 'length', values: [], word: '', target: 0 } : then)
    return undefined
  })
  define(table, 'iter', 'iterable, sentinel=, /', (m, [value = null, sentinel], then) => {
    if (sentinel === undefined) m.host.iterate(m, value, then)
    else m.call(m.host.builtin(m, '.until') ?? null, [value, sentinel], new Map(), then)
    return undefined
  })
  define(table, 'reversed', 'sequence, /', (m, [given = null], then) => {
    const members = given instanceof Obj && given.kind === 'class' ? m.memory.read(given, '.members') : undefined
    const value = members ?? given
    const own = ownSpecial(m, value, '__reversed__')
    if (own === null) throw notReversible(m, value)
    if (own !== undefined) m.call(own, [], new Map(), then)
    else if (reversible(m, value)) return iteratorOver(m, value, 'reversed', lengthOfValue(m, value) ?? 0)
    else if (ownSpecial(m, value, '__len__') === undefined || ownSpecial(m, value, '__getitem__') === undefined) {
      throw notReversible(m, value)
    } else m.call(m.host.builtin(m, '.backwards') ?? null, [value], new Map(), then)
    return undefined
  })
  define(table, 'next', 'iterator, default=, /', (m, [iterator = null, fallback], then) => {
    if (fallback === undefined) nextValue(m, iterator, null, then)
    else nextValue(m, iterator, null, { kind: 'default', values: [fallback], word: '', target: 0 })
    return undefined
  })
  define(table, 'sum', 'iterable, /, start=', (m, [iterable = null, start = 0], then) => {
    if (typeof start === 'string') throw new Raised('TypeError', "sum() can't sum strings [use ''.join(seq) instead]")
    const values = unordered(m, iterable)
    if (values.some((each) => ownSpecial(m, each, '__add__') !== undefined || ownSpecial(m, each, '__radd__') !== undefined)) {
      m.call(m.host.builtin(m, '.sum') ?? null, [m.host.list(m, values), start], new Map(), then)
      return undefined
    }
    let total: Value = start
    for (const each of values) total = primitiveBinary(m, '+', total, each)
    return total
  })
  for (const name of ['any', 'all'] as const) {
    define(table, name, 'iterable, /', (m, [iterable = null], then) => {
      if (isLazy(m, iterable)) {
        m.call(m.host.builtin(m, `.${name}`) ?? null, [iterable], new Map(), then)
        return undefined
      }
      const values = unordered(m, iterable)
      return name === 'any' ? values.some((each) => m.host.truth(m, each)) : values.every((each) => m.host.truth(m, each))
    })
  }
  for (const name of ['min', 'max'] as const) {
    table.set(name, (m, args, keywords, then) => extreme(m, name, args, keywords, then))
  }
  define(table, 'generator.send', 'self, value, /', (m, [self, value = null], then) => {
    if (self instanceof Obj) resume(m, self, value, then)
    return undefined
  })
  define(table, 'generator.__next__', 'self, /', (m, [self], then) => {
    if (self instanceof Obj) resume(m, self, null, then)
    return undefined
  })
  table.set('generator.throw', (m, args, _keywords, then) => throwInto(m, args, then))
  define(table, 'generator.close', 'self, /', (m, [self], then) => {
    if (!(self instanceof Obj)) return null
    if (self.fields.get('state') === 'running') throw new Raised('ValueError', 'generator already executing')
    if (self.frame === null) return null
    if (isGuarded(self) || delegate(self) !== null) {
      m.call(m.host.builtin(m, '.close') ?? null, [self], new Map(), then)
      return undefined
    }
    self.frame = null
    self.fields.set('state', 'ended')
    return null
  })
  for (const name of ['send', '__next__', 'throw', 'close']) {
    const own = table.get(`generator.${name}`)
    if (own !== undefined && name !== '__next__') table.set(`coroutine.${name}`, own)
  }
  define(table, 'iterator.__next__', 'self, /', (m, [self = null], then) => {
    nextValue(m, self, null, then)
    return undefined
  })
  define(table, '.item', 'object, index, /', (m, [object = null, index = null], then) => {
    m.host.item(m, object, index, then)
    return undefined
  })
  define(table, '.exhausted', 'value, /', (m, [value = null], then) => {
    exhausted(m, then, [value])
    return undefined
  })
}

function notReversible(m: Machine, value: Value): Raised {
  return new Raised('TypeError', `'${m.classes.nameOf(value)}' object is not reversible`)
}

/** Whether its values are made one by one by code of the program. */
function isLazy(m: Machine, value: Value): boolean {
  return value instanceof Obj && (value.kind === 'generator' || ownSpecial(m, value, '__iter__') !== undefined)
}

/** The iterator whose values a suspended generator passes on with `yield from`. */
function delegate({ frame }: Obj): Obj | null {
  const at = frame?.code.instructions[frame.pc - 1]
  if (at?.op !== 'YIELD' || at.a !== 1) return null
  const iterator = bare(frame?.stack.at(-1))
  return iterator instanceof Obj ? iterator : null
}

function thrown(m: Machine, given: Value, value: Value): Obj {
  const isClass = given instanceof Obj && given.kind === 'class' && isSubclass(given, m.classes.named('BaseException'))
  const made = isClass ? m.nested(given, value === null ? [] : [value]) : given
  if (made instanceof Obj && made.type !== null && isSubclass(made.type, m.classes.named('BaseException'))) return made
  const name = m.classes.nameOf(given)
  throw new Raised('TypeError', `exceptions must be classes or instances deriving from BaseException, not ${name}`)
}

/** `generator.throw(…)`: the exception is raised where the generator stands. */
function throwInto(m: Machine, [self = null, given = null, value = null]: readonly Value[], then: Then): undefined {
  if (!(self instanceof Obj)) throw new Raised('TypeError', "descriptor 'throw' requires a 'generator' object")
  const exception = thrown(m, given, value)
  if (self.fields.get('state') === 'running') throw new Raised('ValueError', 'generator already executing')
  const { frame } = self
  if (frame === null) throw m.raising(exception)
  const inner = delegate(self)
  if (inner !== null && inner.kind !== 'generator' && inner.kind !== 'iterator') {
    throw new Unsupported('`throw` into this iterator is not supported', 'write a generator')
  }
  const isExit = isSubclass(m.classes.of(exception), m.classes.named('GeneratorExit'))
  if (inner?.kind === 'generator' && isExit) m.nested(new Native('generator.close'), [inner])
  frame.onResult = then
  self.frame = null
  const wasCreated = self.fields.get('state') === 'created'
  self.fields.set('state', 'running')
  m.pushFrame(frame)
  if (inner?.kind === 'generator' && !isExit) {
    // The frame goes on as if it had asked the inner generator for its next value.
    const end = frame.code.instructions[frame.pc - 2]?.a ?? 0
    frame.pc--
    return throwInto(m, [inner, exception], { kind: 'send', values: [], word: '', target: end })
  }
  // The frame stands behind its `yield`, and the exception is raised there.
  if (!wasCreated) frame.stack.push(null)
  throw m.raising(exception)
}

type Then = Parameters<Machine['deliver']>[0]

function extreme(
  m: Machine,
  name: 'min' | 'max',
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  then: Then,
): Value | undefined {
  const key = keywords.get('key') ?? null
  if (args.length === 0) throw new Raised('TypeError', `${name} expected at least 1 argument, got 0`)
  const values = args.length === 1 ? unordered(m, args[0] ?? null) : args
  const fallback = keywords.get('default')
  if (fallback !== undefined && args.length > 1) {
    throw new Raised('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`)
  }
  if (values.length === 0) {
    if (fallback !== undefined) return fallback
    throw new Raised('ValueError', `${name}() arg is an empty sequence`)
  }
  if (key !== null) {
    m.call(m.host.builtin(m, `.${name}`) ?? null, [m.host.list(m, values), key], new Map(), then)
    return undefined
  }
  let best = values[0] ?? null
  for (const each of values.slice(1)) {
    if (name === 'min' ? less(m, each, best) : greater(m, each, best)) best = each
  }
  return best
}
