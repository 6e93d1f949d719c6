import type { Machine } from '../machine.ts'
import { blocked, stop } from '../memory.ts'
import { define, type Natives } from '../native.ts'
import { Bound, bare, type Frame, Obj, push, Slice, Tuple, type Value } from '../objects.ts'
import { Raised, Unsupported } from '../values.ts'
import { object } from './locks.ts'

/** What the library's `asyncio` needs: tasks are threads of one event loop. */
export function taskNatives(table: Natives): void {
  define(table, '.start task', 'task, coroutine, execute, /', (m, [task, coroutine, execute = null]) => {
    startTask(m, object(task), coroutine ?? null, execute)
    return null
  })
  define(table, '.yield', '', (m) => {
    if (m.memory.isInitial) return null
    if (m.memory.isBegun) throw stop
    m.memory.step()
    m.memory.operation = { kind: 'pause', object: m.classes.named('object') }
    return null
  })
  define(table, '.until', 'task, object, name, /', (m, [task = null, thing, name = null]) => {
    m.memory.synchronised = true
    if (m.memory.read(object(thing), `${name}`) === true) return null
    if (task instanceof Obj && m.memory.read(task, '_cancelling') === true) return null
    if (m.memory.isInitial) throw new Unsupported('the module waits before it starts a task', 'start the tasks first')
    m.isAwaiting = true
    throw blocked
  })
}

function startTask(m: Machine, task: Obj, coroutine: Value, execute: Value): void {
  if (!(coroutine instanceof Obj) || coroutine.kind !== 'generator' || coroutine.fields.get('state') !== 'created') {
    throw new Raised('TypeError', 'a coroutine was expected')
  }
  m.hasLoop = true
  m.beforeStart()
  if (m.memory.isBegun) throw stop
  m.memory.step()
  m.memory.operation = { kind: 'spawn', object: task }
  m.memory.publish(task)
  m.memory.poke(task, '.started', true)
  m.spawned.push({ thread: task, process: '', frames: framesOf(m, task, moved(m, coroutine), execute) })
}

/** The coroutine as the new task has it: whoever made it cannot go on with it. */
function moved(m: Machine, coroutine: Obj): Obj {
  const { frame } = coroutine
  if (frame === null) throw new Error('a coroutine without a frame')
  const own = new Obj('generator', coroutine.type, coroutine.site, coroutine.fixed)
  own.fields = new Map(coroutine.fields)
  own.frame = frame
  frame.generator = own
  frame.locals = frame.locals.map((slot) => movedValue(m, bare(slot), slot === undefined))
  coroutine.frame = null
  coroutine.fields.set('state', 'ended')
  return own
}

/** An argument of the coroutine: both know it from now on, but for coroutines, which only the task may continue. */
function movedValue(m: Machine, value: Value, isUnset: boolean): Value | undefined {
  if (isUnset) return undefined
  if (value instanceof Obj && value.kind === 'generator' && value.fields.get('state') === 'created') return moved(m, value)
  m.memory.publish(value)
  return known(m, value)
}

/** The value with the objects that all threads share. */
function known(m: Machine, value: Value): Value {
  if (value instanceof Obj) return m.memory.canonical(value)
  if (value instanceof Tuple)
    return new Tuple(
      value.items.map((each) => known(m, each)),
      value.type,
    )
  if (value instanceof Slice || !(value instanceof Bound)) return value
  return new Bound(known(m, value.self), value.callee instanceof Obj ? m.memory.canonical(value.callee) : value.callee)
}

function framesOf(m: Machine, task: Obj, coroutine: Obj, execute: Value): Frame[] {
  const own = m.frames
  const { phase } = m
  m.frames = []
  m.phase = null
  try {
    m.call(execute, [task, coroutine], new Map(), push)
    return m.frames
  } finally {
    m.frames = own
    m.phase = phase
  }
}
