import type { Span } from '../../../base/source.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { ConditionObject, LockObject, numberIn } from '../../lowering/synchronisation.ts'
import {
  type Arguments,
  boolType,
  constant,
  noArguments,
  none,
  object,
  poison,
  register,
  type Value,
} from '../../lowering/values.ts'
import { jumpOn } from '../../lowering/ways.ts'
import { method, objectClass } from '../objects/object-class.ts'
import { truth } from '../objects/truth.ts'
import { argument, countOf, isTimed, patience } from './arguments.ts'
import { acquireLock, mutexOf, newLock, releaseLock, tryLock } from './lock.ts'
import { define, type LibraryPart } from './part.ts'

/** `threading.Condition`. */
export const condition: LibraryPart = {
  entries: [define('threading.Condition', 'lock=None', makeCondition)],
  classes: [
    objectClass(ConditionObject, {
      methods: {
        acquire: method('blocking=True, timeout=-1', (c, { lock }, args, span) => {
          if (patience(args, 0, span) === 'trying') return tryLock(c, lock, span)
          acquireLock(c, lock, span)
          return constant(true)
        }),
        release: method('', (c, { lock }, _args, span) => {
          releaseLock(c, lock, span)
          return none
        }),
        wait: method('timeout=None', (c, self, args, span) => wait(c, self, isTimed(args, 0), span)),
        wait_for: method('predicate, timeout=None', waitFor),
        notify: method('n=1', (c, self, args, span) => notify(c, self, 'notify', args, span)),
        notify_all: method('', (c, self, args, span) => notify(c, self, 'notify_all', args, span)),
      },
      enter: (c, { lock }, span) => acquireLock(c, lock, span),
      leave: (c, { lock }, span) => releaseLock(c, lock, span),
    }),
  ],
}

/** `Condition()`, which creates a reentrant lock, and `Condition(lock)`. */
function makeCondition(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a condition')
  const given = args.positional[0] ?? args.keywords.get('lock')
  const key = objectKey(c, span, 'condition')
  const lock = given === undefined ? newLock(c, `${key}.lock`, true) : lockOf(given, span)
  return object(c.pass.add(new ConditionObject(identityOf(c, key), lock)))
}

function lockOf(value: Value, span: Span): LockObject {
  if (value.kind === 'object' && value.object instanceof LockObject) return value.object
  throw new Refusal(span, 'a condition needs a lock', 'write `Condition()` or `Condition(lock)`')
}

function conditionNumber(c: Lowering, self: ConditionObject): number {
  return numberIn(c.pass.synchronisation.conditions, self)
}

/** Reports whether the thread certainly holds the lock; raises `RuntimeError` if it certainly does not. */
function checkHeld(c: Lowering, self: ConditionObject, what: string, span: Span): boolean {
  const hold = c.flow.holds(self.lock)
  if (typeof hold === 'number' && hold > 0) return true
  if (hold === 0) {
    c.raise('RuntimeError', span)
    return false
  }
  throw new Refusal(span, `whether the lock is held at this \`${what}\` depends on the path taken`, 'use a `with` statement')
}

/** Sleeps until it is notified; a timed wait may also time out, and returns which. */
function wait(c: Lowering, self: ConditionObject, timed: boolean, span: Span): Value {
  c.startThreads()
  if (!checkHeld(c, self, 'wait', span)) return poison
  const to = timed ? c.flow.temporary() : null
  const condition = conditionNumber(c, self)
  const mutex = mutexOf(c, self.lock)
  c.flow.emit({ op: 'wait', condition, mutex, to }, span)
  return to === null ? constant(true) : register(to, boolType)
}

/** `while not predicate(): wait()`; a timed one returns when a wait times out. */
function waitFor(c: Lowering, self: ConditionObject, args: Arguments, span: Span): Value {
  const predicate = args.positional[0] ?? args.keywords.get('predicate')
  if (predicate === undefined) throw new Refusal(span, '`wait_for` needs a predicate', 'write `wait_for(lambda: …)`')
  const timed = isTimed(args, 1)
  c.startThreads()
  if (!checkHeld(c, self, 'wait_for', span)) return poison
  const done = c.flow.label()
  const late = c.flow.label()
  const holds = (): Value => truth(c, c.call(predicate, noArguments, span), span)
  c.flow.loop(span, () => {
    jumpOn(c, holds(), true, done, span)
    if (!c.flow.reachable) return
    const woken = wait(c, self, timed, span)
    if (timed) jumpOn(c, woken, false, late, span)
  })
  if (!timed) {
    c.flow.arrive(done, span)
    return constant(true)
  }
  c.flow.arrive(late, span)
  const to = c.flow.temporary()
  const last = holds()
  if (last.kind === 'dynamic') c.flow.emit({ op: 'let', to, value: last.expression }, span)
  else
    c.flow.emit(
      { op: 'let', to, value: { kind: 'constant', value: last.kind === 'constant' && last.value === true ? 1 : 0 } },
      span,
    )
  const end = c.flow.label()
  c.flow.jump(end, span)
  c.flow.arrive(done, span)
  c.flow.emit({ op: 'let', to, value: { kind: 'constant', value: 1 } }, span)
  c.flow.jump(end, span)
  c.flow.arrive(end, span)
  return register(to, boolType)
}

function notify(c: Lowering, self: ConditionObject, name: 'notify' | 'notify_all', args: Arguments, span: Span): Value {
  if (!checkHeld(c, self, name, span) || c.initial) return none
  const condition = conditionNumber(c, self)
  if (name === 'notify_all') {
    c.flow.emit({ op: 'notify_all', condition }, span)
    return none
  }
  const times = countOf(argument(args, 0, 'n', constant(1)), 'notify', span)
  for (let count = 0; count < times; count++) c.flow.emit({ op: 'notify', condition }, span)
  return none
}
