import type { Expression } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { HeapObject } from './heap.ts'
import { type Hold, refine } from './holds.ts'
import type { Value } from './values.ts'

/** What is known at a place of the code, on the way that led there: the abstract state. */
export class Known {
  readonly bindings: Map<Cell, Value>
  readonly holds: Map<HeapObject, Hold>
  /** Whether there was a local step since the last shared one, so that more arithmetic joins it. */
  computed: boolean

  constructor(bindings: Iterable<[Cell, Value]> = [], holds: Iterable<[HeapObject, Hold]> = [], computed = false) {
    this.bindings = new Map(bindings)
    this.holds = new Map(holds)
    this.computed = computed
  }

  copy(): Known {
    return new Known(this.bindings, this.holds, this.computed)
  }

  /** A register gets another value, so it tells no longer whether a lock was taken. */
  overwrite(register: number): void {
    for (const [lock, hold] of this.holds) {
      if (typeof hold === 'object' && hold.register === register) this.holds.set(lock, 'unknown')
    }
  }

  /** What one register told, another one tells. */
  moveHolds(from: number, to: number): void {
    for (const [lock, hold] of this.holds) {
      if (typeof hold === 'object' && hold.register === from) this.holds.set(lock, { register: to })
    }
  }

  /** From here on a condition holds, or does not. */
  assume(condition: Expression, holds: boolean): void {
    refine(this, condition, holds)
  }
}
