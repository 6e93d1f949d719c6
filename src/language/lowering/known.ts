import type { Expression } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { HeapObject } from './heap.ts'
import { type Hold, refine } from './holds.ts'
import type { Value } from './values.ts'

/** The abstract state: what is known at a position of the code, on the path that led there. */
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

  /** Records that a register gets another value, and no longer determines whether a lock was acquired. */
  overwrite(register: number): void {
    for (const [lock, hold] of this.holds) {
      if (typeof hold === 'object' && hold.register === register) this.holds.set(lock, 'unknown')
    }
  }

  /** Records that another register now determines what one determined. */
  moveHolds(from: number, to: number): void {
    for (const [lock, hold] of this.holds) {
      if (typeof hold === 'object' && hold.register === from) this.holds.set(lock, { register: to })
    }
  }

  /** Records that a condition holds, or does not hold, from here on. */
  assume(condition: Expression, holds: boolean): void {
    refine(this, condition, holds)
  }
}
