export const checkpointSchema = 'interleave/checkpoint@2'

/** The progress of an exploration at a checkpoint; the states follow the header. */
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
  /** The first states of the layers, and the end of the last closed one. */
  readonly starts: readonly number[]
}

export interface Checkpoint {
  readonly header: CheckpointHeader
  /** The bytes of the checkpoint, in order. Valid until the exploration continues. */
  readonly parts: readonly Uint8Array[]
}

/** A stored checkpoint, to be read. */
export interface StoredCheckpoint {
  readonly header: CheckpointHeader
  /** Reads the next bytes into an array. */
  read(into: Uint8Array): void
}

/** The host's storage of checkpoints. */
export interface Checkpoints {
  /** Milliseconds between two checkpoints. */
  readonly every: number
  save(checkpoint: Checkpoint): void
  /** The checkpoint to resume from; null to start from the beginning. */
  readonly resume: StoredCheckpoint | null
}
