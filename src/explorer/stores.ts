import { unreachable } from '../base/bug.ts'
import type { Layout } from '../space/layout.ts'
import type { StoreKind } from '../space/store-kinds.ts'
import { BitSeen, CompactSeen, LossyStore } from './lossy.ts'
import { StateStore } from './store.ts'

/** Creates a store of a kind, limited to `maxBytes`. Only the generated engine compresses states: this one stores them in full. */
export function storeOf(kind: StoreKind, maxBytes: number, layout: Layout): StateStore | LossyStore {
  switch (kind) {
    case 'exact':
    case 'compressed':
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
