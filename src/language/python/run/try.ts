import type { Span } from '../../../base/source.ts'
import { type Cell, ownBookkeeping } from '../../lowering/cell.ts'
import type { Catcher } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { exceptionOf, within } from '../../lowering/unwinding.ts'
import type { ClassObject } from '../../lowering/values.ts'
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
    if (handler.name !== null) {
      const target = { kind: 'name', name: handler.name, span: handler.span } as const
      c.assign(target, c.flow.binding(catcher.exception), handler.span)
    }
    within(c, { kind: 'handling', exception: catcher.exception }, () => c.execute(handler.body))
    c.flow.forget([catcher.exception])
    c.flow.jump(after, span)
  })
  c.flow.arrive(after, span)
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
  const { exception, span } = statement
  if (exception === null) return raiseAgain(c, span)
  const value = c.evaluate(exception)
  if (value.kind === 'class') {
    if (value.class.kind === 'exception') return raiseObject(c, exceptionOf(c, value.class), span)
    raiseNamed(c, 'TypeError', span)
  } else raiseObject(c, value, span)
}

function raiseAgain(c: Running, span: Span): void {
  const handling = c.surroundings.findLast((each) => each.kind === 'handling')
  if (handling?.kind === 'handling') return raiseObject(c, c.flow.binding(handling.exception), span)
  raiseNamed(c, 'RuntimeError', span)
}
