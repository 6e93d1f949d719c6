import type { Cell } from './cell.ts'
import type { HeapObject } from './heap.ts'
import type { Lowering } from './lowering.ts'
import { ExceptionObject, Instance } from './objects.ts'
import { isNumbered } from './synchronisation.ts'
import type { Value } from './values.ts'

/** Names an object, and its parts, after the first variable that receives it. */
export function nameValue(c: Lowering, value: Value, name: string): void {
  if (value.kind === 'object') nameObject(c, value.object, name)
}

/** The objects whose content outcomes show. */
const dataKinds: ReadonlySet<string> = new Set(['list', 'dict', 'instance'])

/** Reports whether outcomes show the content of an object. */
export function isData(object: HeapObject): boolean {
  return dataKinds.has(object.kind) && !(object instanceof Instance && object.thread !== null)
}

/**
 * Names an object after the variable or attribute that receives it; but `list#1` and the like if threads give that
 * another object: at the end the name may mean that one.
 */
export function nameAfter(c: Lowering, cell: Cell, value: Value, name: string): void {
  if (value.kind !== 'object') return
  const isRebound = cell.role.kind !== 'local' && c.pass.facts.isWritten(cell)
  const hadOther = c.initial || c.pass.initialOf(cell).kind !== 'unbound'
  nameValue(c, value, isRebound && hadOther && isData(value.object) ? numbered(c, value.object) : name)
}

/** Several threads may each make a lock for one variable: reports distinguish them. */
function distinctName(c: Lowering, object: HeapObject, name: string): string {
  const others = [...c.pass.objects.values()].filter((each) => each !== object && each.kind === object.kind)
  const taken = new Set(others.map((each) => each.name))
  for (let count = 2; taken.has(name); count++) if (!taken.has(`${name}-${count}`)) return `${name}-${count}`
  return name
}

function numbered(c: Lowering, object: HeapObject): string {
  const what = object instanceof Instance ? object.class.name : object.kind
  const names = [...c.pass.objects.values()].filter(({ name }) => name?.startsWith(`${what}#`))
  return `${what}#${names.length + 1}`
}

function nameObject(c: Lowering, object: HeapObject, wanted: string): void {
  if (object.name !== null || object instanceof ExceptionObject) return
  const name = isNumbered(object) ? distinctName(c, object, wanted) : wanted
  object.name = name
  c.pass.journal.onUndo(() => {
    object.name = null
  })
  for (const part of object.parts()) {
    if (part.kind === 'cell') nameCell(c, part.cell, `${name}${part.suffix}`)
    else nameObject(c, part.object, `${name}${part.suffix}`)
  }
}

function nameCell(c: Lowering, cell: Cell, name: string): void {
  cell.name = name
  const value = c.pass.initialOf(cell)
  if (value.kind === 'elements') {
    for (const [index, item] of value.items.entries()) nameValue(c, item, `${name}[${index}]`)
  } else nameValue(c, value, name)
}

/** Marks what module-level names lead to: outcomes show it if threads change it. */
export function markObserved(c: Lowering, unobserved: ReadonlySet<string>): void {
  const seen = new Set<HeapObject>()
  for (const [name, cell] of c.globals) if (!unobserved.has(name)) observeCell(c, cell, seen)
}

function observeCell(c: Lowering, cell: Cell, seen: Set<HeapObject>): void {
  cell.observed = true
  observe(c, c.pass.initialOf(cell), seen)
}

function observe(c: Lowering, value: Value, seen: Set<HeapObject>): void {
  if (value.kind === 'elements' || value.kind === 'tuple') {
    for (const item of value.items) observe(c, item, seen)
  } else if (value.kind === 'class') {
    for (const cell of value.class.attributes.values()) observeCell(c, cell, seen)
  } else if (value.kind === 'object' && !seen.has(value.object)) {
    seen.add(value.object)
    for (const part of value.object.parts()) if (part.kind === 'cell' && part.shown) observeCell(c, part.cell, seen)
  }
}
