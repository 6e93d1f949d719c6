import { ownSpecial } from './attributes.ts'
import { isSubclass } from './classes.ts'
import type { Machine } from './machine.ts'
import { Bound, Native, Obj, Range, Slice, Tuple, type Value } from './objects.ts'
import { isPlain } from './operators.ts'
import { formatPlain } from './plain/format.ts'
import { escapedBeyondAscii, reprOf, strOf } from './plain/repr.ts'
import { orderedMembers } from './set-order.ts'
import { Hash, Raised, Rendered, Unsupported, unsupportedHash } from './values.ts'

/** What code of the program makes of an operand, before the instruction is repeated with it. */
function ownText(m: Machine, value: Value, names: readonly string[]): string | null {
  for (const name of names) {
    const own = ownSpecial(m, value, name)
    if (own === undefined) continue
    return asText(m, m.want(value, m.host.builtin(m, name === '__repr__' ? '.repr' : '.str') ?? null, name), name)
  }
  return null
}

/** `str(value)`, `repr(value)` or `ascii(value)` of an operand of the instruction. */
export function textOf(m: Machine, value: Value, how: 's' | 'r' | 'a'): string {
  if (value instanceof Rendered) return value.name
  if (value instanceof Hash) throw unsupportedHash(value)
  if (how === 's') {
    if (isPlain(value)) return strOf(value)
    const own = ownText(m, value, ['__str__', '__repr__'])
    if (own !== null) return own
    const message = exceptionText(m, value)
    if (message !== null) return message
  }
  const text = (how === 's' ? null : ownText(m, value, ['__repr__'])) ?? representation(m, value)
  return how === 'a' ? escapedBeyondAscii(text) : text
}

/** `str` of an exception: its arguments. */
function exceptionText(m: Machine, value: Value): string | null {
  if (!(value instanceof Obj) || value.type === null) return null
  if (!isSubclass(value.type, m.classes.named('BaseException'))) return null
  const args = m.memory.read(value, 'args')
  const items = args instanceof Tuple ? args.items : []
  const [first = null] = items
  if (items.length === 0) return ''
  if (items.length > 1) return representation(m, new Tuple(items))
  const isKeyError = isSubclass(value.type, m.classes.named('KeyError'))
  return isKeyError ? inner(m, first) : innerText(m, first)
}

/** `str` of a part of a value; methods of the program are called at once. */
export function innerText(m: Machine, value: Value): string {
  if (value instanceof Hash) throw unsupportedHash(value)
  if (isPlain(value)) return strOf(value)
  const own = ownSpecial(m, value, '__str__')
  if (own !== undefined) return asText(m, m.nested(own, []), '__str__')
  return exceptionText(m, value) ?? inner(m, value)
}

/** `repr` of a part of a value; methods of the program are called at once. */
export function inner(m: Machine, value: Value): string {
  const own = ownSpecial(m, value, '__repr__')
  return own === undefined ? representation(m, value) : asText(m, m.nested(own, []), '__repr__')
}

/** `object.__repr__(value)`: even if a class of the program says otherwise. */
export function builtinText(m: Machine, value: Value): string {
  return representation(m, value)
}

/** `object.__str__(value)` */
export function builtinString(m: Machine, value: Value): string {
  return isPlain(value) ? strOf(value) : (exceptionText(m, value) ?? inner(m, value))
}

function asText(m: Machine, value: Value, name: string): string {
  if (typeof value === 'string') return value
  throw new Raised('TypeError', `${name} returned non-string (type ${m.classes.nameOf(value)})`)
}

function address(what: string): Unsupported {
  return new Unsupported(
    `the text of ${what} shows an address, which differs from run to run`,
    'define `__repr__`, or print what is in it',
  )
}

function representation(m: Machine, value: Value): string {
  if (value instanceof Hash) throw unsupportedHash(value)
  if (isPlain(value)) return reprOf(value)
  if (value instanceof Tuple) {
    const items = value.items.map((each) => inner(m, each))
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
  }
  if (value instanceof Range) {
    return value.step === 1 ? `range(${value.start}, ${value.stop})` : `range(${value.start}, ${value.stop}, ${value.step})`
  }
  if (value instanceof Slice) return `slice(${[value.lower, value.upper, value.step].map((each) => inner(m, each)).join(', ')})`
  if (value instanceof Native) {
    if (!value.path.includes('.')) return `<built-in function ${value.path}>`
    throw address('a method')
  }
  if (value instanceof Bound) throw address('a method')
  return objectText(m, value)
}

function objectText(m: Machine, value: Obj): string {
  const of = m.classes.of(value)
  const name = of.fixed.name ?? ''
  if (m.shown.has(value)) return value.kind === 'dict' ? '{...}' : '[...]'
  m.shown.add(value)
  try {
    switch (value.kind) {
      case 'list':
        return `[${m.containers
          .items(value)
          .map((each) => inner(m, each))
          .join(', ')}]`
      case 'deque': {
        const items = m.containers
          .items(value)
          .map((each) => inner(m, each))
          .join(', ')
        const most = m.memory.read(value, 'maxlen') ?? null
        return most === null ? `deque([${items}])` : `deque([${items}], maxlen=${inner(m, most)})`
      }
      case 'dict': {
        const entries = m.containers.entries(value).map((each) => `${inner(m, each.key)}: ${inner(m, each.value)}`)
        return `{${entries.join(', ')}}`
      }
      case 'set':
      case 'frozenset': {
        const items = orderedMembers(m, value).map((each) => inner(m, each))
        if (items.length === 0) return `${name}()`
        return name === 'set' ? `{${items.join(', ')}}` : `${name}({${items.join(', ')}})`
      }
      case 'class': {
        const module = value.fixed.native === true ? m.memory.read(value, '__module__') : '__main__'
        const qualified = m.memory.read(value, '__qualname__') ?? name
        if (isEnumeration(m, value, 'Enum'))
          return `<${isEnumeration(m, value, 'Flag') ? 'flag' : 'enum'} '${value.fixed.name}'>`
        return module === 'builtins'
          ? `<class '${innerText(m, qualified)}'>`
          : `<class '${innerText(m, module ?? '')}.${innerText(m, qualified)}'>`
      }
      case 'iterator':
      case 'generator':
      case 'cell':
        throw address(`a \`${name}\``)
      case 'module':
        return `<module '${value.fixed.name ?? ''}'>`
      case 'function':
        throw address('a function')
      default: // objects with attributes
        return instanceText(m, value, name)
    }
  } finally {
    m.shown.delete(value)
  }
}

function isEnumeration(m: Machine, of: Obj, name: 'Enum' | 'Flag'): boolean {
  return (of.fixed.mro ?? []).some((each) => each.fixed.name === name && m.memory.read(each, '.kind of enum') === true)
}

function instanceText(m: Machine, value: Obj, name: string): string {
  if (name.startsWith('dict_')) {
    const items = m.host.members(m, value).map((each) => inner(m, each))
    return `${name}([${items.join(', ')}])`
  }
  if (value.type !== null && isSubclass(value.type, m.classes.named('BaseException'))) {
    const args = m.memory.read(value, 'args')
    const items = (args instanceof Tuple ? args.items : []).map((each) => inner(m, each))
    return `${name}(${items.join(', ')})`
  }
  throw address(`an object of the class \`${name}\``)
}

/** `format(value, spec)` */
export function formatOf(m: Machine, value: Value, spec: string): string {
  if (value instanceof Rendered) return formatPlain(value.name, spec)
  if (value instanceof Hash) throw unsupportedHash(value)
  if (isPlain(value)) return formatPlain(value, spec)
  const own = ownSpecial(m, value, '__format__')
  if (own !== undefined) return asText(m, m.nested(own, [spec]), '__format__')
  if (spec !== '') throw new Raised('TypeError', `unsupported format string passed to ${m.classes.nameOf(value)}.__format__`)
  return textOf(m, value, 's')
}
