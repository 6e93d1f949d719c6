import type { Cell, HeapObject } from './heap.ts'
import type { Lowering } from './lowering.ts'
import type { Value } from './values.ts'

/** Names an object, and what it holds, after the first variable that gets it. */
export function nameValue(c: Lowering, value: Value, name: string): void {
  if (value.kind !== 'object' || value.object.name !== null || value.object.kind === 'exception') return
  const { object } = value
  object.name = name
  c.pass.onUndo(() => {
    object.name = null
  })
  nameParts(c, object, name)
}

function nameParts(c: Lowering, object: HeapObject, name: string): void {
  switch (object.kind) {
    case 'instance':
      for (const [attribute, cell] of object.attributes) nameCell(c, cell, `${name}.${attribute}`)
      return
    case 'list':
      nameCell(c, object.content, name)
      return
    case 'queue':
      nameCell(c, object.content, name)
      object.unfinished.name = `${name}.unfinished`
      return
    case 'dict':
      for (const [key, { cell }] of object.entries) nameCell(c, cell, `${name}[${key}]`)
      return
    case 'atomic':
      object.value.name = name
      return
    case 'event':
      object.flag.name = name
      return
    case 'condition':
      nameValue(c, { kind: 'object', object: object.lock }, `${name}.lock`)
      return
    case 'semaphore':
      if (object.count !== null) object.count.name = `${name}.count`
      return
    case 'executor':
      object.pool.submitted.name = `${name}.submitted`
      object.pool.taken.name = `${name}.taken`
      object.pool.closed.name = `${name}.closed`
  }
}

function nameCell(c: Lowering, cell: Cell, name: string): void {
  cell.name = name
  const value = c.pass.initialOf(cell)
  if (value.kind === 'elements') {
    for (const [index, item] of value.items.entries()) nameValue(c, item, `${name}[${index}]`)
  } else nameValue(c, value, name)
}

/** Marks what module-level names lead to: outcomes show it, where threads change it. */
export function markObserved(c: Lowering, unobserved: ReadonlySet<string>): void {
  const seen = new Set<HeapObject>()
  for (const [name, cell] of c.globals) {
    if (unobserved.has(name)) continue
    cell.observed = true
    observe(c, c.pass.initialOf(cell), seen)
  }
}

function observe(c: Lowering, value: Value, seen: Set<HeapObject>): void {
  if (value.kind === 'elements' || value.kind === 'tuple') {
    for (const item of value.items) observe(c, item, seen)
    return
  }
  if (value.kind === 'class') {
    for (const cell of value.class.attributes.values()) {
      cell.observed = true
      observe(c, c.pass.initialOf(cell), seen)
    }
    return
  }
  if (value.kind !== 'object' || seen.has(value.object)) return
  seen.add(value.object)
  for (const cell of cellsOf(value.object)) {
    cell.observed = true
    observe(c, c.pass.initialOf(cell), seen)
  }
}

function cellsOf(object: HeapObject): Cell[] {
  switch (object.kind) {
    case 'instance':
      return [...object.attributes.values()]
    case 'list':
    case 'queue':
      return [object.content]
    case 'dict':
      return [...object.entries.values()].map(({ cell }) => cell)
    case 'atomic':
      return [object.value]
    default:
      return []
  }
}
