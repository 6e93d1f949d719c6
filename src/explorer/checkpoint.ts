export const checkpointSchema = 'interleave/checkpoint@1'

/** What an exploration had done when a checkpoint was made; the states themselves follow it. */
export interface CheckpointHeader {
  readonly schema: typeof checkpointSchema
  readonly rowBytes: number
  readonly transitions: number
  readonly shards: readonly ShardHeader[]
}

export interface ShardHeader {
  readonly count: number
  readonly expanded: number
  readonly backward: number
  readonly ends: number
  /** First states of the layers, and where the last closed one ends. */
  readonly starts: readonly number[]
}

export interface Checkpoint {
  readonly header: CheckpointHeader
  /** Bytes to be kept in this order. Valid until the exploration goes on. */
  readonly parts: readonly Uint8Array[]
}

/** A checkpoint that is read again. */
export interface StoredCheckpoint {
  readonly header: CheckpointHeader
  /** Gives the next bytes. */
  read(into: Uint8Array): void
}

/** Where the host keeps checkpoints. */
export interface Checkpoints {
  /** Milliseconds between two of them. */
  readonly every: number
  save(checkpoint: Checkpoint): void
  /** What to go on from; null to start anew. */
  readonly resume: StoredCheckpoint | null
}
