import { unreachable } from '../base/bug.ts'
import type { Layout } from '../space/layout.ts'
import { BitSeen, CompactSeen, LossyStore } from './lossy.ts'
import { StateStore } from './store.ts'

/** The kinds of state storage. All except `exact` may mistake a new state for a stored one. */
export const storeKinds = ['exact', 'compact', 'bitstate'] as const
export type StoreKind = (typeof storeKinds)[number]

/** Creates a store of a kind, limited to `maxBytes`. */
export function storeOf(kind: StoreKind, maxBytes: number, layout: Layout): StateStore | LossyStore {
  switch (kind) {
    case 'exact':
      return new StateStore(layout)
    case 'compact':
      return new LossyStore(layout, new CompactSeen())
    case 'bitstate': {
      // A quarter of the memory: the parent and label of each state need more.
      const bits = Math.floor(Math.log2(Math.min(maxBytes * 2, 2 ** 32)))
      return new LossyStore(layout, new BitSeen(Math.max(10, bits)))
    }
    default:
      return unreachable(kind)
  }
}
