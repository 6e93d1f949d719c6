import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import {
  compare,
  elementType,
  find,
  insertAt,
  load,
  memoryOf,
  number,
  reg,
  removeAt,
  removeLast,
  store,
} from '../../lowering/arrays.ts'
import { guard, isShared, narrowed, readCell, sharedOperand } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { negated } from '../../lowering/code.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { NeedsRounds, Refusal, TooLarge } from '../../lowering/refusals.ts'
import {
  apart,
  constant,
  dynamic,
  encoded,
  intType,
  none,
  poison,
  register,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { comparison } from './comparisons.ts'
import { DequeObject, DictObject, ListObject } from './containers.ts'
import { checkSearch } from './contents.ts'
import { eachEntry, getEntry } from './dicts.ts'
import { elementsOf } from './iteration.ts'
import { writeElements } from './lists.ts'
import { type ClassEntry, type Method, method, objectClass } from './object-class.ts'
import { asNumber } from './operators.ts'
import { outsideOf } from './positions.ts'

const longestInitially = 10_000

type ListMethod = 'append' | 'pop' | 'insert' | 'clear' | 'remove' | 'index' | 'count' | 'appendleft' | 'popleft'

const common = {
  append: listMethod('append', 'object, /'),
  insert: listMethod('insert', 'index, object, /'),
  clear: listMethod('clear', ''),
  remove: listMethod('remove', 'value, /'),
  index: method<ListObject>('value, start=0, stop=9223372036854775807, /', (c, self, args, span) => {
    if (args.positional.length > 1) throw new Refusal(span, '`index` with a start is not supported', 'write a loop')
    return callList(c, self, 'index', args.positional, span)
  }),
  count: listMethod('count', 'value, /'),
  extend: method<ListObject>('iterable, /', (c, self, args, span) => {
    extend(c, self, args.positional[0] ?? poison, span)
    return none
  }),
}

/** Methods of lists. On one that threads share, each is one step. */
export const listClass: ClassEntry = objectClass(ListObject, {
  methods: { ...common, pop: listMethod('pop', 'index=-1, /') },
})

/** Methods of deques. */
export const dequeClass: ClassEntry = objectClass(DequeObject, {
  methods: {
    ...common,
    pop: listMethod('pop', ''),
    appendleft: listMethod('appendleft', 'object, /'),
    popleft: listMethod('popleft', ''),
  },
})

/** Methods of dicts. */
export const dictClass: ClassEntry = objectClass(DictObject, {
  methods: {
    get: method('key, default=None, /', (c, self, { positional: [key = none, fallback = none] }, span) =>
      getEntry(c, self, key, fallback, span),
    ),
    keys: method('', (_c, self) =>
      view(
        'keys',
        [...self.entries.values()].map(({ key }) => key),
      ),
    ),
    values: method('', (c, self, _args, span) => view('values', [...eachEntry(c, self, 'values', span)])),
    items: method('', (c, self, _args, span) => view('items', [...eachEntry(c, self, 'items', span)])),
  },
})

function view(name: string, items: readonly Value[]): Value {
  return { kind: 'iterator', name, items, hasLength: true }
}

function listMethod(name: ListMethod, parameters: string): Method<ListObject> {
  return method(parameters, (c, self, args, span) => callList(c, self, name, args.positional, span))
}

/** Adds the elements of another value; to a list that threads share, in one step. */
export function extend(c: Lowering, self: ListObject, more: Value, span: Span): void {
  const items = elementsOf(c, more, span)
  if (!isShared(c, self.content)) {
    for (const item of items) callKnown(c, self, 'append', [item], span)
    return
  }
  const { content } = self
  const operands = items.flatMap((item) => {
    c.pass.facts.resize(content)
    c.pass.facts.write(content, c.flow.thread, encoded(item, c.pass.codes)?.type ?? typeOf(0))
    return sharedOperand(c, content, c.flow.held(item, span), span) ?? []
  })
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    for (const operand of operands) insertAt(c, memoryOf(c, content), 'end', operand, span)
  })
}

function callList(c: Lowering, self: ListObject, name: ListMethod, args: readonly Value[], span: Span): Value {
  return isShared(c, self.content) ? callShared(c, self, name, args, span) : callKnown(c, self, name, args, span)
}

function callKnown(c: Lowering, self: ListObject, name: ListMethod, args: readonly Value[], span: Span): Value {
  const elements = readCell(c, self.content, span)
  if (elements.kind !== 'elements') return poison
  const { items } = elements
  const [first = none, second = none] = args
  const change = (changed: readonly Value[]): void => {
    if (!c.initial) c.pass.facts.resize(self.content)
    if (c.initial && changed.length > longestInitially) {
      throw new TooLarge(span, 'this list becomes too long', `lists have at most ${longestInitially} elements here`)
    }
    const limit = self.content.capacity ?? 0
    if (!c.initial && changed.length > limit) {
      throw new Refusal(span, `this list exceeds ${limit} elements`, `raise the limit with ${c.choices.controls.capacity}`)
    }
    writeElements(c, self.content, changed, span)
  }
  switch (name) {
    case 'append':
      change([...items, first])
      return none
    case 'appendleft':
      change([first, ...items])
      return none
    case 'insert': {
      const at = knownPosition(c, first, span)
      if (at === null) return poison
      change([...items.slice(0, at), second, ...items.slice(at)])
      return none
    }
    case 'pop':
    case 'popleft': {
      const given = name === 'popleft' ? constant(0) : args.length === 0 ? constant(-1) : first
      const position = knownPosition(c, given, span)
      if (position === null) return poison
      const at = position < 0 ? position + items.length : position
      const taken = items[at]
      if (taken === undefined) return c.raise('IndexError', span)
      const kept = c.initial ? taken : c.flow.held(taken, span)
      change(items.filter((_, index) => index !== at))
      return kept
    }
    case 'clear':
      change([])
      return none
    case 'remove':
    case 'index':
    case 'count':
      return search(c, items, first, name, span, change)
    default:
      return unreachable(name)
  }
}

/** A position that must be known; null after raising `TypeError`. */
function knownPosition(c: Lowering, position: Value, span: Span): number | null {
  const at = asNumber(c, position, span)
  if (at === null) c.raise('TypeError', span)
  if (at !== null && at.kind !== 'constant') throw unknownPosition(span)
  return at === null ? null : at.value
}

function unknownPosition(span: Span): NeedsRounds {
  return new NeedsRounds(span, 'this position is not known when the program is read', 'use a constant')
}

function search(
  c: Lowering,
  items: readonly Value[],
  wanted: Value,
  name: 'remove' | 'index' | 'count',
  span: Span,
  change: (items: readonly Value[]) => void,
): Value {
  const same = items.map((item) => comparison(c, '==', item, wanted, span))
  if (same.some((each) => each.kind !== 'constant')) throw unknownPosition(span)
  const found = same.flatMap((each, index) => (each.kind === 'constant' && each.value === true ? [index] : []))
  if (name === 'count') return constant(found.length)
  const [at] = found
  if (at === undefined) return c.raise('ValueError', span)
  if (name === 'index') return constant(at)
  change(items.filter((_, index) => index !== at))
  return none
}

function callShared(c: Lowering, self: ListObject, name: ListMethod, args: readonly Value[], span: Span): Value {
  const { content } = self
  const { facts } = c.pass
  const [first = none, second = none] = args
  const text = c.pass.source.excerpt(span)
  facts.resize(content)
  facts.access(content, c.flow.thread)
  const memory = memoryOf(c, content)
  const writes = (value: Value | null): void =>
    facts.write(content, c.flow.thread, (value === null ? null : encoded(value, c.pass.codes)?.type) ?? typeOf(0))
  switch (name) {
    case 'append':
    case 'appendleft': {
      writes(first)
      const value = sharedOperand(c, content, first, span)
      if (value === null) return none
      c.flow.atomic(text, span, () => insertAt(c, memory, name === 'append' ? 'end' : number(0), value, span))
      return none
    }
    case 'insert':
      writes(second)
      return insertShared(c, self, first, second, span)
    case 'pop':
    case 'popleft':
      writes(null)
      return popShared(c, self, name === 'popleft' ? constant(0) : args.length === 0 ? constant(-1) : first, span)
    case 'clear':
      writes(null)
      c.flow.atomic(text, span, () => {
        for (let index = 0; index < memory.capacity; index++) store(c, content, number(index), number(0), span)
        store(c, memory.length, null, number(0), span)
      })
      return none
    case 'remove':
    case 'index':
      if (name === 'remove') writes(null)
      return searchShared(c, self, first, name, span)
    case 'count':
      throw new Refusal(span, `\`${name}\` of a list that threads share is not supported`, 'write a loop over it')
    default:
      return unreachable(name)
  }
}

function insertShared(c: Lowering, self: ListObject, at: Value, value: Value, span: Span): Value {
  const index = asNumber(c, at, span)
  if (index === null) return c.raise('TypeError', span)
  if (index.kind !== 'constant' || index.value < 0) throw unknownPosition(span)
  const operand = sharedOperand(c, self.content, value, span)
  if (operand === null) return none
  const memory = memoryOf(c, self.content)
  const where = c.flow.temporary()
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const past: Mark = { at: -1 }
    load(c, memory.length, null, span, where)
    c.flow.leap(compare('<', reg(where), index), past, span)
    c.flow.emit({ op: 'let', to: where, value: index }, span)
    c.flow.place(past)
    insertAt(c, memory, reg(where), operand, span)
  })
  return none
}

function popShared(c: Lowering, self: ListObject, at: Value, span: Span): Value {
  const memory = memoryOf(c, self.content)
  const index = asNumber(c, at, span)
  if (index === null) return c.raise('TypeError', span)
  const held = c.flow.held(dynamic(index, intType), span)
  const position = held.kind === 'dynamic' ? held.expression : index
  const to = c.flow.temporary()
  const n = c.flow.temporary()
  const outside = outsideOf(position, reg(n))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    const end: Mark = { at: -1 }
    load(c, memory.length, null, span, n)
    c.flow.leap(outside, end, span)
    if (position.kind === 'constant' && position.value === -1) removeLast(c, memory, n, to, span)
    else {
      const from = position.kind === 'constant' && position.value >= 0 ? position : fromEnd(position, n)
      removeAt(c, memory, from, n, to, span)
    }
    c.flow.place(end)
  })
  guard(c, outside, 'IndexError', span)
  return c.flow.reachable ? narrowed(c, reg(to), elementType(c, self.content)) : poison
}

function fromEnd(position: ReturnType<typeof reg>, n: number): ReturnType<typeof reg> {
  const negative = compare('<', position, number(0))
  return {
    kind: 'binary',
    operator: '+',
    left: position,
    right: { kind: 'binary', operator: '*', left: reg(n), right: negative },
  }
}

function searchShared(c: Lowering, self: ListObject, wanted: Value, name: 'remove' | 'index', span: Span): Value {
  checkSearch(c, wanted, elementType(c, self.content), span)
  const code = encoded(c.flow.held(wanted, span), c.pass.codes)
  if (code === null) return c.raise('ValueError', span)
  const memory = memoryOf(c, self.content)
  const [at, n, ignored] = [c.flow.temporary(), c.flow.temporary(), c.flow.temporary()]
  const missing = compare('>=', reg(at), reg(n))
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    find(c, memory, null, apart(code.expression, code.type, elementType(c, self.content).kinds), at, n, span)
    if (name !== 'remove') return
    const end: Mark = { at: -1 }
    c.flow.leap(missing, end, span)
    removeAt(c, memory, reg(at), n, ignored, span)
    c.flow.place(end)
  })
  guard(c, negated(compare('<', reg(at), reg(n))), 'ValueError', span)
  return name === 'index' ? register(at, intType) : none
}
