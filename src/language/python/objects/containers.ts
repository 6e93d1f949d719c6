import type { Cell } from '../../lowering/cell.ts'
import { HeapObject, type Identity, type Part, shownPart } from '../../lowering/heap.ts'
import type { Value } from '../../lowering/values.ts'

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
