import { ownSpecial } from '../attributes.ts'
import { isSubclass } from '../classes.ts'
import type { Machine } from '../machine.ts'
import { define, integer, type Natives } from '../native.ts'
import { Bound, Native, Obj, Tuple, type Value } from '../objects.ts'
import { isPlain } from '../operators.ts'
import { Float, Raised, Unsupported } from '../values.ts'
import { lookAtEnds } from './ends.ts'
import { isOfProcesses, object } from './locks.ts'

/** What the module `multiprocessing` needs: what processes have in common, and copies of what they send each other. */
export function processNatives(table: Natives): void {
  define(table, '.process', '', (m) => m.memory.objectOf(m.memory.process) ?? null)
  define(table, '.exit code', 'self, /', (m, [self]) => {
    const process = object(self)
    lookAtEnds(m)
    return m.memory.peek(process, '.ended') === true ? (m.memory.peek(process, '.exit code') ?? null) : null
  })
  define(table, '.load', 'self, synchronised, /', (m, [self, synchronised]) => {
    m.memory.synchronised = synchronised === true
    return m.memory.read(object(self), 'value') ?? null
  })
  define(table, '.store', 'self, value, synchronised, /', (m, [self, value = null, synchronised]) => {
    m.memory.synchronised = synchronised === true
    m.memory.write(object(self), 'value', value)
    return null
  })
  define(table, '.common', 'container, /', (_m, [container]) => {
    object(container).isCommon = true
    return container ?? null
  })
  define(table, '.is noted', 'what, /', (m, [what]) => m.memory.facts.isKept(`${what}`))
  define(table, '.note', 'what, /', (m, [what]) => {
    m.memory.facts.keep(`${what}`)
    return null
  })
  define(table, '.pickled', 'value, /', (m, [value = null]) => new Pickling(m, true).value(value))
  define(table, '.unpickled', 'value, /', (m, [value = null]) => new Pickling(m, false).value(value))
  define(table, '.c integer', 'value, bits, signed, /', (m, [value = null, bits, signed]) => {
    if (value instanceof Float || value === null) {
      throw new Raised('TypeError', `'${m.classes.nameOf(value)}' object cannot be interpreted as an integer`)
    }
    const size = integer(m, bits)
    const whole = typeof value === 'bigint' ? value : BigInt(integer(m, value))
    const wrapped = signed === true ? BigInt.asIntN(size, whole) : BigInt.asUintN(size, whole)
    return Number.isSafeInteger(Number(wrapped)) ? Number(wrapped) : wrapped
  })
}

/**
 * Copies a value on its way from one process to another: into what all have in common, or out of it. Functions and
 * classes are sent by their names, so that they stay what they are.
 */
class Pickling {
  private readonly m: Machine
  private readonly toCommon: boolean
  private readonly copies = new Map<Obj, Obj>()

  constructor(m: Machine, toCommon: boolean) {
    this.m = m
    this.toCommon = toCommon
  }

  value(value: Value): Value {
    if (isPlain(value) || value instanceof Native) return value
    if (value instanceof Tuple)
      return new Tuple(
        value.items.map((each) => this.value(each)),
        value.type,
      )
    if (value instanceof Bound) {
      const self = this.value(value.self)
      return new Bound(self, value.callee)
    }
    return value instanceof Obj ? this.object(value) : value
  }

  private object(original: Obj): Obj {
    const known = this.copies.get(original)
    if (known !== undefined) return known
    const { kind, type } = original
    if (kind === 'class' || kind === 'module') return original
    if (kind === 'function') return this.named(original)
    if (isOfProcesses(this.m, original) || (original.isCommon && this.toCommon)) throw this.refusal(original)
    switch (kind) {
      case 'list':
      case 'deque':
      case 'dict':
      case 'set':
      case 'frozenset':
        return this.container(this.copyOf(original), original)
      case 'instance':
        if (type === null || type.fixed.native !== true || isSubclass(type, this.m.classes.named('BaseException')))
          return this.instance(original)
        throw this.refusal(original)
      default: // what cannot be sent
        throw this.refusal(original)
    }
  }

  private copyOf(original: Obj): Obj {
    const copy = new Obj(original.kind, original.type, this.m.site, original.fixed)
    copy.isCommon = this.toCommon
    this.copies.set(original, copy)
    return copy
  }

  private container(copy: Obj, original: Obj): Obj {
    const { containers } = this.m
    switch (original.kind) {
      case 'list':
      case 'deque':
        containers.setItems(
          copy,
          containers.items(original).map((each) => this.value(each)),
        )
        break
      case 'dict':
        for (const { key, value } of containers.entries(original)) containers.set(copy, this.value(key), this.value(value))
        break
      default: // sets
        containers.setMembers(
          copy,
          containers.keys(original).map((each) => this.value(each)),
        )
    }
    return this.withFields(copy, original)
  }

  private instance(original: Obj): Obj {
    for (const name of ['__reduce__', '__reduce_ex__', '__getstate__', '__setstate__', '__getnewargs__']) {
      if (ownSpecial(this.m, original, name) === undefined) continue
      throw new Unsupported(`sending an object with \`${name}\` is not supported`, 'send a tuple of its values')
    }
    const isException = original.type !== null && isSubclass(original.type, this.m.classes.named('BaseException'))
    if (isException && ownSpecial(this.m, original, '__init__') !== undefined) {
      throw new Unsupported('sending an exception with an `__init__` is not supported', 'send its arguments')
    }
    return this.withFields(this.copyOf(original), original)
  }

  private withFields(copy: Obj, original: Obj): Obj {
    const { memory } = this.m
    for (const field of memory.fieldsOf(original)) {
      if (/^[[=#]/.test(field)) continue
      const value = memory.read(original, field)
      if (value !== undefined) copy.fields.set(field, this.value(value))
    }
    return copy
  }

  /** A function that a name of the module stands for. */
  private named(original: Obj): Obj {
    const { code, module } = original.fixed
    const name = code?.qualified ?? ''
    if (code?.isLibrary === true || (module !== undefined && /^\w+(\.\w+)*$/.test(name))) return original
    throw new Unsupported(
      'a function without a name in its module cannot be sent to another process',
      'define it at the top of the module',
    )
  }

  private refusal(original: Obj): Unsupported {
    const name = this.m.classes.nameOf(original)
    return new Unsupported(
      `an object of \`${name}\` cannot be sent to another process`,
      'give it to the process as an argument',
    )
  }
}
