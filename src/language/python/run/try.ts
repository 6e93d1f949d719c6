import type { Span } from '../../../base/source.ts'
import { type Cell, ownBookkeeping } from '../../lowering/cell.ts'
import { writeCell } from '../../lowering/cells.ts'
import { targetCell } from '../../lowering/frames.ts'
import type { Catcher } from '../../lowering/lowering.ts'
import { ExceptionObject } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { within } from '../../lowering/unwinding.ts'
import { type ClassObject, noArguments, unbound, type Value } from '../../lowering/values.ts'
import { raiseNamed, raiseObject } from '../objects/exceptions.ts'
import type { Handler, Statement } from '../syntax/tree.ts'
import type { Running } from './running.ts'

type Try = Statement & { readonly kind: 'try' }

export function executeTry(c: Running, statement: Try): void {
  const last = statement.finally
  if (last.length === 0) return executeHandled(c, statement)
  const { frame } = c
  const leaveBlock = (): void => {
    c.frame = frame
    c.execute(last)
  }
  within(c, { kind: 'cleanup', leave: leaveBlock }, () => executeHandled(c, statement))
  c.execute(last)
}

function executeHandled(c: Running, statement: Try): void {
  const { span } = statement
  const after = c.flow.label()
  const catchers = statement.handlers.map((handler): Catcher => {
    return { classes: handledClasses(c, handler), label: c.flow.label(), exception: exceptionCell(c, handler.span) }
  })
  within(c, { kind: 'try', handlers: catchers }, () => c.execute(statement.body))
  c.execute(statement.otherwise)
  c.flow.jump(after, span)
  statement.handlers.forEach((handler, index) => {
    const catcher = catchers[index]
    if (catcher === undefined) return
    c.flow.arrive(catcher.label, handler.span)
    if (!c.flow.reachable) return
    executeHandler(c, handler, catcher.exception)
    c.flow.forget([catcher.exception])
    c.flow.jump(after, span)
  })
  c.flow.arrive(after, span)
}

function executeHandler(c: Running, { name, body, span }: Handler, exception: Cell): void {
  const handle = (): void => within(c, { kind: 'handling', exception }, () => c.execute(body))
  if (name === null) return handle()
  const target = { kind: 'name', name, span } as const
  c.assign(target, c.flow.binding(exception), span)
  const cell = targetCell(c, name)
  // Python deletes the name at the end of the handler. A variable that threads share keeps its last exception.
  const leaveHandler = (): void => {
    if (c.initial || cell.role.kind === 'local') writeCell(c, cell, unbound, span)
  }
  within(c, { kind: 'cleanup', leave: leaveHandler }, handle)
  if (c.flow.reachable) leaveHandler()
}

function exceptionCell(c: Running, span: Span): Cell {
  return c.pass.cell(`${c.flow.thread}${c.path}:${span.start}:exception`, ownBookkeeping('exception', c.flow.depth))
}

function handledClasses(c: Running, { classes }: Handler): readonly ClassObject[] | null {
  if (classes === null) return null
  const value = c.evaluate(classes)
  const items = value.kind === 'tuple' ? value.items : [value]
  return items.flatMap((item) => {
    if (item.kind === 'class' && item.class.kind === 'exception') return [item.class]
    if (item.kind === 'poison') return []
    throw new Refusal(classes.span, 'expected an exception class', 'write a class such as `ValueError` or `Exception`')
  })
}

export function executeRaise(c: Running, statement: Statement & { readonly kind: 'raise' }): void {
  const { exception, cause, span } = statement
  if (exception === null) return raiseAgain(c, span)
  const value = c.evaluate(exception)
  const origin = cause === null ? null : c.evaluate(cause)
  if (!c.flow.reachable) return
  const raised = isExceptionClass(value) ? c.call(value, noArguments, span) : value
  if (!c.flow.reachable) return
  if (raised.kind === 'class' || (origin !== null && !isCause(origin, span))) raiseNamed(c, 'TypeError', span)
  else raiseObject(c, raised, span)
}

function isExceptionClass(value: Value): boolean {
  return value.kind === 'class' && value.class.kind === 'exception'
}

/** Reports whether a value may stand after `from`. */
function isCause(value: Value, span: Span): boolean {
  if (value.kind === 'dynamic') throw new Refusal(span, 'this cause is not known when the program is read', 'leave it out')
  if (value.kind === 'object') return value.object instanceof ExceptionObject
  return value.kind === 'poison' || isExceptionClass(value) || (value.kind === 'constant' && value.value === null)
}

function raiseAgain(c: Running, span: Span): void {
  const handling = c.surroundings.findLast((each) => each.kind === 'handling')
  if (handling?.kind === 'handling') return raiseObject(c, c.flow.binding(handling.exception), span)
  raiseNamed(c, 'RuntimeError', span)
}
