import type { Span } from '../../../base/source.ts'
import type { Cell, ClassObject } from '../../lowering/heap.ts'
import { ownBookkeeping } from '../../lowering/heap.ts'
import type { Catcher, Lowering, Surrounding } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { exceptionClass, isSubclass } from '../objects/exception-classes.ts'
import type { Handler, Statement } from '../syntax/tree.ts'

type Try = Statement & { readonly kind: 'try' }

/** The exception object of a class; exceptions of one class are not told apart. */
export function exceptionOf(c: Lowering, of: ClassObject): Value {
  const key = `exception ${of.name}`
  const known = c.pass.objects.get(key)
  if (known?.kind === 'exception' && known.class === of) return { kind: 'object', object: known }
  const code = c.pass.codes.objectCode(key)
  const made = c.pass.add({ kind: 'exception', code, key, name: of.name, class: of })
  c.pass.exceptions.set(code, made)
  return { kind: 'object', object: made }
}

/** Raises an exception of Python's own. What comes after is not reached. */
export function raiseNamed(c: Lowering, name: string, span: Span): Value {
  const found = exceptionClass(name)
  if (found === null) throw new Refusal(span, `unknown exception ${name}`, null)
  raiseObject(c, exceptionOf(c, found), span)
  return poison
}

/** Raises an exception: to the first handler that takes it, through every `with` and `finally` on the way. */
export function raiseObject(c: Lowering, exception: Value, span: Span): void {
  eachObject(c, exception, span, (one) => {
    if (one.kind === 'object' && one.object.kind === 'exception') unwind(c, one, one.object.class, span)
    else if (one.kind !== 'poison') raiseNamed(c, 'TypeError', span)
    return poison
  })
}

function unwind(c: Lowering, exception: Value, of: ClassObject, span: Span): void {
  const { surroundings } = c
  for (let index = surroundings.length - 1; index >= 0 && c.flow.reachable; index--) {
    const around = surroundings[index]
    if (around?.kind === 'cleanup') leave(c, index, around)
    if (around?.kind !== 'try') continue
    const handler = around.handlers.find(({ classes }) => classes === null || classes.some((each) => isSubclass(of, each)))
    if (handler === undefined) continue
    c.flow.bind(handler.exception, exception, span)
    c.flow.jump(handler.label, span)
    return
  }
  if (!c.flow.reachable) return
  if (c.initial) {
    const hint = 'module code before the first thread starts is executed when the program is read'
    c.flow.reachable = false
    throw new Refusal(span, `this raises ${of.name}`, hint)
  }
  c.flow.emit({ op: 'raise', exception: of.name }, span)
  c.flow.reachable = false
}

/** Executes what has to happen on the way out of a `with` or `finally`, as if already outside of it. */
export function leave(c: Lowering, index: number, cleanup: Surrounding & { kind: 'cleanup' }): void {
  const { surroundings, frame, path } = c
  c.surroundings = surroundings.slice(0, index)
  cleanup.leave()
  c.surroundings = surroundings
  c.frame = frame
  c.path = path
}

/** Leaves every `with` and `finally` inside a surrounding, which stays. */
export function leaveUpTo(c: Lowering, target: Surrounding): void {
  for (let index = c.surroundings.length - 1; index >= 0 && c.surroundings[index] !== target; index--) {
    const around = c.surroundings[index]
    if (around?.kind === 'cleanup' && c.flow.reachable) leave(c, index, around)
  }
}

/** Writes something with surroundings around it. */
export function within(c: Lowering, around: Surrounding, write: () => void): void {
  const { surroundings } = c
  c.surroundings = [...surroundings, around]
  try {
    write()
  } finally {
    c.surroundings = surroundings
  }
}

export function executeTry(c: Lowering, statement: Try): void {
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

function executeHandled(c: Lowering, statement: Try): void {
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

function exceptionCell(c: Lowering, span: Span): Cell {
  return c.pass.cell(`${c.flow.thread}${c.path}:${span.start}:exception`, ownBookkeeping('exception', c.flow.depth))
}

function handledClasses(c: Lowering, { classes }: Handler): readonly ClassObject[] | null {
  if (classes === null) return null
  const value = c.evaluate(classes)
  const items = value.kind === 'tuple' ? value.items : [value]
  return items.flatMap((item) => {
    if (item.kind === 'class' && item.class.kind === 'exception') return [item.class]
    if (item.kind === 'poison') return []
    throw new Refusal(classes.span, 'this is no exception class', 'name classes such as `ValueError`, or `Exception`')
  })
}

export function executeRaise(c: Lowering, statement: Statement & { readonly kind: 'raise' }): void {
  const { exception, span } = statement
  if (exception === null) return raiseAgain(c, span)
  const value = c.evaluate(exception)
  if (value.kind === 'class') {
    if (value.class.kind === 'exception') return raiseObject(c, exceptionOf(c, value.class), span)
    raiseNamed(c, 'TypeError', span)
  } else raiseObject(c, value, span)
}

function raiseAgain(c: Lowering, span: Span): void {
  const handling = c.surroundings.findLast((each) => each.kind === 'handling')
  if (handling?.kind === 'handling') return raiseObject(c, c.flow.binding(handling.exception), span)
  raiseNamed(c, 'RuntimeError', span)
}
