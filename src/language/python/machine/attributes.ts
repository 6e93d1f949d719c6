import { isSubclass } from './classes.ts'
import type { Machine } from './machine.ts'
import { Bound, Native, Obj, Range, Slice, type Slot, type Then, Tuple, type Value } from './objects.ts'
import { isInPython } from './python-attributes.ts'
import { Float, Raised, Unsupported } from './values.ts'

/** What a class or its bases have under a name. */
export function classMember(m: Machine, of: Obj, name: string): Value | undefined {
  for (const each of of.fixed.mro ?? []) {
    const found = m.memory.read(each, name)
    if (found !== undefined) return found
  }
  return undefined
}

function isOf(m: Machine, value: Value, name: string): value is Obj {
  return value instanceof Obj && value.type !== null && isSubclass(value.type, m.classes.named(name))
}

/** What makes values of which classes of the program may be: called by name, it gets the class first. */
export const valueMakers: ReadonlySet<string> = new Set(['int.__new__', 'float.__new__', 'str.__new__', 'frozenset.__new__'])

/** What the paths of the functions begin with that get the class first. */
export const makingNatives = '.make '

/** What a member of a class is when it is taken from an object, or from the class itself (`self` is undefined). */
function bound(m: Machine, member: Value, self: Value | undefined, of: Obj): Value {
  if (member instanceof Native && valueMakers.has(member.path)) return new Native(`${makingNatives}${member.path}`)
  if (isOf(m, member, 'staticmethod')) return m.memory.read(member, 'f') ?? null
  if (isOf(m, member, 'classmethod')) {
    const callee = m.memory.read(member, 'f') ?? null
    return callee instanceof Obj || callee instanceof Native ? new Bound(of, callee) : callee
  }
  if (member instanceof Native && member.path.startsWith('class ')) return new Bound(of, member)
  if (self === undefined) return member
  if (member instanceof Obj && member.kind === 'function') return new Bound(self, member)
  if (member instanceof Native && !member.path.startsWith('static ')) return new Bound(self, member)
  return member
}

/** A special method of a value's class, with the value; undefined if there is none. */
export function special(m: Machine, value: Value, name: string): Value | undefined {
  const of = m.classes.of(value)
  const member = classMember(m, of, name)
  return member === undefined || member === null ? member : bound(m, member, value, of)
}

/** The same, if the program defines it. */
export function ownSpecial(m: Machine, value: Value, name: string): Value | undefined {
  if (!(value instanceof Obj) && !(value instanceof Tuple && value.type !== null)) return undefined
  const found = special(m, value, name)
  return found instanceof Bound && found.callee instanceof Native ? undefined : found
}

/** Takes an attribute of a value; `then` gets it. */
export function attribute(m: Machine, value: Value, name: string, then: Then): void {
  const found = lookUp(m, value, name)
  if (found !== undefined) {
    if (found.getter === undefined) m.deliver(then, m.host.tainted(m, found.value, []))
    else callGetter(m, value, name, found.getter, found.args, then)
    return
  }
  const fallback = ownSpecial(m, value, '__getattr__')
  if (fallback === undefined) throw missing(m, value, name)
  m.call(fallback, [name], new Map(), then)
}

/** Calls what makes an attribute; if it finds no other attribute on its way, `__getattr__` is asked. */
function callGetter(m: Machine, value: Value, name: string, getter: Value, args: readonly Value[], then: Then): void {
  const fallback = ownSpecial(m, value, '__getattr__')
  if (fallback === undefined) return m.call(getter, args, new Map(), then)
  m.call(m.host.builtin(m, '.computed') ?? null, [getter, new Tuple(args), fallback, name], new Map(), then)
}

interface Found {
  readonly value: Value
  /** What has to be called for the value. */
  readonly getter?: Value
  readonly args: readonly Value[]
}

const plain = (value: Value): Found => ({ value, args: [] })

/** Attributes of a class that its objects do not have. */
const ofClassOnly: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__bases__', '__mro__'])

/** Whether an object may have an attribute of its own: those of Python's containers have none but one. */
function hasAttributes({ kind, type }: Obj, name: string): boolean {
  if (kind === 'instance' || kind === 'function' || kind === 'class') return true
  return (type !== null && type.fixed.native !== true) || (kind === 'deque' && name === 'maxlen')
}

/** The field of an object for an attribute. An object of `threading.local` has one for each thread. */
export function fieldOf(m: Machine, object: Obj, name: string): string {
  if (!isOf(m, object, 'threading.local')) return name
  const { thread } = m.memory
  if (ownSpecial(m, object, '__init__') !== undefined && m.memory.read(object, '.made by') !== thread) {
    throw new Unsupported('a `threading.local` with an `__init__` is not supported', 'set the attributes in each thread')
  }
  return `.of ${thread} ${name}`
}

/** Returns an attribute without calling anything for it; undefined if there is none. */
export function lookUp(m: Machine, value: Value, name: string): Found | undefined {
  if (name === '__class__') return plain(m.classes.of(value))
  if (value instanceof Obj && value.kind === 'module') {
    const member = m.memory.read(value, name)
    return member === undefined ? undefined : plain(member)
  }
  if (value instanceof Obj && value.kind === 'class') return classAttribute(m, value, name)
  if (isOf(m, value, 'super')) return superAttribute(m, value, name)
  const of = m.classes.of(value)
  const member = ofClassOnly.has(name) ? undefined : classMember(m, of, name)
  if (isOf(m, member ?? null, 'property')) return propertyValue(m, member ?? null, value, name)
  if (value instanceof Obj && hasAttributes(value, name)) {
    const own = m.memory.read(value, fieldOf(m, value, name))
    if (own !== undefined && !name.startsWith('.')) return plain(own)
  }
  if (name === '__dict__' && value instanceof Obj) return plain(m.host.attributesOf(m, value))
  if (member === undefined) return builtinAttribute(m, value, name)
  if (member instanceof Obj && member.kind === 'instance') {
    const getter = special(m, member, '__get__')
    if (getter !== undefined) return { value: null, getter, args: [value, of] }
  }
  return plain(bound(m, member, value, of))
}

function propertyValue(m: Machine, property: Value, self: Value, name: string): Found {
  const getter = property instanceof Obj ? m.memory.read(property, 'fget') : undefined
  if (getter === undefined || getter === null) {
    throw new Raised('AttributeError', `property '${name}' of '${m.classes.nameOf(self)}' object has no getter`)
  }
  return { value: null, getter, args: [self] }
}

function classAttribute(m: Machine, of: Obj, name: string): Found | undefined {
  const member = classMember(m, of, name)
  if (member !== undefined) {
    if (member instanceof Obj && member.kind === 'instance') {
      const getter = special(m, member, '__get__')
      if (getter !== undefined) return { value: null, getter, args: [null, of] }
    }
    return plain(bound(m, member, undefined, of))
  }
  if (name === '__mro__') return plain(new Tuple(of.fixed.mro ?? []))
  if (name === '__bases__') return plain(new Tuple(of.fixed.bases ?? []))
  if (name === '__base__') return plain(of.fixed.bases?.[0] ?? null)
  if (name === '__dict__') return plain(m.host.attributesOf(m, of))
  if (name === '__members__') {
    const members = m.memory.read(of, '.by name')
    if (members !== undefined) return plain(members)
  }
  const meta = m.classes.of(of)
  const own = classMember(m, meta, name)
  if (isOf(m, own ?? null, 'property')) return propertyValue(m, own ?? null, of, name)
  return own === undefined ? undefined : plain(bound(m, own, of, meta))
}

/** `super().name`: the search begins after the class. */
function superAttribute(m: Machine, value: Obj, name: string): Found | undefined {
  const from = m.memory.read(value, 'from')
  const self = m.memory.read(value, 'self') ?? null
  const isClass = self instanceof Obj && self.kind === 'class' && from instanceof Obj && isSubclass(self, from)
  const of = isClass ? self : m.classes.of(self)
  const mro = of.fixed.mro ?? []
  const at = mro.findIndex(
    (each) => each === from || (from instanceof Obj && from.shared !== null && each.shared === from.shared),
  )
  for (const each of mro.slice(at + 1)) {
    const member = m.memory.read(each, name)
    if (member === undefined) continue
    if (isOf(m, member, 'property')) return propertyValue(m, member, self, name)
    return plain(bound(m, member, isClass ? undefined : self, of))
  }
  return undefined
}

/** What exceptions know about each other. */
function exceptionAttribute(m: Machine, value: Obj, name: string): Found | undefined {
  switch (name) {
    case '__cause__':
      return plain(m.memory.read(value, '.cause') ?? null)
    case '__suppress_context__':
      return plain(m.memory.read(value, '.cause') !== undefined)
    case '__context__':
      if (value.shared === null) return plain(m.memory.read(value, '.context') ?? null)
      throw new Unsupported('`__context__` of an exception that threads share is not supported', 'use `raise … from …`')
    case '__traceback__':
      throw new Unsupported('`__traceback__` is not supported', 'use the exception itself')
    case '__notes__': {
      const notes = m.memory.read(value, '.notes')
      return notes === undefined ? undefined : plain(notes)
    }
    default: // a name is any string
      return undefined
  }
}

/** Attributes of values that are no objects. */
function plainAttribute(m: Machine, value: Value, name: string): Found | undefined {
  if (value instanceof Range && (name === 'start' || name === 'stop' || name === 'step')) return plain(value[name])
  if (value instanceof Slice) {
    const part = { start: value.lower, stop: value.upper, step: value.step }[name]
    return part === undefined ? undefined : plain(part)
  }
  if (isOf(m, value, 'StopIteration') && name === 'value') return plain(firstArgument(m, value))
  if (isOf(m, value, 'SystemExit') && name === 'code') return plain(firstArgument(m, value))
  const isInt = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
  if (!isInt && !(value instanceof Float)) return undefined
  const number = typeof value === 'boolean' ? Number(value) : value
  switch (name) {
    case 'real':
      return plain(number)
    case 'imag':
      return plain(isInt ? 0 : new Float(0))
    case 'numerator':
      return isInt ? plain(number) : undefined
    case 'denominator':
      return isInt ? plain(1) : undefined
    default: // a name is any string
      return undefined
  }
}

function firstArgument(m: Machine, exception: Obj): Value {
  const args = m.memory.read(exception, 'args')
  return args instanceof Tuple ? (args.items[0] ?? null) : null
}

function builtinAttribute(m: Machine, value: Value, name: string): Found | undefined {
  const found = plainAttribute(m, value, name)
  if (found !== undefined) return found
  if (value instanceof Obj && name.startsWith('__') && isOf(m, value, 'BaseException')) {
    const found = exceptionAttribute(m, value, name)
    if (found !== undefined) return found
  }
  if (value instanceof Obj && value.kind === 'function') {
    const { code } = value.fixed
    if (name === '__name__') return plain(code?.name ?? '')
    if (name === '__qualname__') return plain(code?.qualified ?? '')
    if (name === '__module__') return plain('__main__')
    if (name === '__doc__') return plain(code?.doc ?? null)
    if (name === '__defaults__') return plain(value.fixed.defaults?.length ? new Tuple(value.fixed.defaults) : null)
  }
  if (value instanceof Obj && value.kind === 'generator' && name === '__name__' && value.frame !== null) {
    return plain(value.frame.code.name)
  }
  if (value instanceof Bound) {
    if (name === '__self__') return plain(value.self)
    if (name === '__func__') return plain(value.callee)
    return lookUp(m, value.callee, name)
  }
  if (value instanceof Native && (name === '__name__' || name === '__qualname__')) {
    return plain(value.path.slice(value.path.lastIndexOf('.') + 1))
  }
  if (name === '__doc__') {
    if (value instanceof Obj && value.type !== null && value.type.fixed.native !== true) return plain(null)
    throw new Unsupported('the documentation of Python itself is not known', 'leave `__doc__` out')
  }
  return undefined
}

/** The name of a class in messages. */
function shownName(m: Machine, value: Value): string {
  const name = m.classes.nameOf(value)
  const written = { local: '_thread._local', Lock: '_thread.lock', RLock: '_thread.RLock', deque: 'collections.deque' }[name]
  return m.classes.of(value).fixed.native === true ? (written ?? name) : name
}

function isSpecialName(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__')
}

function missing(m: Machine, value: Value, name: string): Error {
  const of = value instanceof Obj && value.kind === 'class' ? value : m.classes.of(value)
  const known = of.fixed.native === true || !isSpecialName(name) ? (of.fixed.mro ?? []) : []
  if (known.some((each) => each.fixed.native === true && isInPython(each.fixed.name ?? '', name))) {
    return new Unsupported(`the attribute \`${name}\` of \`${of.fixed.name}\` is not supported`, 'docs/python.md says what is')
  }
  if (value instanceof Obj && value.kind === 'module') {
    const module = value.fixed.name ?? ''
    if (module !== '__main__') {
      return new Unsupported(`\`${module}.${name}\` is not supported`, 'docs/python.md lists what is')
    }
    return new Raised('AttributeError', `module '${module}' has no attribute '${name}'`)
  }
  if (value instanceof Obj && value.kind === 'class') {
    return new Raised('AttributeError', `type object '${value.fixed.name}' has no attribute '${name}'`)
  }
  const shown = isOf(m, value, 'super') ? 'super' : shownName(m, value)
  return new Raised('AttributeError', `'${shown}' object has no attribute '${name}'`)
}

/** Whether an attribute that is stored is stored in the object itself, so that a step that stores it can be seen. */
export function storesField(m: Machine, object: Value, name: string): boolean {
  if (!(object instanceof Obj)) return false
  if (object.kind === 'module' || object.kind === 'class') return true
  const member = classMember(m, m.classes.of(object), name)
  return !isOf(m, member ?? null, 'property') && ownSpecial(m, object, '__setattr__') === undefined
}

/** Stores an attribute; `then` gets `None` when it is stored. */
export function setAttribute(m: Machine, object: Value, name: string, value: Slot, plainValue: Value, then: Then): void {
  if (!(object instanceof Obj)) throw noAttribute(m, object, name)
  if (object.kind === 'module') return store(m, object, name, plainValue, then)
  if (object.kind === 'class') {
    if (object.fixed.native === true) {
      throw new Raised('TypeError', `cannot set '${name}' attribute of immutable type '${object.fixed.name}'`)
    }
    return store(m, object, name, plainValue, then)
  }
  const custom = ownSpecial(m, object, '__setattr__')
  if (custom !== undefined) return m.call(custom, [name, value], new Map(), then)
  setOwnAttribute(m, object, name, value, plainValue, then)
}

/** `object.__setattr__`. */
export function setOwnAttribute(m: Machine, object: Obj, name: string, slot: Slot, value: Value, then: Then): void {
  const member = classMember(m, m.classes.of(object), name)
  if (isOf(m, member ?? null, 'property')) {
    const setter = member instanceof Obj ? m.memory.read(member, 'fset') : undefined
    if (setter === undefined || setter === null) {
      throw new Raised('AttributeError', `property '${name}' of '${m.classes.nameOf(object)}' object has no setter`)
    }
    return m.call(setter, [object, slot], new Map(), then)
  }
  if (member instanceof Obj && member.kind === 'instance') {
    const setter = special(m, member, '__set__')
    if (setter !== undefined) return m.call(setter, [object, value], new Map(), then)
  }
  if (name === '__dict__' || name === '__class__') {
    throw new Unsupported(`storing in \`${name}\` is not supported`, 'store in attributes')
  }
  if (!mayHave(m, object, name)) throw noAttribute(m, object, name)
  if (name === 'daemon') checkDaemon(m, object)
  store(m, object, name, value, then)
}

/** Whether a class inherits from `tuple` by some class without `__slots__`, so that its objects have attributes. */
function hasOpenBase(m: Machine, of: Obj): boolean {
  const own = (of.fixed.mro ?? []).filter((each) => each.fixed.native !== true)
  const isClosed = (each: Obj): boolean => ['__slots__', '_fields'].some((name) => m.memory.read(each, name) !== undefined)
  return own.some((each) => m.memory.read(each, '.complete') === undefined && !isClosed(each))
}

/** Whether a thread is a daemon is settled when it starts. */
export function checkDaemon(m: Machine, thread: Obj): void {
  if (!isOf(m, thread, 'threading.Thread') || m.memory.peek(thread, '.started') !== true) return
  if (m.modules.has('multiprocessing') && classMember(m, m.classes.of(thread), '.is of processes') === true)
    throw new Raised('AssertionError', 'process has already started')
  throw new Raised('RuntimeError', 'cannot set daemon status of active thread')
}

function noAttribute(m: Machine, object: Value, name: string): Error {
  if (object instanceof Tuple && object.type !== null && hasOpenBase(m, object.type)) {
    return new Unsupported(
      'an attribute of an object of a subclass of `tuple` is not supported',
      'write a class that has the tuple in an attribute',
    )
  }
  return new Raised('AttributeError', `'${shownName(m, object)}' object has no attribute '${name}'`)
}

/** Objects of classes that all have `__slots__` have no other attributes; those of Python's own classes have none. */
function mayHave(m: Machine, object: Obj, name: string): boolean {
  if (object.type === null) return object.kind === 'function'
  const allowed = new Set<string>()
  for (const each of object.type.fixed.mro ?? []) {
    if (each.fixed.native === true) {
      if (each.fixed.layout !== 'instance') {
        if (each === object.type) return false
        continue
      }
      if (each.fixed.name === 'object') continue
      return each !== object.type || open.has(each.fixed.name ?? '') || isSubclass(each, m.classes.named('BaseException'))
    }
    const slots = m.memory.read(each, '__slots__')
    if (slots === undefined) return true
    const names = slots instanceof Tuple ? slots.items : slots instanceof Obj ? m.containers.items(slots) : [slots]
    for (const slot of names) if (typeof slot === 'string') allowed.add(slot)
  }
  return allowed.has(name)
}

/** Python's classes whose objects take any attribute. */
const open: ReadonlySet<string> = new Set(['Thread', 'local', 'Condition', 'Event', 'Semaphore', 'BoundedSemaphore', 'Queue'])

function store(m: Machine, object: Obj, name: string, value: Value, then: Then): void {
  m.memory.write(object, fieldOf(m, object, name), value)
  m.deliver(then, null)
}

/** Deletes an attribute. */
export function deleteAttribute(m: Machine, object: Value, name: string, then: Then): void {
  const custom = ownSpecial(m, object, '__delattr__')
  if (custom !== undefined) return m.call(custom, [name], new Map(), then)
  deleteOwnAttribute(m, object, name, then)
}

/** `object.__delattr__` */
export function deleteOwnAttribute(m: Machine, object: Value, name: string, then: Then): void {
  const member = object instanceof Obj && object.kind !== 'class' ? classMember(m, m.classes.of(object), name) : undefined
  if (isOf(m, member ?? null, 'property')) {
    const deleter = member instanceof Obj ? (m.memory.read(member, 'fdel') ?? null) : null
    if (deleter !== null) return m.call(deleter, [object], new Map(), then)
    throw new Raised('AttributeError', `property '${name}' of '${m.classes.nameOf(object)}' object has no deleter`)
  }
  const deleter = member instanceof Obj && member.kind === 'instance' ? special(m, member, '__delete__') : undefined
  if (deleter !== undefined) return m.call(deleter, [object], new Map(), then)
  const field = object instanceof Obj ? fieldOf(m, object, name) : name
  if (!(object instanceof Obj) || m.memory.read(object, field) === undefined) throw missing(m, object, name)
  m.memory.write(object, field, undefined)
  m.deliver(then, null)
}
