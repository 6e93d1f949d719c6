import { lookUp } from '../attributes.ts'
import { isIterable } from '../iteration.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { Obj, Range, Tuple, type Value } from '../objects.ts'
import { isPlain } from '../operators.ts'
import { type Argument, Foreign, type Result } from '../plain/arguments.ts'
import { bytesMethods } from '../plain/bytes-methods.ts'
import { floatMethods, fromBytes, fromHex, intMethods } from '../plain/number-methods.ts'
import { type PercentAccess, percentFormat } from '../plain/percent.ts'
import { stringMethods } from '../plain/string-methods.ts'
import { fillTemplate } from '../plain/template.ts'
import { inner, innerText } from '../texts.ts'
import { Bytes, Float, Hash, type Plain, Raised, unsupportedHash } from '../values.ts'

/** The methods of texts, bytes and numbers, and what makes texts of values. */
export function textNatives(table: Natives): void {
  for (const [name, method] of stringMethods) {
    if (name === 'format' || name === 'format_map') continue
    if (name === 'maketrans') {
      table.set('static str.maketrans', (m, args, keywords) =>
        callPlain(m, ['', ...args], keywords, (_self, rest, named) => method('', rest, named)),
      )
      continue
    }
    table.set(`str.${name}`, (m, args, keywords) =>
      callPlain(m, args, keywords, (self, rest, named) => {
        if (typeof self !== 'string') throw wrongSelf(m, name, 'str', args[0] ?? null)
        return method(self, name === 'join' ? joined(m, rest, args[1]) : rest, named)
      }),
    )
  }
  table.set('str.format', (m, [self = null, ...args], keywords) => fill(m, self, args, (name) => keywords.get(name)))
  table.set('str.format_map', (m, [self = null, mapping = null]) => {
    return fill(m, self, null, (name) => (mapping instanceof Obj ? m.containers.get(mapping, name) : undefined))
  })
  for (const [name, method] of bytesMethods) {
    table.set(`bytes.${name}`, (m, args, keywords) =>
      callPlain(m, args, keywords, (self, rest, named) => {
        if (!(self instanceof Bytes)) throw wrongSelf(m, name, 'bytes', args[0] ?? null)
        return method(self, rest, named)
      }),
    )
  }
  for (const [name, method] of intMethods) {
    table.set(`int.${name}`, (m, args, keywords) =>
      callPlain(m, args, keywords, (self, rest, named) => {
        const value = typeof self === 'boolean' ? Number(self) : self
        if (typeof value !== 'number' && typeof value !== 'bigint') throw wrongSelf(m, name, 'int', args[0] ?? null)
        return method(value, rest, named)
      }),
    )
  }
  table.set('static int.from_bytes', (m, args, keywords) =>
    fromBytes(
      args.map((each) => argumentOf(m, each)),
      namedArguments(m, keywords),
    ),
  )
  define(table, 'static float.fromhex', 'string, /', (m, [text = null]) => fromHex([argumentOf(m, text)]))
  for (const [name, method] of floatMethods) {
    table.set(`float.${name}`, (m, args, keywords) =>
      callPlain(m, args, keywords, (self, rest, named) => {
        if (!(self instanceof Float)) throw wrongSelf(m, name, 'float', args[0] ?? null)
        return method(self, rest, named)
      }),
    )
  }
  define(table, 'repr', 'object, /', (m, [value = null]) => m.host.text(m, value, 'r'))
  define(table, 'ascii', 'object, /', (m, [value = null]) => m.host.text(m, value, 'a'))
  define(table, 'format', 'value, spec=, /', (m, [value = null, spec = '']) => m.host.format(m, value, `${spec}`))
  define(table, '.fullmatch', 'pattern, string, /', (_m, [pattern, text]) => {
    return new RegExp(`^(?:${pattern})$`, 'u').test(`${text}`)
  })
  define(table, '.is text', 'value, /', (_m, [value]) => typeof value === 'string')
}

function wrongSelf(m: Machine, name: string, of: string, self: Value): Raised {
  return new Raised(
    'TypeError',
    `descriptor '${name}' for '${of}' objects doesn't apply to a '${m.classes.nameOf(self)}' object`,
  )
}

/** `join` takes any iterable. */
function joined(m: Machine, rest: readonly Argument[], given: Value | undefined): readonly Argument[] {
  if (given === undefined || Array.isArray(rest[0])) return rest
  if (!isIterable(m, given)) throw new Raised('TypeError', 'can only join an iterable')
  return [m.host.collect(m, given).map((each) => argumentOf(m, each)), ...rest.slice(1)]
}

/** A value as the functions on plain values take it. */
export function argumentOf(m: Machine, value: Value): Argument {
  if (isPlain(value)) return value
  if (value instanceof Tuple) return value.items.map((each) => argumentOf(m, each))
  if (value instanceof Obj && value.kind === 'list') return m.containers.items(value).map((each) => argumentOf(m, each))
  if (value instanceof Obj && value.kind === 'dict') {
    const entries = m.containers
      .entries(value)
      .flatMap(({ key, value: each }): [Plain, Argument][] => (isPlain(key) ? [[key, argumentOf(m, each)]] : []))
    return new Map(entries)
  }
  return new Foreign(m.classes.nameOf(value))
}

function namedArguments(m: Machine, keywords: ReadonlyMap<string, Value>): ReadonlyMap<string, Argument> {
  return new Map([...keywords].map(([name, value]) => [name, argumentOf(m, value)]))
}

type PlainCall = (self: Plain, rest: readonly Argument[], named: ReadonlyMap<string, Argument>) => Result

function callPlain(m: Machine, args: readonly Value[], keywords: ReadonlyMap<string, Value>, call: PlainCall): Value {
  const [self = null, ...rest] = args
  if (self instanceof Hash) throw unsupportedHash(self)
  if (!isPlain(self)) throw new Raised('TypeError', `this method does not apply to a '${m.classes.nameOf(self)}' object`)
  return resultOf(
    m,
    call(
      self,
      rest.map((each) => argumentOf(m, each)),
      namedArguments(m, keywords),
    ),
  )
}

/** What a function on plain values gives, as a value of the machine. */
export function resultOf(m: Machine, result: Result | Argument): Value {
  if (result === null || typeof result !== 'object') return result
  if (result instanceof Float || result instanceof Bytes || 'name' in result) return result as Plain
  if ('list' in result) return m.host.list(m, [...result.list])
  if ('tuple' in result) return new Tuple([...result.tuple])
  if ('dict' in result) {
    const dict = new Obj('dict', null, m.site)
    for (const [key, value] of result.dict) m.containers.set(dict, key, resultOf(m, value))
    return dict
  }
  if (Array.isArray(result)) return new Tuple(result.map((each) => resultOf(m, each)))
  return null
}

/** `template.format(…)` */
function fill(m: Machine, self: Value, args: readonly Value[] | null, named: (name: string) => Value | undefined): Value {
  if (typeof self !== 'string') throw wrongSelf(m, 'format', 'str', self)
  return fillTemplate<Value>(self, {
    positional: args,
    keyword: (name) => {
      const value = named(name)
      if (value === undefined) throw m.raising(m.makeException('KeyError', [name]))
      return value
    },
    attribute: (value, name) => {
      const found = lookUp(m, value, name)
      if (found === undefined) {
        throw new Raised('AttributeError', `'${m.classes.nameOf(value)}' object has no attribute '${name}'`)
      }
      return found.getter === undefined ? found.value : m.nested(found.getter, found.args)
    },
    item: (value, key) => {
      if (value instanceof Obj && value.kind === 'dict') {
        const found = m.containers.get(value, key)
        if (found === undefined) throw m.raising(m.makeException('KeyError', [key]))
        return found
      }
      return m.nested(m.host.builtin(m, '.item') ?? null, [value, key])
    },
    convert: (value, conversion) =>
      conversion === 's' ? innerText(m, value) : conversion === 'r' ? inner(m, value) : m.host.text(m, value, 'a'),
    format: (value, spec) => (isPlain(value) || spec !== '' ? m.host.format(m, value, spec) : innerText(m, value)),
  })
}

/** `template % values` */
export function percent(m: Machine, template: Value, value: Value): Value {
  const access: PercentAccess<Value> = {
    str: (each) => innerText(m, each),
    repr: (each) => inner(m, each),
    ascii: (each) => m.host.text(m, each, 'a'),
    plain: (each) => argumentOf(m, m.host.operands(m, 'int', [each])[0] ?? null),
  }
  const isMapping = value instanceof Obj && (value.kind === 'dict' || value.kind === 'list')
  const hasItems = isMapping || value instanceof Range || value instanceof Bytes
  const lookUpKey = isMapping && value.kind === 'dict' ? keyed(m, value) : hasItems ? noKeys(m, value) : null
  const values = value instanceof Tuple ? value.items : [value]
  if (template instanceof Bytes) return new Bytes(percentFormat(template.text, { values, lookUp: lookUpKey }, access))
  if (typeof template !== 'string') return null
  return percentFormat(template, { values, lookUp: lookUpKey }, access)
}

/** What has elements and no keys. */
function noKeys(m: Machine, value: Value): (key: string) => Value {
  return () => {
    const name = m.classes.nameOf(value)
    throw new Raised('TypeError', `${name} indices must be integers or slices, not str`)
  }
}

function keyed(m: Machine, dict: Obj): (key: string) => Value {
  return (key) => {
    const found = m.containers.get(dict, key)
    if (found === undefined) throw m.raising(m.makeException('KeyError', [key]))
    return found
  }
}
