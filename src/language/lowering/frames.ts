import { grouped } from '../../base/grouped.ts'
import type { Span } from '../../base/source.ts'
import type { Cell, Frame } from './cell.ts'
import type { Identity } from './heap.ts'
import type { Lowering } from './lowering.ts'
import { NeedsRounds, TooLarge } from './refusals.ts'
import type { Value } from './values.ts'

/** Returns the variable that a name stands for at the current position, or null. */
export function lookUp(c: Lowering, name: string): Cell | null {
  for (let frame = c.frame; frame !== null; frame = frame.parent) {
    if (frame.globals.has(name)) break
    const cell = frame.cells.get(name)
    if (cell !== undefined) return cell
  }
  return c.globals.get(name) ?? null
}

/** Returns the variable that an assignment to a name writes; a new one in module code or for a new global. */
export function targetCell(c: Lowering, name: string): Cell {
  const { frame } = c
  if (frame !== null && !frame.globals.has(name)) {
    for (let each: Frame | null = frame; each !== null; each = each.parent) {
      const cell = each.cells.get(name)
      if (cell !== undefined) return cell
    }
  }
  return globalCell(c, name)
}

export function globalCell(c: Lowering, name: string): Cell {
  const known = c.globals.get(name)
  if (known !== undefined) return known
  const key = `global ${name}`
  const observed = !c.initial && !c.pass.unobserved.has(name) && (c.pass.facts.isExposed(key) || c.pass.isNamed(name))
  const details = { name, role: { kind: 'global' }, observed } as const
  const cell = c.pass.cell(key, details)
  c.globals.set(name, cell)
  return cell
}

/** The names in a function. */
export interface Scope {
  readonly name: string
  /** The names that it binds. */
  readonly locals: Iterable<string>
  readonly globals: ReadonlySet<string>
  /** The name of its first parameter. */
  readonly self: string | null
}

/** Returns the variables of a new call. */
export function newFrame(c: Lowering, { name, locals, globals, self }: Scope, parent: Frame | null): Frame {
  const key = `${c.flow.thread}${c.path}/${name}`
  const depth = c.pass.facts.isOutlived(key) ? 0 : c.flow.depth
  const cells = new Map<string, Cell>()
  for (const local of locals) {
    cells.set(local, c.pass.cell(`${key}.${local}`, { name: local, role: { kind: 'local' }, depth }))
  }
  const first = self === null ? undefined : cells.get(self)
  return { key, globals, parent, cells, depth, self: first ?? null, captured: false }
}

/**
 * Records that a function created here sees the enclosing variables, even after the call that created it has returned.
 */
export function capture(c: Lowering): void {
  for (let frame = c.frame; frame !== null; frame = frame.parent) frame.captured = true
}

/**
 * Records that functions in a value leave the call at the current depth, as its result or in a place that outlives it.
 * In a loop with an unknown number of rounds, each round would need variables of its own.
 */
export function letOut(c: Lowering, value: Value, span: Span, depth: number = c.flow.depth - 1): void {
  if (c.initial) return
  if (value.kind === 'tuple' || value.kind === 'elements') {
    for (const item of value.items) letOut(c, item, span, depth)
  }
  const inner = value.kind === 'function' ? value.frame : value.kind === 'bound' ? value.callee.frame : null
  for (let frame = inner; frame !== null; frame = frame.parent) {
    if (frame.depth <= depth) continue
    if (c.flow.loops > 0) {
      const hint = 'create it before the loop, or loop over a `range` with few rounds'
      throw new NeedsRounds(span, 'a function that sees variables of a call leaves a loop', hint)
    }
    c.pass.facts.outlive(frame.key)
  }
}

/** Returns a key for an object that is created at a place of the text, on the current path. */
export function objectKey(c: Lowering, span: Span, what: string): string {
  return `${c.initial ? '' : c.flow.thread}${c.path}:${span.start}:${what}`
}

/** The most objects of a program: what a variable can hold is a set of them, so their number counts twice. */
const mostObjects = 4000

/**
 * Refuses to create an object in a loop with an unknown number of rounds, since all objects must be known when the
 * program is read.
 */
export function checkMaking(c: Lowering, span: Span, what: string): void {
  if (c.pass.objects.size >= mostObjects) {
    throw new TooLarge(span, `the program creates more than ${grouped(mostObjects)} objects`, 'use fewer rounds')
  }
  if (c.initial || c.flow.loops === 0) return
  const hint = 'create it before the loop, or loop over a `range` with few rounds'
  throw new NeedsRounds(span, `${what} is created in a loop whose number of rounds is not known`, hint)
}

/** Returns the identity of an object that is created here. */
export function identityOf(c: Lowering, key: string): Identity {
  return { key, code: c.pass.codes.objectCode(key) }
}
