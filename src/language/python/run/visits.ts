import type { Span } from '../../../base/source.ts'
import { initialLength, number } from '../../lowering/arrays.ts'
import { isShared, loadElement, readCell } from '../../lowering/cells.ts'
import { lookUp } from '../../lowering/frames.ts'
import { NeedsRounds, Refusal } from '../../lowering/refusals.ts'
import { constant, type Value } from '../../lowering/values.ts'
import { startOf } from '../library/builtins.ts'
import { DictObject, isList, type ListObject } from '../objects/containers.ts'
import { eachEntry, eachKey } from '../objects/dicts.ts'
import { eachElement } from '../objects/iteration.ts'
import { someExpression } from '../syntax/names.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Running } from './running.ts'

type Call = Expr & { readonly kind: 'call' }

/**
 * What a loop visits. Lists are read when it is the turn of an element, also through `enumerate`, `zip` and `reversed`:
 * the body of the loop, or another thread, may change what is to come.
 */
export type Visit =
  | { readonly kind: 'elements'; readonly of: Value }
  | { readonly kind: 'entries'; readonly of: DictObject; readonly what: 'items' | 'values' }
  | { readonly kind: 'enumerate'; readonly of: Visit; readonly start: number }
  | { readonly kind: 'zip'; readonly of: readonly Visit[] }
  | { readonly kind: 'reversed'; readonly of: ListObject }

/** Evaluates what stands after `in` in a loop. */
export function visitOf(c: Running, iterable: Expr): Visit {
  if (iterable.kind === 'comprehension' && iterable.lazy) {
    const hint = 'write a list: `[…]`; a generator is evaluated while the loop executes'
    throw new Refusal(iterable.span, 'a loop over a generator expression is not supported', hint)
  }
  return (iterable.kind === 'call' ? (visitOfEntries(c, iterable) ?? visitOfCall(c, iterable)) : null) ?? elements(c, iterable)
}

function elements(c: Running, iterable: Expr): Visit {
  return { kind: 'elements', of: c.elements(iterable) }
}

/** `d.items()` or `d.values()`. */
function visitOfEntries(c: Running, { callee, positional, keywords }: Call): Visit | null {
  if (callee.kind !== 'attribute' || positional.length + keywords.length > 0) return null
  const { name } = callee
  if ((name !== 'items' && name !== 'values') || someExpression(callee.object, ({ kind }) => kind === 'call')) return null
  const restore = c.flow.checkpoint()
  const dict = c.evaluate(callee.object)
  if (dict.kind === 'object' && dict.object instanceof DictObject) return { kind: 'entries', of: dict.object, what: name }
  restore()
  return null
}

/** `enumerate(…)`, `zip(…)` or `reversed(…)` with arguments that fit. */
function visitOfCall(c: Running, call: Call): Visit | null {
  const { callee, positional, keywords } = call
  if (callee.kind !== 'name' || lookUp(c, callee.name) !== null) return null
  const [first, ...others] = positional
  if (first === undefined) return null
  if (callee.name === 'zip' && keywords.length === 0) return { kind: 'zip', of: positional.map((each) => visitOf(c, each)) }
  if (callee.name === 'enumerate' && others.length + keywords.length <= 1 && keywords.every(({ name }) => name === 'start')) {
    const of = visitOf(c, first)
    const { positional: rest, keywords: named } = c.arguments({ ...call, positional: others })
    return { kind: 'enumerate', of, start: startOf({ positional: [constant(null), ...rest], keywords: named }, call.span) }
  }
  if (callee.name !== 'reversed' || others.length + keywords.length > 0) return null
  const value = c.elements(first)
  if (isList(value)) return { kind: 'reversed', of: value.object }
  const reversed = c.call({ kind: 'builtin', name: 'reversed' }, { positional: [value], keywords: new Map() }, call.span)
  return { kind: 'elements', of: reversed }
}

/** The values that a loop visits, one by one. */
export function* eachVisited(c: Running, visit: Visit, span: Span): Generator<Value> {
  switch (visit.kind) {
    case 'elements':
      if (visit.of.kind === 'object' && visit.of.object instanceof DictObject) return yield* eachKey(visit.of.object, span)
      return yield* eachElement(c, visit.of, span)
    case 'entries':
      return yield* eachEntry(c, visit.of, visit.what, span)
    case 'enumerate': {
      let index = visit.start
      for (const item of eachVisited(c, visit.of, span)) yield { kind: 'tuple', items: [constant(index++), item] }
      return
    }
    case 'zip':
      return yield* eachRow(visit.of.map((each) => eachVisited(c, each, span)))
    case 'reversed':
      return yield* eachBackwards(c, visit.of, span)
  }
}

function* eachRow(columns: readonly Generator<Value>[]): Generator<Value> {
  while (columns.length > 0) {
    const items: Value[] = []
    for (const column of columns) {
      const next = column.next()
      if (next.done === true) return
      items.push(next.value)
    }
    yield { kind: 'tuple', items }
  }
}

function* eachBackwards(c: Running, { content }: ListObject, span: Span): Generator<Value> {
  const known = (): readonly Value[] => {
    const elements = readCell(c, content, span)
    return elements.kind === 'elements' ? elements.items : []
  }
  const shared = isShared(c, content)
  if (shared) c.pass.facts.access(content, c.flow.thread)
  if (shared && c.pass.facts.isResized(content)) {
    const hint = 'write a loop over `range(len(a) - 1, -1, -1)`'
    throw new NeedsRounds(span, 'the length of this list is not known when the program is read', hint)
  }
  for (let index = (shared ? initialLength(c, content) : known().length) - 1; index >= 0 && c.flow.reachable; index--) {
    const item = shared ? loadElement(c, content, number(index), span) : known()[index]
    if (item === undefined) return
    yield item
  }
}
