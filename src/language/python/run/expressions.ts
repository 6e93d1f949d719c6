import { Bug, unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { didYouMean, suggestion } from '../../../base/suggest.ts'
import { readCell } from '../../lowering/cells.ts'
import type { Label } from '../../lowering/control-flow.ts'
import { lookUp } from '../../lowering/frames.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, Kind, poison, type Value } from '../../lowering/values.ts'
import { joined, jumpOn } from '../../lowering/ways.ts'
import { coin, isFraction } from '../library/random.ts'
import { builtinNames, builtinValue, refusedName } from '../library/registry.ts'
import { attributeOf } from '../objects/attributes.ts'
import { comparison } from '../objects/comparisons.ts'
import { newDict } from '../objects/dicts.ts'
import { newList } from '../objects/lists.ts'
import { folded, sign } from '../objects/operators.ts'
import { operate } from '../objects/sequences.ts'
import { containment, elementOf } from '../objects/subscripts.ts'
import { madeText, shown } from '../objects/texts.ts'
import { both, either, negation, truth } from '../objects/truth.ts'
import { someExpression } from '../syntax/names.ts'
import type { Comparison, Expr } from '../syntax/tree.ts'
import { evaluateCall } from './call-expressions.ts'
import { comprehension } from './comprehensions.ts'
import { inOrder, mayChange } from './evaluation-order.ts'
import { functionValue } from './functions.ts'
import type { Running } from './running.ts'

type Logical = Expr & { readonly kind: 'logical' }
type Conditional = Expr & { readonly kind: 'conditional' }
type Compare = Expr & { readonly kind: 'compare' }

/** Returns the value of an expression; writes or executes its effects. */
export function evaluate(c: Running, expression: Expr): Value {
  const value = evaluateAny(c, expression)
  if (value.kind !== 'iterator') return value
  const hint = 'write it as the argument of `list`, or in a loop'
  throw new Refusal(expression.span, `keeping the value of \`${value.name}\` is not supported`, hint)
}

/** The same, for what is visited at once: it may be an iterator. */
function evaluateAny(c: Running, expression: Expr): Value {
  const { span } = expression
  if (!c.flow.reachable) return poison // an exception was raised on the way
  switch (expression.kind) {
    case 'number':
      return folded(expression.value, span)
    case 'constant':
    case 'string':
      return constant(expression.value)
    case 'float':
      return { kind: 'float', value: expression.value }
    case 'format':
      return format(c, expression.parts)
    case 'formatted': {
      const value = c.evaluate(expression.value)
      if (!c.choices.observeOutput && mayHaveFormat(value, expression.format)) return { kind: 'text', parts: null }
      throw new Refusal(span, 'this format is not supported here', 'write `{value}`')
    }
    case 'name':
      return readName(c, expression.name, span)
    case 'attribute':
      return attributeOf(c, c.evaluate(expression.object), expression.name, expression.nameSpan)
    case 'subscript': {
      const [object, index] = inOrder(c, [expression.object, expression.index])
      return elementOf(c, object ?? poison, index ?? poison, span)
    }
    case 'call':
      return evaluateCall(c, expression)
    case 'unary':
      if (expression.operator === 'not') return negation(c, c.test(expression.operand), span)
      return sign(c, expression.operator, c.evaluate(expression.operand), span)
    case 'binary': {
      const [left, right] = inOrder(c, [expression.left, expression.right])
      return operate(c, expression.operator, left ?? poison, right ?? poison, span)
    }
    case 'compare':
      return expression.rest.length === 1 ? compareOnce(c, expression) : testValue(c, expression)
    case 'logical':
      return evaluateLogical(c, expression)
    case 'conditional':
      return evaluateConditional(c, expression)
    case 'lambda':
      return functionValue(c, expression.definition)
    case 'list':
      return newList(c, inOrder(c, expression.items), span)
    case 'tuple':
      return { kind: 'tuple', items: inOrder(c, expression.items) }
    case 'dict': {
      const keys = expression.entries.map(({ key }) => c.evaluate(key))
      const values = inOrder(
        c,
        expression.entries.map(({ value }) => value),
      )
      return newDict(
        c,
        keys.map((key, index) => [key, values[index] ?? poison] as const),
        span,
      )
    }
    case 'comprehension': {
      const items = comprehension(c, expression)
      if (!expression.lazy) return newList(c, items, span)
      return { kind: 'iterator', name: 'a generator expression', items, hasLength: false }
    }
    case 'walrus': {
      c.assign(expression.target, c.evaluate(expression.value), span)
      return c.evaluate(expression.target)
    }
    case 'bigint':
    case 'bytes':
    case 'ellipsis':
    case 'slice':
    case 'star':
    case 'set':
    case 'merged-dict':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'yield':
    case 'yield-from':
    case 'await':
      throw new Bug(`the reader of the subset builds no ${expression.kind}`)
    default:
      return unreachable(expression)
  }
}

/** Returns the value of an expression of which only the elements are used: a list need not be an object. */
export function evaluateElements(c: Running, expression: Expr): Value {
  if (expression.kind === 'list') return { kind: 'tuple', items: inOrder(c, expression.items) }
  if (expression.kind === 'comprehension' && !expression.lazy) return { kind: 'tuple', items: comprehension(c, expression) }
  return evaluateAny(c, expression)
}

/** Reports whether a value certainly has a text in a format. */
function mayHaveFormat(value: Value, format: string): boolean {
  if (format === '' || value.kind === 'poison') return true
  const isText = value.kind === 'constant' && typeof value.value === 'string'
  if (isText) return /^[<>^]?\d*s?$/.test(format)
  const isNumber =
    (value.kind === 'constant' && typeof value.value === 'number') ||
    value.kind === 'float' ||
    (value.kind === 'dynamic' && value.type.kinds === Kind.int)
  return isNumber && /^[<>^]?[-+ ]?0?\d*,?(\.\d+[fge%])?$/.test(format)
}

function readName(c: Running, name: string, span: Span): Value {
  const cell = lookUp(c, name)
  if (cell !== null) {
    const value = readCell(c, cell, span)
    if (value.kind !== 'unbound') return value
    if (!c.flow.reachable) return poison
    if (cell.depth > 0 || c.initial === false) return c.raise(cell.depth > 0 ? 'UnboundLocalError' : 'NameError', span)
  } else if (builtinNames.has(name)) return builtinValue(name)
  const refused = refusedName(name)
  if (refused !== null) throw new Refusal(span, `\`${name}\` is not supported`, refused)
  const near = suggestion(name, [...c.globals.keys(), ...builtinNames])
  const hint = near === null ? didYouMean(name, [...c.globals.keys()]) : `did you mean \`${near}\`?`
  throw new Refusal(span, `\`${name}\` is not defined here`, hint)
}

function compareOnce(c: Running, { first, rest, span }: Compare): Value {
  const [next] = rest
  if (next === undefined) return poison
  if (next.operator === 'in' || next.operator === 'not in') {
    const element = c.flow.held(c.evaluate(first), first.span)
    return compared(c, next, element, evaluateElements(c, next.operand), span)
  }
  const [left, right] = inOrder(c, [first, next.operand])
  return compared(c, next, left ?? poison, right ?? poison, span)
}

function compared(c: Running, { operator }: Comparison, left: Value, right: Value, span: Span): Value {
  if (isFraction(left) || isFraction(right)) return coin(c, span)
  if (operator === 'in') return containment(c, left, right, span)
  if (operator === 'not in') return negation(c, containment(c, left, right, span), span)
  return comparison(c, operator, left, right, span)
}

/** Evaluates `and` and `or`, which return one of their operands; evaluates the right one only if necessary. */
function evaluateLogical(c: Running, { operator, left, right, span }: Logical): Value {
  const first = c.evaluate(left)
  const test = truth(c, first, span)
  if (test.kind === 'poison') return poison
  if (test.kind === 'constant') return (test.value === true) === (operator === 'and') ? c.evaluate(right) : first
  if (test.kind !== 'dynamic') return poison
  const plain = plainOperand(c, right)
  if (plain !== null && isBool(first) && isBool(plain)) return operator === 'and' ? both(first, plain) : either(first, plain)
  return joined(c, span, (result, end) => {
    c.flow.bind(result, first, span)
    jumpOn(c, truth(c, c.flow.binding(result), span), operator === 'or', end, span)
    c.flow.bind(result, c.evaluate(right), span)
  })
}

function isBool(value: Value): boolean {
  if (value.kind === 'constant') return typeof value.value === 'boolean'
  return value.kind === 'dynamic' && value.type.kinds === Kind.bool
}

/** Returns the value of an operand whose evaluation writes no code, or null without any effect. */
function plainOperand(c: Running, expression: Expr): Value | null {
  if (someExpression(expression, mayChange)) return null
  const restore = c.flow.checkpoint()
  const before = c.flow.items.length
  const value = c.evaluate(expression)
  if (c.flow.items.length === before && c.flow.reachable) return value
  restore()
  return null
}

function evaluateConditional(c: Running, { test, chosen, otherwise, span }: Conditional): Value {
  return joined(c, span, (result, end) => {
    const no = c.flow.label()
    jumpIf(c, test, false, no)
    if (c.flow.reachable) c.flow.bind(result, c.evaluate(chosen), span)
    c.flow.jump(end, span)
    c.flow.arrive(no, span)
    if (c.flow.reachable) c.flow.bind(result, c.evaluate(otherwise), span)
  })
}

/** The truth of an expression, as True, False or a test. */
export function testOf(c: Running, expression: Expr): Value {
  if (expression.kind === 'compare' && expression.rest.length > 1) return testValue(c, expression)
  return truth(c, c.evaluate(expression), expression.span)
}

/** A chained comparison as a value. */
function testValue(c: Running, expression: Compare): Value {
  return joined(c, expression.span, (result, end) => {
    const no = c.flow.label()
    jumpIf(c, expression, false, no)
    if (c.flow.reachable) c.flow.bind(result, constant(true), expression.span)
    c.flow.jump(end, expression.span)
    c.flow.arrive(no, expression.span)
    if (c.flow.reachable) c.flow.bind(result, constant(false), expression.span)
  })
}

/** Jumps to a label if an expression has the wanted truth; continues here otherwise. */
export function jumpIf(c: Running, expression: Expr, wanted: boolean, label: Label): void {
  if (!c.flow.reachable) return
  const { span } = expression
  if (expression.kind === 'unary' && expression.operator === 'not') return jumpIf(c, expression.operand, !wanted, label)
  if (expression.kind === 'logical') {
    if ((expression.operator === 'and') !== wanted) {
      jumpIf(c, expression.left, wanted, label)
      return jumpIf(c, expression.right, wanted, label)
    }
    const past = c.flow.label()
    jumpIf(c, expression.left, !wanted, past)
    jumpIf(c, expression.right, wanted, label)
    return c.flow.arrive(past, span)
  }
  if (expression.kind === 'compare' && expression.rest.length > 1) return jumpIfChain(c, expression, wanted, label)
  jumpOn(c, testOf(c, expression), wanted, label, span)
}

function jumpIfChain(c: Running, { first, rest, span }: Compare, wanted: boolean, label: Label): void {
  const past = c.flow.label()
  let left = c.evaluate(first)
  for (const [index, link] of rest.entries()) {
    if (!c.flow.reachable) break
    left = c.initial ? left : c.flow.held(left, span)
    let right = c.evaluate(link.operand)
    const last = index === rest.length - 1
    if (!last && !c.initial) right = c.flow.held(right, span)
    const test = truth(c, compared(c, link, left, right, span), span)
    if (last && wanted) jumpOn(c, test, true, label, span)
    else jumpOn(c, test, false, wanted ? past : label, span)
    left = right
  }
  c.flow.arrive(past, span)
}

/** An f-string: a constant if all its parts are, else a text that can only be printed. */
function format(c: Running, parts: readonly (string | Expr)[]): Value {
  const values = parts.map((part) => (typeof part === 'string' ? constant(part) : c.evaluate(part)))
  const texts = values.flatMap((value) => (value.kind === 'constant' ? [shown(value.value)] : []))
  return texts.length === values.length ? constant(texts.join('')) : madeText(c, values)
}
