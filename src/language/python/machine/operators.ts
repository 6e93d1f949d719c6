import { greatestInteger } from '../../../base/integer.ts'
import { compareAddresses } from './addresses.ts'
import { ownSpecial } from './attributes.ts'
import { isSubclass } from './classes.ts'
import { isSame } from './keys.ts'
import type { Machine } from './machine.ts'
import { Bound, Native, Obj, Range, Slice, type Then, Tuple, type Value } from './objects.ts'
import { type ArithmeticOperator, arithmetic, compareNumbers, isNumber } from './plain/numbers.ts'
import { charactersOf, compareStrings, contains as containsText, repeat } from './plain/strings.ts'
import { noteLoss } from './set-order.ts'
import {
  Address,
  Bytes,
  Float,
  Hash,
  notImplemented,
  type Plain,
  Raised,
  Singleton,
  Unsupported,
  unsupportedHash,
} from './values.ts'

const names: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'truediv'],
  ['//', 'floordiv'],
  ['%', 'mod'],
  ['**', 'pow'],
  ['<<', 'lshift'],
  ['>>', 'rshift'],
  ['&', 'and'],
  ['|', 'or'],
  ['^', 'xor'],
  ['@', 'matmul'],
])

const comparisons: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['==', ['__eq__', '__eq__']],
  ['!=', ['__ne__', '__ne__']],
  ['<', ['__lt__', '__gt__']],
  ['<=', ['__le__', '__ge__']],
  ['>', ['__gt__', '__lt__']],
  ['>=', ['__ge__', '__le__']],
])

export function isPlain(value: Value): value is Plain {
  return (
    value === null ||
    typeof value !== 'object' ||
    value instanceof Float ||
    value instanceof Bytes ||
    value instanceof Singleton
  )
}

/** Whether an object is of a class of the program that inherits from numbers or texts, or a member of such an enumeration. */
export function isOfValue(value: Value): value is Obj {
  return value instanceof Obj && value.kind === 'instance' && value.type?.fixed.layout === 'plain'
}

/** The number or text that a value is: of such an object, its value. */
export function meantValue(m: Machine, value: Value): Value {
  return isOfValue(value) ? (m.memory.read(value, '_value_') ?? null) : value
}

/** Sets and the views of a dict, which are like sets. */
export function isSetLike(m: Machine, value: Value): value is Obj {
  if (!(value instanceof Obj)) return false
  const name = m.classes.of(value).fixed.name
  return value.kind === 'set' || value.kind === 'frozenset' || name === 'dict_keys' || name === 'dict_items'
}

/** Executes an operator with two operands; `+=` and such have their sign at the end. */
export function binary(m: Machine, written: string, left: Value, right: Value, then: Then): void {
  const inPlace = written.endsWith('=')
  const operator = inPlace ? written.slice(0, -1) : written
  const name = names.get(operator) ?? ''
  if (inPlace) {
    const own = ownSpecial(m, left, `__i${name}__`)
    if (own !== undefined)
      return m.call(own, [right], new Map(), { ...then, kind: 'binary', values: [left, right], word: operator })
    const changed = m.host.updatedInPlace(m, operator, left, right)
    if (changed) return m.deliver(then, left)
  }
  const result = hasOwnOperator(m, name, left, right) ? undefined : primitive(m, operator, left, right)
  if (result !== undefined) return m.deliver(then, result)
  return binaryMethods(m, written, name, left, right)
}

/** Whether a class of the program says what the operator does, which comes before what Python's own classes do. */
function hasOwnOperator(m: Machine, name: string, left: Value, right: Value): boolean {
  return ownSpecial(m, left, `__${name}__`) !== undefined || ownSpecial(m, right, `__r${name}__`) !== undefined
}

function binaryMethods(m: Machine, written: string, name: string, left: Value, right: Value): void {
  const reversed = ownSpecial(m, right, `__r${name}__`)
  const first = ownSpecial(m, left, `__${name}__`)
  const [leftClass, rightClass] = [m.classes.of(left), m.classes.of(right)]
  const isFirst = reversed !== undefined && leftClass !== rightClass && isSubclass(rightClass, leftClass)
  if (first !== undefined && !isFirst) {
    const values = [left, right]
    return m.call(first, [right], new Map(), { kind: 'binary', values, word: written, target: 0 })
  }
  binaryFallback(m, { kind: 'binary', values: [left, right], word: written, target: 0 })
}

/** The left operand does not know the operator: the right one may. */
export function binaryFallback(m: Machine, { values, word, target }: Then): void {
  const [left = null, right = null] = values
  const operator = word.endsWith('=') ? word.slice(0, -1) : word
  const reversed = target === 0 ? ownSpecial(m, right, `__r${names.get(operator) ?? ''}__`) : undefined
  if (reversed !== undefined) {
    return m.call(reversed, [left], new Map(), { kind: 'binary', values, word, target: 1 })
  }
  const result = primitive(m, operator, left, right)
  if (result !== undefined) {
    m.top.stack.push(result)
    return
  }
  refuseSequence(m, operator, left, right)
  const sign = operator === '**' ? (word === '**' ? '** or pow()' : '**=') : word
  const classes = `'${m.classes.nameOf(left)}' and '${m.classes.nameOf(right)}'`
  throw new Raised('TypeError', `unsupported operand type(s) for ${sign}: ${classes}`)
}

/** What sequences say of operands that they cannot be added to or repeated by. */
function refuseSequence(m: Machine, operator: string, left: Value, right: Value): void {
  const name = m.classes.nameOf(right)
  if (operator === '+') {
    if (typeof left === 'string') throw new Raised('TypeError', `can only concatenate str (not "${name}") to str`)
    if (left instanceof Bytes) throw new Raised('TypeError', `can't concat ${name} to bytes`)
    if (left instanceof Tuple) throw new Raised('TypeError', `can only concatenate tuple (not "${name}") to tuple`)
    if (isList(left)) throw new Raised('TypeError', `can only concatenate ${left.kind} (not "${name}") to ${left.kind}`)
  }
  if (operator !== '*') return
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (isSequence(one))
      throw new Raised('TypeError', `can't multiply sequence by non-int of type '${m.classes.nameOf(other)}'`)
  }
}

function isSequence(value: Value): boolean {
  return typeof value === 'string' || value instanceof Bytes || value instanceof Tuple || isList(value)
}

/** Whether an integer needs more than 32 bits. */
function isLarge(value: Plain | null): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Math.abs(value) > greatestInteger)
}

function primitive(m: Machine, operator: string, left: Value, right: Value): Value | undefined {
  refuseHashes(left, right)
  if (isPlain(left) && isPlain(right) && operator !== '@') {
    const result = arithmetic(operator as ArithmeticOperator, left, right)
    if (isLarge(result)) m.hasLargeIntegers = true
    if (result !== null) return result
  }
  switch (operator) {
    case '+':
      return added(m, left, right)
    case '*':
      return repeated(m, left, right) ?? repeated(m, right, left)
    case '%':
      if (typeof left === 'string' || left instanceof Bytes) return m.host.percent(m, left, right)
      return undefined
    case '|':
      if (isDict(left) && isDict(right)) return m.host.merged(m, left, right)
      if (isAlternative(left) && isAlternative(right) && (left !== null || right !== null)) return union(m, left, right)
      return setOperation(m, operator, left, right)
    case '&':
    case '-':
    case '^':
      return setOperation(m, operator, left, right)
    default: // an operator, which is a text
      return undefined
  }
}

/** A number that differs from run to run cannot be computed with. */
function refuseHashes(...operands: readonly Value[]): void {
  for (const each of operands) if (each instanceof Hash) throw unsupportedHash(each)
}

/** `int | None` */
function isAlternative(value: Value): boolean {
  return value === null || (value instanceof Obj && (value.kind === 'class' || value.type?.fixed.name === 'UnionType'))
}

function union(m: Machine, left: Value, right: Value): Value {
  const made = new Obj('instance', m.classes.named('types.UnionType'), m.site)
  made.fields.set('__args__', new Tuple([...alternatives(m, left), ...alternatives(m, right)]))
  return made
}

/** The classes that a class, tuple of classes or union stands for. */
export function alternatives(m: Machine, value: Value): readonly Value[] {
  if (value === null) return [m.classes.named('NoneType')]
  const args = value instanceof Obj && value.type?.fixed.name === 'UnionType' ? m.memory.read(value, '__args__') : undefined
  return args instanceof Tuple ? args.items : [value]
}

/** An operator on values of Python's own classes, at once. */
export function primitiveBinary(m: Machine, operator: string, left: Value, right: Value): Value {
  const result = primitive(m, operator, left, right)
  if (result !== undefined) return result
  refuseSequence(m, operator, left, right)
  const classes = `'${m.classes.nameOf(left)}' and '${m.classes.nameOf(right)}'`
  throw new Raised('TypeError', `unsupported operand type(s) for ${operator === '**' ? '** or pow()' : operator}: ${classes}`)
}

function isDict(value: Value): value is Obj {
  return value instanceof Obj && value.kind === 'dict'
}

function isList(value: Value): value is Obj & { readonly kind: 'list' | 'deque' } {
  return value instanceof Obj && (value.kind === 'list' || value.kind === 'deque')
}

function added(m: Machine, left: Value, right: Value): Value | undefined {
  if (typeof left === 'string') {
    if (typeof right === 'string') return left + right
    return undefined
  }
  if (left instanceof Bytes && right instanceof Bytes) return new Bytes(left.text + right.text)
  if (left instanceof Tuple) {
    return right instanceof Tuple ? new Tuple([...left.items, ...right.items]) : undefined
  }
  if (!isList(left)) return undefined
  if (isList(right) && right.kind === left.kind) {
    return m.host.list(m, [...m.containers.items(left), ...m.containers.items(right)], left.kind)
  }
  return undefined
}

const mostRepeated = 100_000

function repeated(m: Machine, value: Value, count: Value): Value | undefined {
  if (!isSequence(value)) return undefined
  if (typeof count === 'bigint') throw new Raised('OverflowError', "cannot fit 'int' into an index-sized integer")
  const own = ownSpecial(m, count, '__index__')
  const number = own === undefined ? count : m.nested(own, [])
  if (typeof number !== 'number' && typeof number !== 'boolean') return undefined
  const times = Math.max(0, Number(number))
  if (typeof value === 'string') return repeat(value, times)
  if (value instanceof Bytes) return new Bytes(repeat(value.text, times))
  const items = value instanceof Tuple ? value.items : isList(value) ? m.containers.items(value) : null
  if (items === null) return undefined
  if (items.length * times > mostRepeated) throw new Unsupported('this list is too long', 'make it shorter')
  const all = Array.from({ length: times }, () => items).flat()
  return value instanceof Tuple ? new Tuple(all) : m.host.list(m, all, isList(value) ? value.kind : 'list')
}

function setOperation(m: Machine, operator: string, left: Value, right: Value): Value | undefined {
  if (!isSetLike(m, left) || !isSetLike(m, right)) return undefined
  const [first, second] = [m.host.members(m, left), m.host.members(m, right)]
  const made = m.host.set(m, combined(m, operator, first, second), left.kind === 'frozenset' ? 'frozenset' : 'set')
  // CPython takes the common elements out of a copy.
  if (operator === '^') for (const each of combined(m, '&', first, second)) noteLoss(m, made, each)
  return made
}

/** The elements of the union, intersection and so on of two sets. */
export function combined(m: Machine, operator: string, first: readonly Value[], second: readonly Value[]): Value[] {
  const key = (value: Value): string => m.containers.key(value)
  const [one, other] = [new Set(first.map(key)), new Set(second.map(key))]
  switch (operator) {
    case '|':
      return [...first, ...second.filter((value) => !one.has(key(value)))]
    case '&':
      return first.filter((value) => other.has(key(value)))
    case '-':
      return first.filter((value) => !other.has(key(value)))
    default: // an operator, which is a text
      return [...first.filter((value) => !other.has(key(value))), ...second.filter((value) => !one.has(key(value)))]
  }
}

/** An operator as a method of Python's own classes. */
export function binaryBuiltin(m: Machine, operator: string, left: Value, right: Value): Value | undefined {
  return primitive(m, operator, left, right)
}

/** Executes a comparison. */
export function compare(m: Machine, operator: string, left: Value, right: Value, then: Then): void {
  const result = primitiveComparison(m, operator, left, right)
  if (result !== undefined) return m.deliver(then, result)
  const [name, mirrored] = comparisons.get(operator) ?? ['', '']
  const values = [left, right]
  const [leftClass, rightClass] = [m.classes.of(left), m.classes.of(right)]
  const reversed = comparisonMethod(m, right, mirrored)
  const isFirst = reversed !== undefined && leftClass !== rightClass && isSubclass(rightClass, leftClass)
  const own = isFirst ? undefined : comparisonMethod(m, left, name)
  const negates = (found: Value): boolean => operator === '!=' && isEquality(found)
  if (own !== undefined) {
    return m.call(own, [right], new Map(), { kind: 'compare', values, word: operator, target: negates(own) ? 2 : 0 })
  }
  comparisonFallback(m, { kind: 'compare', values, word: operator, target: 0 })
}

/** The method for a comparison; for `!=` that for `==`, if the class has no other. */
function comparisonMethod(m: Machine, value: Value, name: string): Value | undefined {
  return ownSpecial(m, value, name) ?? (name === '__ne__' ? ownSpecial(m, value, '__eq__') : undefined)
}

function isEquality(method: Value): boolean {
  return method instanceof Bound && method.callee instanceof Obj && method.callee.fixed.code?.name === '__eq__'
}

export function comparisonFallback(m: Machine, { values, word, target }: Then): void {
  const [left = null, right = null] = values
  const mirrored = comparisons.get(word)?.[1] ?? ''
  const reversed = target === 0 || target === 2 ? comparisonMethod(m, right, mirrored) : undefined
  if (reversed !== undefined) {
    const negates = word === '!=' && isEquality(reversed)
    return m.call(reversed, [left], new Map(), { kind: 'compare', values, word, target: negates ? 3 : 1 })
  }
  if (word === '==' || word === '!=') {
    m.top.stack.push(isSame(left, right) === (word === '=='))
    return
  }
  const classes = `'${m.classes.nameOf(left)}' and '${m.classes.nameOf(right)}'`
  throw new Raised('TypeError', `'${word}' not supported between instances of ${classes}`)
}

function primitiveComparison(m: Machine, operator: string, left: Value, right: Value): boolean | undefined {
  if (operator === '==' || operator === '!=') {
    if (ownSpecial(m, left, '__eq__') !== undefined || ownSpecial(m, right, '__eq__') !== undefined) return undefined
    if (ownSpecial(m, left, '__ne__') !== undefined || ownSpecial(m, right, '__ne__') !== undefined) return undefined
    return equals(m, left, right) === (operator === '==')
  }
  const order = ordered(m, operator, left, right)
  if (typeof order === 'boolean') return order
  if (order === undefined) {
    if (ownSpecial(m, left, comparisons.get(operator)?.[0] ?? '') !== undefined) return undefined
    return isSetLike(m, left) && isSetLike(m, right) ? subset(m, operator, left, right) : undefined
  }
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    default: // an operator, which is a text
      return order >= 0
  }
}

/**
 * Compares values of one kind; `NaN` if they are not ordered, undefined if that is a mistake of the program. Elements
 * that differ decide by the operator itself.
 */
function ordered(m: Machine, operator: string, left: Value, right: Value): number | boolean | undefined {
  if (left instanceof Address && right instanceof Address) return compareAddresses(m, left, right)
  refuseHashes(left, right)
  if (isPlain(left) && isPlain(right)) {
    if (isNumber(left) && isNumber(right)) return compareNumbers(left, right)
    if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right)
    if (left instanceof Bytes && right instanceof Bytes) return left.text < right.text ? -1 : left.text > right.text ? 1 : 0
    return undefined
  }
  const items = sequence(m, left)
  const others = sequence(m, right)
  if (items === null || others === null || left instanceof Tuple !== right instanceof Tuple) return undefined
  if (left instanceof Obj && right instanceof Obj && left.kind !== right.kind) return undefined
  const [name, mirrored] = comparisons.get(operator) ?? ['', '']
  if (ownSpecial(m, left, name) !== undefined || ownSpecial(m, right, mirrored) !== undefined) return undefined
  for (let index = 0; index < Math.min(items.length, others.length); index++) {
    const [one = null, other = null] = [items[index], others[index]]
    if (equals(m, one, other)) continue
    return inOrder(m, operator, one, other)
  }
  return items.length - others.length
}

/** `one < other` and such, at once. */
function inOrder(m: Machine, operator: string, one: Value, other: Value): boolean {
  const known = primitiveComparison(m, operator, one, other)
  if (known !== undefined) return known
  const [name, mirrored] = comparisons.get(operator) ?? ['', '']
  const [oneClass, otherClass] = [m.classes.of(one), m.classes.of(other)]
  const ways: readonly (readonly [Value, string, Value])[] = [
    [one, name, other],
    [other, mirrored, one],
  ]
  const isMirrored = oneClass !== otherClass && isSubclass(otherClass, oneClass)
  for (const [self, method, operand] of isMirrored ? [...ways].reverse() : ways) {
    const own = ownSpecial(m, self, method)
    if (own === undefined || own === null) continue
    const result = m.nested(own, [operand])
    if (result !== notImplemented) return m.host.truth(m, result)
  }
  const classes = `'${m.classes.nameOf(one)}' and '${m.classes.nameOf(other)}'`
  throw new Raised('TypeError', `'${operator}' not supported between instances of ${classes}`)
}

/** `one < other`, at once. */
export function less(m: Machine, one: Value, other: Value): boolean {
  return inOrder(m, '<', one, other)
}

/** `one > other`, at once. */
export function greater(m: Machine, one: Value, other: Value): boolean {
  return inOrder(m, '>', one, other)
}

function sequence(m: Machine, value: Value): readonly Value[] | null {
  if (value instanceof Tuple) return value.items
  return isList(value) ? m.containers.items(value) : null
}

function subset(m: Machine, operator: string, left: Obj, right: Obj): boolean {
  const [first, second] = operator.startsWith('<') ? [left, right] : [right, left]
  const inner = m.host.members(m, first).map((each) => m.containers.key(each))
  const outer = new Set(m.host.members(m, second).map((each) => m.containers.key(each)))
  return inner.every((each) => outer.has(each)) && (operator.endsWith('=') || inner.length < outer.size)
}

/** `left == right`; methods of classes of the program are called at once. */
export function equals(m: Machine, left: Value, right: Value): boolean {
  if (isSame(left, right)) return !(left instanceof Float && Number.isNaN(left.value))
  if (left instanceof Hash && right instanceof Hash) return left.name === right.name
  if (isPlain(left) && isPlain(right) && (isNumber(left) || isNumber(right))) refuseHashes(left, right)
  if (isPlain(left) && isPlain(right)) {
    if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0
    if (left instanceof Bytes && right instanceof Bytes) return left.text === right.text
    return false
  }
  for (const [self, operand] of [
    [left, right],
    [right, left],
  ] as const) {
    const own = ownSpecial(m, self, '__eq__')
    if (own === undefined) continue
    const result = m.nested(own, [operand])
    if (result !== notImplemented) return m.host.truth(m, result)
  }
  return sameContent(m, left, right)
}

/** `left.__eq__(right)` of Python's own classes. */
export function equalsBuiltin(m: Machine, left: Value, right: Value): boolean {
  return isPlain(left) && isPlain(right) ? equals(m, left, right) : isSame(left, right) || sameContent(m, left, right)
}

/** `left.__lt__(right)` and such of Python's own classes; undefined if they do not know the operand. */
export function orderedBuiltin(m: Machine, operator: string, left: Value, right: Value): boolean | undefined {
  return primitiveComparison(m, operator, left, right)
}

function sameContent(m: Machine, left: Value, right: Value): boolean {
  if (left instanceof Tuple && right instanceof Tuple) return sameItems(m, left.items, right.items)
  if (left instanceof Range && right instanceof Range) {
    if (left.length !== right.length) return false
    return left.length === 0 || (left.start === right.start && (left.length === 1 || left.step === right.step))
  }
  if (left instanceof Slice && right instanceof Slice) {
    return sameItems(m, [left.lower, left.upper, left.step], [right.lower, right.upper, right.step])
  }
  if (left instanceof Bound && right instanceof Bound) return isSame(left.self, right.self) && isSame(left.callee, right.callee)
  if (left instanceof Native && right instanceof Native) return left.path === right.path
  if (!(left instanceof Obj && right instanceof Obj)) return false
  if (isList(left) && left.kind === right.kind) return sameItems(m, m.containers.items(left), m.containers.items(right))
  if (left.kind === 'dict' && right.kind === 'dict') {
    const entries = m.containers.entries(left)
    if (entries.length !== m.containers.length(right)) return false
    return entries.every(({ key, value }) => {
      const other = m.containers.get(right, key)
      return other !== undefined && equals(m, value, other)
    })
  }
  if (!isSetLike(m, left) || !isSetLike(m, right)) return false
  return m.host.members(m, left).length === m.host.members(m, right).length && subset(m, '<=', left, right)
}

function sameItems(m: Machine, items: readonly Value[], others: readonly Value[]): boolean {
  return items.length === others.length && items.every((item, index) => equals(m, item, others[index] ?? null))
}

/** `item in container`, if no code of the program says so; undefined otherwise. */
export function contains(m: Machine, container: Value, item: Value): boolean | undefined {
  if (typeof container === 'string') {
    if (isOfValue(item)) return contains(m, container, meantValue(m, item))
    if (typeof item !== 'string') {
      throw new Raised('TypeError', `'in <string>' requires string as left operand, not ${m.classes.nameOf(item)}`)
    }
    return containsText(container, item)
  }
  if (container instanceof Bytes) {
    if (item instanceof Bytes) return container.text.includes(item.text)
    return typeof item === 'number' && container.text.includes(String.fromCharCode(item))
  }
  if (container instanceof Range) {
    if (typeof item !== 'number' && typeof item !== 'boolean') {
      return item instanceof Float && Number.isInteger(item.value) ? contains(m, container, item.value) : false
    }
    const at = (Number(item) - container.start) / container.step
    return Number.isInteger(at) && at >= 0 && at < container.length
  }
  if (container instanceof Tuple) return container.items.some((each) => equals(m, each, item))
  if (!(container instanceof Obj) || ownSpecial(m, container, '__contains__') !== undefined) return undefined
  return containsBuiltin(m, container, item)
}

/** `item in container` as Python's own classes have it. */
export function containsBuiltin(m: Machine, container: Value, item: Value): boolean | undefined {
  if (!(container instanceof Obj)) return contains(m, container, item)
  m.memory.synchronised = true
  if (isList(container)) return m.containers.items(container).some((each) => equals(m, each, item))
  if (container.kind === 'dict' || container.kind === 'set' || container.kind === 'frozenset') {
    return m.containers.has(container, item)
  }
  return m.host.viewContains(m, container, item)
}

/** Characters of a string as Python counts them. */
export function characters(text: string): readonly string[] {
  return charactersOf(text)
}
