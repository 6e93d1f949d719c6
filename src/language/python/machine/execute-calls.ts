import type { Machine } from './machine.ts'
import type { Op } from './objects.ts'
import { bare, Frame, Obj, push, type Slot, Tuple, type Value } from './objects.ts'
import { Raised } from './values.ts'

/** A call, with its arguments on the stack above what is called. */
export function executeCall(m: Machine, frame: Frame, op: Op): void {
  const { stack } = frame
  if (op.op === 'CALL') {
    const named = stack.splice(stack.length - op.names.length, op.names.length)
    const args = stack.splice(stack.length - op.a, op.a)
    const callee = bare(stack.pop())
    m.call(callee, args, new Map(op.names.map((name, index) => [name, named[index]])), push)
    return
  }
  const [callee, list, dict] = stack.slice(-3).map(bare)
  const args: Slot[] = list instanceof Obj ? m.containers.items(list) : []
  const keywords = new Map<string, Slot>()
  for (const { key, value } of dict instanceof Obj ? m.containers.entries(dict) : []) {
    if (typeof key !== 'string') throw new Raised('TypeError', 'keywords must be strings')
    keywords.set(key, value)
  }
  stack.length -= 3
  m.call(callee ?? null, args, keywords, push)
}

/** Makes a function, with its defaults from the stack and the cells of its frame. */
export function executeFunction(m: Machine, frame: Frame, op: Op): void {
  const { stack } = frame
  const { code } = op
  if (code === null) throw new Error('a function without code')
  const keyword = stack.splice(stack.length - op.names.length, op.names.length).map(bare)
  const defaults = stack.splice(stack.length - op.a, op.a).map(bare)
  const own = frame.code
  const closure = code.free.map((name): Obj => {
    const cell = own.cells.indexOf(name)
    const free = own.free.indexOf(name)
    const at = own.locals.length + (cell === -1 ? own.cells.length + free : cell)
    const value = bare(frame.locals[at])
    if (!(value instanceof Obj)) throw new Error(`no cell for ${name}`)
    return value
  })
  const keywordDefaults = new Map(op.names.map((name, index): [string, Value] => [name, keyword[index] ?? null]))
  const fixed = { name: code.name, code, defaults, keywordDefaults, closure, module: frame.module }
  stack.push(new Obj('function', null, m.site, fixed))
}

/** Begins the body of a class; its bases and keywords are on the stack. */
export function executeClass(m: Machine, frame: Frame, op: Op): void {
  const { stack } = frame
  const { code } = op
  if (code === null) throw new Error('a class without code')
  const values = stack.splice(stack.length - op.a - op.names.length, op.a + op.names.length).map(bare)
  const body = new Frame(code, frame.module, {
    kind: 'class-body',
    values: [new Tuple([...op.names]), ...values],
    word: '',
    target: 0,
  })
  body.namespace = new Map()
  for (const [index, name] of code.cells.entries()) {
    body.locals[code.locals.length + index] = new Obj('cell', null, `${code.index}:${name}`, { name })
  }
  for (const [index, name] of code.free.entries()) {
    const at = frame.code.cells.indexOf(name)
    const from = at === -1 ? frame.code.cells.length + frame.code.free.indexOf(name) : at
    body.locals[code.locals.length + code.cells.length + index] = frame.locals[frame.code.locals.length + from]
  }
  m.pushFrame(body)
}
