import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { Cell } from '../../lowering/cell.ts'
import { describe, readCell, writeCell } from '../../lowering/cells.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { type ClassObject, constant, type FunctionValue, Kind, noArguments, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { isDecorated } from './functions.ts'

/** The value of `value.name`. */
export function attributeOf(c: Lowering, value: Value, name: string, span: Span): Value {
  return eachObject(c, value, span, (one) => attributeOfOne(c, one, name, span))
}

function attributeOfOne(c: Lowering, value: Value, name: string, span: Span): Value {
  switch (value.kind) {
    case 'poison':
      return poison
    case 'module':
      return c.library.memberOf(value.name, name, span)
    case 'object':
      return attributeOfObject(c, value, name, span)
    case 'class': {
      const found = classAttribute(c, value.class, name, span)
      if (found !== null) return found
      throw new Refusal(span, `class \`${value.class.name}\` has no \`${name}\``, didYouMean(name, memberNames(value.class)))
    }
    case 'builtin':
      if ((value.name === 'super()' || value.name === 'threading.Thread') && name === '__init__') {
        return { kind: 'builtin', name: 'super().__init__' }
      }
      if (value.name === 'str' || value.name === 'int' || value.name === 'dict') break
      return c.library.memberOf(value.name, name, span)
    case 'constant':
      if (value.value === null && !name.startsWith('__')) return c.raise('AttributeError', span)
      if (typeof value.value === 'string') {
        throw new Refusal(span, 'methods of strings are not supported', 'strings are labels here: compare or print them')
      }
      break
    case 'dynamic':
      if (!isNumberMember(name) && (value.type.kinds & Kind.string) === 0) return c.raise('AttributeError', span)
      break
    case 'float':
    case 'unbound':
    case 'forgotten':
    case 'tuple':
    case 'elements':
    case 'range':
    case 'function':
    case 'bound':
    case 'method':
    case 'iterator':
    case 'text':
      break
    default:
      return unreachable(value)
  }
  throw new Refusal(span, `\`${name}\` of ${describe(value)} is not supported`, 'see the Python subset in docs/python.md')
}

/** What an integer has in Python. */
function isNumberMember(name: string): boolean {
  const members = ['real', 'imag', 'numerator', 'denominator', 'conjugate', 'bit_length', 'bit_count', 'is_integer']
  return name.startsWith('__') || members.includes(name) || /^(to|from)_bytes$|^as_integer_ratio$/.test(name)
}

function attributeOfObject(c: Lowering, { object }: Value & { kind: 'object' }, name: string, span: Span): Value {
  if (object instanceof Instance) return attributeOfInstance(c, object, name, span)
  return libraryAttribute(c, object, object.kind, name, span)
}

function attributeOfInstance(c: Lowering, object: Instance, name: string, span: Span): Value {
  const cell = object.attributes.get(name)
  if (cell !== undefined) {
    const read = readCell(c, cell, span)
    return read.kind === 'unbound' ? c.raise('AttributeError', span) : read
  }
  const method = methodOf(object.class, name)
  if (method !== null) {
    if (isDecorated(method, 'staticmethod')) return method
    const bound: Value = { kind: 'bound', self: object, callee: method }
    return isDecorated(method, 'property') ? c.call(bound, noArguments, span) : bound
  }
  const inherited = classCell(object.class, name)
  if (inherited !== null) return readCell(c, inherited, span)
  if (object.class.kind === 'thread') return libraryAttribute(c, object, 'thread', name, span)
  throw new Refusal(
    span,
    `\`${object.class.name}\` has no attribute \`${name}\``,
    didYouMean(name, [...object.attributes.keys(), ...memberNames(object.class)]),
  )
}

/** A method or an attribute that the library defines. */
function libraryAttribute(c: Lowering, object: HeapObject, kind: string, name: string, span: Span): Value {
  const behaviour = c.library.behaviourOf(object)
  const attribute = behaviour?.attribute(name) ?? null
  if (attribute !== null) return attribute
  const known = behaviour?.methods ?? []
  if (known.includes(name)) return { kind: 'method', self: object, name }
  throw new Refusal(span, `\`${name}\` of a ${kind} is not supported`, didYouMean(name, known))
}

/** The method of a class or of one above it, or null. */
export function methodOf(of: ClassObject, name: string): FunctionValue | null {
  for (let each: ClassObject | null = of; each !== null; each = each.parent) {
    const method = each.methods.get(name)
    if (method !== undefined) return method
  }
  return null
}

function classCell(of: ClassObject, name: string): Cell | null {
  for (let each: ClassObject | null = of; each !== null; each = each.parent) {
    const cell = each.attributes.get(name)
    if (cell !== undefined) return cell
  }
  return null
}

function classAttribute(c: Lowering, of: ClassObject, name: string, span: Span): Value | null {
  if (name === '__name__') return constant(of.name)
  const cell = classCell(of, name)
  return cell === null ? methodOf(of, name) : readCell(c, cell, span)
}

function memberNames(of: ClassObject): string[] {
  return [...of.methods.keys(), ...of.attributes.keys()]
}

/** Writes `object.name = value`. New attributes may be made only before threads start, or by their `__init__`. */
export function setAttribute(c: Lowering, target: Value, name: string, value: Value, span: Span): void {
  if (!c.flow.reachable) return
  eachObject(c, target, span, (one) => {
    setAttributeOfOne(c, one, name, value, span)
    return constant(null)
  })
}

function setAttributeOfOne(c: Lowering, target: Value, name: string, value: Value, span: Span): void {
  if (target.kind === 'poison') return
  if (target.kind === 'class') {
    const cell = classCell(target.class, name)
    if (cell === null) throw new Refusal(span, 'adding attributes to a class is not supported', 'assign it in the class')
    return writeCell(c, cell, value, span)
  }
  if (target.kind === 'object' && target.object instanceof Instance) {
    if (target.object.class.isFrozen) {
      c.raise('FrozenInstanceError', span)
      return
    }
    const cell = attributeCell(c, target.object, name, span)
    const first = !c.initial && c.newborn.has(target.object) && !c.pass.initial.has(cell) && value.kind !== 'dynamic'
    return first ? c.pass.begin(cell, value) : writeCell(c, cell, value, span)
  }
  if (target.kind === 'object' && c.library.behaviourOf(target.object)?.set(name, value) === true) return
  if (target.kind === 'constant' && target.value === null) {
    c.raise('AttributeError', span)
    return
  }
  throw new Refusal(
    span,
    `setting \`${name}\` of ${describe(target)} is not supported`,
    'set only attributes of objects of your own classes',
  )
}

function attributeCell(c: Lowering, object: Instance, name: string, span: Span): Cell {
  const known = object.attributes.get(name)
  if (known !== undefined) return known
  if (methodOf(object.class, name) !== null) {
    throw new Refusal(span, 'assigning to a method is not supported', 'rename the attribute')
  }
  if (!c.initial && !c.newborn.has(object)) {
    const hint = `set \`${name}\` in \`__init__\``
    throw new Refusal(span, `\`${object.class.name}\` has no \`${name}\` when threads start`, hint)
  }
  const named = object.name === null ? name : `${object.name}.${name}`
  const cell = c.pass.cell(`${object.key}.${name}`, { name: named, role: { kind: 'part' } })
  object.attributes.set(name, cell)
  return cell
}
