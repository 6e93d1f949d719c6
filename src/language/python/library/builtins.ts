import type { Span } from '../../../base/source.ts'
import { compare } from '../../lowering/arrays.ts'
import { describe } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  type Arguments,
  boolType,
  constant,
  dynamic,
  encoded,
  intType,
  Kind,
  languageClass,
  none,
  object,
  poison,
  register,
  type Value,
} from '../../lowering/values.ts'
import { dictClass, listClass } from '../objects/container-methods.ts'
import { DictObject, ListObject } from '../objects/containers.ts'
import { elementsOf, rangeLength } from '../objects/iteration.ts'
import { lengthOf, newList } from '../objects/lists.ts'
import { arithmetic, asNumber, both, chosen, comparison, either, negation, truth } from '../objects/operators.ts'
import { shown } from '../objects/texts.ts'
import { define, type LibraryPart } from './part.ts'

/** The functions and classes that Python itself defines, except `print`. */
export const builtins: LibraryPart = {
  entries: [
    define('len', 'obj, /', (c, { positional: [first = none] }, span) => length(c, first, span), 'elements'),
    define('range', 'start, stop=None, step=1, /', range),
    define('int', 'x=0, /', (c, { positional: [first = none] }, span) => integer(c, first, span)),
    define('bool', 'x=False, /', (c, { positional: [first = none] }, span) => boolean(c, first, span)),
    define('str', "object=''", (_c, { positional: [first = none] }) =>
      first.kind === 'constant' ? constant(shown(first.value)) : { kind: 'text', parts: [first] },
    ),
    define('abs', 'x, /', (c, { positional: [first = none] }, span) => absolute(c, first, span)),
    define('min', '*args, key=None, default=None', (c, args, span) => extreme(c, 'min', args, span), 'elements'),
    define('max', '*args, key=None, default=None', (c, args, span) => extreme(c, 'max', args, span), 'elements'),
    define('sum', 'iterable, /, start=0', sum, 'elements'),
    define('any', 'iterable, /', (c, args, span) => tests(c, args, span).reduce(either, constant(false)), 'elements'),
    define('all', 'iterable, /', (c, args, span) => tests(c, args, span).reduce(both, constant(true)), 'elements'),
    define('enumerate', 'iterable, start=0', enumerate, 'elements'),
    define('zip', '*iterables, strict=False', zip, 'elements'),
    define(
      'reversed',
      'sequence, /',
      (c, { positional: [first = none] }, span) => ({ kind: 'tuple', items: [...elementsOf(c, first, span)].reverse() }),
      'elements',
    ),
    define('list', 'iterable=(), /', (c, args, span) => newList(c, optionalElements(c, args, span), span)),
    define(
      'tuple',
      'iterable=(), /',
      (c, args, span) => ({ kind: 'tuple', items: optionalElements(c, args, span) }),
      'elements',
    ),
    { kind: 'name', path: 'dict' },
    define('object', '', (c, _args, span) => makeToken(c, span)),
    { kind: 'name', path: 'isinstance' },
    define('super', '', () => ({ kind: 'builtin', name: 'super()' })),
  ],
  classes: [listClass, dictClass],
}

function optionalElements(c: Lowering, { positional: [first] }: Arguments, span: Span): readonly Value[] {
  return first === undefined ? [] : elementsOf(c, first, span)
}

function sum(c: Lowering, { positional: [first = none, start = none] }: Arguments, span: Span): Value {
  return elementsOf(c, first, span).reduce(
    (all, item) => arithmetic(c, '+', all, item, span),
    start === none ? constant(0) : start,
  )
}

function tests(c: Lowering, { positional: [first = none] }: Arguments, span: Span): Value[] {
  return elementsOf(c, first, span).map((item) => truth(c, item, span))
}

function enumerate(c: Lowering, { positional: [first = none, second], keywords }: Arguments, span: Span): Value {
  const start = second?.kind === 'constant' && typeof second.value === 'number' ? second.value : 0
  const from = keywords.get('start')
  const base = from?.kind === 'constant' ? Number(from.value) : start
  const items = elementsOf(c, first, span)
  return { kind: 'tuple', items: items.map((item, index) => ({ kind: 'tuple', items: [constant(base + index), item] })) }
}

function zip(c: Lowering, { positional }: Arguments, span: Span): Value {
  const lists = positional.map((each) => elementsOf(c, each, span))
  const shortest = Math.min(...lists.map((list) => list.length))
  const row = (index: number): Value => ({ kind: 'tuple', items: lists.map((list) => list[index] ?? poison) })
  return { kind: 'tuple', items: Array.from({ length: lists.length === 0 ? 0 : shortest }, (_, index) => row(index)) }
}

/** `object()`: an object that equals only itself. */
function makeToken(c: Lowering, span: Span): Value {
  checkMaking(c, span, 'an object')
  const identity = identityOf(c, objectKey(c, span, 'object'))
  return object(c.pass.add(new Instance(identity, languageClass('object', 'plain'), null)))
}

function length(c: Lowering, value: Value, span: Span): Value {
  if (value.kind === 'tuple' || value.kind === 'elements') return constant(value.items.length)
  if (value.kind === 'poison') return poison
  if (value.kind === 'constant' && typeof value.value === 'string') return constant(value.value.length)
  if (value.kind === 'object' && value.object instanceof ListObject) return lengthOf(c, value.object, span)
  if (value.kind === 'object' && value.object instanceof DictObject) return constant(value.object.entries.size)
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
  const line = c.pass.source.lineOf(span)
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
  const isList = value.kind === 'object' && (value.object instanceof ListObject || value.object instanceof DictObject)
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
