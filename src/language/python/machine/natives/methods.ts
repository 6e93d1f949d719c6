import { advance, iterateBuiltin } from '../iteration.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { Native, Obj, type Value } from '../objects.ts'
import { binaryBuiltin, containsBuiltin, equalsBuiltin, orderedBuiltin } from '../operators.ts'
import { deleteItemBuiltin, itemBuiltin, lengthBuiltin, setItemBuiltin } from '../subscripts.ts'
import { notImplemented, Raised } from '../values.ts'

const sequence = [
  '__iter__',
  '__len__',
  '__getitem__',
  '__contains__',
  '__add__',
  '__mul__',
  '__eq__',
  '__ne__',
  '__lt__',
  '__le__',
  '__gt__',
  '__ge__',
]
const changing = [...sequence, '__setitem__', '__delitem__']
const set = [
  '__iter__',
  '__len__',
  '__contains__',
  '__eq__',
  '__ne__',
  '__lt__',
  '__le__',
  '__gt__',
  '__ge__',
  '__and__',
  '__or__',
  '__sub__',
  '__xor__',
]
const number = [
  '__add__',
  '__sub__',
  '__mul__',
  '__truediv__',
  '__floordiv__',
  '__mod__',
  '__pow__',
  '__eq__',
  '__ne__',
  '__lt__',
  '__le__',
  '__gt__',
  '__ge__',
]
const reversed = ['__radd__', '__rsub__', '__rmul__', '__rtruediv__', '__rfloordiv__', '__rmod__', '__rpow__']
const unary = ['__neg__', '__pos__', '__abs__', '__bool__', '__int__', '__float__', '__trunc__', '__divmod__']
const ofBits = ['__and__', '__or__', '__xor__', '__lshift__', '__rshift__']
const view = ['__iter__', '__len__', '__contains__', '__eq__', '__ne__']

/** Operators as methods of Python's own classes, as far as programs call them: `super().__getitem__(index)`. */
export const ownMethods: readonly (readonly [string, readonly string[]])[] = [
  ['list', changing],
  ['tuple', sequence],
  ['str', sequence],
  ['bytes', sequence],
  ['range', ['__iter__', '__len__', '__getitem__', '__contains__', '__eq__', '__ne__']],
  ['dict', ['__iter__', '__len__', '__getitem__', '__contains__', '__setitem__', '__delitem__', '__eq__', '__ne__', '__or__']],
  ['set', set],
  ['frozenset', set],
  ['collections.deque', changing],
  [
    'int',
    [
      ...number,
      ...reversed,
      ...unary,
      ...ofBits.flatMap((name) => [name, name.replace('__', '__r')]),
      '__invert__',
      '__index__',
    ],
  ],
  ['float', [...number, ...reversed, ...unary]],
  ['dict_keys', view],
  ['dict_values', ['__iter__', '__len__']],
  ['dict_items', view],
  ['iterator', ['__iter__', '__next__']],
  ['generator', ['__iter__']],
]

const arithmetic: ReadonlyMap<string, string> = new Map([
  ['__add__', '+'],
  ['__sub__', '-'],
  ['__mul__', '*'],
  ['__truediv__', '/'],
  ['__floordiv__', '//'],
  ['__mod__', '%'],
  ['__pow__', '**'],
  ['__lshift__', '<<'],
  ['__rshift__', '>>'],
  ['__and__', '&'],
  ['__or__', '|'],
  ['__xor__', '^'],
])

/** Methods of numbers that do what a function does. */
const conversions: readonly (readonly [string, string])[] = [
  ['__bool__', 'bool.__new__'],
  ['__int__', 'int.__new__'],
  ['__index__', 'int.__new__'],
  ['__trunc__', 'int.__new__'],
  ['__float__', 'float.__new__'],
  ['__abs__', 'abs'],
]

const orders: ReadonlyMap<string, string> = new Map([
  ['__lt__', '<'],
  ['__le__', '<='],
  ['__gt__', '>'],
  ['__ge__', '>='],
])

/** What the methods do. They do not look for methods of the program, which call them. */
export function methodNatives(table: Natives): void {
  define(table, '.method __iter__', 'self, /', (m, [self = null], then) => {
    iterateBuiltin(m, self, then)
    return undefined
  })
  define(table, '.method __next__', 'self, /', (m, [self = null]) => {
    const value = self instanceof Obj ? advance(m, self) : undefined
    if (value === undefined) throw m.raising(m.makeException('StopIteration', []))
    return value
  })
  define(table, '.method __len__', 'self, /', (m, [self = null]) => lengthBuiltin(m, self) ?? 0)
  define(table, '.method __getitem__', 'self, index, /', (m, [self = null, index = null]) => itemBuiltin(m, self, index))
  define(table, '.method __setitem__', 'self, index, value, /', (m, [self = null, index = null, value = null]) => {
    setItemBuiltin(m, self, index, value)
    return null
  })
  define(table, '.method __delitem__', 'self, index, /', (m, [self = null, index = null]) => {
    deleteItemBuiltin(m, self, index)
    return null
  })
  define(table, '.method __contains__', 'self, item, /', (m, [self = null, item = null]) => {
    return containsBuiltin(m, self, item) ?? false
  })
  define(table, '.method __eq__', 'self, other, /', (m, [self = null, other = null]) =>
    sameKind(m, self, other) ? equalsBuiltin(m, self, other) : notImplemented,
  )
  define(table, '.method __ne__', 'self, other, /', (m, [self = null, other = null]) =>
    sameKind(m, self, other) ? !equalsBuiltin(m, self, other) : notImplemented,
  )
  for (const [name, operator] of arithmetic) {
    define(table, `.method ${name}`, 'self, other, /', (m, [self = null, other = null]) => {
      return binaryBuiltin(m, operator, self, other) ?? refused(m, operator, self, other)
    })
    define(table, `.method ${name.replace('__', '__r')}`, 'self, other, /', (m, [self = null, other = null]) => {
      return binaryBuiltin(m, operator, other, self) ?? notImplemented
    })
  }
  for (const [name, path] of conversions) {
    define(table, `.method ${name}`, 'self, /', (m, [self = null]) => m.nested(new Native(path), [self]))
  }
  define(table, '.method __neg__', 'self, /', (m, [self = null]) => binaryBuiltin(m, '*', -1, self) ?? notImplemented)
  define(table, '.method __pos__', 'self, /', (m, [self = null]) => binaryBuiltin(m, '*', 1, self) ?? notImplemented)
  define(table, '.method __invert__', 'self, /', (m, [self = null]) => binaryBuiltin(m, '-', -1, self) ?? notImplemented)
  define(table, '.method __divmod__', 'self, other, /', (m, [self = null, other = null]) =>
    m.nested(new Native('divmod'), [self, other]),
  )
  for (const [name, operator] of orders) {
    define(table, `.method ${name}`, 'self, other, /', (m, [self = null, other = null]) => {
      return orderedBuiltin(m, operator, self, other) ?? notImplemented
    })
  }
}

/** Sequences raise an exception where other classes say that they do not know the operand. */
function refused(m: Machine, operator: string, self: Value, other: Value): Value {
  const name = m.classes.nameOf(self)
  if (operator !== '+' || !['list', 'tuple', 'str', 'deque'].includes(name)) return notImplemented
  throw new Raised('TypeError', `can only concatenate ${name} (not "${m.classes.nameOf(other)}") to ${name}`)
}

/** Whether the values are of classes whose values can be equal. */
function sameKind(m: Machine, self: Value, other: Value): boolean {
  if (self instanceof Obj && other instanceof Obj) return self.kind === other.kind || (isSet(self) && isSet(other))
  const [one, two] = [m.classes.of(self), m.classes.of(other)]
  const isInt = (of: Obj): boolean => ['int', 'bool'].includes(of.fixed.name ?? '')
  return one === two || (isInt(one) && isInt(two)) || (one.fixed.name === 'float' && isInt(two))
}

function isSet({ kind }: Obj): boolean {
  return kind === 'set' || kind === 'frozenset'
}
