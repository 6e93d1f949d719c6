import type { Span } from '../../base/source.ts'
import type { FunctionNode } from '../python/syntax/tree.ts'
import type { Cell, Frame } from './heap.ts'
import type { Lowering } from './lowering.ts'
import { NeedsRounds } from './pass.ts'
import type { FunctionValue, Value } from './values.ts'

/** The variable that a name stands for where we are, or null. */
export function lookUp(c: Lowering, name: string): Cell | null {
  for (let frame = c.frame; frame !== null; frame = frame.parent) {
    if (frame.definition.globals.has(name)) break
    const cell = frame.cells.get(name)
    if (cell !== undefined) return cell
  }
  return c.globals.get(name) ?? null
}

/** The variable that an assignment to a name writes; a new one in module code or for a new global. */
export function targetCell(c: Lowering, name: string): Cell {
  const { frame } = c
  if (frame !== null && !frame.definition.globals.has(name)) {
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

/** The variables of a new call. */
export function newFrame(c: Lowering, definition: FunctionNode, parent: Frame | null): Frame {
  const key = `${c.flow.thread}${c.path}/${definition.name}`
  const depth = c.flow.depth
  const cells = new Map<string, Cell>()
  for (const name of definition.locals) {
    const details = { name, role: { kind: 'local' }, depth } as const
    cells.set(name, c.pass.cell(`${key}.${name}`, details))
  }
  return { key, definition, parent, cells, depth, captured: false }
}

/** A function made here: it sees the variables around it, also when the call that made it is over. */
export function functionValue(c: Lowering, definition: FunctionNode): FunctionValue {
  for (let frame = c.frame; frame !== null; frame = frame.parent) frame.captured = true
  const fallbacks = new Map<string, Value>()
  for (const { name, fallback } of definition.parameters) if (fallback !== null) fallbacks.set(name, c.evaluate(fallback))
  return { kind: 'function', definition, frame: c.frame, fallbacks }
}

/** A key for an object made at a place of the text, on the way that led there. */
export function objectKey(c: Lowering, span: Span, what: string): string {
  return `${c.initial ? '' : c.flow.thread}${c.path}:${span.start}:${what}`
}

/** Objects are known when the program is read, so none may be made in a loop whose rounds are not known. */
export function checkMaking(c: Lowering, span: Span, what: string): void {
  if (c.initial || c.flow.loops === 0) return
  const hint = 'make it before the loop, or loop over a `range` with few rounds'
  throw new NeedsRounds(span, `${what} is made in a loop whose rounds are not known`, hint)
}
