import type { Span } from '../../../base/source.ts'
import { compare, load, number, plus, reg, store } from '../../lowering/arrays.ts'
import { guard, readCell, writeCell } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, objectKey } from '../../lowering/frames.ts'
import type { Cell, LockObject, ObjectOf } from '../../lowering/heap.ts'
import { sharedBookkeeping } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { boolType, constant, intType, none, object, poison, register, type Value } from '../../lowering/values.ts'

export type Lockable = ObjectOf<'lock' | 'condition' | 'semaphore'>

/** `Lock()` and `RLock()`. */
export function makeLock(c: Lowering, reentrant: boolean, span: Span): Value {
  checkMaking(c, span, 'a lock')
  return object(newLock(c, objectKey(c, span, 'lock'), reentrant))
}

function newLock(c: Lowering, key: string, reentrant: boolean): LockObject {
  return c.pass.add<LockObject>({ kind: 'lock', code: c.pass.codes.objectCode(key), key, name: null, reentrant })
}

/** `Condition()`, which makes a reentrant lock of its own, and `Condition(lock)`. */
export function makeCondition(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a condition')
  const given = args.positional[0] ?? args.keywords.get('lock')
  const key = objectKey(c, span, 'condition')
  let lock: LockObject
  if (given === undefined) lock = newLock(c, `${key}.lock`, true)
  else if (given.kind === 'object' && given.object.kind === 'lock') lock = given.object
  else throw new Refusal(span, 'a condition needs a lock', 'write `Condition()` or `Condition(lock)`')
  const code = c.pass.codes.objectCode(key)
  return object(c.pass.add<ObjectOf<'condition'>>({ kind: 'condition', code, key, name: null, lock }))
}

/** `Semaphore(n)` and `BoundedSemaphore(n)`. */
export function makeSemaphore(c: Lowering, bounded: boolean, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a semaphore')
  const initial = countOf(args.positional[0] ?? args.keywords.get('value') ?? constant(1), 'a semaphore', span)
  const key = objectKey(c, span, 'semaphore')
  const code = c.pass.codes.objectCode(key)
  const count = bounded ? hiddenCell(c, `${key}.count`, initial) : null
  return object(c.pass.add<ObjectOf<'semaphore'>>({ kind: 'semaphore', code, key, name: null, initial, bounded, count }))
}

/** `Event()`. */
export function makeEvent(c: Lowering, span: Span): Value {
  checkMaking(c, span, 'an event')
  const key = objectKey(c, span, 'event')
  const flag = hiddenCell(c, `${key}.flag`, false)
  return object(c.pass.add<ObjectOf<'event'>>({ kind: 'event', code: c.pass.codes.objectCode(key), key, name: null, flag }))
}

/** `Barrier(n)`. */
export function makeBarrier(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a barrier')
  if (args.positional.length !== 1 || args.keywords.size > 0) {
    const given = args.keywords.get('parties')
    if (given === undefined || args.keywords.size > 1) {
      throw new Refusal(span, 'a barrier with an action or a timeout is not supported', 'write `Barrier(n)`')
    }
  }
  const parties = countOf(args.positional[0] ?? args.keywords.get('parties') ?? none, 'a barrier', span)
  const key = objectKey(c, span, 'barrier')
  return object(
    c.pass.add<ObjectOf<'barrier'>>({ kind: 'barrier', code: c.pass.codes.objectCode(key), key, name: null, parties }),
  )
}

export function countOf(value: Value, what: string, span: Span): number {
  if (value.kind === 'constant' && typeof value.value === 'number' && value.value >= 0) return value.value
  throw new Refusal(span, `${what} needs a number that is known when the program is read`, 'use a constant, 0 or more')
}

/** Bookkeeping that is no variable of the program. */
export function hiddenCell(c: Lowering, key: string, initial: number | boolean): Cell {
  const cell = c.pass.cell(key, sharedBookkeeping(key))
  c.pass.begin(cell, constant(initial))
  return cell
}

/** Whether a call waits for ever, not at all, or until some time has passed. */
export function patience(args: Arguments, first: number, span: Span): 'blocking' | 'trying' {
  const blocking = args.positional[first] ?? args.keywords.get('blocking') ?? args.keywords.get('block') ?? constant(true)
  const timeout = args.positional[first + 1] ?? args.keywords.get('timeout') ?? none
  if (blocking.kind !== 'constant') throw new Refusal(span, 'whether this blocks must be known', 'write True or False')
  if (blocking.value === false || blocking.value === 0) return 'trying'
  const endless = timeout.kind === 'constant' && (timeout.value === null || timeout.value === -1)
  return endless ? 'blocking' : 'trying'
}

/** The lock behind a condition, or the lock itself. */
function lockOf(lockable: Lockable): LockObject | ObjectOf<'semaphore'> {
  return lockable.kind === 'condition' ? lockable.lock : lockable
}

/** `acquire()` that waits. */
export function acquireLock(c: Lowering, lockable: Lockable, span: Span): void {
  const lock = lockOf(lockable)
  if (c.initial) {
    if (tryInitially(c, lock)) return
    throw new Refusal(span, 'module code waits here, and no thread is started yet', 'release the lock before')
  }
  if (lock.kind === 'semaphore') {
    const semaphore = c.pass.indexIn('semaphores', lock)
    if (lock.count !== null && c.pass.facts.isLoose(lock.key)) {
      const { count } = lock
      touch(c, count)
      c.flow.atomic(`acquire ${lock.name ?? 'semaphore'}`, span, () => {
        c.flow.emit({ op: 'sem_acquire', semaphore }, span)
        const n = load(c, count, null, span)
        store(c, count, null, plus(reg(n), number(-1)), span)
      })
    } else c.flow.emit({ op: 'sem_acquire', semaphore }, span)
  } else c.flow.emit({ op: 'acquire', mutex: c.pass.indexIn('mutexes', lock) }, span)
  const hold = c.flow.holds(lock)
  c.flow.setHold(lock, typeof hold === 'number' ? hold + 1 : 'unknown')
}

/** Before threads start, locks are only counted. */
function tryInitially(c: Lowering, lock: LockObject | ObjectOf<'semaphore'>): boolean {
  const hold = Number(c.flow.holds(lock))
  const free = lock.kind === 'lock' ? lock.reentrant || hold === 0 : lock.initial - hold > 0
  if (free) c.flow.setHold(lock, hold + 1)
  return free
}

/** `acquire` that does not wait, or not for ever: whether it got the lock. */
function tryLock(c: Lowering, lockable: Lockable, span: Span): Value {
  const lock = lockOf(lockable)
  if (c.initial) return constant(tryInitially(c, lock))
  const to = c.flow.temporary()
  const held = c.flow.holds(lock)
  if (lock.kind === 'semaphore') {
    const semaphore = c.pass.indexIn('semaphores', lock)
    if (lock.count !== null && c.pass.facts.isLoose(lock.key)) {
      const { count } = lock
      touch(c, count)
      c.flow.atomic(`acquire ${lock.name ?? 'semaphore'}`, span, () => {
        c.flow.emit({ op: 'sem_try_acquire', to, semaphore }, span)
        const n = load(c, count, null, span)
        store(c, count, null, { kind: 'binary', operator: '-', left: reg(n), right: reg(to) }, span)
      })
    } else c.flow.emit({ op: 'sem_try_acquire', to, semaphore }, span)
  } else c.flow.emit({ op: 'try_acquire', to, mutex: c.pass.indexIn('mutexes', lock) }, span)
  c.flow.setHold(lock, held === 0 ? { register: to } : 'unknown')
  return register(to, boolType)
}

function touch(c: Lowering, cell: Cell): void {
  c.pass.facts.write(cell, c.flow.thread, intType)
  c.pass.facts.keepInMemory(cell)
}

/** `release()`. One that its thread may not hold is checked: `RuntimeError`, or `ValueError` for a bounded semaphore. */
export function releaseLock(c: Lowering, lockable: Lockable, span: Span): void {
  const lock = lockOf(lockable)
  const hold = c.flow.holds(lock)
  if (c.initial) {
    const excess = lock.kind === 'lock' ? hold === 0 : lock.bounded && hold === 0
    if (excess) c.raise(lock.kind === 'lock' ? 'RuntimeError' : 'ValueError', span)
    else c.flow.setHold(lock, Number(hold) - 1)
    return
  }
  const certain = typeof hold === 'number' && hold > 0
  if (lock.kind === 'semaphore') releaseSemaphore(c, lock, certain, span)
  else if (lock.reentrant && hold === 0) c.raise('RuntimeError', span)
  else releaseMutex(c, lock, certain || lock.reentrant, span)
  if (c.flow.reachable) c.flow.setHold(lock, certain ? hold - 1 : lock.kind === 'lock' && !lock.reentrant ? 0 : 'unknown')
}

function releaseMutex(c: Lowering, lock: LockObject, certain: boolean, span: Span): void {
  const mutex = c.pass.indexIn('mutexes', lock)
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

function releaseSemaphore(c: Lowering, lock: ObjectOf<'semaphore'>, certain: boolean, span: Span): void {
  const semaphore = c.pass.indexIn('semaphores', lock)
  if (lock.count !== null && !certain) c.pass.facts.loosen(lock.key)
  if (lock.count === null || !c.pass.facts.isLoose(lock.key)) return c.flow.emit({ op: 'sem_release', semaphore }, span)
  const { count } = lock
  touch(c, count)
  const n = c.flow.temporary()
  c.flow.atomic(`release ${lock.name ?? 'semaphore'}`, span, () => {
    const end: Mark = { at: -1 }
    load(c, count, null, span, n)
    c.flow.leap(compare('>=', reg(n), number(lock.initial)), end, span)
    c.flow.emit({ op: 'sem_release', semaphore }, span)
    store(c, count, null, plus(reg(n), number(1)), span)
    c.flow.place(end)
  })
  guard(c, compare('>=', reg(n), number(lock.initial)), 'ValueError', span)
}

/** Methods of locks, conditions and semaphores but those of conditions alone. */
export function callLock(c: Lowering, self: Lockable, name: string, args: Arguments, span: Span): Value {
  switch (name) {
    case 'acquire':
      if (patience(args, 0, span) === 'trying') return tryLock(c, self, span)
      acquireLock(c, self, span)
      return constant(true)
    case 'release': {
      const times =
        self.kind === 'semaphore' ? countOf(args.positional[0] ?? args.keywords.get('n') ?? constant(1), 'release', span) : 1
      for (let count = 0; count < times && c.flow.reachable; count++) releaseLock(c, self, span)
      return none
    }
    case 'locked': {
      const lock = lockOf(self)
      if (lock.kind !== 'lock') return constant(false)
      if (c.initial) return constant(c.flow.holds(lock) !== 0)
      const to = c.flow.temporary()
      c.flow.emit({ op: 'locked', to, mutex: c.pass.indexIn('mutexes', lock) }, span)
      return register(to, boolType)
    }
    default:
      return poison
  }
}

/** Methods of an event. Its flag is a variable of its own. */
export function callEvent(c: Lowering, self: ObjectOf<'event'>, name: string, args: Arguments, span: Span): Value {
  const { flag } = self
  switch (name) {
    case 'set':
    case 'clear':
      writeCell(c, flag, constant(name === 'set'), span)
      return none
    case 'is_set':
      return readCell(c, flag, span)
    default: {
      const timeout = args.positional[0] ?? args.keywords.get('timeout') ?? none
      if (timeout.kind !== 'constant' || timeout.value !== null) return readCell(c, flag, span)
      const known = c.initial || !c.pass.facts.isShared(flag) ? readCell(c, flag, span) : null
      if (c.initial && known?.kind === 'constant' && known.value === true) return constant(true)
      c.startThreads()
      c.pass.facts.access(flag, c.flow.thread)
      c.pass.facts.keepInMemory(flag)
      const variable = c.pass.variableOf(flag)
      c.flow.emit({ op: 'await', until: { kind: 'shared', variable, index: null } }, span)
      return constant(true)
    }
  }
}

/** `wait` of a barrier. */
export function callBarrier(c: Lowering, self: ObjectOf<'barrier'>, args: Arguments, span: Span): Value {
  if (args.positional.length + args.keywords.size > 0) {
    throw new Refusal(span, 'a barrier with a timeout is not supported', 'write `barrier.wait()`')
  }
  c.startThreads()
  c.flow.emit({ op: 'barrier_wait', barrier: c.pass.indexIn('barriers', self) }, span)
  return { kind: 'text', parts: [] }
}
