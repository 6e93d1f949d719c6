import type { ClassObject } from '../../lowering/heap.ts'

/** The exception classes of Python that a program may name, each with the class above it. */
const parents: Readonly<Record<string, string | null>> = {
  BaseException: null,
  Exception: 'BaseException',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
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
  TimeoutError: 'Exception',
  OSError: 'Exception',
  IOError: 'OSError',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  Empty: 'Exception',
  Full: 'Exception',
}

const classes = new Map<string, ClassObject>()

export const exceptionNames: readonly string[] = Object.keys(parents).filter(
  (name) => !['Empty', 'Full', 'BrokenBarrierError'].includes(name),
)

/** Python's exception class of that name, or null. */
export function exceptionClass(name: string): ClassObject | null {
  const known = classes.get(name)
  if (known !== undefined) return known
  const above = Object.hasOwn(parents, name) ? parents[name] : undefined
  if (above === undefined) return null
  const made: ClassObject = {
    name,
    node: null,
    parent: above === null ? null : exceptionClass(above),
    kind: 'exception',
    methods: new Map(),
    attributes: new Map(),
    fields: null,
  }
  classes.set(name, made)
  return made
}

/** Whether a class is another, or below it. */
export function isSubclass(of: ClassObject, above: ClassObject): boolean {
  for (let each: ClassObject | null = of; each !== null; each = each.parent) {
    if (each === above || (each.node !== null && each.node === above.node)) return true
  }
  return false
}
