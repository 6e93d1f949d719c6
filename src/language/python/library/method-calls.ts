import type { Span } from '../../../base/source.ts'
import { placeOf, readCell, sharedOperand } from '../../lowering/cells.ts'
import type { HeapObject, ObjectOf } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { boolType, constant, encoded, isSame, none, poison, register, typeOf, type Value } from '../../lowering/values.ts'
import { callList } from '../objects/list-methods.ts'
import { callCondition } from './condition.ts'
import { callBarrier, callEvent, callLock } from './lock.ts'
import { callQueue } from './queue.ts'
import { callThread } from './thread.ts'
import { callExecutor, callFuture } from './thread-pool.ts'

/** Calls a method of an object of Python's own. */
export function callMethod(c: Lowering, self: HeapObject, name: string, args: Arguments, span: Span): Value {
  switch (self.kind) {
    case 'list':
      return callList(c, self, name, args, span)
    case 'dict':
      return callDict(c, self, name, args, span)
    case 'lock':
    case 'semaphore':
      return callLock(c, self, name, args, span)
    case 'condition':
      return callCondition(c, self, name, args, span)
    case 'event':
      return callEvent(c, self, name, args, span)
    case 'barrier':
      return callBarrier(c, self, args, span)
    case 'queue':
      return callQueue(c, self, name, args, span)
    case 'thread':
    case 'instance':
      return callThread(c, self, name, args, span)
    case 'executor':
      return callExecutor(c, self, name, args, span)
    case 'future':
      return callFuture(c, self, name, args, span)
    case 'atomic':
      return callAtomic(c, self, name, args, span)
    default:
      throw new Refusal(span, `\`${name}\` of a ${self.kind} is not supported`, null)
  }
}

function callDict(c: Lowering, self: ObjectOf<'dict'>, name: string, args: Arguments, span: Span): Value {
  const entries = [...self.entries.values()]
  switch (name) {
    case 'keys':
      return { kind: 'tuple', items: entries.map(({ key }) => key) }
    case 'values':
      return { kind: 'tuple', items: entries.map(({ cell }) => readCell(c, cell, span)) }
    case 'items':
      return {
        kind: 'tuple',
        items: entries.map(({ key, cell }) => ({ kind: 'tuple', items: [key, readCell(c, cell, span)] })),
      }
    default: {
      const [key = none, fallback = none] = args.positional
      if (key.kind !== 'constant')
        throw new Refusal(span, 'the key must be known when the program is read', 'use a constant key')
      const found = entries.find((entry) => isSame(entry.key, key))
      return found === undefined ? fallback : readCell(c, found.cell, span)
    }
  }
}

/** Methods of `interleave.AtomicInt`: one step each. */
function callAtomic(c: Lowering, self: ObjectOf<'atomic'>, name: string, args: Arguments, span: Span): Value {
  const cell = self.value
  const [first = none, second = none] = args.positional
  if (args.keywords.size > 0) throw new Refusal(span, `\`${name}\` takes no keyword arguments here`, null)
  if (c.initial) return callInitially(c, self, name, first, second)
  const { flow, pass } = c
  pass.widen(cell, pass.initialOf(cell))
  pass.facts.access(cell, flow.thread)
  pass.facts.keepInMemory(cell)
  const place = placeOf(c, cell)
  const operand = (value: Value): ReturnType<typeof sharedOperand> => {
    pass.facts.write(cell, flow.thread, encoded(value, pass.codes)?.type ?? typeOf(0))
    return sharedOperand(c, cell, value, span)
  }
  if (name === 'load') {
    const to = flow.temporary()
    flow.emit({ op: 'load', to, place }, span)
    return register(to, pass.facts.typeOf(cell))
  }
  const value = operand(first)
  if (value === null) return poison
  switch (name) {
    case 'store':
      flow.emit({ op: 'store', place, value }, span)
      return none
    case 'exchange':
    case 'fetch_add': {
      const to = flow.temporary()
      flow.emit({ op: name, to, place, value }, span)
      return register(to, pass.facts.typeOf(cell))
    }
    default: {
      const next = operand(second)
      if (next === null) return poison
      const to = flow.temporary()
      flow.emit({ op: 'cas', to, place, expected: value, value: next }, span)
      return register(to, boolType)
    }
  }
}

function callInitially(c: Lowering, self: ObjectOf<'atomic'>, name: string, first: Value, second: Value): Value {
  const old = c.pass.initialOf(self.value)
  const set = (value: Value): void => c.pass.setInitial(self.value, value)
  switch (name) {
    case 'load':
      return old
    case 'store':
      set(first)
      return none
    case 'exchange':
      set(first)
      return old
    case 'fetch_add':
      if (old.kind === 'constant' && first.kind === 'constant') set(constant(Number(old.value) + Number(first.value)))
      return old
    default: {
      const equal = isSame(old, first)
      if (equal) set(second)
      return constant(equal)
    }
  }
}
