import type { Span } from '../../../base/source.ts'
import type { ObjectOf } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { boolType, constant, none, poison, register, type Value } from '../../lowering/values.ts'
import { jumpOn } from '../../lowering/ways.ts'
import { truth } from '../objects/operators.ts'
import { callLock, countOf } from './lock.ts'

type ConditionObject = ObjectOf<'condition'>

/** Methods of a condition. */
export function callCondition(c: Lowering, self: ConditionObject, name: string, args: Arguments, span: Span): Value {
  switch (name) {
    case 'wait':
      return wait(c, self, isTimed(args, 0), span)
    case 'wait_for':
      return waitFor(c, self, args, span)
    case 'notify':
    case 'notify_all':
      return notify(c, self, name, args, span)
    default:
      return callLock(c, self, name, args, span)
  }
}

function isTimed(args: Arguments, position: number): boolean {
  const timeout = args.positional[position] ?? args.keywords.get('timeout') ?? none
  return timeout.kind !== 'constant' || timeout.value !== null
}

/** Whether the thread certainly holds the lock; raises `RuntimeError` where it certainly does not. */
function checkHeld(c: Lowering, self: ConditionObject, what: string, span: Span): boolean {
  const hold = c.flow.holds(self.lock)
  if (typeof hold === 'number' && hold > 0) return true
  if (hold === 0) {
    c.raise('RuntimeError', span)
    return false
  }
  throw new Refusal(span, `whether the lock is held at this \`${what}\` depends on the way taken`, 'put it into `with`')
}

/** Sleeps until it is notified; a timed one may also wake by itself, and says so. */
function wait(c: Lowering, self: ConditionObject, timed: boolean, span: Span): Value {
  c.startThreads()
  if (!checkHeld(c, self, 'wait', span)) return poison
  const to = timed ? c.flow.temporary() : null
  const condition = c.pass.indexIn('conditions', self)
  const mutex = c.pass.indexIn('mutexes', self.lock)
  c.flow.emit({ op: 'wait', condition, mutex, to }, span)
  return to === null ? constant(true) : register(to, boolType)
}

/** `while not predicate(): wait()`; a timed one gives up when a wait times out. */
function waitFor(c: Lowering, self: ConditionObject, args: Arguments, span: Span): Value {
  const predicate = args.positional[0] ?? args.keywords.get('predicate')
  if (predicate === undefined) throw new Refusal(span, '`wait_for` needs a predicate', 'write `wait_for(lambda: …)`')
  const timed = isTimed(args, 1)
  c.startThreads()
  if (!checkHeld(c, self, 'wait_for', span)) return poison
  const done = c.flow.label()
  const late = c.flow.label()
  const holds = (): Value => truth(c, c.call(predicate, { positional: [], keywords: new Map() }, span), span)
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
  const condition = c.pass.indexIn('conditions', self)
  if (name === 'notify_all') {
    c.flow.emit({ op: 'notify_all', condition }, span)
    return none
  }
  const times = countOf(args.positional[0] ?? args.keywords.get('n') ?? constant(1), 'notify', span)
  for (let count = 0; count < times; count++) c.flow.emit({ op: 'notify', condition }, span)
  return none
}
