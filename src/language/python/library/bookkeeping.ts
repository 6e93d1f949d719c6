import { type Cell, sharedBookkeeping } from '../../lowering/cell.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { constant, typeOf } from '../../lowering/values.ts'

/** Creates a place for bookkeeping that threads share, with its initial value. */
export function hiddenCell(c: Lowering, key: string, initial: number | boolean): Cell {
  const cell = c.pass.cell(key, sharedBookkeeping(key))
  c.pass.begin(cell, constant(initial))
  return cell
}

/** Keeps a place in memory, whichever threads use it. */
export function keep(c: Lowering, cell: Cell): void {
  const initial = c.pass.initialOf(cell)
  for (const item of initial.kind === 'elements' ? initial.items : [initial]) c.pass.widen(cell, item)
  c.pass.facts.write(cell, c.flow.thread, typeOf(0))
  c.pass.facts.keepInMemory(cell)
  if (cell.capacity !== null) c.pass.facts.resize(cell)
}
