import { Bug } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { describe, readCell, writeCell } from '../../lowering/cells.ts'
import { targetCell } from '../../lowering/frames.ts'
import { nameAfter, nameValue } from '../../lowering/object-names.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { attributeOf, setAttribute } from '../objects/attributes.ts'
import { extend } from '../objects/container-methods.ts'
import { isContainer, isList, mayBeContainer } from '../objects/containers.ts'
import { elementsOf } from '../objects/iteration.ts'
import { operate } from '../objects/sequences.ts'
import { elementOf, setElement } from '../objects/subscripts.ts'
import type { ArithmeticOperator, Expr, Statement } from '../syntax/tree.ts'
import { inOrder } from './evaluation-order.ts'
import type { Running } from './running.ts'

/** Gives a target a value. */
export function assignTo(c: Running, target: Expr, value: Value, span: Span): void {
  if (!c.flow.reachable) return
  switch (target.kind) {
    case 'name': {
      const cell = targetCell(c, target.name)
      nameAfter(c, cell, value, target.name)
      return writeCell(c, cell, overridden(c, target.name, value), span)
    }
    case 'attribute': {
      const object = c.evaluate(target.object)
      nameByAttribute(c, object, target.name, value)
      return setAttribute(c, object, target.name, value, span)
    }
    case 'subscript': {
      const [object, index] = inOrder(c, [target.object, target.index])
      return setElement(c, object ?? poison, index ?? poison, value, span)
    }
    case 'tuple':
    case 'list':
      return assignItems(c, target.items, value, span)
    default: // the syntax has no other targets
      throw new Bug(`an assignment to ${target.kind}`)
  }
}

/** Names an object after the attribute that receives it. */
function nameByAttribute(c: Running, owner: Value, attribute: string, value: Value): void {
  if (owner.kind !== 'object' || owner.object.name === null) return
  const name = `${owner.object.name}.${attribute}`
  const cell = owner.object instanceof Instance ? owner.object.attributes.get(attribute) : undefined
  if (cell === undefined) nameValue(c, value, name)
  else nameAfter(c, cell, value, name)
}

/** `--set N=3` gives module-level constants another value. */
function overridden(c: Running, name: string, value: Value): Value {
  const given = c.choices.set.get(name)
  return given === undefined || c.frame !== null || !c.initial || value.kind === 'poison' ? value : constant(given)
}

function assignItems(c: Running, targets: readonly Expr[], value: Value, span: Span): void {
  if (value.kind === 'poison') return
  if (value.kind === 'dynamic') {
    const hint = 'assign it to one variable; lists and queues that threads share hold no tuples'
    throw new Refusal(span, 'unpacking a value that is not known when the program is read is not supported', hint)
  }
  const items = elementsOf(c, value, span)
  if (items.length !== targets.length) {
    c.raise('ValueError', span)
    return
  }
  const kept = c.initial ? items : items.map((item) => c.flow.held(item, span))
  for (const [index, target] of targets.entries()) assignTo(c, target, kept[index] ?? poison, span)
}

/** `target op= value`: reads, computes, writes. */
export function update(c: Running, statement: Statement & { readonly kind: 'update' }): void {
  const { target, operator, value, span } = statement
  const changed = (old: Value): Value => {
    const [kept, other] = [c.initial || value.kind === 'number' ? old : heldBefore(c, old, value, span), c.evaluate(value)]
    if (kept.kind !== 'dynamic' || !mayBeContainer(c, kept)) return changedOnce(c, operator, kept, other, span)
    const operand = c.flow.held(other, span)
    return eachObject(c, kept, span, (one) => changedOnce(c, operator, one, operand, span))
  }
  switch (target.kind) {
    case 'name': {
      const cell = targetCell(c, target.name)
      const old = readCell(c, cell, span)
      if (old.kind === 'unbound') {
        if (c.frame?.cells.has(target.name)) return void c.raise('UnboundLocalError', span)
        throw new Refusal(target.span, `\`${target.name}\` is not defined here`, 'assign a value first')
      }
      if (c.flow.reachable) writeUpdated(c, () => writeCell(c, cell, changed(old), span))
      return
    }
    case 'attribute': {
      const object = c.evaluate(target.object)
      const old = attributeOf(c, object, target.name, span)
      return writeUpdated(c, () => setAttribute(c, object, target.name, changed(old), span))
    }
    case 'subscript': {
      const [object = poison, given = poison] = inOrder(c, [target.object, target.index])
      const index = c.initial ? given : c.flow.held(given, span)
      const old = elementOf(c, object, index, span)
      return writeUpdated(c, () => setElement(c, object, index, changed(old), span))
    }
    default: // the syntax has no other targets
      throw new Bug(`an update of ${target.kind}`)
  }
}

/** The value of a variable after an update. A list or dict changes, and stays the same object. */
function changedOnce(c: Running, operator: ArithmeticOperator, old: Value, other: Value, span: Span): Value {
  if (isList(old) && operator === '+') {
    if (c.flow.reachable) extend(c, old.object, other, span)
    return old
  }
  if (isContainer(old) && c.flow.reachable && operator === (isList(old) ? '*' : '|')) {
    const hint = isList(old) ? 'write `a = a * 2`, which makes another list' : 'assign the entries one by one'
    throw new Refusal(span, `\`${operator}=\` on ${describe(old)} is not supported`, hint)
  }
  return operate(c, operator, old, other, span)
}

function writeUpdated(c: Running, write: () => void): void {
  if (c.flow.reachable) write()
}

/** The old value, kept from what evaluating the other operand may change. */
function heldBefore(c: Running, old: Value, operand: Expr, span: Span): Value {
  return operand.kind === 'name' || operand.kind === 'attribute' ? old : c.flow.held(old, span)
}
