import type { Span } from '../../../base/source.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { describe, readCell, writeCell } from '../../lowering/cells.ts'
import type { Cell, ClassObject, ObjectOf } from '../../lowering/heap.ts'
import type { FunctionValue, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { constant, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { methodNames } from '../library/methods.ts'
import { memberOf } from '../library/modules.ts'

/** The value of `value.name`. */
export function attributeOf(c: Lowering, value: Value, name: string, span: Span): Value {
  return eachObject(c, value, span, (one) => attributeOfOne(c, one, name, span))
}

function attributeOfOne(c: Lowering, value: Value, name: string, span: Span): Value {
  switch (value.kind) {
    case 'poison':
      return poison
    case 'module':
      return memberOf(value.name, name, span)
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
      return memberOf(value.name, name, span)
    case 'constant':
      if (value.value === null) return c.raise('AttributeError', span)
      if (typeof value.value === 'string') {
        throw new Refusal(span, 'methods of strings are not supported', 'strings are labels here: compare or print them')
      }
      break
    case 'dynamic':
      return c.raise('AttributeError', span)
  }
  throw new Refusal(span, `\`${name}\` of ${describe(value)} is not supported`, 'see the Python subset in docs/python.md')
}

function attributeOfObject(c: Lowering, value: Value & { kind: 'object' }, name: string, span: Span): Value {
  const { object } = value
  if (object.kind === 'instance') {
    const cell = object.attributes.get(name)
    if (cell !== undefined) {
      const read = readCell(c, cell, span)
      return read.kind === 'unbound' ? c.raise('AttributeError', span) : read
    }
    const method = methodOf(object.class, name)
    if (method !== null) {
      const property = method.definition.decorators.some((each) => each.kind === 'name' && each.name === 'property')
      const isStatic = method.definition.decorators.some((each) => each.kind === 'name' && each.name === 'staticmethod')
      if (isStatic) return method
      const bound: Value = { kind: 'bound', self: object, callee: method }
      return property ? c.call(bound, { positional: [], keywords: new Map() }, span) : bound
    }
    const inherited = classCell(object.class, name)
    if (inherited !== null) return readCell(c, inherited, span)
    if (object.class.kind === 'thread') return threadAttribute(c, object, name, span)
    throw new Refusal(
      span,
      `\`${object.class.name}\` has no attribute \`${name}\``,
      didYouMean(name, [...object.attributes.keys(), ...memberNames(object.class)]),
    )
  }
  if (object.kind === 'thread' && name === 'name') return { kind: 'text', parts: [] }
  if (object.kind === 'barrier' && name === 'parties') return constant(object.parties)
  const known = methodNames[object.kind] ?? []
  if (known.includes(name)) return { kind: 'method', self: object, name }
  throw new Refusal(span, `\`${name}\` of a ${object.kind} is not supported`, didYouMean(name, known))
}

function threadAttribute(_c: Lowering, object: ObjectOf<'instance'>, name: string, span: Span): Value {
  if (name === 'name') return { kind: 'text', parts: [] }
  if (methodNames.thread?.includes(name)) return { kind: 'method', self: object, name }
  throw new Refusal(span, `\`${name}\` of a thread is not supported`, didYouMean(name, methodNames.thread ?? []))
}

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
    if (cell === null) throw new Refusal(span, 'adding attributes to a class is not supported', 'declare it in the class')
    return writeCell(c, cell, value, span)
  }
  if (target.kind === 'object' && target.object.kind === 'instance') {
    const cell = attributeCell(c, target.object, name, span)
    const first = !c.initial && c.newborn.has(target.object) && !c.pass.initial.has(cell) && value.kind !== 'dynamic'
    return first ? c.pass.begin(cell, value) : writeCell(c, cell, value, span)
  }
  if (target.kind === 'object' && target.object.kind === 'thread' && (name === 'daemon' || name === 'name')) {
    const { thread } = target.object
    if (name === 'daemon') thread.daemon = value.kind === 'constant' && value.value === true
    else if (value.kind === 'constant') thread.givenName = `${value.value}`
    return
  }
  if (target.kind === 'constant' && target.value === null) {
    c.raise('AttributeError', span)
    return
  }
  throw new Refusal(
    span,
    `setting \`${name}\` of ${describe(target)} is not supported`,
    'set attributes of your own objects only',
  )
}

function attributeCell(c: Lowering, object: ObjectOf<'instance'>, name: string, span: Span): Cell {
  const known = object.attributes.get(name)
  if (known !== undefined) return known
  if (methodOf(object.class, name) !== null) {
    throw new Refusal(span, 'replacing a method is not supported', 'give the attribute another name')
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
