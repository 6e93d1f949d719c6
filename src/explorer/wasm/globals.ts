/** Numbers of the mutable globals of a module. */
export const Global = {
  /** States found. */
  count: 0,
  /** States expanded. */
  expanded: 1,
  /** The state under expansion. */
  current: 2,
  /** Bytes of the successors that wait to be looked up, if there is one shard. */
  waiting: 3,
  /** Transitions since the host last set this to 0. */
  transitions: 4,
  /** The first state of the next layer. */
  layerEnd: 5,
  /** Binary logarithm of the number of entries in the table. */
  tableBits: 6,
  /** Whether some transition does not lead to the next layer. */
  backward: 7,
  /** With more states than this the table grows. */
  room: 8,
  /** Whether the memory is full, so that successors were dropped. */
  full: 9,
  /** Receives the values that are read ahead, so that no compiler can remove the reads. */
  sink: 10,
  /** The number of this shard. */
  shard: 11,
  /** The state under expansion, in the encoding of parents. */
  parent: 12,
  /** Set if the expansion must pause: notes or outboxes are nearly full. */
  halt: 13,
  /** The number of states noted for examination, and of those without transitions. */
  looks: 14,
  ends: 15,
  /** The first of the cursors in use: 0, or as many as there are shards. */
  side: 16,
  /** Transitions listed, when they are recomputed. */
  listed: 17,
  /** What follows is of a compressed store. The number of the last transition from the state under expansion. */
  ordinal: 18,
  /** Buckets that were split since the last doubling: see `BucketCode`. */
  split: 19,
  /** The entry that made room last. */
  turn: 20,
  /** The first state of the current layer, whose roots are at `queue`; those of the next layer are at `nextQueue`. */
  layerStart: 21,
  queue: 22,
  nextQueue: 23,
  /** The parent of the state found last. */
  lastParent: 24,
  /** The number of escapes of the trail. */
  escapes: 25,
  /** The number of nodes, and the binary logarithm of the size of their table. */
  nodes: 26,
  nodeBits: 27,
  /** Layers closed without the host since it last looked. */
  closed: 28,
  /** Whether the monitor may have found something in a step from the state under expansion. */
  noticed: 29,
} as const

export const globalNames: readonly string[] = Object.keys(Global)
