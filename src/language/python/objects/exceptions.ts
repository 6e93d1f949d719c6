import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { ExceptionObject } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { exceptionOf, unwind } from '../../lowering/unwinding.ts'
import { type ClassObject, languageClass, poison, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'

/** The exception classes of Python that a program may name, each with the class above it. */
const parents: Readonly<Record<string, string | null>> = {
  BaseException: null,
  Exception: 'BaseException',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  FrozenInstanceError: 'AttributeError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  BrokenBarrierError: 'RuntimeError',
  TypeError: 'Exception',
  ValueError: 'Exception',
  StopIteration: 'Exception',
  OSError: 'Exception',
  TimeoutError: 'OSError',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  Empty: 'Exception',
  Full: 'Exception',
}

/** Those that a program may name without an import. */
export const exceptionNames: readonly string[] = [...Object.keys(parents), 'IOError'].filter(
  (name) => !['Empty', 'Full', 'BrokenBarrierError', 'FrozenInstanceError'].includes(name),
)

const classes: ReadonlyMap<string, ClassObject> = Object.entries(parents).reduce(
  // The class above stands before those below it.
  (made, [name, above]) => made.set(name, languageClass(name, 'exception', above === null ? null : (made.get(above) ?? null))),
  new Map<string, ClassObject>(),
)

/** Python's exception class of that name, or null. */
export function exceptionClass(name: string): ClassObject | null {
  return classes.get(name === 'IOError' ? 'OSError' : name) ?? null // an alias
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
    if (one.kind === 'object' && one.object instanceof ExceptionObject) unwind(c, one, one.object.class, span)
    else if (one.kind !== 'poison') raiseNamed(c, 'TypeError', span)
    return poison
  })
}
