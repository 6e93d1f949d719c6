import type { Span } from '../../../base/source.ts'
import { compare, load, number, plus, reg, store } from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { guard } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { hiddenPart, type Identity, type Part } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { numberIn, SemaphoreObject } from '../../lowering/synchronisation.ts'
import { type Arguments, boolType, constant, intType, none, object, register, type Value } from '../../lowering/values.ts'
import { method, objectClass } from '../objects/object-class.ts'
import { argument, countOf, patience } from './arguments.ts'
import { hiddenCell } from './bookkeeping.ts'
import { waitsInitially } from './lock.ts'
import { define, type LibraryPart } from './part.ts'

class CountingSemaphore extends SemaphoreObject {
  /** The remaining count of a bounded semaphore, if a `release` too many is possible; null for one without bound. */
  readonly count: Cell | null

  constructor(identity: Identity, initial: number, count: Cell | null) {
    super(identity, initial)
    this.count = count
  }

  override parts(): Part[] {
    return this.count === null ? [] : [hiddenPart(this.count, '.count')]
  }
}

/** `threading.Semaphore` and `threading.BoundedSemaphore`. */
export const semaphore: LibraryPart = {
  entries: [
    define('threading.Semaphore', 'value=1', (c, args, span) => makeSemaphore(c, false, args, span)),
    define('threading.BoundedSemaphore', 'value=1', (c, args, span) => makeSemaphore(c, true, args, span)),
  ],
  classes: [
    objectClass(CountingSemaphore, {
      methods: {
        acquire: method('blocking=True, timeout=None', (c, self, args, span) => {
          if (patience(args, 0, span) === 'trying') return tryAcquire(c, self, span)
          acquire(c, self, span)
          return constant(true)
        }),
        release: method('n=1', (c, self, args, span) => {
          const times = countOf(argument(args, 0, 'n', constant(1)), 'release', span)
          for (let count = 0; count < times && c.flow.reachable; count++) release(c, self, span)
          return none
        }),
      },
      enter: acquire,
      leave: release,
    }),
  ],
}

function makeSemaphore(c: Lowering, bounded: boolean, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a semaphore')
  const initial = countOf(argument(args, 0, 'value', constant(1)), 'a semaphore', span)
  const key = objectKey(c, span, 'semaphore')
  const identity = identityOf(c, key)
  const count = bounded ? hiddenCell(c, `${key}.count`, initial) : null
  return object(c.pass.add(new CountingSemaphore(identity, initial, count)))
}

function numberOf(c: Lowering, self: CountingSemaphore): number {
  return numberIn(c.pass.synchronisation.semaphores, self)
}

/** The count of a semaphore whose `release`s must be checked. */
function checkedCount(c: Lowering, { count, key }: CountingSemaphore): Cell | null {
  if (count === null || !c.pass.facts.isLoose(key)) return null
  c.pass.facts.write(count, c.flow.thread, intType)
  c.pass.facts.keepInMemory(count)
  return count
}

/** `acquire()` that waits. */
function acquire(c: Lowering, self: CountingSemaphore, span: Span): void {
  if (c.initial) {
    if (tryInitially(c, self)) return
    throw waitsInitially(span)
  }
  const semaphore = numberOf(c, self)
  const count = checkedCount(c, self)
  if (count === null) c.flow.emit({ op: 'sem_acquire', semaphore }, span)
  else {
    c.flow.atomic(`acquire ${self.name ?? 'semaphore'}`, span, () => {
      c.flow.emit({ op: 'sem_acquire', semaphore }, span)
      const n = load(c, count, null, span)
      store(c, count, null, plus(reg(n), number(-1)), span)
    })
  }
  const hold = c.flow.holds(self)
  c.flow.setHold(self, typeof hold === 'number' ? hold + 1 : 'unknown')
}

/** Before threads start, semaphores are only counted. */
function tryInitially(c: Lowering, self: CountingSemaphore): boolean {
  const hold = Number(c.flow.holds(self))
  const free = self.initial - hold > 0
  if (free) c.flow.setHold(self, hold + 1)
  return free
}

/** `acquire` that does not wait, or has a timeout: returns whether it acquired the semaphore. */
function tryAcquire(c: Lowering, self: CountingSemaphore, span: Span): Value {
  if (c.initial) return constant(tryInitially(c, self))
  const to = c.flow.temporary()
  const held = c.flow.holds(self)
  const semaphore = numberOf(c, self)
  const count = checkedCount(c, self)
  if (count === null) c.flow.emit({ op: 'sem_try_acquire', to, semaphore }, span)
  else {
    c.flow.atomic(`acquire ${self.name ?? 'semaphore'}`, span, () => {
      c.flow.emit({ op: 'sem_try_acquire', to, semaphore }, span)
      const n = load(c, count, null, span)
      store(c, count, null, { kind: 'binary', operator: '-', left: reg(n), right: reg(to) }, span)
    })
  }
  c.flow.setHold(self, held === 0 ? { register: to } : 'unknown')
  return register(to, boolType)
}

/** `release()`. One too many of a bounded semaphore is checked: `ValueError`. */
function release(c: Lowering, self: CountingSemaphore, span: Span): void {
  const hold = c.flow.holds(self)
  if (c.initial) {
    if (self.count !== null && hold === 0) c.raise('ValueError', span)
    else c.flow.setHold(self, Number(hold) - 1)
    return
  }
  const certain = typeof hold === 'number' && hold > 0
  if (self.count !== null && !certain) c.pass.facts.loosen(self.key)
  writeRelease(c, self, span)
  if (c.flow.reachable) c.flow.setHold(self, certain ? hold - 1 : 'unknown')
}

function writeRelease(c: Lowering, self: CountingSemaphore, span: Span): void {
  const semaphore = numberOf(c, self)
  const count = checkedCount(c, self)
  if (count === null) return c.flow.emit({ op: 'sem_release', semaphore }, span)
  const n = c.flow.temporary()
  c.flow.atomic(`release ${self.name ?? 'semaphore'}`, span, () => {
    const end: Mark = { at: -1 }
    load(c, count, null, span, n)
    c.flow.leap(compare('>=', reg(n), number(self.initial)), end, span)
    c.flow.emit({ op: 'sem_release', semaphore }, span)
    store(c, count, null, plus(reg(n), number(1)), span)
    c.flow.place(end)
  })
  guard(c, compare('>=', reg(n), number(self.initial)), 'ValueError', span)
}
