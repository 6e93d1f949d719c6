import type { Mutex } from '../../program/program.ts'
import { HeapObject, type Identity, type Part } from './heap.ts'

/** A lock, under any name in the library of the language. */
export class LockObject extends HeapObject {
  readonly kind = 'lock'
  readonly reentrant: boolean

  constructor(identity: Identity, reentrant: boolean) {
    super(identity)
    this.reentrant = reentrant
  }

  /**
   * Returns the discipline. Some libraries let any thread release a lock; if each `release` is certainly by the holder,
   * a plain lock is equivalent.
   */
  discipline(isLoose: boolean): Mutex['discipline'] {
    if (this.reentrant) return 'reentrant'
    return isLoose ? 'transferable' : 'plain'
  }
}

export class SemaphoreObject extends HeapObject {
  readonly kind = 'semaphore'
  readonly initial: number

  constructor(identity: Identity, initial: number) {
    super(identity)
    this.initial = initial
  }
}

export class ConditionObject extends HeapObject {
  readonly kind = 'condition'
  readonly lock: LockObject

  constructor(identity: Identity, lock: LockObject) {
    super(identity)
    this.lock = lock
  }

  override parts(): Part[] {
    return [{ kind: 'object', object: this.lock, suffix: '.lock' }]
  }
}

export class BarrierObject extends HeapObject {
  readonly kind = 'barrier'
  readonly parties: number

  constructor(identity: Identity, parties: number) {
    super(identity)
    this.parties = parties
  }
}

/** The objects for which threads wait, each kind in the order of the first use in code. */
export interface Synchronisation {
  readonly mutexes: LockObject[]
  readonly semaphores: SemaphoreObject[]
  readonly conditions: ConditionObject[]
  readonly barriers: BarrierObject[]
}

/** Reports whether an object is nothing but its number, so that one from an earlier pass is as good. */
export function isNumbered(object: HeapObject): boolean {
  return [LockObject, SemaphoreObject, ConditionObject, BarrierObject].some((each) => object instanceof each)
}

/** Returns the number of an object in its list, after adding it if it is new. */
export function numberIn<T extends HeapObject>(list: T[], object: T): number {
  const known = list.findIndex(({ key }) => key === object.key)
  return known === -1 ? list.push(object) - 1 : known
}
