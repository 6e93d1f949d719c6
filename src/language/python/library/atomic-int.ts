import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Cell } from '../../lowering/cell.ts'
import { placeOf, sharedOperand } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { HeapObject, type Identity, type Part, shownPart } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  type Arguments,
  boolType,
  constant,
  encoded,
  isSame,
  none,
  object,
  poison,
  register,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { type Method, method, objectClass } from '../objects/object-class.ts'
import { define, type LibraryPart } from './part.ts'

export class AtomicObject extends HeapObject {
  readonly kind = 'atomic'
  readonly value: Cell

  constructor(identity: Identity, value: Cell) {
    super(identity)
    this.value = value
  }

  override parts(): Part[] {
    return [shownPart(this.value)]
  }
}

type AtomicMethod = 'load' | 'store' | 'fetch_add' | 'compare_exchange' | 'exchange'

/** `interleave.AtomicInt`: each method is one step. */
export const atomicInt: LibraryPart = {
  entries: [
    define('interleave.AtomicInt', 'value=0', (c, { positional: [first = none] }, span) =>
      makeAtomic(c, first === none ? constant(0) : first, span),
    ),
  ],
  classes: [
    objectClass(AtomicObject, {
      methods: {
        load: atomicMethod('load', ''),
        store: atomicMethod('store', 'value'),
        fetch_add: atomicMethod('fetch_add', 'amount'),
        compare_exchange: atomicMethod('compare_exchange', 'expected, value'),
        exchange: atomicMethod('exchange', 'value'),
      },
    }),
  ],
}

function atomicMethod(name: AtomicMethod, parameters: string): Method<AtomicObject> {
  return method(parameters, (c, self, args, span) => callAtomic(c, self, name, args, span))
}

function makeAtomic(c: Lowering, first: Value, span: Span): Value {
  checkMaking(c, span, 'an AtomicInt')
  const key = objectKey(c, span, 'atomic')
  const value = c.pass.cell(`${key}.value`, { name: 'atomic', role: { kind: 'part' }, atomic: true })
  if (first.kind === 'dynamic')
    throw new Refusal(
      span,
      'the initial value of an AtomicInt must be known when the program is read',
      'use a constant, and `store` the value later',
    )
  c.pass.begin(value, first)
  return object(c.pass.add(new AtomicObject(identityOf(c, key), value)))
}

function callAtomic(c: Lowering, self: AtomicObject, name: AtomicMethod, args: Arguments, span: Span): Value {
  const cell = self.value
  const [first = none, second = none] = args.positional
  if (args.keywords.size > 0) throw new Refusal(span, `\`${name}\` takes no keyword arguments here`, null)
  if (c.initial) return callInitially(c, self, name, first, second)
  const { flow, pass } = c
  pass.widen(cell, pass.initialOf(cell))
  pass.facts.access(cell, flow.thread)
  pass.facts.keepInMemory(cell)
  const place = placeOf(c, cell)
  const operand = (value: Value): ReturnType<typeof sharedOperand> => {
    pass.facts.write(cell, flow.thread, encoded(value, pass.codes)?.type ?? typeOf(0))
    return sharedOperand(c, cell, value, span)
  }
  if (name === 'load') {
    const to = flow.temporary()
    flow.emit({ op: 'load', to, place }, span)
    return register(to, pass.facts.typeOf(cell))
  }
  const value = operand(first)
  if (value === null) return poison
  switch (name) {
    case 'store':
      flow.emit({ op: 'store', place, value }, span)
      return none
    case 'exchange':
    case 'fetch_add': {
      const to = flow.temporary()
      flow.emit({ op: name, to, place, value }, span)
      return register(to, pass.facts.typeOf(cell))
    }
    case 'compare_exchange': {
      const next = operand(second)
      if (next === null) return poison
      const to = flow.temporary()
      flow.emit({ op: 'cas', to, place, expected: value, value: next }, span)
      return register(to, boolType)
    }
    default:
      return unreachable(name)
  }
}

function callInitially(c: Lowering, self: AtomicObject, name: AtomicMethod, first: Value, second: Value): Value {
  const old = c.pass.initialOf(self.value)
  const set = (value: Value): void => c.pass.setInitial(self.value, value)
  switch (name) {
    case 'load':
      return old
    case 'store':
      set(first)
      return none
    case 'exchange':
      set(first)
      return old
    case 'fetch_add':
      if (old.kind === 'constant' && first.kind === 'constant') set(constant(Number(old.value) + Number(first.value)))
      return old
    case 'compare_exchange': {
      const equal = isSame(old, first)
      if (equal) set(second)
      return constant(equal)
    }
    default:
      return unreachable(name)
  }
}
