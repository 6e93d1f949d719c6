import type { Cell, Frame } from '../../lowering/cell.ts'
import { NeedsRounds } from '../../lowering/refusals.ts'
import type { Value } from '../../lowering/values.ts'
import { targetNames } from '../syntax/names.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Running } from './running.ts'
import { eachVisited, type Visit, visitOf } from './visits.ts'

type Comprehension = Expr & { readonly kind: 'comprehension' }

/** The elements of a list comprehension or generator, whose rounds must be known. */
export function comprehension(c: Running, expression: Comprehension): Value[] {
  const found: Value[] = []
  eachOf(c, expression, (value) => found.push(value))
  return found
}

/** Calls `visit` for each element of a list comprehension or generator, before the next one is evaluated. */
export function eachOf(c: Running, expression: Comprehension, visit: (value: Value) => void): void {
  const { frame, path } = c
  const [outermost] = expression.clauses
  // The first iterable belongs to the scope outside.
  const first = outermost === undefined ? null : visitOf(c, outermost.iterable)
  const names = new Set<string>()
  for (const { target } of expression.clauses) targetNames(target, names)
  const cells = new Map<string, Cell>()
  const key = `${c.flow.thread}${path}:${expression.span.start}`
  for (const name of names) {
    const details = { name, role: { kind: 'local' }, depth: c.flow.depth, hidden: true } as const
    cells.set(name, c.pass.cell(`${key}.${name}`, details))
  }
  const globals = frame?.globals ?? new Set<string>()
  const own: Frame = { key, globals, parent: frame, cells, depth: c.flow.depth, self: null, captured: false }
  c.frame = own
  try {
    fill(c, expression, 0, first, visit)
  } finally {
    c.frame = frame
    c.path = path
  }
  if (!own.captured) c.flow.forget(cells.values())
}

function fill(c: Running, expression: Comprehension, depth: number, first: Visit | null, visit: (value: Value) => void): void {
  const clause = expression.clauses[depth]
  if (clause === undefined) {
    visit(c.initial ? c.evaluate(expression.element) : c.flow.held(c.evaluate(expression.element), expression.span))
    return
  }
  const { path } = c
  let index = 0
  for (const item of eachVisited(c, first ?? visitOf(c, clause.iterable), clause.iterable.span)) {
    c.path = `${path}[${index++}]`
    c.assign(clause.target, item, clause.target.span)
    if (accepts(c, clause.conditions)) fill(c, expression, depth + 1, null, visit)
  }
  c.path = path
}

function accepts(c: Running, conditions: readonly Expr[]): boolean {
  return conditions.every((condition) => {
    const test = c.test(condition)
    if (test.kind === 'constant' || test.kind === 'poison') return test.kind === 'constant' && test.value === true
    const hint = 'write a loop that appends to the list'
    throw new NeedsRounds(condition.span, 'the elements of this list are not known when the program is read', hint)
  })
}
