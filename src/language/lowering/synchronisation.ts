import type { Mutex } from '../../program/program.ts'
import { HeapObject, type Identity, type Part } from './heap.ts'

/** A lock, whatever the library of the language calls it. */
export class LockObject extends HeapObject {
  readonly kind = 'lock'
  readonly reentrant: boolean

  constructor(identity: Identity, reentrant: boolean) {
    super(identity)
    this.reentrant = reentrant
  }

  /** Some libraries let any thread release a lock; where each `release` is surely by its holder, a plain lock is the same. */
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

/** What threads wait for, each in the order in which code first uses it. */
export interface Synchronisation {
  readonly mutexes: LockObject[]
  readonly semaphores: SemaphoreObject[]
  readonly conditions: ConditionObject[]
  readonly barriers: BarrierObject[]
}

/** The number of an object in its list, where it is put if it is new. */
export function numberIn<T>(list: T[], object: T): number {
  const known = list.indexOf(object)
  return known === -1 ? list.push(object) - 1 : known
}
