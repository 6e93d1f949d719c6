import type { Span } from '../../../base/source.ts'
import { compare, reg } from '../../lowering/arrays.ts'
import { describe, readCell } from '../../lowering/cells.ts'
import { checkMaking, objectKey } from '../../lowering/frames.ts'
import type { ObjectOf } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import {
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  Kind,
  none,
  object,
  poison,
  register,
  type Value,
} from '../../lowering/values.ts'
import { elementsOf, rangeLength } from '../objects/iteration.ts'
import { elementOf, lengthOf, newList } from '../objects/lists.ts'
import { arithmetic, asNumber, both, chosen, comparison, either, negation, truth } from '../objects/operators.ts'
import { makeBarrier, makeCondition, makeEvent, makeLock, makeSemaphore } from './lock.ts'
import { print, shown } from './output.ts'
import { makeQueue } from './queue.ts'
import { describeThread, makeThread } from './thread.ts'
import { makeExecutor } from './thread-pool.ts'

/** Calls a function or class that Python or one of its modules defines. */
export function callBuiltin(c: Lowering, name: string, args: Arguments, span: Span): Value {
  const [first = none, second = none] = args.positional
  switch (name) {
    case 'print':
      print(c, args.positional, span)
      return none
    case 'len':
      return length(c, first, span)
    case 'range':
      return range(c, args, span)
    case 'int':
      return integer(c, first, span)
    case 'bool':
      return boolean(c, first, span)
    case 'str':
      return first.kind === 'constant' ? constant(shown(first.value)) : { kind: 'text', parts: [first] }
    case 'abs':
      return absolute(c, first, span)
    case 'min':
    case 'max':
      return extreme(c, name, args, span)
    case 'sum':
      return elementsOf(c, first, span).reduce(
        (all, item) => arithmetic(c, '+', all, item, span),
        second === none ? constant(0) : second,
      )
    case 'any':
    case 'all': {
      const tests = elementsOf(c, first, span).map((item) => truth(c, item, span))
      return name === 'any' ? tests.reduce(either, constant(false)) : tests.reduce(both, constant(true))
    }
    case 'enumerate': {
      const start = second.kind === 'constant' && typeof second.value === 'number' ? second.value : 0
      const from = args.keywords.get('start')
      const base = from?.kind === 'constant' ? Number(from.value) : start
      const items = elementsOf(c, first, span)
      return { kind: 'tuple', items: items.map((item, index) => ({ kind: 'tuple', items: [constant(base + index), item] })) }
    }
    case 'zip': {
      const lists = args.positional.map((each) => elementsOf(c, each, span))
      const shortest = Math.min(...lists.map((list) => list.length))
      const row = (index: number): Value => ({ kind: 'tuple', items: lists.map((list) => list[index] ?? poison) })
      return { kind: 'tuple', items: Array.from({ length: lists.length === 0 ? 0 : shortest }, (_, index) => row(index)) }
    }
    case 'reversed':
      return { kind: 'tuple', items: [...elementsOf(c, first, span)].reverse() }
    case 'list':
      return newList(c, args.positional.length === 0 ? [] : elementsOf(c, first, span), span, false)
    case 'collections.deque':
      if (args.keywords.size > 0 || args.positional.length > 1) {
        throw new Refusal(span, 'a deque with a greatest length is not supported', 'check the length before appending')
      }
      return newList(c, args.positional.length === 0 ? [] : elementsOf(c, first, span), span, true)
    case 'tuple':
      return { kind: 'tuple', items: args.positional.length === 0 ? [] : elementsOf(c, first, span) }
    case 'super':
      return { kind: 'builtin', name: 'super()' }
    case 'super().__init__':
      return initialiseThread(c, args, span)
    case 'random.seed':
    case 'sys.setswitchinterval':
      return none
    case 'time.sleep':
      if (!c.initial) c.flow.emit({ op: 'yield' }, span, c.pass.excerpt(span))
      return none
    case 'random.randint':
      return choose(c, number(first, span), number(second, span), span)
    case 'random.randrange':
      return second === none
        ? choose(c, 0, number(first, span) - 1, span)
        : choose(c, number(first, span), number(second, span) - 1, span)
    case 'random.choice': {
      const items = elementsOf(c, first, span)
      const index = choose(c, 0, items.length - 1, span)
      return elementOf(c, { kind: 'tuple', items }, index, span)
    }
    case 'random.random':
    case 'random.uniform':
      return { kind: 'builtin', name: 'a random fraction' }
    case 'threading.Thread':
      return makeThread(c, args, span)
    case 'threading.Lock':
    case 'threading.RLock':
      return makeLock(c, name === 'threading.RLock', span)
    case 'threading.Condition':
      return makeCondition(c, args, span)
    case 'threading.Semaphore':
    case 'threading.BoundedSemaphore':
      return makeSemaphore(c, name === 'threading.BoundedSemaphore', args, span)
    case 'threading.Event':
      return makeEvent(c, span)
    case 'threading.Barrier':
      return makeBarrier(c, args, span)
    case 'queue.Queue':
    case 'queue.SimpleQueue':
      return makeQueue(c, 'fifo', args, span)
    case 'queue.LifoQueue':
      return makeQueue(c, 'lifo', args, span)
    case 'concurrent.futures.ThreadPoolExecutor':
      return makeExecutor(c, args, span)
    case 'interleave.AtomicInt':
      return atomicInt(c, first === none ? constant(0) : first, span)
    case 'object':
      return makeToken(c, span)
    default:
      throw new Refusal(span, `\`${name}\` cannot be called here`, 'see the Python subset in docs/python.md')
  }
}

/** `object()`: something that is only equal to itself. */
function makeToken(c: Lowering, span: Span): Value {
  checkMaking(c, span, 'an object')
  const key = objectKey(c, span, 'object')
  const nothing = {
    name: 'object',
    node: null,
    parent: null,
    kind: 'plain',
    methods: new Map(),
    attributes: new Map(),
    fields: null,
  } as const
  const base = { code: c.pass.codes.objectCode(key), key, name: null, thread: null }
  return object(c.pass.add<ObjectOf<'instance'>>({ ...base, kind: 'instance', class: nothing, attributes: new Map() }))
}

function atomicInt(c: Lowering, first: Value, span: Span): Value {
  checkMaking(c, span, 'an AtomicInt')
  const key = objectKey(c, span, 'atomic')
  const value = c.pass.cell(`${key}.value`, { name: 'atomic', role: { kind: 'part' }, atomic: true })
  if (first.kind === 'dynamic')
    throw new Refusal(span, 'the first value of an AtomicInt must be known', 'use a constant, and `store`')
  c.pass.begin(value, first)
  return object(c.pass.add<ObjectOf<'atomic'>>({ kind: 'atomic', code: c.pass.codes.objectCode(key), key, name: null, value }))
}

/** `super().__init__(…)` of a subclass of `Thread`. */
function initialiseThread(c: Lowering, args: Arguments, span: Span): Value {
  const [given] = args.positional
  const own = given ?? selfOf(c, span)
  if (own?.kind !== 'object' || own.object.kind !== 'instance' || own.object.thread === null) return none
  describeThread(c, own.object.thread, { positional: [], keywords: args.keywords }, span)
  return none
}

function selfOf(c: Lowering, span: Span): Value | undefined {
  const name = c.frame?.definition.parameters[0]?.name
  const cell = name === undefined ? undefined : c.frame?.cells.get(name)
  return cell === undefined ? undefined : readCell(c, cell, span)
}

function length(c: Lowering, value: Value, span: Span): Value {
  if (value.kind === 'tuple' || value.kind === 'elements') return constant(value.items.length)
  if (value.kind === 'poison') return poison
  if (value.kind === 'constant' && typeof value.value === 'string') return constant(value.value.length)
  if (value.kind === 'object' && value.object.kind === 'list') return lengthOf(c, value.object, span)
  if (value.kind === 'object' && value.object.kind === 'dict') return constant(value.object.entries.size)
  if (value.kind === 'range') return constant(rangeLength(value) ?? 0)
  if (value.kind === 'constant' || value.kind === 'dynamic') return c.raise('TypeError', span)
  throw new Refusal(span, `\`len\` of ${describe(value)} is not supported`, 'use it on a list, a tuple or a dict')
}

function range(c: Lowering, { positional }: Arguments, span: Span): Value {
  const [one = none, two, three] = positional
  const start = two === undefined ? constant(0) : one
  const stop = two ?? one
  const step = three ?? constant(1)
  if (start.kind === 'poison' || stop.kind === 'poison') return poison
  for (const each of [start, stop]) if (asNumber(c, each, span) === null) return c.raise('TypeError', span)
  if (step.kind !== 'constant' || typeof step.value !== 'number') {
    throw new Refusal(span, 'the step of this range is not known when the program is read', 'use a constant')
  }
  if (step.value === 0) return c.raise('ValueError', span)
  const made: Value & { kind: 'range' } = { kind: 'range', start: plain(start), stop: plain(stop), step: step.value }
  return cut(c, made, span)
}

function plain(value: Value): Value {
  return value.kind === 'constant' && typeof value.value === 'boolean' ? constant(Number(value.value)) : value
}

/** `--bound` makes the ranges of threads shorter. */
function cut(c: Lowering, made: Value & { kind: 'range' }, span: Span): Value {
  const { bound } = c.choices
  const length = rangeLength(made)
  if (bound === null || c.initial || length === null || length <= bound || made.start.kind !== 'constant') return made
  const line = c.pass.lineOf(span)
  c.pass.cutLines.add(line)
  return { ...made, stop: constant(Number(made.start.value) + bound * made.step) }
}

function integer(c: Lowering, value: Value, span: Span): Value {
  if (value.kind === 'constant' && typeof value.value === 'string') {
    if (/^\s*[-+]?\d+\s*$/.test(value.value)) return constant(Number(value.value))
    return c.raise('ValueError', span)
  }
  if (value.kind === 'float') return constant(Math.trunc(value.value))
  const number = asNumber(c, value, span)
  if (number === null) return value.kind === 'poison' ? poison : c.raise('TypeError', span)
  return number.kind === 'constant' ? constant(number.value) : dynamic(number, intType)
}

function boolean(c: Lowering, value: Value, span: Span): Value {
  const isList = value.kind === 'object' && (value.object.kind === 'list' || value.object.kind === 'dict')
  const test = truth(c, isList ? length(c, value, span) : value, span)
  if (test.kind !== 'dynamic') return test
  if (value.kind === 'dynamic' && value.type.kinds === Kind.bool) return value
  return negation(c, negation(c, dynamic(compare('!=', test.expression, { kind: 'constant', value: 0 }), boolType), span), span)
}

function absolute(c: Lowering, value: Value, span: Span): Value {
  const given = asNumber(c, value, span)
  if (given === null) return c.raise('TypeError', span)
  if (given.kind === 'constant') return constant(Math.abs(given.value))
  const held = c.flow.held(dynamic(given, intType), span)
  const operand = held.kind === 'dynamic' ? held.expression : given
  const negative = compare('<', operand, { kind: 'constant', value: 0 })
  return dynamic(chosen(negative, { kind: 'unary', operator: '-', operand }, operand), intType)
}

function extreme(c: Lowering, name: 'min' | 'max', args: Arguments, span: Span): Value {
  if (args.keywords.size > 0) throw new Refusal(span, `\`${name}\` with keyword arguments is not supported`, 'write a loop')
  const [only] = args.positional
  const items = args.positional.length === 1 && only !== undefined ? elementsOf(c, only, span) : args.positional
  const [first, ...rest] = items
  if (first === undefined) return c.raise('ValueError', span)
  return rest.reduce((best, item) => {
    const test = comparison(c, name === 'min' ? '<' : '>', item, best, span)
    if (test.kind === 'constant') return test.value === true ? item : best
    if (test.kind !== 'dynamic') return poison
    const to = c.flow.temporary()
    const [one, other] = [encoded(item, c.pass.codes), encoded(best, c.pass.codes)]
    if (one === null || other === null) return poison
    c.flow.emit({ op: 'let', to, value: chosen(test.expression, one.expression, other.expression) }, span)
    return register(to, intType)
  }, first)
}

function number(value: Value, span: Span): number {
  if (value.kind === 'constant' && typeof value.value === 'number') return value.value
  throw new Refusal(span, 'the limits of a random number must be known when the program is read', 'use constants')
}

/** A random number: each value is explored. The thread takes a step for it. */
function choose(c: Lowering, low: number, high: number, span: Span): Value {
  c.startThreads()
  if (low > high) return c.raise('ValueError', span)
  if (high - low > 1000) throw new Refusal(span, 'there are too many random values', 'each is explored; use a smaller range')
  const to = c.flow.temporary()
  c.flow.emit({ op: 'choose', to, low, high }, span)
  return dynamic(reg(to), intType)
}

/** `random() < p`: either way is explored. */
export function coin(c: Lowering, span: Span): Value {
  c.startThreads()
  const to = c.flow.temporary()
  c.flow.emit({ op: 'choose', to, low: 0, high: 1 }, span)
  return dynamic(reg(to), boolType)
}
