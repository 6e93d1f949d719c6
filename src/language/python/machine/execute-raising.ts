import { isSubclass } from './classes.ts'
import type { Machine } from './machine.ts'
import type { Op } from './objects.ts'
import { bare, type Frame, handledException, Obj, Tuple, type Value } from './objects.ts'
import { Raised } from './values.ts'

/** `raise`, and the exception of an `assert` that fails. */
export function executeRaise(m: Machine, frame: Frame, op: Op): void {
  if (op.a >= 2) {
    const message = op.a === 2 ? [bare(frame.stack.at(-1))] : []
    throw m.raising(m.makeException('AssertionError', message))
  }
  const cause = op.a === 1 ? bare(frame.stack.at(-1)) : undefined
  const raised = bare(frame.stack.at(op.a === 1 ? -2 : -1))
  if (raised instanceof Obj && raised.kind === 'class' && isException(m, raised)) {
    if (raised.fixed.native === true && cause === undefined) throw m.raising(instanceOf(raised))
    // The exception is made by a call, and the instruction is executed again with it.
    frame.pc--
    const at = frame.stack.length - (op.a === 1 ? 2 : 1)
    m.call(raised, [], new Map(), { kind: 'replace', values: [], word: '', target: at })
    return
  }
  if (!(raised instanceof Obj) || raised.type === null || !isException(m, raised.type)) {
    throw new Raised('TypeError', 'exceptions must derive from BaseException')
  }
  if (cause !== undefined) return raiseFrom(m, frame, raised, cause)
  throw m.raising(raised)
}

/** `raise … from …` */
function raiseFrom(m: Machine, frame: Frame, raised: Obj, cause: Value): void {
  if (cause instanceof Obj && cause.kind === 'class' && isException(m, cause)) {
    frame.pc--
    m.call(cause, [], new Map(), { kind: 'replace', values: [], word: '', target: frame.stack.length - 1 })
    return
  }
  if (cause !== null && !(cause instanceof Obj && cause.type !== null && isException(m, cause.type))) {
    throw new Raised('TypeError', 'exception causes must derive from BaseException')
  }
  m.memory.write(raised, '.cause', cause)
  throw m.raising(raised)
}

function instanceOf(of: Obj): Obj {
  const exception = new Obj('instance', of, 'exception')
  exception.fields.set('args', new Tuple([]))
  return exception
}

function isException(m: Machine, of: Obj): boolean {
  return isSubclass(of, m.classes.named('BaseException'))
}

/** `raise` without an exception. */
export function reraise(m: Machine, frame: Frame): never {
  const own = frame.handling.at(-1)
  if (own instanceof Obj) throw m.raising(own)
  const found = handledException(m.frames)
  if (found !== null) throw m.raising(found)
  throw new Raised('RuntimeError', 'No active exception to reraise')
}

/** Whether an `except` clause with these classes catches an exception. */
export function catches(m: Machine, exception: Value, classes: Value): boolean {
  const all = classes instanceof Tuple ? classes.items : [classes]
  return all.some((each) => {
    if (!(each instanceof Obj) || each.kind !== 'class' || !isException(m, each)) {
      throw new Raised('TypeError', 'catching classes that do not inherit from BaseException is not allowed')
    }
    return isSubclass(m.classes.of(exception), each)
  })
}
