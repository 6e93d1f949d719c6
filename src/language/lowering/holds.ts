import type { Expression } from '../../program/program.ts'
import type { HeapObject } from './heap.ts'

/** How often this thread holds a lock: a number, the register that determines it, or unknown. */
export type Hold = number | { readonly register: number } | 'unknown'

export function sameHold(one: Hold, other: Hold): boolean {
  if (typeof one === 'object') return typeof other === 'object' && one.register === other.register
  return one === other
}

/** Updates the locks whose acquisition a register determines, on a path where the register is known to be 0 or not. */
export function refine(state: { readonly holds: Map<HeapObject, Hold> }, condition: Expression, holds: boolean): void {
  if (condition.kind === 'unary' && condition.operator === 'not') return refine(state, condition.operand, !holds)
  if (condition.kind === 'binary' && condition.right.kind === 'constant' && condition.right.value === 0) {
    if (condition.operator === '!=') return refine(state, condition.left, holds)
    if (condition.operator === '==') return refine(state, condition.left, !holds)
  }
  if (condition.kind !== 'register') return
  for (const [lock, hold] of state.holds) {
    if (typeof hold === 'object' && hold.register === condition.register) state.holds.set(lock, holds ? 1 : 0)
  }
}
