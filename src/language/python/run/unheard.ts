import type { Cell } from '../../lowering/cell.ts'
import { isShared } from '../../lowering/cells.ts'
import { lookUp } from '../../lowering/frames.ts'
import { Instance } from '../../lowering/objects.ts'
import { constant, dynamic, encoded, intType, Kind, type Type, typeOf, union, type Value } from '../../lowering/values.ts'
import { builtinNames, builtinValue } from '../library/registry.ts'
import { methodOf } from '../objects/attributes.ts'
import { isDecorated } from '../objects/functions.ts'
import { isString, madeText } from '../objects/texts.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Running } from './running.ts'

/** Reports whether evaluating an expression only reads, and cannot raise an exception: then it can be left out. */
export function isUnheard(c: Running, expression: Expr): boolean {
  return foreseen(c, expression) !== null
}

/**
 * What is known of the value of an expression without evaluating it: a dynamic value has the right type, and any
 * expression. Null if evaluating it has effects or may raise an exception, or if that is not known.
 */
function foreseen(c: Running, expression: Expr): Value | null {
  switch (expression.kind) {
    case 'number':
    case 'constant':
    case 'string':
      return constant(expression.value)
    case 'float':
      return { kind: 'float', value: expression.value }
    case 'name': {
      const cell = lookUp(c, expression.name)
      if (cell !== null) return inCell(c, cell)
      return builtinNames.has(expression.name) ? builtinValue(expression.name) : null
    }
    case 'attribute': {
      const value = foreseen(c, expression.object)
      return value === null ? null : ofAny(c, value, expression.name)
    }
    case 'format':
      return expression.parts.every((part) => typeof part === 'string' || foreseen(c, part) !== null) ? madeText(c, []) : null
    case 'binary': {
      const [left, right] = [foreseen(c, expression.left), foreseen(c, expression.right)]
      if (left === null || right === null) return null
      if (['+', '-', '*'].includes(expression.operator) && isNumber(left) && isNumber(right)) return ofType(intType)
      return expression.operator === '+' && isString(left) && isString(right) ? madeText(c, []) : null
    }
    default: // calls, subscripts, comparisons … may raise an exception or have effects
      return null
  }
}

function ofType(type: Type): Value {
  return dynamic({ kind: 'constant', value: 0 }, type)
}

function isNumber(value: Value): boolean {
  if (value.kind === 'dynamic') return (value.type.kinds & ~(Kind.int | Kind.bool)) === 0
  return value.kind === 'float' || (value.kind === 'constant' && value.value !== null && typeof value.value !== 'string')
}

function inCell(c: Running, cell: Cell): Value | null {
  const value = isShared(c, cell) ? inMemory(c, cell) : c.flow.binding(cell)
  if (value === null || value.kind === 'unbound' || value.kind === 'forgotten') return null
  return value.kind === 'dynamic' && (value.type.kinds & Kind.unbound) !== 0 ? null : value
}

function inMemory(c: Running, cell: Cell): Value | null {
  const first = encoded(c.pass.initialOf(cell), c.pass.codes)
  return first === null ? null : ofType(union(first.type, c.pass.facts.typeOf(cell)))
}

/** An attribute of a value, which may be one of several objects. */
function ofAny(c: Running, value: Value, name: string): Value | null {
  if (value.kind === 'object') return value.object instanceof Instance ? ofInstance(c, value.object, name) : null
  if (value.kind !== 'dynamic' || value.type.kinds !== Kind.reference) return null
  let type = typeOf(0)
  for (const code of value.type.references) {
    const object = c.pass.objectOf(code)
    const found = object instanceof Instance ? ofInstance(c, object, name) : null
    const known = found === null ? null : encoded(found, c.pass.codes)
    if (known === null) return null
    type = union(type, known.type)
  }
  return ofType(type)
}

function ofInstance(c: Running, object: Instance, name: string): Value | null {
  const cell = object.attributes.get(name)
  if (cell !== undefined) return inCell(c, cell)
  const method = methodOf(object.class, name)
  if (method === null || isDecorated(method, 'property')) return null
  return { kind: 'bound', self: object, callee: method }
}
