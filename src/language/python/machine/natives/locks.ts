import { classMember } from '../attributes.ts'
import type { Machine } from '../machine.ts'
import { blocked, type Operation, phaseEnd, stop } from '../memory.ts'
import { define, integer, type Natives } from '../native.ts'
import { Obj, Tuple, type Value } from '../objects.ts'
import { Float, Raised, Unsupported } from '../values.ts'

/** The locks, conditions and semaphores of `threading`. */
export function lockNatives(table: Natives): void {
  for (const of of ['threading.Lock', 'threading.RLock']) {
    define(table, `${of}.__init__`, 'self', (m, [self]) => {
      m.memory.poke(object(self), 'holder', null)
      m.memory.poke(object(self), 'count', 0)
      return null
    })
    define(table, `${of}.acquire`, 'self, blocking=, timeout=', (m, [self, blocking = true, timeout = -1]) => {
      return acquire(m, object(self), m.host.truth(m, blocking) && !isTimed(timeout))
    })
    define(table, `${of}.release`, 'self', (m, [self]) => release(m, object(self)))
    define(table, `${of}.__enter__`, 'self', (m, [self]) => acquire(m, object(self), true))
    table.set(`${of}.__exit__`, (m, [self]) => release(m, object(self)))
    define(table, `${of}.locked`, 'self', (m, [self]) => {
      operate(m, 'locked', object(self))
      return m.memory.peek(object(self), 'holder') !== null
    })
  }
  conditionNatives(table)
  semaphoreNatives(table)
}

export function object(value: Value | undefined): Obj {
  if (value instanceof Obj) return value
  throw new Raised('TypeError', 'a method is called without its object')
}

/** A timeout other than none at all. */
export function isTimed(value: Value | undefined): boolean {
  if (value === undefined || value === null) return false
  const seconds = value instanceof Float ? value.value : Number(value)
  return seconds >= 0
}

/** Whether an object of `threading` is one of `multiprocessing`, or a process itself. */
export function isOfProcesses(m: Machine, { type }: Obj): boolean {
  return type !== null && m.modules.has('multiprocessing') && classMember(m, type, '.is of processes') === true
}

/** The next operation is a step of its own, unless nobody else knows the object. */
export function operate(m: Machine, kind: Operation['kind'], on: Obj): void {
  if (m.memory.isInitial || on.shared === null) return
  if (m.memory.process !== '' && !isOfProcesses(m, on)) {
    throw new Unsupported(
      'a lock of `threading` is copied into each process, so that it keeps none out',
      'use that of `multiprocessing`',
    )
  }
  if (m.memory.isBegun) throw stop
  m.memory.step()
  m.memory.operation = { kind, object: on }
}

function waitsForever(m: Machine): Error {
  if (m.memory.isInitial) return new Unsupported('the module waits before it starts a thread', 'start the threads first')
  return blocked
}

export function acquire(m: Machine, lock: Obj, waits: boolean): boolean {
  operate(m, waits ? 'acquire' : 'try', lock)
  const { memory } = m
  const holder = memory.peek(lock, 'holder')
  const isOwn = holder === memory.thread && lock.type?.fixed.name === 'RLock'
  if (holder !== null && !isOwn) {
    if (waits) throw waitsForever(m)
    return false
  }
  memory.poke(lock, 'holder', memory.thread)
  memory.poke(lock, 'count', Number(memory.peek(lock, 'count') ?? 0) + 1)
  return true
}

export function release(m: Machine, lock: Obj): null {
  operate(m, 'release', lock)
  const { memory } = m
  const holder = memory.peek(lock, 'holder')
  const isReentrant = lock.type?.fixed.name === 'RLock'
  if (isReentrant && holder !== memory.thread) throw notOwned(m, lock)
  if (holder === null) throw notHeld(m, lock)
  const count = Number(memory.peek(lock, 'count') ?? 1) - 1
  memory.poke(lock, 'count', count)
  if (count === 0) memory.poke(lock, 'holder', null)
  return null
}

function notOwned(m: Machine, lock: Obj): Raised {
  return isOfProcesses(m, lock)
    ? new Raised('AssertionError', 'attempt to release recursive lock not owned by thread')
    : new Raised('RuntimeError', 'cannot release un-acquired lock')
}

function notHeld(m: Machine, lock: Obj): Raised {
  return isOfProcesses(m, lock)
    ? new Raised('ValueError', 'semaphore or lock released too many times')
    : new Raised('RuntimeError', 'release unlocked lock')
}

function conditionNatives(table: Natives): void {
  const of = 'threading.Condition'
  define(table, `${of}.__init__`, 'self, lock=', (m, [self, lock = null]) => {
    const own = lock instanceof Obj ? lock : new Obj('instance', m.classes.named('threading.RLock'), m.site)
    if (!(lock instanceof Obj)) {
      own.isCommon = true
      own.fields.set('holder', null)
      own.fields.set('count', 0)
    }
    m.memory.poke(object(self), 'lock', own)
    m.memory.poke(object(self), 'waiters', new Tuple([]))
    return null
  })
  const lockOf = (m: Machine, self: Obj): Obj => object(fixedField(m, self, 'lock'))
  define(table, `${of}.acquire`, 'self, blocking=, timeout=', (m, [self, blocking = true, timeout = -1]) => {
    return acquire(m, lockOf(m, object(self)), m.host.truth(m, blocking) && !isTimed(timeout))
  })
  define(table, `${of}.release`, 'self', (m, [self]) => release(m, lockOf(m, object(self))))
  define(table, `${of}.__enter__`, 'self', (m, [self]) => acquire(m, lockOf(m, object(self)), true))
  table.set(`${of}.__exit__`, (m, [self]) => release(m, lockOf(m, object(self))))
  define(table, `${of}.wait`, 'self, timeout=', (m, [self, timeout]) =>
    wait(m, object(self), lockOf(m, object(self)), isTimed(timeout)),
  )
  define(table, `${of}.wait_for`, 'self, predicate, timeout=', (m, [self = null, predicate = null, timeout = null], then) => {
    m.call(m.host.builtin(m, '.wait_for') ?? null, [self, predicate, isTimed(timeout) ? timeout : null], new Map(), then)
    return undefined
  })
  define(table, `${of}.notify`, 'self, n=', (m, [self, n], then) => {
    const times = integer(m, n, 1)
    if (times === 1) return notify(m, object(self), lockOf(m, object(self)), false)
    m.call(m.host.builtin(m, '.notify') ?? null, [self ?? null, times], new Map(), then)
    return undefined
  })
  define(table, `${of}.notify_all`, 'self', (m, [self]) => notify(m, object(self), lockOf(m, object(self)), true))
}

/** What is set once, when an object is made. */
export function fixedField(m: Machine, self: Obj, field: string): Value | undefined {
  const initial = self.fields.get(field)
  return initial ?? m.memory.peek(self, field)
}

function checkHeld(m: Machine, lock: Obj, what: string): void {
  if (m.memory.peek(lock, 'holder') !== m.memory.thread) throw new Raised('RuntimeError', `cannot ${what} on un-acquired lock`)
}

/**
 * `wait` has phases: it releases the lock and sleeps; if it is timed, it may stop to wait; and it acquires the lock
 * again once it is woken.
 */
function wait(m: Machine, condition: Obj, lock: Obj, timed: boolean): boolean {
  const { memory } = m
  if (memory.isInitial) throw waitsForever(m)
  operate(m, timed ? 'timed-wait' : 'wait', condition)
  const waiters = memory.peek(condition, 'waiters')
  const sleeping = waiters instanceof Tuple ? waiters.items : []
  if (m.phase === null) {
    checkHeld(m, lock, 'wait')
    m.phase = new Tuple(['asleep', memory.peek(lock, 'count') ?? 1])
    memory.poke(lock, 'holder', null)
    memory.poke(lock, 'count', 0)
    memory.poke(condition, 'waiters', new Tuple([...sleeping, memory.thread].sort()))
    throw phaseEnd
  }
  const [state, count = 1] = m.phase.items
  if (state === 'asleep' && sleeping.includes(memory.thread)) {
    if (!timed && !m.wakesSpuriously) throw blocked
    memory.poke(condition, 'waiters', new Tuple(sleeping.filter((each) => each !== memory.thread)))
    m.phase = new Tuple([timed ? 'expired' : 'woken', count])
    throw phaseEnd
  }
  if (memory.peek(lock, 'holder') !== null) throw blocked
  memory.poke(lock, 'holder', memory.thread)
  memory.poke(lock, 'count', count)
  m.phase = null
  return state !== 'expired'
}

function notify(m: Machine, condition: Obj, lock: Obj, all: boolean): null {
  const { memory } = m
  if (memory.isInitial) return null
  operate(m, all ? 'notify-all' : 'notify', condition)
  checkHeld(m, lock, 'notify')
  const waiters = memory.peek(condition, 'waiters')
  const sleeping = waiters instanceof Tuple ? waiters.items : []
  if (sleeping.length === 0) return null
  const chosen = all || sleeping.length === 1 ? 0 : memory.choose(sleeping.length)
  memory.poke(condition, 'waiters', new Tuple(all ? [] : sleeping.filter((_, index) => index !== chosen)))
  return null
}

function semaphoreNatives(table: Natives): void {
  for (const of of ['threading.Semaphore', 'threading.BoundedSemaphore']) {
    define(table, `${of}.__init__`, 'self, value=', (m, [self, value]) => {
      const count = integer(m, value, 1)
      if (count < 0) throw new Raised('ValueError', 'semaphore initial value must be >= 0')
      m.memory.poke(object(self), 'value', count)
      m.memory.poke(object(self), 'most', count)
      return null
    })
    define(table, `${of}.acquire`, 'self, blocking=, timeout=', (m, [self, blocking = true, timeout]) => {
      return take(m, object(self), m.host.truth(m, blocking) && !isTimed(timeout))
    })
    define(table, `${of}.release`, 'self, n=', (m, [self, n], then) => {
      const times = integer(m, n, 1)
      if (times < 1) throw new Raised('ValueError', 'n must be one or more')
      if (times === 1) return give(m, object(self), of.endsWith('BoundedSemaphore'))
      m.call(m.host.builtin(m, '.release') ?? null, [self ?? null, times], new Map(), then)
      return undefined
    })
    define(table, `${of}.__enter__`, 'self', (m, [self]) => take(m, object(self), true))
    table.set(`${of}.__exit__`, (m, [self]) => give(m, object(self), of.endsWith('BoundedSemaphore')))
  }
}

function take(m: Machine, semaphore: Obj, waits: boolean): boolean {
  operate(m, waits ? 'sem-acquire' : 'sem-try', semaphore)
  const value = Number(m.memory.peek(semaphore, 'value'))
  if (value === 0) {
    if (waits) throw waitsForever(m)
    return false
  }
  m.memory.poke(semaphore, 'value', value - 1)
  return true
}

function give(m: Machine, semaphore: Obj, isBounded: boolean): null {
  operate(m, 'sem-release', semaphore)
  const value = Number(m.memory.peek(semaphore, 'value'))
  if (isBounded && value >= Number(fixedField(m, semaphore, 'most'))) {
    const what = isOfProcesses(m, semaphore) ? 'semaphore or lock released' : 'Semaphore released'
    throw new Raised('ValueError', `${what} too many times`)
  }
  m.memory.poke(semaphore, 'value', value + 1)
  return null
}
