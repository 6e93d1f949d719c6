import type { Cell } from '../../lowering/cell.ts'
import { HeapObject, type Identity, type Part, shownPart } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { type Dynamic, Kind, type Value } from '../../lowering/values.ts'

/** A list or deque. */
export class ListObject extends HeapObject {
  readonly kind = 'list'
  /** Its elements. */
  readonly content: Cell

  constructor(identity: Identity, content: Cell) {
    super(identity)
    this.content = content
  }

  override parts(): Part[] {
    return [shownPart(this.content)]
  }
}

/** A deque: a list with other methods. */
export class DequeObject extends ListObject {}

/** An entry of a dict. */
export interface Entry {
  readonly key: Value
  readonly cell: Cell
}

/** A dict, whose keys are known when the program is read. */
export class DictObject extends HeapObject {
  readonly kind = 'dict'
  /** By the name of its key. */
  readonly entries: Map<string, Entry>

  constructor(identity: Identity, entries: Map<string, Entry>) {
    super(identity)
    this.entries = entries
  }

  override parts(): Part[] {
    return [...this.entries].map(([name, { cell }]) => shownPart(cell, `[${name}]`))
  }
}

export function isList(value: Value): value is Value & { kind: 'object'; object: ListObject } {
  return value.kind === 'object' && value.object instanceof ListObject
}

export function isContainer(value: Value): boolean {
  return value.kind === 'object' && (value.object instanceof ListObject || value.object instanceof DictObject)
}

/** Reports whether a value that is not known may be a list or a dict. */
export function mayBeContainer(c: Lowering, { type }: Dynamic): boolean {
  if ((type.kinds & Kind.reference) === 0) return false
  return [...type.references].some((code) => {
    const object = c.pass.objectOf(code)
    return object === null || object instanceof ListObject || object instanceof DictObject
  })
}
