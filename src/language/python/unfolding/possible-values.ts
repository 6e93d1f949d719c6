import { endsAreSeen } from '../machine/facts.ts'
import type { Machine } from '../machine/machine.ts'
import { isOriginal, type Memory } from '../machine/memory.ts'
import { Obj } from '../machine/objects.ts'
import { countField } from '../machine/pools.ts'
import type { Branch } from './nodes.ts'
import type { Unfolding } from './unfold.ts'

/** The numbers of all values that cells can have, of those that are variables of the program. */
export function possibleValues(
  { nodes, machine }: Unfolding,
  module: Obj,
  unobserved: ReadonlySet<string>,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>()
  const read = new Set<number>()
  const add = (cell: number, value: number): void => {
    const info = machine.memory.cells[cell]
    if (info === undefined || isInternal(machine.memory, info.owner, info.field)) return
    found.set(cell, (found.get(cell) ?? new Set()).add(value))
  }
  const visit = (branch: Branch | null | undefined): void => {
    if (branch === null || branch === undefined || branch.kind === 'blocked') return
    if (branch.kind === 'leaf') {
      for (const [cell, { value }] of branch.writes) add(cell, value)
      return
    }
    if (branch.kind === 'read') {
      read.add(branch.cell)
      for (const value of branch.next.keys()) add(branch.cell, value)
    }
    for (const next of branch.next.values()) visit(next)
  }
  for (const node of nodes) visit(node.branch)
  for (const cell of found.keys()) {
    // What nobody reads and nobody looks at, such as the variable of a loop that starts threads.
    const info = machine.memory.cells[cell]
    if (info?.owner === module && unobserved.has(info.field) && !read.has(cell)) found.delete(cell)
  }
  for (const name of assignedGlobals(machine)) {
    const value = module.fields.get(name)
    if (value === undefined || unobserved.has(name)) continue
    const cell = machine.memory.cell(module, name)
    add(cell, machine.memory.cells[cell]?.initial ?? 0)
  }
  withInitialElements(machine, found)
  return found
}

/** The objects by the places that hold them. */
export function heldObjects(memory: Memory, possible: ReadonlyMap<number, ReadonlySet<number>>): Map<number, Set<Obj>> {
  const found = new Map<number, Set<Obj>>()
  for (const [cell, numbers] of possible) {
    for (const number of numbers) {
      const value = memory.values.valueOf(number)
      if (value instanceof Obj) found.set(cell, (found.get(cell) ?? new Set()).add(value))
    }
  }
  return found
}

/** The variables of the module that functions of the program assign. */
function assignedGlobals({ codes }: Machine): string[] {
  const own = codes.filter(({ isLibrary, name }) => !isLibrary && name !== '<module>')
  const all = own.flatMap(({ instructions }) => instructions.filter(({ op }) => op === 'SET_GLOBAL').map(({ name }) => name))
  return [...new Set(all)]
}

/** The state of locks and such, which the IR has of its own. */
function isInternal({ facts }: Memory, owner: Obj, field: string): boolean {
  if (field === countField) return false
  const name = owner.type?.fixed.native === true ? owner.type.fixed.name : null
  if (name === 'Lock' || name === 'RLock' || name === 'Condition' || name === 'Semaphore' || name === 'BoundedSemaphore')
    return true
  return !facts.isKept(endsAreSeen) && (field === '.ended' || field === '.started')
}

/** Lists and dicts that are changed are shown with all of their elements. */
function withInitialElements({ memory }: Machine, found: Map<number, Set<number>>): void {
  const owners = new Set([...found.keys()].flatMap((cell) => memory.cells[cell]?.owner ?? []))
  for (const owner of owners) {
    if (!isOriginal(owner) || !['list', 'deque', 'dict'].includes(owner.kind)) continue
    const isTouched = [...found.keys()].some((cell) => {
      const info = memory.cells[cell]
      return info?.owner.shared === owner.shared && info.process === '' && /^[[=#]/.test(info.field)
    })
    if (!isTouched) continue
    if (owner.kind !== 'dict') {
      // The length says which of the elements are there.
      const cell = memory.cell(owner, '#')
      found.set(cell, (found.get(cell) ?? new Set()).add(memory.cells[cell]?.initial ?? 0))
    }
    for (const [field, value] of owner.fields) {
      if (!/^[[=]/.test(field)) continue
      const cell = memory.cell(owner, field)
      found.set(cell, (found.get(cell) ?? new Set()).add(memory.values.numberOf(value)))
    }
  }
}
