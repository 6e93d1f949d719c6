import type { Span } from '../../../base/source.ts'
import { describe } from '../../lowering/cells.ts'
import { checkMaking, objectKey } from '../../lowering/frames.ts'
import type { Cell, HeapObject, ObjectOf, PoolRecord, ThreadRecord } from '../../lowering/heap.ts'
import { ownBookkeeping } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { constant, none, object, type Value } from '../../lowering/values.ts'
import { methodOf } from '../objects/attributes.ts'
import { elementsOf } from '../objects/iteration.ts'

export function newThreadRecord(key: string, span: Span, pool: PoolRecord | null = null): ThreadRecord {
  return { key, span, target: null, args: [], keywords: new Map(), givenName: null, daemon: false, pool }
}

/** `Thread(target=…, args=…)`. */
export function makeThread(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a thread')
  const key = objectKey(c, span, 'thread')
  const code = c.pass.codes.objectCode(key)
  const thread = newThreadRecord(key, span)
  describeThread(c, thread, args, span)
  return object(c.pass.add<ObjectOf<'thread'>>({ kind: 'thread', code, key, name: null, thread }))
}

/** Takes over what the arguments of `Thread(…)` say. */
export function describeThread(c: Lowering, thread: ThreadRecord, args: Arguments, span: Span): void {
  if (args.positional.length > 0) throw new Refusal(span, '`Thread` takes keyword arguments', 'write `Thread(target=f)`')
  for (const [name, value] of args.keywords) {
    switch (name) {
      case 'target':
        thread.target = value
        break
      case 'args':
        thread.args = elementsOf(c, value, span)
        break
      case 'kwargs':
        thread.keywords = keywordsOf(c, value, span)
        break
      case 'name':
        thread.givenName = value.kind === 'constant' && value.value !== null ? `${value.value}` : null
        break
      case 'daemon':
        thread.daemon = value.kind === 'constant' && value.value === true
        break
      default:
        throw new Refusal(span, `\`Thread\` has no parameter \`${name}\``, 'it takes target, args, kwargs, name and daemon')
    }
  }
}

function keywordsOf(c: Lowering, value: Value, span: Span): ReadonlyMap<string, Value> {
  if (value.kind !== 'object' || value.object.kind !== 'dict') {
    throw new Refusal(span, `\`kwargs\` cannot be ${describe(value)}`, 'write `kwargs={"amount": 1}`')
  }
  const found = new Map<string, Value>()
  for (const { key, cell } of value.object.entries.values()) {
    if (key.kind === 'constant') found.set(`${key.value}`, c.flow.binding(cell))
  }
  return found
}

/** `start`, `join` and `is_alive` of a thread. */
export function callThread(c: Lowering, self: HeapObject, name: string, args: Arguments, span: Span): Value {
  const thread = self.kind === 'thread' ? self.thread : self.kind === 'instance' ? self.thread : null
  if (thread === null) return none
  switch (name) {
    case 'start':
      return startThread(c, self, thread, span)
    case 'join':
      return joinThread(c, thread, args, span)
    default:
      throw new Refusal(span, `\`${name}\` of a thread is not supported`, 'use `join`, or a variable that the thread sets')
  }
}

function startThread(c: Lowering, self: HeapObject, thread: ThreadRecord, span: Span): Value {
  if (c.choices.threadsGiven) {
    throw new Refusal(span, 'the module starts threads itself', 'leave out --threads; it is for modules that start none')
  }
  checkMaking(c, span, 'the start of a thread')
  c.startThreads()
  if (isStarted(c, thread, span)) return c.raise('RuntimeError', span)
  targetOf(self, thread, span)
  const unknown = [thread.target, ...thread.args, ...thread.keywords.values()].some(isUnknown)
  if (unknown) {
    const hint = 'pass constants or objects, or let the thread read a shared variable'
    throw new Refusal(thread.span, 'an argument of this thread is not known when the program is read', hint)
  }
  if (!c.pass.started.includes(thread)) c.pass.start(thread)
  thread.givenName ??= self.name
  c.flow.bind(startedCell(c, thread), constant(true), span)
  c.flow.emit({ op: 'spawn', thread: c.pass.started.indexOf(thread) }, span)
  return none
}

/** What this thread knows about whether another was started. */
function startedCell(c: Lowering, thread: ThreadRecord): Cell {
  return c.pass.cell(`${thread.key}.started`, ownBookkeeping('started'))
}

function isStarted(c: Lowering, thread: ThreadRecord, span: Span): boolean {
  const known = c.flow.binding(startedCell(c, thread))
  if (known.kind === 'dynamic') {
    throw new Refusal(span, 'whether this thread was started before depends on the way taken', 'start each thread at one place')
  }
  return known.kind === 'constant'
}

export function isUnknown(value: Value | null): boolean {
  if (value === null) return false
  return value.kind === 'dynamic' || ((value.kind === 'tuple' || value.kind === 'elements') && value.items.some(isUnknown))
}

/** What a thread calls: its target, or its `run`. */
export function targetOf(self: HeapObject | null, thread: ThreadRecord, span: Span): void {
  if (self?.kind === 'instance') {
    const run = methodOf(self.class, 'run')
    if (run !== null) thread.target = { kind: 'bound', self, callee: run }
  }
  if (thread.target === null) throw new Refusal(span, 'this thread has nothing to do', 'give it a `target`, or a `run`')
}

function joinThread(c: Lowering, thread: ThreadRecord, args: Arguments, span: Span): Value {
  if (c.initial) return c.raise('RuntimeError', span)
  const index = c.pass.started.indexOf(thread)
  if (index === -1) return c.raise('RuntimeError', span)
  const given = args.positional[0] ?? args.keywords.get('timeout') ?? none
  if (given.kind !== 'constant' || given.value !== null) {
    // It may time out while the thread goes on, or come back when it has ended: in either case this thread goes on.
    c.flow.emit({ op: 'yield' }, span, c.pass.excerpt(span))
    return none
  }
  c.flow.emit({ op: 'join', thread: index }, span)
  return none
}
