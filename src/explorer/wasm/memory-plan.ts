import { type CompressedPlan, planCompressed, type UsedBits } from './compressed-plan.ts'

/** The layout of the memory of a generated module. Only touched pages occupy memory of the machine. */
export interface MemoryPlan {
  readonly bytes: number
  /** The number of memories over which the states are distributed, by their hash. */
  readonly shards: number
  /** One row, to exchange states with the plain engine. */
  readonly exchange: number
  /** Successors that wait for lookup: words, parent, and 4 bytes further on the hash. */
  readonly waiting: number
  readonly waitingSize: number
  /** Hashes of rows that are entered into a new table. */
  readonly hashes: number
  /** The flags: see `flags.ts`. */
  readonly flags: number
  /** Numbers of states that may show a finding, and of states without transitions, until the host has seen them. */
  readonly looks: number
  readonly ends: number
  /** If there is one shard: the number of states at the end of each layer that was closed without the host. */
  readonly layers: number
  /**
   * By shard, twice: the address of the next successor for it, and the limit; for the shard itself, where the successor
   * waits. Empty if there is one shard.
   */
  readonly cursors: number
  readonly limits: number
  /**
   * By shard, twice: successors for it that it has not received yet: words, parent. Each box has a number of bytes, and
   * a number of bytes after which the expansion pauses.
   */
  readonly outboxes: number
  readonly outboxBytes: number
  readonly outboxRoom: number
  readonly sentSize: number
  /** Successors received from an outbox of another shard. */
  readonly inbox: number
  /** The recomputed transitions of some states, if there is one shard: the number of the target, and the site. */
  readonly edges: number
  readonly mostEdges: number
  /** The hash table: for each entry the number of a state plus 1, and in the bits above it a part of its hash. */
  readonly table: number
  readonly mostTableBits: number
  /** The state from which each was first reached: its number times `shards`, plus its shard. */
  readonly parents: number
  readonly rows: number
  readonly rowBytes: number
  readonly mostStates: number
  /** The places of a compressed store, which has no rows, no parents, and a table of its own; else null. */
  readonly compressed: CompressedPlan | null
}

/** Successors that are looked up together, so that the memory's answers overlap. */
export const batchSize = 192

/** The most states that are noted for the host at once. */
export const mostNotes = 16384

/** The most layers that one shard closes before the host reads their ends. */
export const mostLayers = 16384

/** The most successors of a state in a program that is explored in several shards, or whose transitions are listed. */
export const mostSuccessors = 1024

/** The most successors that are received from another shard at once. */
export const inboxSize = 1024

/** The most successors that are sent to another shard at once, if there is room. */
const mostSent = 32768

/**
 * The bytes of the hash of a waiting successor and of the gap before it. The code writes it after sent successors, too.
 */
const hashBytes = 12

/** The most transitions that are noted at once, if there is room. */
const mostNoted = 131072

/** No host's memory has smaller pages; those of WebAssembly have another size. */
export const smallestPage = 4096

const page = 65536

/**
 * Lays out `bytes`, a multiple of the page size of at most 4 GiB. `successors` is the most successors of a state; more
 * than `mostSuccessors` are allowed only with one shard. `compressedBits` are for a compressed store.
 */
export function planMemory(
  bytes: number,
  rowBytes: number,
  flagBytes: number,
  shards: number,
  successors: number,
  compressedBits: UsedBits | null = null,
): MemoryPlan {
  const longs = Math.ceil(rowBytes / 8)
  const exchange = 64
  const waiting = aligned(exchange + longs * 8)
  const waitingSize = longs * 8 + 16
  const hashes = aligned(waiting + waitingSize * (batchSize + 1))
  const flags = aligned(hashes + 8 * batchSize)
  const looks = aligned(flags + flagBytes)
  const ends = looks + 4 * mostNotes
  const layers = ends + 4 * mostNotes
  const cursors = layers + (shards === 1 ? 4 * mostLayers : 0)
  const limits = cursors + 4 * 2 * shards
  const outboxes = aligned(limits + 4 * 2 * shards)
  const sentSize = longs * 8 + (compressedBits === null ? 4 : 8)
  const most = Math.min(successors, mostSuccessors)
  const wanted = Math.min(mostSent, Math.floor(bytes / (16 * shards * sentSize)))
  const outboxSize = Math.max(wanted, 4 * most)
  const outboxBytes = shards === 1 ? 0 : aligned(outboxSize * sentSize + hashBytes)
  const outboxRoom = (outboxSize - most) * sentSize
  const inbox = aligned(outboxes + 2 * shards * outboxBytes)
  const edges = aligned(inbox + (shards === 1 ? 0 : inboxSize * sentSize))
  const mostEdges = shards === 1 ? Math.min(mostNoted, Math.floor(bytes / 512)) : 0
  const beforeTable = {
    exchange,
    waiting,
    waitingSize,
    hashes,
    flags,
    looks,
    ends,
    layers,
    cursors,
    limits,
    outboxes,
    outboxBytes,
    outboxRoom,
    sentSize,
    inbox,
    edges,
    mostEdges,
  }
  const table = aligned(edges + 8 * mostEdges)
  if (compressedBits !== null) {
    const { plan, ...sizes } = planCompressed(table, bytes - page, longs, compressedBits)
    const mostStates = sizes.mostStates - 2 * batchSize
    const none = { mostTableBits: 0, parents: 0, rows: 0 }
    return { bytes, shards, ...beforeTable, ...sizes, ...none, mostStates, rowBytes, compressed: plan }
  }
  const room = bytes - table - page
  let mostTableBits = 12
  let mostStates = 0
  for (let bits = 12; bits <= 28; bits++) {
    const left = room - 4 * 2 ** bits
    const states = Math.floor(Math.min(left / (4 + rowBytes), 0.85 * 2 ** bits)) - 2 * batchSize
    if (states <= mostStates) continue
    mostStates = states
    mostTableBits = bits
  }
  const parents = table + 4 * 2 ** mostTableBits
  const rows = aligned(parents + 4 * (mostStates + 2 * batchSize))
  return { bytes, shards, ...beforeTable, table, parents, rows, mostTableBits, rowBytes, mostStates, compressed: null }
}

function aligned(address: number): number {
  return Math.ceil(address / 64) * 64
}
