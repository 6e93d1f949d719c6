import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import {
  clear,
  compare,
  elementType,
  initialLength,
  load,
  loadNamed,
  memoryOf,
  number,
  plus,
  reg,
} from '../../lowering/arrays.ts'
import { type Cell, ownBookkeeping } from '../../lowering/cell.ts'
import { isShared, narrowed } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import type { Label } from '../../lowering/control-flow.ts'
import { attempt } from '../../lowering/rounds.ts'
import { within } from '../../lowering/unwinding.ts'
import { constant, dynamic, intType, register, type Value } from '../../lowering/values.ts'
import { isList } from '../objects/containers.ts'
import { elementsOf, rangeLength } from '../objects/iteration.ts'
import { asNumber } from '../objects/operators.ts'
import type { Expr, Statement } from '../syntax/tree.ts'
import { jumpIf } from './expressions.ts'
import type { Running } from './running.ts'
import { eachVisited, visitOf } from './visits.ts'

type While = Statement & { readonly kind: 'while' }
type For = Statement & { readonly kind: 'for' }

/** The most rounds of an unrolled loop. */
const mostRounds = 256

export function executeWhile(c: Running, statement: While): void {
  const { span } = statement
  const exit = c.flow.label()
  const done = c.flow.label()
  const { path } = c
  for (let count = 0; c.initial && c.flow.reachable; count++) {
    c.pass.budget.statement(span)
    c.path = `${path}[${count}]`
    jumpIf(c, statement.test, false, done)
    if (c.flow.reachable) executeRound(c, statement.body, exit, span)
  }
  c.path = path
  if (c.flow.reachable) {
    attempt(
      c,
      () => c.flow.loop(span, () => whileRound(c, statement, done, exit)),
      (refusal) => {
        for (let count = 0; c.flow.reachable; count++) {
          if (count > mostRounds) throw refusal
          c.path = `${path}[${count}]`
          whileRound(c, statement, done, exit)
        }
      },
    )
  }
  finishLoop(c, statement.otherwise, done, exit, span)
}

function whileRound(c: Running, statement: While, done: Label, exit: Label): void {
  jumpIf(c, statement.test, false, done)
  if (c.flow.reachable) executeRound(c, statement.body, exit, statement.span)
}

function executeRound(c: Running, body: readonly Statement[], exit: Label, span: Span, reset: () => void = () => {}): void {
  const next = c.flow.label()
  within(c, { kind: 'cleanup', leave: reset }, () => {
    within(c, { kind: 'loop', exit, next, reset }, () => c.execute(body))
  })
  c.flow.arrive(next, span)
}

/** Ends a loop; `else` belongs to the exit without `break`. */
function finishLoop(c: Running, otherwise: readonly Statement[], done: Label, exit: Label, span: Span): void {
  c.flow.jump(done, span)
  c.flow.arrive(done, span)
  c.execute(otherwise)
  c.flow.jump(exit, span)
  c.flow.arrive(exit, span)
}

export function executeFor(c: Running, statement: For): void {
  const exit = c.flow.label()
  const done = c.flow.label()
  const visit = visitOf(c, statement.iterable)
  const [base, start] = visit.kind === 'enumerate' ? [visit.of, visit.start] : [visit, null]
  const content = base.kind === 'elements' && isList(base.of) ? base.of.object.content : null
  if (base.kind === 'elements' && base.of.kind === 'range' && start === null) executeRange(c, statement, base.of, exit)
  else if (content !== null && isShared(c, content)) executeShared(c, statement, content, start, exit)
  else executeRounds(c, statement, eachVisited(c, visit, statement.iterable.span), exit)
  finishLoop(c, statement.otherwise, done, exit, statement.span)
}

/** Writes the rounds one by one. */
function executeRounds(c: Running, statement: For, items: Iterable<Value>, exit: Label): void {
  const { path } = c
  let index = 0
  for (const item of items) {
    if (!c.flow.reachable) break
    if (c.initial) c.pass.budget.statement(statement.span)
    c.path = `${path}[${index++}]`
    round(c, statement, item, exit)
  }
  c.path = path
}

function round(c: Running, statement: For, item: Value, exit: Label, reset: () => void = () => {}): void {
  const { target } = statement
  if (target.kind !== 'name' || c.initial || c.pass.readNames.has(target.name))
    c.assign(statement.target, item, statement.target.span)
  executeRound(c, statement.body, exit, statement.span, reset)
}

function executeRange(c: Running, statement: For, range: Value & { kind: 'range' }, exit: Label): void {
  const { path } = c
  const { start, step } = range
  let rest = rangeLength(range)
  let first = start
  while (c.initial && c.flow.reachable && rest !== null && rest > 0 && first.kind === 'constant') {
    c.pass.budget.statement(statement.span)
    c.path = `${path}[${first.value}]`
    round(c, statement, first, exit)
    first = constant(Number(first.value) + step)
    rest--
  }
  c.path = path
  if (!c.flow.reachable || rest === 0) return
  const byRounds = (): void => executeRounds(c, statement, elementsOf(c, { ...range, start: first }, statement.span), exit)
  if (rest === 1) return byRounds()
  attempt(
    c,
    () => rangeLoop(c, statement, { ...range, start: first }, rest, exit),
    (refusal) => {
      if (rest === null || rest > mostRounds) throw refusal
      byRounds()
    },
  )
}

/**
 * Writes a loop over a range: a silent counter iterates, and the variable receives its value if the loop reads it.
 * `rounds` is null if it is not known how many there are.
 */
function rangeLoop(c: Running, statement: For, range: Value & { kind: 'range' }, rounds: number | null, exit: Label): void {
  const { span } = statement
  const done = c.flow.label()
  const stop = c.flow.held(range.stop, span)
  const counter = counterCell(c, statement.target)
  c.flow.bind(counter, range.start, span)
  const writeRound = (): void => {
    const now = c.flow.binding(counter)
    const [at, end] = [asNumber(c, now, span), asNumber(c, stop, span)]
    if (at === null || end === null) return void c.raise('TypeError', span)
    const over = past(at, end, range.step)
    if (over.kind !== 'constant') c.flow.branch(over, done, span)
    round(c, statement, now, exit, () => settle(c, counter, span))
    count(c, counter, range.step, span)
  }
  c.flow.loop(span, writeRound, rounds ?? undefined)
  c.flow.arrive(done, span)
  settle(c, counter, span)
}

function past(at: Expression, end: Expression, step: number): Expression {
  if (at.kind === 'constant' && end.kind === 'constant') return number(0) // there is at least one round
  return { kind: 'binary', operator: step > 0 ? '>=' : '<=', left: at, right: end }
}

function counterCell(c: Running, target: Expr): Cell {
  const name = target.kind === 'name' && target.name.startsWith('_') ? 'round' : `next_${nameOf(target)}`
  const key = `${c.flow.thread}${c.path}:${target.span.start}:counter`
  return c.pass.cell(key, ownBookkeeping(name, c.flow.depth))
}

function nameOf(target: Expr): string {
  return target.kind === 'name' ? target.name : 'item'
}

/** Adds to a counter without a step. */
function count(c: Running, counter: Cell, step: number, span: Span): void {
  if (!c.flow.reachable) return
  const now = c.flow.binding(counter)
  if (now.kind === 'constant') return c.flow.bind(counter, constant(Number(now.value) + step), span)
  if (now.kind !== 'dynamic' || now.expression.kind !== 'register') return
  const { register: to } = now.expression
  c.flow.emit({ op: 'let', to, value: plus(now.expression, number(step)) }, span)
  c.flow.bind(counter, register(to, intType), span)
}

/** After the loop the counter is 0, so that equal states are the same. */
function settle(c: Running, counter: Cell, span: Span): void {
  if (!c.flow.reachable) return
  const now = c.flow.binding(counter)
  if (now.kind === 'dynamic' && now.expression.kind === 'register') clear(c, now.expression.register, span)
  c.flow.bind(counter, constant(0), span)
}

/**
 * A loop over a list that threads share: each round reads one element, while there are more. It counts the rounds from
 * `start`, if that is not null, as `enumerate` does.
 */
function executeShared(c: Running, statement: For, content: Cell, start: number | null, exit: Label): void {
  const { span } = statement
  const done = c.flow.label()
  c.pass.facts.access(content, c.flow.thread)
  const grows = c.pass.facts.isResized(content)
  const counter = counterCell(c, statement.target)
  c.flow.bind(counter, constant(0), span)
  const writeRound = (): void => {
    const now = asNumber(c, c.flow.binding(counter), span) ?? number(0)
    const mark = c.flow.registers.mark()
    const to = c.flow.temporary()
    if (grows) {
      const more = c.flow.temporary()
      loadIfMore(c, content, now, to, more, statement.iterable)
      c.flow.branch(compare('==', reg(more), number(0)), done, span)
    } else {
      c.flow.branch(compare('>=', now, number(initialLength(c, content))), done, span)
      load(c, content, now, statement.iterable.span, to)
    }
    const item = narrowed(c, reg(to), elementType(c, content))
    const place: Value = dynamicOr(plus(now, number(start ?? 0)))
    c.assign(statement.target, start === null ? item : { kind: 'tuple', items: [place, item] }, statement.target.span)
    c.flow.registers.release(mark)
    executeRound(c, statement.body, exit, span, () => settle(c, counter, span))
    count(c, counter, 1, span)
  }
  c.flow.loop(span, writeRound, grows ? undefined : initialLength(c, content))
  c.flow.arrive(done, span)
  settle(c, counter, span)
}

function dynamicOr(expression: Expression): Value {
  return expression.kind === 'constant' ? constant(expression.value) : dynamic(expression, intType)
}

function loadIfMore(c: Running, content: Cell, at: Expression, to: number, more: number, iterable: Expr): void {
  const { span } = iterable
  const memory = memoryOf(c, content)
  c.flow.atomic(`next of ${c.pass.source.excerpt(span)}`, span, () => {
    const end: Mark = { at: -1 }
    load(c, memory.length, null, span, more)
    c.flow.emit({ op: 'let', to: more, value: compare('<', at, reg(more)) }, span)
    c.flow.leap(compare('==', reg(more), number(0)), end, span)
    loadNamed(c, content, at, span, to)
    c.flow.place(end)
  })
}
