import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import {
  compare,
  elementType,
  insertAt,
  load,
  memoryOf,
  number,
  plus,
  reg,
  removeAt,
  removeLast,
  store,
} from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { guard, narrowed, sharedOperand } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { HeapObject, hiddenPart, type Identity, type Part, shownPart } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  type Arguments,
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  none,
  object,
  poison,
  register,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { listCell } from '../objects/lists.ts'
import { type Method, method, objectClass } from '../objects/object-class.ts'
import { argument, countOf, patience } from './arguments.ts'
import { hiddenCell, keep } from './bookkeeping.ts'
import { define, type LibraryPart, refuse } from './part.ts'

/** A queue: a list in memory, and the number of its tasks that are not done. */
export class QueueObject extends HeapObject {
  readonly kind = 'queue'
  readonly content: Cell
  readonly capacity: number
  /** Whether the program declares its capacity. */
  readonly declared: boolean
  readonly order: 'fifo' | 'lifo'
  readonly unfinished: Cell

  constructor(identity: Identity, parts: Pick<QueueObject, 'content' | 'capacity' | 'declared' | 'order' | 'unfinished'>) {
    super(identity)
    this.content = parts.content
    this.capacity = parts.capacity
    this.declared = parts.declared
    this.order = parts.order
    this.unfinished = parts.unfinished
  }

  override parts(): Part[] {
    return [shownPart(this.content), hiddenPart(this.unfinished, '.unfinished')]
  }
}

type QueueMethod = 'put' | 'get' | 'put_nowait' | 'get_nowait' | 'qsize' | 'empty' | 'full' | 'task_done' | 'join'

/** The module `queue`. */
export const queue: LibraryPart = {
  entries: [
    define('queue.Queue', 'maxsize=0', (c, args, span) => makeQueue(c, 'fifo', args, span)),
    define('queue.LifoQueue', 'maxsize=0', (c, args, span) => makeQueue(c, 'lifo', args, span)),
    define('queue.SimpleQueue', '', (c, args, span) => makeQueue(c, 'fifo', args, span)),
    { kind: 'name', path: 'queue.Empty' },
    { kind: 'name', path: 'queue.Full' },
    refuse('queue.PriorityQueue', 'use `Queue`, `LifoQueue` or a list'),
  ],
  classes: [
    objectClass(QueueObject, {
      methods: {
        put: queueMethod('put', 'item, block=True, timeout=None'),
        get: queueMethod('get', 'block=True, timeout=None'),
        put_nowait: queueMethod('put_nowait', 'item'),
        get_nowait: queueMethod('get_nowait', ''),
        qsize: queueMethod('qsize', ''),
        empty: queueMethod('empty', ''),
        full: queueMethod('full', ''),
        task_done: queueMethod('task_done', ''),
        join: queueMethod('join', ''),
      },
    }),
  ],
}

function queueMethod(name: QueueMethod, parameters: string): Method<QueueObject> {
  return method(parameters, (c, self, args, span) => callQueue(c, self, name, args, span))
}

function makeQueue(c: Lowering, order: 'fifo' | 'lifo', args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a queue')
  const size = countOf(argument(args, 0, 'maxsize', constant(0)), 'a queue', span)
  const capacity = size > 0 ? size : c.choices.capacity
  const key = objectKey(c, span, 'queue')
  const content = listCell(c, key, 'queue', capacity)
  c.pass.begin(content, { kind: 'elements', items: [] })
  const identity = identityOf(c, key)
  const unfinished = hiddenCell(c, `${key}.unfinished`, 0)
  return object(c.pass.add(new QueueObject(identity, { content, capacity, declared: size > 0, order, unfinished })))
}

/** Each method is one step. */
function callQueue(c: Lowering, self: QueueObject, name: QueueMethod, args: Arguments, span: Span): Value {
  if (c.initial) {
    const known = callInitially(c, self, name, args, span)
    if (known !== null) return known
    c.startThreads()
  }
  keep(c, self.content)
  keep(c, self.unfinished)
  switch (name) {
    case 'put':
    case 'put_nowait':
      return put(c, self, args, name === 'put' && patience(args, 1, span) === 'blocking', span)
    case 'get':
    case 'get_nowait':
      return get(c, self, name === 'get' && patience(args, 0, span) === 'blocking', span)
    case 'task_done':
      return taskDone(c, self, span)
    case 'join':
      c.flow.emit({ op: 'await', until: equalsZero(c, self.unfinished) }, span, `${self.name ?? 'queue'}.join()`)
      return none
    case 'qsize':
    case 'empty':
    case 'full':
      return size(c, self, name, span)
    default:
      return unreachable(name)
  }
}

function equalsZero(c: Lowering, cell: Cell): Expression {
  return compare('==', { kind: 'shared', variable: c.pass.variableOf(cell), index: null }, number(0))
}

/** Before threads start a queue is just filled or emptied; null where it would block. */
function callInitially(c: Lowering, self: QueueObject, name: QueueMethod, args: Arguments, span: Span): Value | null {
  const elements = c.pass.initialOf(self.content)
  const count = c.pass.initialOf(self.unfinished)
  if (elements.kind !== 'elements' || count.kind !== 'constant') return poison
  const { items } = elements
  const change = (changed: readonly Value[], more: number): void => {
    c.pass.begin(self.unfinished, constant(Number(count.value) + more))
    c.pass.setInitial(self.content, { kind: 'elements', items: changed })
  }
  switch (name) {
    case 'put':
    case 'put_nowait': {
      const [value = none] = args.positional
      if (items.length >= self.capacity) {
        if (!self.declared) {
          throw new Refusal(
            span,
            `this queue exceeds ${self.capacity} elements`,
            `raise the limit with ${c.choices.controls.capacity}`,
          )
        }
        return name === 'put' && patience(args, 1, span) === 'blocking' ? null : c.raise('Full', span)
      }
      change([...items, value], 1)
      return none
    }
    case 'get':
    case 'get_nowait': {
      const taken = self.order === 'fifo' ? items[0] : items.at(-1)
      if (taken === undefined) return name === 'get' && patience(args, 0, span) === 'blocking' ? null : c.raise('Empty', span)
      change(self.order === 'fifo' ? items.slice(1) : items.slice(0, -1), 0)
      return taken
    }
    case 'task_done':
      if (Number(count.value) === 0) return c.raise('ValueError', span)
      change(items, -1)
      return none
    case 'join':
      return Number(count.value) === 0 ? none : null
    case 'qsize':
      return constant(items.length)
    case 'empty':
      return constant(items.length === 0)
    case 'full':
      return constant(self.declared && items.length >= self.capacity)
    default:
      return unreachable(name)
  }
}

function put(c: Lowering, self: QueueObject, args: Arguments, blocking: boolean, span: Span): Value {
  const value = argument(args, 0, 'item', none)
  c.pass.facts.write(self.content, c.flow.thread, encoded(value, c.pass.codes)?.type ?? typeOf(0))
  const operand = sharedOperand(c, self.content, value, span)
  if (operand === null) return none
  const memory = memoryOf(c, self.content)
  const room = compare('<', { kind: 'shared', variable: c.pass.variableOf(memory.length), index: null }, number(self.capacity))
  const waits = blocking && self.declared
  const tries = !blocking && self.declared
  const n = c.flow.temporary()
  const full = compare('>=', reg(n), number(self.capacity))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    if (waits) c.flow.emit({ op: 'await', until: room }, span)
    if (tries) {
      load(c, memory.length, null, span, n)
      c.flow.leap(full, end, span)
    }
    insertAt(c, memory, 'end', operand, span)
    const open = load(c, self.unfinished, null, span)
    store(c, self.unfinished, null, plus(reg(open), number(1)), span)
    c.flow.place(end)
  })
  if (tries) guard(c, full, 'Full', span)
  return none
}

function get(c: Lowering, self: QueueObject, blocking: boolean, span: Span): Value {
  const memory = memoryOf(c, self.content)
  const some = compare('<', number(0), { kind: 'shared', variable: c.pass.variableOf(memory.length), index: null })
  const [to, n] = [c.flow.temporary(), c.flow.temporary()]
  const empty = compare('==', reg(n), number(0))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    if (blocking) c.flow.emit({ op: 'await', until: some }, span)
    load(c, memory.length, null, span, n)
    if (!blocking) c.flow.leap(empty, end, span)
    if (self.order === 'lifo') removeLast(c, memory, n, to, span)
    else removeAt(c, memory, number(0), n, to, span)
    c.flow.place(end)
  })
  if (!blocking) guard(c, empty, 'Empty', span)
  return c.flow.reachable ? narrowed(c, reg(to), elementType(c, self.content)) : poison
}

function taskDone(c: Lowering, self: QueueObject, span: Span): Value {
  const open = c.flow.temporary()
  const excess = compare('==', reg(open), number(0))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    load(c, self.unfinished, null, span, open)
    c.flow.leap(excess, end, span)
    store(c, self.unfinished, null, plus(reg(open), number(-1)), span)
    c.flow.place(end)
  })
  guard(c, excess, 'ValueError', span)
  return none
}

function size(c: Lowering, self: QueueObject, name: 'qsize' | 'empty' | 'full', span: Span): Value {
  const n = load(c, memoryOf(c, self.content).length, null, span)
  if (name === 'qsize') return register(n, intType)
  if (name === 'empty') return dynamic(compare('==', reg(n), number(0)), boolType)
  return self.declared ? dynamic(compare('>=', reg(n), number(self.capacity)), boolType) : constant(false)
}
