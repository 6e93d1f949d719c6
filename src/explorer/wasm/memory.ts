/** Where things are in the memory of a generated module. Only what is touched takes memory of the machine. */
export interface MemoryPlan {
  readonly bytes: number
  /** How many memories the states are spread over, by their hash. */
  readonly shards: number
  /** One row, to exchange states with the plain engine. */
  readonly exchange: number
  /** Successors that wait to be looked up: words, parent, and 4 bytes further on the hash. */
  readonly waiting: number
  readonly waitingSize: number
  /** Hashes of rows that are entered into a new table. */
  readonly hashes: number
  /** Bytes that say what is still looked for. */
  readonly flags: number
  /** Numbers of states that may show a finding, and of states without transitions, until the host has seen them. */
  readonly looks: number
  readonly ends: number
  /**
   * By shard, twice: where the next successor for it goes, and how far it may; for the shard itself where it is to wait.
   * Nothing of this if there is one shard.
   */
  readonly cursors: number
  readonly limits: number
  /**
   * By shard, twice: successors for it that it has not taken yet: words, parent. Each box has so many bytes, after so many of
   * which no other state is expanded.
   */
  readonly outboxes: number
  readonly outboxBytes: number
  readonly outboxRoom: number
  readonly sentSize: number
  /** Successors that were taken from an outbox of another shard. */
  readonly inbox: number
  /** The transitions of some states, made once more, if there is one shard: the number of the target, and the site. */
  readonly edges: number
  readonly mostEdges: number
  /** The hash table: for each place the number of a state plus 1, and in the bits above it a part of its hash. */
  readonly table: number
  readonly mostTableBits: number
  /** The state from which each was first reached: its number times `shards`, plus its shard. */
  readonly parents: number
  readonly rows: number
  readonly rowBytes: number
  readonly mostStates: number
}

/** Successors that are looked up together, so that the memory's answers overlap. */
export const batchSize = 192

/** Numbers of states that the host is told of at once. */
export const mostNotes = 16384

/** A program has at most so many successors of a state if it is explored in several shards, or its transitions listed. */
export const mostSuccessors = 1024

/** Successors that are taken from another shard at once. */
export const inboxSize = 1024

/** Successors that go to another shard at once, where there is room for so many. */
const mostSent = 32768

/** The hash of a waiting successor, and what is before it. It is written after those that are sent, too. */
const hashBytes = 12

/** Transitions that are noted at once, where there is room for so many. */
const mostNoted = 131072

/** No host's memory has smaller pages; those of WebAssembly have another size. */
export const smallestPage = 4096

const page = 65536

/**
 * Places everything into `bytes`, a multiple of the page size of at most 4 GiB. `successors` is how many a state has at most;
 * more than `mostSuccessors` are allowed only if there is one shard.
 */
export function planMemory(bytes: number, rowBytes: number, flagBytes: number, shards: number, successors: number): MemoryPlan {
  const longs = Math.ceil(rowBytes / 8)
  const exchange = 64
  const waiting = aligned(exchange + longs * 8)
  const waitingSize = longs * 8 + 16
  const hashes = aligned(waiting + waitingSize * (batchSize + 1))
  const flags = aligned(hashes + 8 * batchSize)
  const looks = aligned(flags + flagBytes)
  const ends = looks + 4 * mostNotes
  const cursors = ends + 4 * mostNotes
  const limits = cursors + 4 * 2 * shards
  const outboxes = aligned(limits + 4 * 2 * shards)
  const sentSize = longs * 8 + 4
  const most = Math.min(successors, mostSuccessors)
  const wanted = Math.min(mostSent, Math.floor(bytes / (16 * shards * sentSize)))
  const outboxSize = Math.max(wanted, 4 * most)
  const outboxBytes = shards === 1 ? 0 : aligned(outboxSize * sentSize + hashBytes)
  const outboxRoom = (outboxSize - most) * sentSize
  const inbox = aligned(outboxes + 2 * shards * outboxBytes)
  const edges = aligned(inbox + (shards === 1 ? 0 : inboxSize * sentSize))
  const mostEdges = shards === 1 ? Math.min(mostNoted, Math.floor(bytes / 512)) : 0
  const table = aligned(edges + 8 * mostEdges)
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
  const places = {
    exchange,
    waiting,
    waitingSize,
    hashes,
    flags,
    looks,
    ends,
    cursors,
    limits,
    outboxes,
    outboxBytes,
    outboxRoom,
    sentSize,
    inbox,
    edges,
    mostEdges,
    table,
    parents,
    rows,
  }
  return { bytes, shards, ...places, mostTableBits, rowBytes, mostStates }
}

function aligned(address: number): number {
  return Math.ceil(address / 64) * 64
}
