import { unreachable } from '../base/bug.ts'
import type { Layout } from '../space/layout.ts'
import { BitSeen, CompactSeen, LossyStore } from './lossy.ts'
import { StateStore } from './store.ts'

/** Ways to know states again. All but `exact` may take a new state for one that was there. */
export const storeKinds = ['exact', 'compact', 'bitstate'] as const
export type StoreKind = (typeof storeKinds)[number]

/** A store of a kind that may take so many bytes. */
export function storeOf(kind: StoreKind, maxBytes: number, layout: Layout): StateStore | LossyStore {
  switch (kind) {
    case 'exact':
      return new StateStore(layout)
    case 'compact':
      return new LossyStore(layout, new CompactSeen())
    case 'bitstate': {
      // A quarter of the memory: what leads to each state needs more.
      const bits = Math.floor(Math.log2(Math.min(maxBytes * 2, 2 ** 32)))
      return new LossyStore(layout, new BitSeen(Math.max(10, bits)))
    }
    default:
      return unreachable(kind)
  }
}
