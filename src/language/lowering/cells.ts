import { unreachable } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import type { Expression, Place } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import { negated } from './code.ts'
import { letOut } from './frames.ts'
import type { Lowering } from './lowering.ts'
import { Instance } from './objects.ts'
import { Refusal } from './refusals.ts'
import {
  apart,
  dynamic,
  encoded,
  Kind,
  none,
  object,
  poison,
  register,
  type Type,
  typeOf,
  unboundCode,
  type Value,
} from './values.ts'

/** A place of the IR; its cell identifies the variable until the program is assembled. */
export function placeOf(c: Lowering, cell: Cell, index: Expression | null = null): Place {
  return { variable: c.pass.variableOf(cell), index }
}

/** Reports whether threads share a place through memory, so that the lowering does not know its value. */
export function isShared(c: Lowering, cell: Cell): boolean {
  return !c.initial && c.pass.facts.isShared(cell)
}

/** Reads a place: without code if its value is known, in a step if another thread can write it. */
export function readCell(c: Lowering, cell: Cell, span: Span): Value {
  if (c.initial) return c.pass.initialOf(cell)
  c.pass.facts.access(cell, c.flow.thread)
  if (!isShared(c, cell)) {
    const value = c.flow.binding(cell)
    if (value.kind !== 'forgotten') return known(c, value, cell, span)
    c.pass.facts.need(cell)
    return poison // another pass follows
  }
  return loadElement(c, cell, null, span)
}

/** Loads a shared variable, or an element of a shared list. */
export function loadElement(c: Lowering, cell: Cell, index: Expression | null, span: Span): Value {
  c.pass.widen(cell, c.pass.initialOf(cell))
  const to = c.flow.temporary()
  c.flow.emit({ op: 'load', to, place: placeOf(c, cell, index) }, span)
  return known(c, register(to, c.pass.facts.typeOf(cell)), cell, span)
}

/** Returns a value; raises an exception for a name that may have none. */
function known(c: Lowering, value: Value, cell: Cell, span: Span): Value {
  if (value.kind !== 'dynamic') return value
  let { type } = value
  if ((type.kinds & Kind.unbound) !== 0) {
    const missing: Expression = equals(value.expression, unboundCode)
    guard(c, missing, c.unassigned(cell), span)
    type = typeOf(type.kinds & ~Kind.unbound, type.references)
  }
  return narrowed(c, value.expression, type)
}

/** Returns the constant or object that a dynamic value must be, if its type allows only one; else the dynamic value. */
export function narrowed(c: Lowering, expression: Expression, type: Type): Value {
  if (type.kinds === Kind.none) return none
  const [only, second] = type.references
  if (type.kinds === Kind.reference && only !== undefined && second === undefined) {
    const found = c.pass.objectOf(only)
    if (found !== null) return object(found)
  }
  return dynamic(expression, type)
}

export function equals(left: Expression, code: number): Expression {
  return { kind: 'binary', operator: '==', left, right: { kind: 'constant', value: code } }
}

/** Raises an exception if a condition holds. */
export function guard(c: Lowering, condition: Expression, exception: string, span: Span): void {
  if (condition.kind === 'constant' && condition.value === 0) return
  if (condition.kind === 'constant') {
    c.raise(exception, span)
    return
  }
  const fine = c.flow.label()
  c.flow.branch(negated(condition), fine, span)
  c.raise(exception, span)
  c.flow.arrive(fine, span)
}

/** Writes a place: in a step, if another thread can see it. */
export function writeCell(c: Lowering, cell: Cell, value: Value, span: Span): void {
  if (!c.flow.reachable) return
  if (c.initial) return c.pass.setInitial(cell, value)
  letOut(c, value, span, cell.depth)
  const { facts } = c.pass
  const code = encoded(value, c.pass.codes)
  facts.write(cell, c.flow.thread, code?.type ?? typeOf(0))
  if (!isShared(c, cell)) {
    c.flow.bind(cell, value, span)
    if (value.kind === 'dynamic' && cell.role.kind === 'global') c.pass.facts.expose(cell)
    if (cell.observed) show(c, cell, value, span)
    return
  }
  storeElement(c, cell, null, value, span)
}

/** Lets outcomes show a place that only one thread uses; one that ever holds what memory cannot is not shown at all. */
function show(c: Lowering, cell: Cell, value: Value, span: Span): void {
  if (encoded(value, c.pass.codes) === null && cell.capacity === null && value.kind !== 'poison') {
    c.pass.facts.conceal(cell)
    c.pass.concealed.set(cell, value)
  } else if (!c.pass.facts.isConcealed(cell)) writeThrough(c, cell, span)
}

/** Writes a variable of the module that only one thread uses to memory too, so that outcomes show it. */
function writeThrough(c: Lowering, cell: Cell, span: Span): void {
  const now = encoded(c.flow.binding(cell), c.pass.codes)
  if (now === null) return
  const value = setApart(c, cell, now.expression, now.type, span)
  c.flow.emit({ op: 'store', place: placeOf(c, cell), value }, span)
}

/** Stores into a shared variable, or an element of a shared list. */
export function storeElement(c: Lowering, cell: Cell, index: Expression | null, value: Value, span: Span): void {
  const operand = sharedOperand(c, cell, value, span)
  if (operand !== null) c.flow.emit({ op: 'store', place: placeOf(c, cell, index), value: operand }, span)
}

/**
 * Returns a value in its form for shared memory; its arithmetic is a separate step before. Null after reporting a
 * mistake.
 */
export function sharedOperand(c: Lowering, cell: Cell, value: Value, span: Span): Expression | null {
  if (value.kind === 'poison') return null
  const code = encoded(value, c.pass.codes)
  if (code === null) {
    const hint = 'shared variables hold integers, booleans, None, strings, and objects made before'
    throw new Refusal(span, `\`${cell.name}\` is shared between threads, and cannot hold ${describe(value)}`, hint)
  }
  c.pass.facts.widen(cell, code.type)
  const operand = c.flow.operand(dynamic(code.expression, code.type), span)
  return setApart(c, cell, operand, code.type, span)
}

/** Returns an operand that is not taken for a value of the other kinds in its place; see `apart`. */
function setApart(c: Lowering, cell: Cell, operand: Expression, type: Type, span: Span): Expression {
  const first = c.pass.initialOf(cell)
  const values = first.kind === 'elements' ? first.items : [first]
  const kinds = values.map((value) => encoded(value, c.pass.codes)?.type.kinds ?? 0)
  const all = kinds.reduce((some, each) => some | each, c.pass.facts.typeOf(cell).kinds)
  const safe = apart(operand, type, all)
  if (safe === operand) return operand
  const to = c.flow.temporary()
  c.flow.emit({ op: 'let', to, value: safe }, span)
  return { kind: 'register', register: to }
}

/** Returns a kind of value in words, for messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'constant':
      return value.value === null ? 'None' : typeof value.value === 'string' ? 'a string' : `${value.value}`
    case 'float':
      return 'a float'
    case 'dynamic':
      return 'a number'
    case 'tuple':
      return 'a tuple'
    case 'elements':
      return 'a list'
    case 'object':
      return value.object instanceof Instance ? `a \`${value.object.class.name}\`` : `a ${value.object.kind}`
    case 'function':
    case 'bound':
    case 'method':
    case 'builtin':
      return 'a function'
    case 'iterator':
      return `the value of \`${value.name}\``
    case 'text':
      return 'a string computed at run time'
    case 'unbound':
    case 'forgotten':
    case 'range':
    case 'class':
    case 'module':
    case 'poison':
      return `a ${value.kind}`
    default:
      return unreachable(value)
  }
}
