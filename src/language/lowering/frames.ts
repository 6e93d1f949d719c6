import type { Span } from '../../base/source.ts'
import type { Cell, Frame } from './cell.ts'
import type { Identity } from './heap.ts'
import type { Lowering } from './lowering.ts'
import { NeedsRounds } from './refusals.ts'

/** The variable that a name stands for where we are, or null. */
export function lookUp(c: Lowering, name: string): Cell | null {
  for (let frame = c.frame; frame !== null; frame = frame.parent) {
    if (frame.globals.has(name)) break
    const cell = frame.cells.get(name)
    if (cell !== undefined) return cell
  }
  return c.globals.get(name) ?? null
}

/** The variable that an assignment to a name writes; a new one in module code or for a new global. */
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

/** What a function needs of names. */
export interface Scope {
  readonly name: string
  /** The names that it binds. */
  readonly locals: Iterable<string>
  readonly globals: ReadonlySet<string>
  /** The name of its first parameter. */
  readonly self: string | null
}

/** The variables of a new call. */
export function newFrame(c: Lowering, { name, locals, globals, self }: Scope, parent: Frame | null): Frame {
  const key = `${c.flow.thread}${c.path}/${name}`
  const depth = c.flow.depth
  const cells = new Map<string, Cell>()
  for (const local of locals) {
    cells.set(local, c.pass.cell(`${key}.${local}`, { name: local, role: { kind: 'local' }, depth }))
  }
  const first = self === null ? undefined : cells.get(self)
  return { key, globals, parent, cells, depth, self: first ?? null, captured: false }
}

/** Says that a function made here sees the variables around it, also when the call that made it is over. */
export function capture(c: Lowering): void {
  for (let frame = c.frame; frame !== null; frame = frame.parent) frame.captured = true
}

/** A key for an object made at a place of the text, on the way that led there. */
export function objectKey(c: Lowering, span: Span, what: string): string {
  return `${c.initial ? '' : c.flow.thread}${c.path}:${span.start}:${what}`
}

/** Objects are known when the program is read, so none may be made in a loop whose rounds are not known. */
export function checkMaking(c: Lowering, span: Span, what: string): void {
  if (c.initial || c.flow.loops === 0) return
  const hint = 'create it before the loop, or loop over a `range` with few rounds'
  throw new NeedsRounds(span, `${what} is created in a loop whose number of rounds is not known`, hint)
}

/** The identity of an object made here. */
export function identityOf(c: Lowering, key: string): Identity {
  return { key, code: c.pass.codes.objectCode(key) }
}
