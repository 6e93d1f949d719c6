import type { Span } from '../../../base/source.ts'
import { compare } from '../../lowering/arrays.ts'
import { describe } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import {
  type Arguments,
  constant,
  dynamic,
  intType,
  Kind,
  languageClass,
  none,
  object,
  poison,
  type Value,
} from '../../lowering/values.ts'
import { eachObject, joined, jumpOn } from '../../lowering/ways.ts'
import { comparison } from '../objects/comparisons.ts'
import { dequeClass, dictClass, listClass } from '../objects/container-methods.ts'
import { DictObject, isContainer, isList, ListObject, mayBeContainer } from '../objects/containers.ts'
import { elementsOf, rangeLength } from '../objects/iteration.ts'
import { lengthOf, newList } from '../objects/lists.ts'
import { asNumber, chosen, folded } from '../objects/operators.ts'
import { operate } from '../objects/sequences.ts'
import { isString, madeText, shown } from '../objects/texts.ts'
import { booleanOf, both, either } from '../objects/truth.ts'
import { argument } from './arguments.ts'
import { define, type LibraryPart } from './part.ts'

/** The functions and classes that Python itself defines, except `print`. */
export const builtins: LibraryPart = {
  entries: [
    define('len', 'obj, /', (c, { positional: [first = none] }, span) => length(c, first, span), 'elements'),
    define('range', 'start, stop=None, step=1, /', range),
    define('int', 'x=0, /, base=10', (c, { positional: [first = constant(0), ...others], keywords }, span) => {
      if (others.length + keywords.size > 0) throw new Refusal(span, '`int` with a base is not supported', 'write the number')
      return integer(c, first, span)
    }),
    define('bool', 'x=False, /', (c, { positional: [first] }, span) => boolean(c, first, span)),
    define('str', "object=''", (c, { positional: [first], keywords }, span) => {
      if (keywords.size > 0) throw new Refusal(span, '`str` with keyword arguments is not supported', 'write `str(x)`')
      return first === undefined ? constant('') : textOf(c, first)
    }),
    define('abs', 'x, /', (c, { positional: [first = none] }, span) => absolute(c, first, span)),
    define('min', '*args, key=None, default=None', (c, args, span) => extreme(c, 'min', args, span), 'elements'),
    define('max', '*args, key=None, default=None', (c, args, span) => extreme(c, 'max', args, span), 'elements'),
    define('sum', 'iterable, /, start=0', sum, 'elements'),
    define('any', 'iterable, /', (c, args, span) => tests(c, args, span).reduce(either, constant(false)), 'elements'),
    define('all', 'iterable, /', (c, args, span) => tests(c, args, span).reduce(both, constant(true)), 'elements'),
    define('enumerate', 'iterable, start=0', enumerate, 'elements'),
    define('zip', '*iterables, strict=False', zip, 'elements'),
    define('reversed', 'sequence, /', (c, { positional: [first = none] }, span) => backwards(c, first, span), 'elements'),
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
    define('super', '', (c, _args, span) =>
      (c.frame?.self ?? null) === null ? c.raise('RuntimeError', span) : { kind: 'builtin', name: 'super()' },
    ),
  ],
  classes: [dequeClass, listClass, dictClass],
}

function optionalElements(c: Lowering, { positional: [first] }: Arguments, span: Span): readonly Value[] {
  return first === undefined ? [] : elementsOf(c, first, span)
}

function sum(c: Lowering, args: Arguments, span: Span): Value {
  const start = argument(args, 1, 'start', constant(0))
  if (isString(start)) return c.raise('TypeError', span)
  if (isContainer(start)) throw new Refusal(span, '`sum` of lists is not supported', 'write a loop')
  return elementsOf(c, argument(args, 0, 'iterable', none), span).reduce((all, item) => operate(c, '+', all, item, span), start)
}

function tests(c: Lowering, { positional: [first = none] }: Arguments, span: Span): Value[] {
  return elementsOf(c, first, span).map((item) => booleanOf(c, item, span))
}

function enumerate(c: Lowering, args: Arguments, span: Span): Value {
  const items = elementsOf(c, argument(args, 0, 'iterable', none), span)
  const start = startOf(args, span)
  return iterator(
    'enumerate',
    items.map((item, index) => ({ kind: 'tuple', items: [constant(start + index), item] })),
  )
}

/** The number of the first element that `enumerate` counts. */
export function startOf(args: Arguments, span: Span): number {
  const start = argument(args, 1, 'start', constant(0))
  if (start.kind === 'constant' && typeof start.value === 'number') return start.value
  throw new Refusal(span, 'the start of `enumerate` is not a constant integer', 'write a constant')
}

function zip(c: Lowering, { positional, keywords }: Arguments, span: Span): Value {
  if (keywords.size > 0) throw new Refusal(span, '`zip` with `strict` is not supported', 'compare the lengths')
  const lists = positional.map((each) => elementsOf(c, each, span))
  const shortest = Math.min(...lists.map((list) => list.length))
  const row = (index: number): Value => ({ kind: 'tuple', items: lists.map((list) => list[index] ?? poison) })
  return iterator(
    'zip',
    Array.from({ length: lists.length === 0 ? 0 : shortest }, (_, index) => row(index)),
  )
}

function backwards(c: Lowering, value: Value, span: Span): Value {
  const isSequence = ['tuple', 'range', 'elements', 'poison'].includes(value.kind) || isList(value)
  if (!isSequence)
    throw new Refusal(span, `\`reversed\` of ${describe(value)} is not supported`, 'use a list, a tuple or a range')
  return iterator('reversed', [...elementsOf(c, value, span)].reverse())
}

function iterator(name: string, items: readonly Value[]): Value {
  return { kind: 'iterator', name, items, hasLength: false }
}

/** `object()`: an object that equals only itself. */
function makeToken(c: Lowering, span: Span): Value {
  checkMaking(c, span, 'an object')
  const identity = identityOf(c, objectKey(c, span, 'object'))
  return object(c.pass.add(new Instance(identity, languageClass('object', 'plain'), null)))
}

function length(c: Lowering, value: Value, span: Span): Value {
  if (value.kind === 'tuple' || value.kind === 'elements') return constant(value.items.length)
  if (value.kind === 'iterator') return value.hasLength ? constant(value.items.length) : c.raise('TypeError', span)
  if (value.kind === 'dynamic' && mayBeContainer(c, value)) return eachObject(c, value, span, (one) => length(c, one, span))
  if (value.kind === 'poison') return poison
  if (value.kind === 'constant' && typeof value.value === 'string') return constant([...value.value].length)
  if (value.kind === 'object' && value.object instanceof ListObject) return lengthOf(c, value.object, span)
  if (value.kind === 'object' && value.object instanceof DictObject) return constant(value.object.entries.size)
  const count = value.kind === 'range' ? rangeLength(value) : null
  if (count !== null) return constant(count)
  if (value.kind === 'constant') return c.raise('TypeError', span)
  if (value.kind === 'dynamic' && (value.type.kinds & Kind.string) === 0) return c.raise('TypeError', span)
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

function textOf(c: Lowering, value: Value): Value {
  return value.kind === 'constant' ? constant(shown(value.value)) : madeText(c, [value])
}

function integer(c: Lowering, value: Value, span: Span): Value {
  if (value.kind === 'constant' && typeof value.value === 'string') {
    const digits = value.value.trim()
    if (/^[-+]?\d+(_\d+)*$/.test(digits)) return folded(Number(digits.replace(/_/g, '')), span)
    if (/^[\x20-\x7e]*$/.test(digits)) return c.raise('ValueError', span)
    throw new Refusal(span, '`int` of this string is not supported', 'write the number')
  }
  if (value.kind === 'float') return folded(Math.trunc(value.value), span)
  const number = asNumber(c, value, span)
  if (!c.flow.reachable) return poison
  if (number === null) return value.kind === 'poison' ? poison : c.raise('TypeError', span)
  return number.kind === 'constant' ? constant(number.value) : dynamic(number, intType)
}

function boolean(c: Lowering, value: Value | undefined, span: Span): Value {
  if (value === undefined) return constant(false)
  return value.kind === 'dynamic' && value.type.kinds === Kind.bool ? value : booleanOf(c, value, span)
}

function absolute(c: Lowering, value: Value, span: Span): Value {
  const given = asNumber(c, value, span)
  if (!c.flow.reachable) return poison
  if (given === null) return c.raise('TypeError', span)
  if (given.kind === 'constant') return folded(Math.abs(given.value), span)
  const held = c.flow.held(dynamic(given, intType), span)
  const operand = held.kind === 'dynamic' ? held.expression : given
  const negative = compare('<', operand, { kind: 'constant', value: 0 })
  return dynamic(chosen(negative, { kind: 'unary', operator: '-', operand }, operand), intType)
}

function extreme(c: Lowering, name: 'min' | 'max', { positional, keywords }: Arguments, span: Span): Value {
  if (keywords.size > 0) throw new Refusal(span, `\`${name}\` with keyword arguments is not supported`, 'write a loop')
  const [only] = positional
  if (only === undefined) return c.raise('TypeError', span)
  const items = positional.length === 1 ? elementsOf(c, only, span) : positional
  const [first, ...rest] = items.map((item) => c.flow.held(item, span))
  if (first === undefined) return c.raise('ValueError', span)
  // The test reads the register of the result: binding a value may move it there.
  return rest.reduce(
    (best, item) =>
      joined(c, span, (result, end) => {
        c.flow.bind(result, best, span)
        const test = comparison(c, name === 'min' ? '<' : '>', item, c.flow.binding(result), span)
        jumpOn(c, test, false, end, span)
        if (c.flow.reachable) c.flow.bind(result, item, span)
      }),
    first,
  )
}
