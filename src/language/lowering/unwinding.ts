import type { Span } from '../../base/source.ts'
import type { Lowering, Surrounding } from './lowering.ts'
import { ExceptionObject } from './objects.ts'
import { Refusal } from './refusals.ts'
import { type ClassObject, isSubclass, object, type Value } from './values.ts'

/** Returns the exception object of a class; exceptions of one class are not distinguished. */
export function exceptionOf(c: Lowering, of: ClassObject): Value {
  const key = `exception ${of.name}`
  const known = c.pass.objects.get(key)
  if (known instanceof ExceptionObject && known.class === of) return object(known)
  const made = c.pass.add(new ExceptionObject({ key, code: c.pass.codes.objectCode(key) }, of))
  c.pass.exceptions.set(made.code, made)
  return object(made)
}

/** Jumps to the first handler that catches the exception, through all cleanups on the way. */
export function unwind(c: Lowering, exception: Value, of: ClassObject, span: Span): void {
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
    const hint = 'module code before the start of the first thread is executed when the program is read'
    c.flow.reachable = false
    throw new Refusal(span, `this raises ${of.name}`, hint)
  }
  c.flow.emit({ op: 'raise', exception: of.name }, span)
  c.flow.reachable = false
}

/** Executes the cleanup of a block, as if already outside of it. */
export function leave(c: Lowering, index: number, cleanup: Surrounding & { kind: 'cleanup' }): void {
  const { surroundings, frame, path } = c
  c.surroundings = surroundings.slice(0, index)
  cleanup.leave()
  c.surroundings = surroundings
  c.frame = frame
  c.path = path
}

/** Executes the cleanups of all blocks inside of a surrounding; the surrounding itself stays. */
export function leaveUpTo(c: Lowering, target: Surrounding): void {
  for (let index = c.surroundings.length - 1; index >= 0 && c.surroundings[index] !== target; index--) {
    const around = c.surroundings[index]
    if (around?.kind === 'cleanup' && c.flow.reachable) leave(c, index, around)
  }
}

/** Calls `write` within a surrounding. */
export function within(c: Lowering, around: Surrounding, write: () => void): void {
  const { surroundings } = c
  c.surroundings = [...surroundings, around]
  try {
    write()
  } finally {
    c.surroundings = surroundings
  }
}
