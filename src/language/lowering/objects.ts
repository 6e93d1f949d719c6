import type { Cell } from './cell.ts'
import { HeapObject, type Identity, type Part, shownPart } from './heap.ts'
import type { ThreadRecord } from './threads.ts'
import type { ClassObject } from './values.ts'

/** An object of a class of the program. */
export class Instance extends HeapObject {
  readonly kind = 'instance'
  readonly class: ClassObject
  readonly attributes: Map<string, Cell> = new Map()
  /** The description of its thread, if its class is one of threads. */
  readonly thread: ThreadRecord | null

  constructor(identity: Identity, of: ClassObject, thread: ThreadRecord | null) {
    super(identity)
    this.class = of
    this.thread = thread
  }

  override parts(): Part[] {
    return [...this.attributes].map(([name, cell]) => shownPart(cell, `.${name}`))
  }
}

/** An exception; those of one class are not distinguished. */
export class ExceptionObject extends HeapObject {
  readonly kind = 'exception'
  readonly class: ClassObject

  constructor(identity: Identity, of: ClassObject) {
    super(identity)
    this.class = of
    this.name = of.name
  }
}
