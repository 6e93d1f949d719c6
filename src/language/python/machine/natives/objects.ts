import {
  attribute,
  classMember,
  deleteAttribute,
  deleteOwnAttribute,
  fieldOf,
  lookUp,
  ownSpecial,
  setAttribute,
  setOwnAttribute,
} from '../attributes.ts'
import { isSubclass } from '../classes.ts'
import { attributesView, isAttribute } from '../containers.ts'
import { isCallable } from '../iteration.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { drop, Obj, Tuple, type Value } from '../objects.ts'
import { alternatives, isPlain } from '../operators.ts'
import { hashOf, hashOfTuple } from '../plain/hash.ts'
import { refuseNumberOf } from '../references.ts'
import { builtinString, builtinText } from '../texts.ts'
import { Float, Hash, Raised, Unsupported } from '../values.ts'

/** Functions about objects, classes and attributes. */
export function objectNatives(table: Natives): void {
  define(table, 'isinstance', 'object, classinfo, /', (m, [value = null, classes = null]) => isInstance(m, value, classes))
  define(table, 'issubclass', 'cls, classinfo, /', (m, [one = null, classes = null]) => {
    if (!(one instanceof Obj) || one.kind !== 'class') throw new Raised('TypeError', 'issubclass() arg 1 must be a class')
    return classesIn(m, classes, 'issubclass').some((each) => isKindOf(m, one, each))
  })
  define(table, 'type.mro', 'self, /', (m, [of]) => m.host.list(m, of instanceof Obj ? (of.fixed.mro ?? []) : []))
  define(table, 'callable', 'object, /', (m, [value = null]) => isCallable(m, value))
  define(table, 'hash', 'object, /', (m, [value = null], then) => hash(m, value, then))
  define(table, 'getattr', 'object, name, default=, /', (m, [value = null, name = null, fallback], then) => {
    const text = nameOf(m, name)
    if (fallback !== undefined) {
      const found = lookUp(m, value, text)
      const isCalled = found === undefined ? ownSpecial(m, value, '__getattr__') !== undefined : found.getter !== undefined
      if (found === undefined && !isCalled) return fallback
      if (isCalled) {
        m.call(m.host.builtin(m, '.attribute') ?? null, [value, name, fallback], new Map(), then)
        return undefined
      }
    }
    attribute(m, value, text, then)
    return undefined
  })
  define(table, 'hasattr', 'object, name, /', (m, [value = null, name = null], then) => {
    const found = lookUp(m, value, nameOf(m, name))
    const isCalled = found === undefined ? ownSpecial(m, value, '__getattr__') !== undefined : found.getter !== undefined
    if (!isCalled) return found !== undefined
    m.call(m.host.builtin(m, '.has') ?? null, [value, name], new Map(), then)
    return undefined
  })
  define(table, 'setattr', 'object, name, value, /', (m, [object = null, name = null, value = null], then) => {
    setAttribute(m, object, nameOf(m, name), value, value, then)
    return undefined
  })
  define(table, 'delattr', 'object, name, /', (m, [object = null, name = null], then) => {
    deleteAttribute(m, object, nameOf(m, name), then)
    return undefined
  })
  define(table, 'vars', 'object, /', (m, [object = null]) => {
    if (object instanceof Obj) return attributesOf(m, object)
    throw new Raised('TypeError', 'vars() argument must have __dict__ attribute')
  })
  define(table, 'object.__init__', 'self, /', () => null)
  table.set('object.__init__', () => null)
  define(table, 'object.__setattr__', 'self, name, value, /', (m, [self = null, name = null, value = null], then) => {
    if (self instanceof Obj) setOwnAttribute(m, self, nameOf(m, name), value, value, then)
    return undefined
  })
  define(table, 'object.__delattr__', 'self, name, /', (m, [self = null, name = null], then) => {
    deleteOwnAttribute(m, self, nameOf(m, name), then)
    return undefined
  })
  table.set('object.__init_subclass__', () => null)
  define(table, 'object.__repr__', 'self, /', (m, [self = null]) => builtinText(m, self))
  define(table, 'object.__str__', 'self, /', (m, [self = null]) => builtinString(m, self))
  define(table, 'object.__format__', 'self, spec, /', (m, [self = null, spec = null]) => m.host.format(m, self, `${spec}`))
  define(table, 'object.__eq__', 'self, other, /', (_m, [self = null, other = null]) => self === other)
  define(table, 'property.getter', 'self, f, /', (m, [self, f = null]) => propertyWith(m, self ?? null, 'fget', f))
  define(table, 'property.setter', 'self, f, /', (m, [self, f = null]) => propertyWith(m, self ?? null, 'fset', f))
  define(table, 'property.deleter', 'self, f, /', (m, [self, f = null]) => propertyWith(m, self ?? null, 'fdel', f))
  define(table, 'BaseException.with_traceback', 'self, tb, /', (_m, [self = null]) => self)
  define(table, 'BaseException.add_note', 'self, note, /', (m, [self = null, note = null]) => {
    if (typeof note !== 'string') throw new Raised('TypeError', `note must be a str, not '${m.classes.nameOf(note)}'`)
    if (!(self instanceof Obj)) return null
    const notes = m.memory.read(self, '.notes')
    if (notes instanceof Obj) m.containers.append(notes, note)
    else m.memory.write(self, '.notes', m.host.list(m, [note]))
    return null
  })
}

function nameOf(m: Machine, value: Value): string {
  if (typeof value === 'string') return value
  throw new Raised('TypeError', `attribute name must be string, not '${m.classes.nameOf(value)}'`)
}

function classesIn(m: Machine, classes: Value, what: string): Obj[] {
  if (classes instanceof Tuple) return classes.items.flatMap((each) => classesIn(m, each, what))
  if (classes instanceof Obj && classes.kind === 'class') return [classes]
  if (classes instanceof Obj && classes.type?.fixed.name === 'UnionType') {
    return alternatives(m, classes).flatMap((each) => classesIn(m, each, what))
  }
  if (classes instanceof Obj && m.classes.nameOf(classes) === '_Special') {
    throw new Unsupported(`\`${what}\` with this type is not supported`, 'name classes')
  }
  const kinds = what === 'isinstance' ? 'a type, a tuple of types, or a union' : 'a class, a tuple of classes, or a union'
  throw new Raised('TypeError', `${what}() arg 2 must be ${kinds}`)
}

function isInstance(m: Machine, value: Value, classes: Value): boolean {
  const of = m.classes.of(value)
  return classesIn(m, classes, 'isinstance').some((each) => {
    const required = each.fixed.native === true ? undefined : m.memory.read(each, '.required')
    if (required instanceof Tuple) return required.items.every((name) => lookUp(m, value, `${name}`) !== undefined)
    return isKindOf(m, of, each)
  })
}

/** Whether a class is another, inherits from it, or has what an abstract class of the library asks for. */
function isKindOf(m: Machine, of: Obj, above: Obj): boolean {
  const known = above.fixed.native === true ? undefined : m.memory.read(above, '.instances')
  if (!(known instanceof Tuple)) return isSubclass(of, above)
  return known.items.some((each) =>
    each instanceof Obj ? isSubclass(of, each) : (classMember(m, of, `${each}`) ?? null) !== null,
  )
}

function hash(m: Machine, value: Value, then: Parameters<Machine['deliver']>[0]): Value | undefined {
  const own = ownSpecial(m, value, '__hash__')
  if (own === null) throw new Raised('TypeError', `unhashable type: '${m.classes.nameOf(value)}'`)
  if (own !== undefined) {
    m.call(own, [], new Map(), then)
    return undefined
  }
  const isNumber = ['number', 'bigint', 'boolean'].includes(typeof value) || value instanceof Float
  if (isNumber && isPlain(value)) return hashOf(value)
  refuseNumberOf(value, 'hash')
  return numericHash(m, value) ?? new Hash(m.containers.key(value))
}

/** The hash of a tuple of numbers, which every run of Python gives; null for others. */
function numericHash(m: Machine, value: Value): number | bigint | null {
  if (!(value instanceof Tuple)) return null
  const parts = value.items.map((each) =>
    isPlain(each) && each !== null && typeof each !== 'string' ? hash(m, each, drop) : null,
  )
  const numbers = parts.filter((each) => typeof each === 'number' || typeof each === 'bigint')
  return numbers.length === parts.length ? hashOfTuple(numbers) : null
}

/** The attributes of an object as a dict. */
export function attributesOf(m: Machine, object: Obj): Obj {
  // The attributes that a thread has in a `threading.local` are shown as a copy.
  if (object.kind !== 'class' && object.kind !== 'module' && fieldOf(m, object, '') === '') {
    return new Obj('dict', null, m.site, { visits: attributesView, sources: [object] })
  }
  const dict = new Obj('dict', null, m.site)
  const prefix = fieldOf(m, object, '')
  for (const field of m.memory.fieldsOf(object)) {
    const name = field.slice(prefix.length)
    if (!field.startsWith(prefix) || !/^[\p{L}_]/u.test(name)) continue
    const value = m.memory.read(object, field)
    if (value !== undefined && (prefix !== '' || isAttribute(object, field))) m.containers.set(dict, name, value)
  }
  return dict
}

function propertyWith(m: Machine, self: Value, field: string, f: Value): Value {
  const made = new Obj('instance', m.classes.named('property'), m.site)
  if (self instanceof Obj) for (const [name, value] of self.fields) made.fields.set(name, value)
  made.fields.set(field, f)
  return made
}
