import type { Span } from '../../../base/source.ts'
import { type Cell, ownBookkeeping } from '../../lowering/cell.ts'
import { describe, readCell } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { HeapObject, type Identity } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { newThreadRecord, type ThreadRecord } from '../../lowering/threads.ts'
import { type Arguments, constant, none, object, type Value } from '../../lowering/values.ts'
import { methodOf } from '../objects/attributes.ts'
import { DictObject } from '../objects/containers.ts'
import { elementsOf } from '../objects/iteration.ts'
import { type Method, method, type ObjectClass, objectClass } from '../objects/object-class.ts'
import { isTimed } from './arguments.ts'
import { define, type LibraryPart, refuse } from './part.ts'

/** A thread that `Thread(…)` makes; one of a class of the program is an `Instance`. */
class ThreadObject extends HeapObject {
  readonly kind = 'thread'
  readonly thread: ThreadRecord

  constructor(identity: Identity, thread: ThreadRecord) {
    super(identity)
    this.thread = thread
  }
}

const parameters = 'group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None'
const passAnArgument = 'pass the value to the thread as an argument'
const methods = {
  start: threadMethod('', startThread),
  join: threadMethod('timeout=None', (c, _self, thread, args, span) => joinThread(c, thread, args, span)),
  is_alive: threadMethod('', (_c, _self, _thread, _args, span) => {
    throw new Refusal(span, '`is_alive` of a thread is not supported', 'use `join`, or a variable that the thread sets')
  }),
}
/** A name is a text that only reports show. */
const anyText: Value = { kind: 'text', parts: null }

/** `threading.Thread`. */
export const thread: LibraryPart = {
  entries: [
    define('threading.Thread', parameters, makeThread),
    define('super().__init__', parameters, initialiseThread),
    refuse('threading.Timer', 'write a thread that sleeps first'),
    refuse('threading.local', 'use local variables'),
    refuse('threading.current_thread', passAnArgument),
    refuse('threading.get_ident', passAnArgument),
  ],
  classes: [
    objectClass(ThreadObject, {
      methods,
      attributes: {
        name: {
          read: () => anyText,
          write: ({ thread: of }, value) => {
            if (value.kind === 'constant') of.givenName = `${value.value}`
          },
        },
        daemon: {
          write: ({ thread: of }, value) => {
            of.daemon = value.kind === 'constant' && value.value === true
          },
        },
      },
    }),
    objectClass(Instance, { methods, attributes: { name: { read: () => anyText } } } satisfies ObjectClass<Instance>),
  ],
}

function threadMethod(
  parameters: string,
  call: (c: Lowering, self: ThreadObject | Instance, of: ThreadRecord, args: Arguments, span: Span) => Value,
): Method<ThreadObject | Instance> {
  return method(parameters, (c, self, args, span) => (self.thread === null ? none : call(c, self, self.thread, args, span)))
}

function makeThread(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a thread')
  const key = objectKey(c, span, 'thread')
  const identity = identityOf(c, key)
  const record = newThreadRecord(key, span)
  describeThread(c, record, args, span)
  return object(c.pass.add(new ThreadObject(identity, record)))
}

/** `super().__init__(…)` of a subclass of `Thread`. */
function initialiseThread(c: Lowering, args: Arguments, span: Span): Value {
  const own = args.positional[0] ?? selfOf(c, span)
  if (own?.kind !== 'object' || !(own.object instanceof Instance) || own.object.thread === null) return none
  describeThread(c, own.object.thread, { positional: [], keywords: args.keywords }, span)
  return none
}

function selfOf(c: Lowering, span: Span): Value | null {
  const cell = c.frame?.self ?? null
  return cell === null ? null : readCell(c, cell, span)
}

/** Records the arguments of `Thread(…)`. */
function describeThread(c: Lowering, thread: ThreadRecord, args: Arguments, span: Span): void {
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
      default: // a name that the program chose
        throw new Refusal(span, `\`Thread\` has no parameter \`${name}\``, 'it takes target, args, kwargs, name and daemon')
    }
  }
}

function keywordsOf(c: Lowering, value: Value, span: Span): ReadonlyMap<string, Value> {
  if (value.kind !== 'object' || !(value.object instanceof DictObject)) {
    throw new Refusal(span, `\`kwargs\` cannot be ${describe(value)}`, 'write `kwargs={"amount": 1}`')
  }
  const found = new Map<string, Value>()
  for (const { key, cell } of value.object.entries.values()) {
    if (key.kind === 'constant') found.set(`${key.value}`, c.flow.binding(cell))
  }
  return found
}

function startThread(c: Lowering, self: ThreadObject | Instance, thread: ThreadRecord, _args: Arguments, span: Span): Value {
  if (c.choices.threadsGiven) {
    const hint = `leave out ${c.choices.controls.threads}; it is for modules that start no threads`
    throw new Refusal(span, 'the module starts threads itself', hint)
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
  if (thread.daemon) c.pass.facts.addDaemon()
  thread.givenName ??= self.name
  c.flow.bind(startedCell(c, thread), constant(true), span)
  c.flow.emit({ op: 'spawn', thread: c.pass.started.indexOf(thread) }, span)
  return none
}

/** Returns the place for what this thread knows about whether another was started. */
function startedCell(c: Lowering, thread: ThreadRecord): Cell {
  return c.pass.cell(`${thread.key}.started`, ownBookkeeping('started'))
}

function isStarted(c: Lowering, thread: ThreadRecord, span: Span): boolean {
  const known = c.flow.binding(startedCell(c, thread))
  if (known.kind === 'dynamic') {
    throw new Refusal(
      span,
      'whether this thread was already started depends on the path taken',
      'start each thread in one place',
    )
  }
  return known.kind === 'constant'
}

/** Reports whether a value, or a part of it, is not known when the program is read. */
export function isUnknown(value: Value | null): boolean {
  if (value === null) return false
  return value.kind === 'dynamic' || ((value.kind === 'tuple' || value.kind === 'elements') && value.items.some(isUnknown))
}

/** Sets what a thread calls: its target, or its `run`. */
function targetOf(self: HeapObject, thread: ThreadRecord, span: Span): void {
  if (self instanceof Instance) {
    const run = methodOf(self.class, 'run')
    if (run !== null) thread.target = { kind: 'bound', self, callee: run }
  }
  const { target } = thread
  // With `None`, as `target=f()` often is, the thread does nothing; with other values, CPython raises an exception in it.
  if (target === null || (target.kind === 'constant' && target.value === null))
    throw new Refusal(span, 'this thread has no code', 'pass a `target`, or define `run`')
}

function joinThread(c: Lowering, thread: ThreadRecord, args: Arguments, span: Span): Value {
  if (c.initial) return c.raise('RuntimeError', span)
  const index = c.pass.started.indexOf(thread)
  if (index === -1) return c.raise('RuntimeError', span)
  if (isTimed(args, 0)) {
    // It may time out while the thread continues, or return when it has ended: this thread continues in either case.
    c.flow.emit({ op: 'yield' }, span, c.pass.source.excerpt(span))
    return none
  }
  c.flow.emit({ op: 'join', thread: index }, span)
  return none
}
