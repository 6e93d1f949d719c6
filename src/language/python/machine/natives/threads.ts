import { checkDaemon, ownSpecial, special } from '../attributes.ts'
import type { Machine } from '../machine.ts'
import { blocked, stop } from '../memory.ts'
import { define, type Natives } from '../native.ts'
import { type Frame, Obj, push, Tuple, type Value } from '../objects.ts'
import { Raised, Unsupported } from '../values.ts'
import { lookAtEnds } from './ends.ts'
import { noteStart } from './idents.ts'
import { isOfProcesses, isTimed, object, operate } from './locks.ts'
import { defaultName, processName } from './thread-names.ts'

/** Threads, events, and storage of threads. */
export function threadNatives(table: Natives): void {
  const of = 'threading.Thread'
  const parameters = 'self, group=, target=, name=, args=, kwargs=, *, daemon='
  define(table, `${of}.__init__`, parameters, (m, [self, , target = null, name = null, args, kwargs = null, daemon = null]) => {
    const thread = object(self)
    const set = (field: string, value: Value): void => m.memory.write(thread, field, value)
    set('.target', target)
    set('.args', args === undefined ? new Tuple([]) : new Tuple(m.host.collect(m, args)))
    set('.kwargs', kwargs)
    m.memory.poke(thread, '.started', false)
    // A process is numbered even if it has another name.
    const numbered = isOfProcesses(m, thread) ? processName(m, thread) : null
    set('name', name ?? numbered ?? defaultName(m, target))
    set('.named', name !== null)
    set('daemon', daemon ?? (m.self === null ? false : (m.memory.read(m.self, 'daemon') ?? false)))
    return null
  })
  define(table, `${of}.start`, 'self', (m, [self]) => start(m, object(self)))
  define(table, `${of}.run`, 'self', (m, [self], then) => {
    const thread = object(self)
    const target = m.memory.read(thread, '.target') ?? null
    if (target === null) return null
    const args = m.memory.read(thread, '.args')
    const kwargs = m.memory.read(thread, '.kwargs')
    const named = kwargs instanceof Obj ? m.containers.entries(kwargs) : []
    const keywords = new Map(named.map(({ key, value }): [string, Value] => [`${key}`, value]))
    m.call(target, args instanceof Tuple ? args.items : [], keywords, then)
    return undefined
  })
  define(table, `${of}.join`, 'self, timeout=', (m, [self, timeout]) => {
    const thread = object(self)
    operate(m, isTimed(timeout) ? 'pause' : 'join', thread)
    if (m.memory.peek(thread, '.started') !== true) throw new Raised('RuntimeError', 'cannot join thread before it is started')
    if (m.self !== null && m.self.shared !== null && m.self.shared === thread.shared) {
      throw new Raised('RuntimeError', 'cannot join current thread')
    }
    if (!isTimed(timeout) && m.memory.peek(thread, '.ended') !== true) throw blocked
    return null
  })
  define(table, `${of}.is_alive`, 'self', (m, [self]) => {
    const thread = object(self)
    lookAtEnds(m)
    if (m.memory.peek(thread, '.started') !== true) return false
    return m.memory.peek(thread, '.ended') !== true
  })
  define(table, `${of}.getName`, 'self', (m, [self]) => m.memory.read(object(self), 'name'))
  define(table, `${of}.isDaemon`, 'self', (m, [self]) => m.memory.read(object(self), 'daemon'))
  define(table, `${of}.setDaemon`, 'self, daemonic', (m, [self, daemonic = null]) => {
    checkDaemon(m, object(self))
    m.memory.write(object(self), 'daemon', m.host.truth(m, daemonic))
    return null
  })
  define(table, `${of}.setName`, 'self, name', (m, [self, name = null]) => {
    m.memory.write(object(self), 'name', name)
    return null
  })
  // The main thread of a process that the program starts is none of `threading`'s objects.
  define(table, '.current thread', '', (m) => (m.self === null || isOfProcesses(m, m.self) ? null : m.self))
  define(table, '.pause', 'value=', (m, [value = null]) => {
    if (m.hasLoop) m.memory.step()
    else if (!m.memory.isInitial) {
      m.memory.step()
      m.memory.operation = { kind: 'pause', object: m.classes.named('object') }
    }
    return value
  })
  eventNatives(table)
}

function start(m: Machine, thread: Obj): null {
  if (m.hasLoop) throw new Unsupported('threads besides the tasks of an event loop are not supported', 'use tasks only')
  m.beforeStart()
  if (m.memory.isBegun) throw stop
  m.memory.step()
  m.memory.operation = { kind: 'spawn', object: thread }
  m.memory.publish(thread)
  const started = m.memory.peek(thread, '.started')
  if (started === true) throw new Raised('RuntimeError', 'threads can only be started once')
  if (started === undefined) throw new Raised('RuntimeError', 'thread.__init__() not called')
  m.memory.poke(thread, '.started', true)
  noteStart(m, thread)
  m.spawned.push({ thread, process: processOf(m, thread), frames: framesOf(m, thread) })
  return null
}

/** The process to which a thread will belong: a new one with a copy of the memory, if the thread is a process itself. */
function processOf(m: Machine, thread: Obj): string {
  const { memory } = m
  if (!isOfProcesses(m, thread)) {
    if (memory.process === '') return ''
    throw new Unsupported('threads of a process other than the first are not supported', 'start processes')
  }
  const process = thread.shared ?? ''
  memory.fork(process)
  return process
}

/** The frames with which a thread begins: its `run`. */
function framesOf(m: Machine, thread: Obj): Frame[] {
  const own = m.frames
  const { phase } = m
  m.frames = []
  m.phase = null
  try {
    const run = ownSpecial(m, thread, 'run') ?? special(m, thread, 'run') ?? null
    m.call(run, [], new Map(), push)
    return m.frames
  } finally {
    m.frames = own
    m.phase = phase
  }
}

function eventNatives(table: Natives): void {
  const of = 'threading.Event'
  const flag = (m: Machine, self: Value | undefined): Value | undefined => {
    m.memory.synchronised = true
    return m.memory.read(object(self), 'flag')
  }
  const change =
    (value: boolean) =>
    (m: Machine, [self]: readonly (Value | undefined)[]): Value => {
      m.memory.synchronised = true
      m.memory.write(object(self), 'flag', value)
      return null
    }
  define(table, `${of}.__init__`, 'self', change(false))
  define(table, `${of}.set`, 'self', change(true))
  define(table, `${of}.clear`, 'self', change(false))
  define(table, `${of}.is_set`, 'self', (m, [self]) => flag(m, self))
  define(table, `${of}.isSet`, 'self', (m, [self]) => flag(m, self))
  define(table, `${of}.wait`, 'self, timeout=', (m, [self, timeout]) => {
    const value = flag(m, self)
    if (value === true || isTimed(timeout)) return value
    if (m.memory.isInitial) throw new Unsupported('the module waits before it starts a thread', 'start the threads first')
    throw blocked
  })
}
