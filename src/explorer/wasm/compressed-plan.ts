/**
 * The places of a compressed store in a memory: the table of keys, what traces need, the rows of two layers, and the
 * nodes of the trees of wide rows.
 */
export interface CompressedPlan {
  /** The bits of a key. */
  readonly keyBits: number
  /** If a row is one 64-bit word: the bits in use in its lower half. */
  readonly lowBits: number
  /** Bits of a key that its bucket tells: the table has two to this power of buckets at first. */
  readonly firstBits: number
  readonly entryBytes: number
  readonly perBucket: number
  /** The table grows by a bucket for as many states. */
  readonly perGrowth: number
  readonly mostBuckets: number
  /** The words of the state under expansion. */
  readonly current: number
  /** By state, two bytes: see `TrailCode`. */
  readonly trail: number
  readonly escapes: number
  readonly mostEscapes: number
  /** The roots of the states of the current layer and of the next one, or of the next and the current one. */
  readonly queues: readonly [number, number]
  readonly mostQueued: number
  /** The values of the nodes by their numbers, and a table of the numbers. */
  readonly nodes: number
  readonly nodeTable: number
  readonly mostNodes: number
  /** Bits of the number of a node. */
  readonly idBits: number
}

/** If a row is one 64-bit word: the bits in use in its halves. */
export interface UsedBits {
  readonly low: number
  readonly high: number
}

/** Bytes of a bucket: a cache line. */
export const bucketBytes = 64
/** Where the parent of a state is in full, although the one before it would tell it: every so many states. */
export const trailStride = 1024
/** The binary logarithm of the first size of the table of nodes. */
export const firstNodeBits = 10

/** The part of the buckets' entries in use at which the table grows. */
const load = 0.83
/** The first table takes at most this part of the memory, unless entries of eight bytes need more. */
const firstPart = 1 / 32
const leastFirstBits = 6
/** The part of the memory for the nodes of wide rows. */
const nodesPart = 1 / 8
/** For one state: bytes for the trail, for a part of the escapes, and for a part of the layers. */
const besides = 2 + 1 + 2

/** Lays out the memory from `start` to `end`. */
export function planCompressed(
  start: number,
  end: number,
  longs: number,
  bits: UsedBits,
): { readonly plan: CompressedPlan; readonly table: number; readonly mostStates: number } {
  const room = end - start - 4096
  const nodeBits = longs === 1 ? 0 : Math.floor(Math.log2((room * nodesPart) / 16))
  const mostNodes = longs === 1 ? 0 : 2 ** nodeBits
  const keyBits = longs === 1 ? Math.max(16, bits.low + bits.high) : 2 * nodeBits
  const { firstBits, entryBytes } = widthFor(keyBits, room)
  const perBucket = Math.floor(bucketBytes / entryBytes)
  const perGrowth = Math.round(load * perBucket)
  const current = start
  const nodes = aligned(current + 8 * longs)
  const nodeTable = nodes + 8 * mostNodes
  const trail = aligned(nodeTable + (longs === 1 ? 0 : 8 * mostNodes))
  const left = end - trail - 4096
  const mostBuckets = Math.floor(left / (bucketBytes + besides * perGrowth))
  const mostStates = mostBuckets * perGrowth
  const escapes = aligned(trail + 2 * mostStates)
  const mostEscapes = Math.floor(mostStates / 8)
  const mostQueued = Math.floor(mostStates / 8)
  const one = aligned(escapes + 8 * mostEscapes)
  const other = aligned(one + 8 * mostQueued)
  const table = aligned(other + 8 * mostQueued)
  const places = { current, nodes, nodeTable, trail, escapes, queues: [one, other] as const }
  const sizes = { firstBits, entryBytes, perBucket, perGrowth, mostBuckets, mostEscapes, mostQueued, mostNodes }
  const plan = { keyBits, lowBits: bits.low, idBits: nodeBits, ...places, ...sizes }
  return { plan, table, mostStates }
}

/** Returns the narrowest entries with which the first table is not too large: two bits besides what the bucket does not tell. */
function widthFor(keyBits: number, room: number): { firstBits: number; entryBytes: number } {
  for (let entryBytes = 4; ; entryBytes++) {
    const firstBits = Math.max(leastFirstBits, keyBits + 2 - 8 * entryBytes)
    if (entryBytes === 8 || bucketBytes * 2 ** firstBits <= room * firstPart) return { firstBits, entryBytes }
  }
}

function aligned(address: number): number {
  return Math.ceil(address / 64) * 64
}
