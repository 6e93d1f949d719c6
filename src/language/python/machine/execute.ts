import { unreachable } from '../../../base/bug.ts'
import { attribute, deleteAttribute, ownSpecial, setAttribute, special, storesField } from './attributes.ts'
import { executeCall, executeClass, executeFunction } from './execute-calls.ts'
import { catches, executeRaise, reraise } from './execute-raising.ts'
import { checkDropped, isIterable } from './iteration.ts'
import { isSame, isUnclear } from './keys.ts'
import type { Machine } from './machine.ts'
import { stop } from './memory.ts'
import type { Op } from './objects.ts'
import {
  Bound,
  bare,
  combinedRegisters,
  drop,
  type Frame,
  Native,
  Obj,
  push,
  Slice,
  type Slot,
  Tainted,
  Tuple,
  type Value,
} from './objects.ts'
import { binary, compare, contains, isPlain } from './operators.ts'
import { executeMatch } from './patterns.ts'
import { unary } from './plain/numbers.ts'
import { Hash, Raised, Unsupported, unsupportedHash } from './values.ts'
import { Wanted } from './wanted.ts'

const noKeywords: ReadonlyMap<string, Slot> = new Map()

/** Executes one instruction; `frame.pc` is already that of the next one. */
export function execute(m: Machine, frame: Frame, op: Op): void {
  const { stack } = frame
  const pop = (): Value => bare(stack.pop())
  const take = (count: number): Value[] => stack.splice(stack.length - count, count).map(bare)
  switch (op.op) {
    case 'CONST':
      stack.push(op.value)
      return
    case 'LOCAL': {
      const slot = frame.locals[op.a]
      if (slot === undefined) throw unbound(op.name)
      stack.push(slot)
      return
    }
    case 'SET_LOCAL':
      frame.locals[op.a] = stack.pop()
      return
    case 'DEL_LOCAL':
      if (frame.locals[op.a] === undefined) throw unbound(op.name)
      frame.locals[op.a] = undefined
      return
    case 'GLOBAL':
      stack.push(m.host.tainted(m, globalValue(m, frame, op.name), []))
      return
    case 'SET_GLOBAL':
      if (computes(m, frame, frame.module, op.name)) return
      depends(m, stack.at(-1))
      m.memory.write(frame.module, op.name, overridden(m, frame, op.name, pop()))
      return
    case 'DEL_GLOBAL':
      if (m.memory.read(frame.module, op.name) === undefined) throw notDefined(op.name)
      m.memory.write(frame.module, op.name, undefined)
      return
    case 'NAME':
      stack.push(namedValue(m, frame, op.name))
      return
    case 'SET_NAME':
      frame.namespace?.set(op.name, pop())
      return
    case 'DEL_NAME':
      if (frame.namespace?.delete(op.name) !== true) throw notDefined(op.name)
      return
    case 'CELL': {
      const inClass = frame.namespace?.get(op.name)
      const value = inClass === undefined ? m.memory.read(cellOf(frame, op.a), 'value') : inClass
      if (value === undefined) {
        if (op.a < frame.code.cells.length) throw unbound(op.name)
        throw new Raised(
          'NameError',
          `cannot access free variable '${op.name}' where it is not associated with a value in enclosing scope`,
        )
      }
      stack.push(m.host.tainted(m, value, []))
      return
    }
    case 'SET_CELL':
      if (computes(m, frame, cellOf(frame, op.a), 'value')) return
      depends(m, stack.at(-1))
      m.memory.write(cellOf(frame, op.a), 'value', pop())
      return
    case 'DEL_CELL':
      m.memory.write(cellOf(frame, op.a), 'value', undefined)
      return
    case 'CLOSURE':
      stack.push(cellOf(frame, op.a))
      return
    case 'ATTRIBUTE':
      return attribute(m, pop(), op.name, push)
    case 'SET_ATTRIBUTE': {
      const object = bare(stack.at(-1))
      const field = storesField(m, object, op.name) && object instanceof Obj ? object : null
      if (field !== null && computes(m, frame, field, op.name, 1)) return
      const [value, target] = [stack.at(-2), pop()]
      depends(m, value)
      stack.pop()
      return setAttribute(m, target, op.name, value, bare(value), drop)
    }
    case 'DEL_ATTRIBUTE':
      return deleteAttribute(m, pop(), op.name, drop)
    case 'SPECIAL':
      stack.push(context(m, pop(), op.name))
      return
    case 'ITEM': {
      const index = pop()
      return m.host.item(m, pop(), index, push)
    }
    case 'SET_ITEM': {
      const object = bare(stack.at(-2))
      if (object instanceof Obj && computes(m, frame, object, '[', 2)) return
      depends(m, stack.at(-3))
      const [value = null, target = null, index = null] = take(3)
      return m.host.setItem(m, target, index, value, drop)
    }
    case 'DEL_ITEM': {
      const index = pop()
      return m.host.deleteItem(m, pop(), index, drop)
    }
    case 'BINARY': {
      const [left, right] = stack.splice(stack.length - 2, 2)
      const before = stack.length
      binary(m, op.name, bare(left), bare(right), push)
      return taint(stack, before, left, right)
    }
    case 'UNARY':
      return executeUnary(m, frame, op)
    case 'COMPARE': {
      const [left, right] = stack.splice(stack.length - 2, 2)
      const before = stack.length
      compare(m, op.name, bare(left), bare(right), push)
      return taint(stack, before, left, right)
    }
    case 'IS': {
      const [left = null, right = null] = take(2)
      if (!frame.code.isLibrary && isUnclear(left, right)) {
        throw new Unsupported('whether equal values are one object differs from Python to Python', 'write `==`')
      }
      stack.push(isSame(left, right))
      return
    }
    case 'CONTAINS': {
      const [item = null, container = null] = take(2)
      return executeContains(m, container, item)
    }
    case 'NOT': {
      const slot = stack.pop()
      const before = stack.length
      stack.push(bare(slot) !== true)
      return taint(stack, before, slot)
    }
    case 'TRUTH':
      return executeTruth(m, frame)
    case 'JUMP':
      frame.pc = op.a
      return
    case 'JUMP_IF':
    case 'JUMP_IF_NOT':
      if ((pop() === true) === (op.op === 'JUMP_IF')) frame.pc = op.a
      return
    case 'POP':
      if (op.name === 'iterator') checkDropped(bare(stack.at(-1)))
      stack.pop()
      return
    case 'COPY':
      stack.push(stack.at(-op.a))
      return
    case 'SWAP': {
      const slot = stack.pop()
      stack.splice(stack.length - op.a, 0, slot)
      return
    }
    case 'TUPLE': {
      const parts = stack.splice(stack.length - op.a, op.a)
      const before = stack.length
      stack.push(new Tuple(parts.map(bare)))
      return taint(stack, before, ...parts)
    }
    case 'LIST':
      stack.push(m.host.list(m, take(op.a)))
      return
    case 'SET':
      stack.push(m.host.set(m, take(op.a)))
      return
    case 'DICT': {
      const dict = new Obj('dict', null, m.site)
      const parts = take(2 * op.a)
      for (let index = 0; index < parts.length; index += 2) {
        m.containers.set(dict, parts[index] ?? null, parts[index + 1] ?? null)
      }
      stack.push(dict)
      return
    }
    case 'APPEND': {
      const value = pop()
      const list = bare(stack.at(-op.a))
      if (list instanceof Obj) m.containers.append(list, value)
      return
    }
    case 'EXTEND': {
      const list = bare(stack.at(-op.a - 1))
      const spread = bare(stack.at(-1))
      if (op.name === 'call' && !isIterable(m, spread)) {
        const what = `argument after * must be an iterable, not ${m.classes.nameOf(spread)}`
        throw new Raised('TypeError', `${calleeText(bare(stack.at(-3)))}${what}`)
      }
      const values = m.host.collect(m, spread)
      stack.pop()
      if (list instanceof Obj) for (const each of values) m.containers.append(list, each)
      return
    }
    case 'ADD': {
      const value = pop()
      const set = bare(stack.at(-op.a))
      if (set instanceof Obj) m.containers.setMembers(set, [...m.containers.keys(set), value])
      return
    }
    case 'UPDATE': {
      const set = bare(stack.at(-op.a - 1))
      const values = m.host.collect(m, bare(stack.at(-1)))
      stack.pop()
      if (set instanceof Obj) m.containers.setMembers(set, [...m.containers.keys(set), ...values])
      return
    }
    case 'ENTRY': {
      const [key = null, value = null] = take(2)
      const dict = bare(stack.at(-op.a))
      if (dict instanceof Obj) m.containers.set(dict, key, value)
      return
    }
    case 'MERGE':
      return executeMerge(m, frame, op)
    case 'TO_TUPLE': {
      const list = pop()
      stack.push(new Tuple(m.host.collect(m, list)))
      return
    }
    case 'STRING': {
      const parts = stack.splice(stack.length - op.a, op.a)
      const before = stack.length
      stack.push(parts.map(bare).join(''))
      return taint(stack, before, ...parts)
    }
    case 'FORMAT': {
      const [slot, spec] = stack.splice(stack.length - 2, 2)
      const before = stack.length
      const written = bare(spec)
      stack.push(formatted(m, bare(slot), typeof written === 'string' ? written : '', op.name))
      return taint(stack, before, slot)
    }
    case 'SLICE': {
      const [lower = null, upper = null, step = null] = take(3)
      stack.push(new Slice(lower, upper, step))
      return
    }
    case 'UNPACK':
    case 'UNPACK_REST':
      return executeUnpack(m, frame, op)
    case 'ITER': {
      const slot = stack.pop()
      const before = stack.length
      m.host.iterate(m, bare(slot), push)
      return inherit(stack, before, slot)
    }
    case 'NEXT': {
      const iterator = stack.at(-1)
      const before = stack.length
      m.host.next(m, bare(iterator), null, { kind: 'iterate', values: [], word: '', target: op.a })
      return inherit(stack, before, iterator)
    }
    case 'SEND': {
      const sent = pop()
      return m.host.next(m, bare(stack.at(-1)), sent, { kind: 'send', values: [], word: '', target: op.a })
    }
    case 'AWAITABLE':
      stack.push(awaitable(m, pop()))
      return
    case 'CALL':
    case 'CALL_SPREAD':
      return executeCall(m, frame, op)
    case 'FUNCTION':
      return executeFunction(m, frame, op)
    case 'CLASS':
      return executeClass(m, frame, op)
    case 'RETURN':
      return executeReturn(m, frame)
    case 'YIELD':
      return executeYield(m, frame)
    case 'RAISE':
      return executeRaise(m, frame, op)
    case 'RERAISE':
      return reraise(m, frame)
    case 'HANDLE':
      frame.handling.push(pop())
      return
    case 'UNHANDLE':
      frame.handling.pop()
      return
    case 'MATCHES':
      stack.push(catches(m, frame.handling.at(-1) ?? null, pop()))
      return
    case 'CAUGHT': {
      const exception = frame.handling.at(-1) ?? null
      if (op.a === 1) stack.push(m.classes.of(exception))
      stack.push(exception)
      if (op.a === 1) stack.push(null)
      return
    }
    case 'IMPORT': {
      const whole = m.host.module(m, op.name)
      stack.push(op.a === 0 ? m.host.module(m, op.name.split('.')[0] ?? op.name) : whole)
      return
    }
    case 'IMPORT_FROM':
      return executeImport(m, frame, op)
    case 'MATCH':
      return executeMatch(m, frame, op)
    case 'PROGRESS':
      m.marks.push({ kind: 'progress' })
      return
    default:
      return unreachable(op.op)
  }
}

function unbound(name: string): Raised {
  return new Raised('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`)
}

function notDefined(name: string): Raised {
  return new Raised('NameError', `name '${name}' is not defined`)
}

function cellOf(frame: Frame, at: number): Obj {
  const cell = bare(frame.locals[frame.code.locals.length + at])
  if (cell instanceof Obj) return cell
  throw new Error('no cell')
}

/** A name in the body of a class: of its namespace, else of the module. */
function namedValue(m: Machine, frame: Frame, name: string): Value {
  const own = frame.namespace?.get(name)
  return own === undefined ? globalValue(m, frame, name) : own
}

function globalValue(m: Machine, frame: Frame, name: string): Value {
  const own = m.memory.read(frame.module, name)
  const local = own === undefined && m.memory.isObserving ? m.observable.get(name)?.() : own
  const value = local === undefined ? m.host.builtin(m, name) : local
  if (value === undefined) throw notDefined(name)
  return value
}

/**
 * Makes the computation of a value a step of its own before another that stores it where other threads see it. Returns
 * whether this was such a step.
 */
function computes(m: Machine, frame: Frame, owner: Obj, field: string, above = 0): boolean {
  const at = frame.stack.length - 1 - above
  const slot = frame.stack[at]
  if (!(slot instanceof Tainted) || !slot.computed || m.memory.atomic > 0 || !m.memory.isVisible(owner, field)) return false
  if (m.memory.isBegun) throw stop
  m.memory.step()
  m.memory.computed = slot
  frame.stack[at] = new Tainted(slot.value, slot.registers.slice(0, 1), false)
  frame.pc--
  return true
}

/** The value that is stored depends on what the thread has read. */
function depends(m: Machine, slot: Slot): void {
  if (slot instanceof Tainted) m.memory.dependence = slot.registers
}

/** The value of a constant of the module, for which the user may have given another. */
function overridden(m: Machine, frame: Frame, name: string, value: Value): Value {
  const other =
    m.memory.isInitial && frame.code.name === '<module>' && !frame.code.isLibrary ? m.overrides.get(name) : undefined
  return other === undefined ? value : other
}

/** What an operator made depends on what its operands depend on. */
function taint(stack: Slot[], before: number, ...operands: readonly Slot[]): void {
  const registers = combinedRegisters(...operands)
  if (registers === null || stack.length !== before + 1) return
  const result = stack.pop()
  stack.push(new Tainted(bare(result), registers, true))
}

/** What comes out of a value depends on what that depends on. */
function inherit(stack: Slot[], before: number, from: Slot): void {
  const result = stack.at(-1)
  if (!(from instanceof Tainted) || stack.length !== before + 1 || result instanceof Tainted || result === undefined) return
  stack[stack.length - 1] = new Tainted(result, from.registers, from.computed)
}

function executeUnary(m: Machine, frame: Frame, op: Op): void {
  const slot = frame.stack.pop()
  const value = bare(slot)
  if (value instanceof Hash) throw unsupportedHash(value)
  const result = isPlain(value) ? unary(op.name as '-' | '+' | '~', value) : null
  if (result !== null) {
    const before = frame.stack.length
    frame.stack.push(result)
    return taint(frame.stack, before, slot)
  }
  const name = { '-': '__neg__', '+': '__pos__', '~': '__invert__' }[op.name] ?? ''
  const own = ownSpecial(m, value, name)
  if (own === undefined) throw new Raised('TypeError', `bad operand type for unary ${op.name}: '${m.classes.nameOf(value)}'`)
  m.call(own, [], noKeywords, push)
}

function executeContains(m: Machine, container: Value, item: Value): void {
  const own = ownSpecial(m, container, '__contains__')
  if (own !== undefined) return m.call(own, [item], noKeywords, { kind: 'contains', values: [], word: '', target: 0 })
  const known = contains(m, container, item)
  if (known !== undefined) return m.deliver(push, known)
  const isEnumeration =
    container instanceof Obj && container.kind === 'class' && m.memory.read(container, '.members') !== undefined
  if (isEnumeration) return m.deliver(push, m.classes.of(item).fixed.mro?.some((each) => isSame(each, container)) === true)
  if (special(m, container, '__iter__') === undefined && ownSpecial(m, container, '__getitem__') === undefined) {
    throw new Raised('TypeError', `argument of type '${m.classes.nameOf(container)}' is not iterable`)
  }
  m.call(m.host.builtin(m, '.contains') ?? null, [container, item], noKeywords, push)
}

function executeTruth(m: Machine, frame: Frame): void {
  const value = bare(frame.stack.at(-1))
  if (typeof value === 'boolean') return
  const own = ownSpecial(m, value, '__bool__')
  const length = own === undefined ? ownSpecial(m, value, '__len__') : undefined
  if (own !== undefined || length !== undefined) {
    frame.stack.pop()
    const kind = own === undefined ? 'length' : 'truth'
    return m.call(own ?? length ?? null, [], noKeywords, { kind, values: [], word: 'truth', target: 0 })
  }
  const truth = m.host.truth(m, value)
  const slot = frame.stack.pop()
  const before = frame.stack.length
  frame.stack.push(truth)
  taint(frame.stack, before, slot)
}

/** A method that `with` calls. */
function context(m: Machine, value: Value, name: string): Value {
  const own = special(m, value, name)
  if (own !== undefined) return own
  const isAsync = name.startsWith('__a')
  const kind = isAsync ? 'asynchronous context manager' : 'context manager'
  const missing = name.endsWith('exit__') && special(m, value, name.replace('exit', 'enter')) !== undefined
  const detail = missing ? ` (missed ${name} method)` : ''
  throw new Raised('TypeError', `'${m.classes.nameOf(value)}' object does not support the ${kind} protocol${detail}`)
}

function executeMerge(m: Machine, frame: Frame, op: Op): void {
  const dict = bare(frame.stack.at(-op.a - 1))
  const value = bare(frame.stack.at(-1))
  const callee = calleeText(bare(frame.stack.at(-4)))
  if (!(value instanceof Obj) || value.kind !== 'dict') {
    if (value instanceof Obj && special(m, value, 'keys') !== undefined) {
      throw new Wanted(value, m.classes.named('dict'))
    }
    const shown = op.name === 'call' ? `${callee}argument after ** must be a mapping, not` : ''
    const name = m.classes.nameOf(value)
    throw new Raised('TypeError', shown === '' ? `'${name}' object is not a mapping` : `${shown} ${name}`)
  }
  const entries = m.containers.entries(value)
  frame.stack.pop()
  if (!(dict instanceof Obj)) return
  for (const { key, value: each } of entries) {
    if (op.name === 'call' && m.containers.has(dict, key)) {
      throw new Raised('TypeError', `${callee}got multiple values for keyword argument '${m.host.text(m, key, 's')}'`)
    }
    m.containers.set(dict, key, each)
  }
}

/** How messages name what is called with `*` or `**`. */
function calleeText(callee: Value): string {
  const inner = callee instanceof Bound ? callee.callee : callee
  if (inner instanceof Native) return `${inner.path}() `
  if (!(inner instanceof Obj)) return ''
  const { code, name = '' } = inner.fixed
  if (code !== undefined) return `${code.isLibrary ? '' : '__main__.'}${code.qualified}() `
  return inner.kind === 'class' ? `${inner.fixed.native === true ? '' : '__main__.'}${name}() ` : ''
}

function formatted(m: Machine, value: Value, spec: string, conversion: string): string {
  if (conversion === 'r' || conversion === 's' || conversion === 'a') {
    return m.host.format(m, m.host.text(m, value, conversion), spec)
  }
  return m.host.format(m, value, spec)
}

function executeUnpack(m: Machine, frame: Frame, op: Op): void {
  const value = bare(frame.stack.at(-1))
  const isIterable = special(m, value, '__iter__') !== undefined || special(m, value, '__getitem__') !== undefined
  if (!isIterable) throw new Raised('TypeError', `cannot unpack non-iterable ${m.classes.nameOf(value)} object`)
  const values = m.host.collect(m, value)
  const slot = frame.stack.pop()
  const part = (each: Value): Slot => (slot instanceof Tainted ? new Tainted(each, slot.registers, slot.computed) : each)
  if (op.op === 'UNPACK') {
    if (values.length > op.a) throw new Raised('ValueError', `too many values to unpack (expected ${op.a})`)
    if (values.length < op.a) {
      throw new Raised('ValueError', `not enough values to unpack (expected ${op.a}, got ${values.length})`)
    }
    frame.stack.push(...[...values].reverse().map(part))
    return
  }
  const after = Number(op.value)
  if (values.length < op.a + after) {
    throw new Raised('ValueError', `not enough values to unpack (expected at least ${op.a + after}, got ${values.length})`)
  }
  const rest = m.host.list(m, values.slice(op.a, values.length - after))
  const parts = [...values.slice(0, op.a), rest, ...values.slice(values.length - after)]
  frame.stack.push(...parts.reverse().map(part))
}

function awaitable(m: Machine, value: Value): Value {
  if (value instanceof Obj && value.kind === 'generator') return value
  const own = special(m, value, '__await__')
  if (own === undefined) throw new Raised('TypeError', `object ${m.classes.nameOf(value)} can't be used in 'await' expression`)
  return m.nested(own, [])
}

function executeReturn(m: Machine, frame: Frame): void {
  for (const each of frame.stack.slice(0, -1)) checkDropped(bare(each))
  const slot = frame.stack.pop()
  m.frames.pop()
  const { generator, onResult: then } = frame
  if (generator !== null) {
    generator.frame = null
    generator.fields.set('state', 'ended')
    const value = bare(slot)
    const stop = m.makeException('StopIteration', value === null ? [] : [value])
    if (then.kind === 'nested' || !m.stopped(then, stop)) throw m.raising(stop)
    return
  }
  if (frame.code.isClass) return m.host.makeClass(m, classOf(frame), then)
  if (frame.onResult.kind === 'push' && m.frames.length === 0) return
  if (m.frames.length === 0 && then.kind !== 'nested') return
  m.deliver(then, slot)
}

function classOf(frame: Frame): Parameters<Machine['host']['makeClass']>[1] {
  const [names, ...values] = frame.onResult.values
  const keywordNames = names instanceof Tuple ? names.items : []
  const count = values.length - keywordNames.length
  const keywords = new Map(keywordNames.map((name, index) => [`${name}`, values[count + index] ?? null]))
  const namespace = new Map(frame.namespace ?? [])
  const cell = frame.code.cells.includes('__class__') ? cellOf(frame, frame.code.cells.indexOf('__class__')) : null
  if (cell !== null) namespace.set('.class cell', cell)
  const { code } = frame
  return {
    name: code.name,
    qualified: code.qualified,
    bases: values.slice(0, count),
    keywords,
    namespace,
    site: `${code.index}`,
  }
}

function executeYield(m: Machine, frame: Frame): void {
  const slot = frame.stack.pop()
  const { generator, onResult: then } = frame
  if (generator === null) throw new Error('a yield outside of a generator')
  m.frames.pop()
  generator.frame = frame
  generator.fields.set('state', 'suspended')
  m.deliver(then, slot)
}

function executeImport(m: Machine, frame: Frame, op: Op): void {
  const module = m.host.module(m, op.name)
  for (const name of op.names) {
    if (name !== '*') {
      attribute(m, module, name, push)
      continue
    }
    for (const [field, value] of module.fields) if (!field.startsWith('_')) m.memory.write(frame.module, field, value)
  }
}
