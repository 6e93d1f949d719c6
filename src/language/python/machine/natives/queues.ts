import type { Machine } from '../machine.ts'
import { blocked } from '../memory.ts'
import { define, integer, type Natives } from '../native.ts'
import type { Obj, Value } from '../objects.ts'
import { Unsupported } from '../values.ts'
import { popHeap, pushHeap } from './heaps.ts'
import { fixedField, isTimed, object } from './locks.ts'

/** The queues of `queue`. Each method is one step. */
export function queueNatives(table: Natives): void {
  for (const of of ['queue.Queue', 'queue.LifoQueue', 'queue.PriorityQueue', 'queue.SimpleQueue']) {
    define(table, `${of}.__init__`, 'self, maxsize=', (m, [self, maxsize]) => {
      const queue = object(self)
      m.memory.write(queue, 'queue', m.host.list(m, []))
      m.memory.write(queue, 'maxsize', integer(m, maxsize))
      m.memory.write(queue, 'unfinished_tasks', 0)
      return null
    })
    const body = (name: string, parameters: string, call: (q: Queue, args: readonly (Value | undefined)[]) => Value): void =>
      define(table, `${of}.${name}`, parameters, (m, [self, ...args]) => {
        m.memory.synchronised = true
        return call(new Queue(m, object(self)), args)
      })
    body('put', 'self, item, block=, timeout=', (q, [item = null, block = true, timeout]) =>
      q.put(item, q.truth(block) && !isTimed(timeout)),
    )
    body('put_nowait', 'self, item', (q, [item = null]) => q.put(item, false))
    body('get', 'self, block=, timeout=', (q, [block = true, timeout]) => q.get(q.truth(block) && !isTimed(timeout)))
    body('get_nowait', 'self', (q) => q.get(false))
    body('qsize', 'self', (q) => q.size)
    body('empty', 'self', (q) => q.size === 0)
    body('full', 'self', (q) => q.most > 0 && q.size >= q.most)
    body('task_done', 'self', (q) => q.done())
    body('join', 'self', (q) => q.join())
  }
  define(table, '.counts tasks', '', (m) => countsTasks(m))
}

/** Whether the program looks at how many tasks of a queue are unfinished, or finishes them. */
function countsTasks({ mentioned }: Machine): boolean {
  return mentioned.has('task_done') || mentioned.has('unfinished_tasks')
}

class Queue {
  private readonly m: Machine
  private readonly self: Obj
  private readonly list: Obj

  constructor(m: Machine, self: Obj) {
    this.m = m
    this.self = self
    this.list = object(fixedField(m, self, 'queue'))
  }

  truth(value: Value): boolean {
    return this.m.host.truth(this.m, value)
  }

  get size(): number {
    return this.m.containers.length(this.list)
  }

  get most(): number {
    return Number(fixedField(this.m, this.self, 'maxsize'))
  }

  private blocked(): Error {
    return this.m.memory.isInitial
      ? new Unsupported('the module waits before it starts a thread', 'start the threads first')
      : blocked
  }

  private get unfinished(): number {
    return Number(this.m.memory.read(this.self, 'unfinished_tasks'))
  }

  put(item: Value, waits: boolean): null {
    const { m, list } = this
    if (this.most > 0 && this.size >= this.most) {
      if (waits) throw this.blocked()
      throw m.raising(m.makeException('queue.Full', []))
    }
    m.memory.publish(item)
    if (this.self.type?.fixed.name === 'PriorityQueue') {
      const items = m.containers.items(list)
      pushHeap(m, items, item)
      m.containers.setItems(list, items)
    } else m.containers.append(list, item)
    this.added()
    return null
  }

  /** If nothing takes from the number of unfinished tasks, all that matters is whether it is 0. */
  private added(): void {
    const { m, unfinished } = this
    if (countsTasks(m) || unfinished === 0) m.memory.write(this.self, 'unfinished_tasks', unfinished + 1)
  }

  get(waits: boolean): Value {
    const { m, list } = this
    if (this.size === 0) {
      if (waits) throw this.blocked()
      throw m.raising(m.makeException('queue.Empty', []))
    }
    if (this.self.type?.fixed.name === 'LifoQueue') return m.containers.pop(list) ?? null
    const items = m.containers.items(list)
    const isHeap = this.self.type?.fixed.name === 'PriorityQueue'
    const first = isHeap ? popHeap(m, items) : (items.shift() ?? null)
    m.containers.setItems(list, items)
    return first
  }

  done(): null {
    const { m, unfinished } = this
    if (!countsTasks(m))
      throw new Unsupported('a method that is called by a made-up name is not supported', 'write `.task_done()`')
    if (unfinished <= 0) throw m.raising(m.makeException('ValueError', ['task_done() called too many times']))
    m.memory.write(this.self, 'unfinished_tasks', unfinished - 1)
    return null
  }

  join(): null {
    if (this.unfinished > 0) throw this.blocked()
    return null
  }
}
