import type { Span } from '../../../base/source.ts'
import { compare, number, reg } from '../../lowering/arrays.ts'
import { guard } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { LockObject, numberIn } from '../../lowering/synchronisation.ts'
import { boolType, constant, none, object, register, type Value } from '../../lowering/values.ts'
import { method, objectClass } from '../objects/object-class.ts'
import { patience } from './arguments.ts'
import { define, type LibraryPart } from './part.ts'

/** `threading.Lock` and `threading.RLock`. */
export const lock: LibraryPart = {
  entries: [
    define('threading.Lock', '', (c, _args, span) => makeLock(c, false, span)),
    define('threading.RLock', '', (c, _args, span) => makeLock(c, true, span)),
  ],
  classes: [
    objectClass(LockObject, {
      methods: {
        acquire: method('blocking=True, timeout=-1', (c, self, args, span) => {
          if (patience(args, 0, span) === 'trying') return tryLock(c, self, span)
          acquireLock(c, self, span)
          return constant(true)
        }),
        release: method('', (c, self, _args, span) => {
          releaseLock(c, self, span)
          return none
        }),
        locked: method('', (c, self, _args, span) => {
          if (c.initial) return constant(c.flow.holds(self) !== 0)
          const to = c.flow.temporary()
          c.flow.emit({ op: 'locked', to, mutex: mutexOf(c, self) }, span)
          return register(to, boolType)
        }),
      },
      enter: acquireLock,
      leave: releaseLock,
    }),
  ],
}

function makeLock(c: Lowering, reentrant: boolean, span: Span): Value {
  checkMaking(c, span, 'a lock')
  return object(newLock(c, objectKey(c, span, 'lock'), reentrant))
}

export function newLock(c: Lowering, key: string, reentrant: boolean): LockObject {
  return c.pass.add(new LockObject(identityOf(c, key), reentrant))
}

/** The number of a lock in the program. */
export function mutexOf(c: Lowering, lock: LockObject): number {
  return numberIn(c.pass.synchronisation.mutexes, lock)
}

/** `acquire()` that waits. */
export function acquireLock(c: Lowering, lock: LockObject, span: Span): void {
  if (c.initial) {
    if (tryInitially(c, lock)) return
    throw waitsInitially(span)
  }
  c.flow.emit({ op: 'acquire', mutex: mutexOf(c, lock) }, span)
  const hold = c.flow.holds(lock)
  c.flow.setHold(lock, typeof hold === 'number' ? hold + 1 : 'unknown')
}

export function waitsInitially(span: Span): Refusal {
  return new Refusal(span, 'module code waits here before any thread is started', 'release the lock first')
}

/** Before threads start, locks are only counted. */
function tryInitially(c: Lowering, lock: LockObject): boolean {
  const hold = Number(c.flow.holds(lock))
  const free = lock.reentrant || hold === 0
  if (free) c.flow.setHold(lock, hold + 1)
  return free
}

/** `acquire` that does not wait, or has a timeout: returns whether it acquired the lock. */
export function tryLock(c: Lowering, lock: LockObject, span: Span): Value {
  if (c.initial) return constant(tryInitially(c, lock))
  const to = c.flow.temporary()
  const held = c.flow.holds(lock)
  c.flow.emit({ op: 'try_acquire', to, mutex: mutexOf(c, lock) }, span)
  c.flow.setHold(lock, held === 0 ? { register: to } : 'unknown')
  return register(to, boolType)
}

/** `release()`. Raises `RuntimeError` if its thread does not hold the lock. */
export function releaseLock(c: Lowering, lock: LockObject, span: Span): void {
  const hold = c.flow.holds(lock)
  if (c.initial) {
    if (hold === 0) c.raise('RuntimeError', span)
    else c.flow.setHold(lock, Number(hold) - 1)
    return
  }
  const certain = typeof hold === 'number' && hold > 0
  if (lock.reentrant && hold === 0) c.raise('RuntimeError', span)
  else releaseMutex(c, lock, certain || lock.reentrant, span)
  if (c.flow.reachable) c.flow.setHold(lock, certain ? hold - 1 : lock.reentrant ? 'unknown' : 0)
}

function releaseMutex(c: Lowering, lock: LockObject, certain: boolean, span: Span): void {
  const mutex = mutexOf(c, lock)
  if (!certain) c.pass.facts.loosen(lock.key)
  if (!c.pass.facts.isLoose(lock.key)) return c.flow.emit({ op: 'release', mutex }, span)
  const to = c.flow.temporary()
  c.flow.atomic(`release ${lock.name ?? 'lock'}`, span, () => {
    const end: Mark = { at: -1 }
    c.flow.emit({ op: 'locked', to, mutex }, span)
    c.flow.leap(compare('==', reg(to), number(0)), end, span)
    c.flow.emit({ op: 'release', mutex }, span)
    c.flow.place(end)
  })
  guard(c, compare('==', reg(to), number(0)), 'RuntimeError', span)
}
