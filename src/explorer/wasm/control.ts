/** Control words. Incrementing `sequence` gives a command; each helper increments `done` when it has executed it. */
export const Control = { sequence: 0, done: 1, command: 2, most: 3, failed: 4 } as const

/** The commands to a shard. */
export const Command = { expand: 1, receive: 2, closeLayer: 3, scan: 4, restore: 5, stop: 6, expandLayers: 7 } as const
export type Command = (typeof Command)[keyof typeof Command]

/** The words of a shard's report after each command. */
export const Report = {
  count: 0,
  expanded: 1,
  transitions: 2,
  full: 3,
  backward: 4,
  tableBits: 5,
  looks: 6,
  ends: 7,
  layerEnd: 8,
  layerStart: 9,
  queue: 10,
  split: 11,
  escapes: 12,
  nodes: 13,
  closed: 14,
} as const
export type Report = (typeof Report)[keyof typeof Report]

const firstReport = 8
const reportSize = Object.keys(Report).length

/** The number of polls of a word before the thread sleeps: about a tenth of a millisecond. Waking costs as much. */
const mostLooks = 10_000

/**
 * Waits until a control word is no longer `value`; returns false if it still is after `patience` milliseconds. A
 * wake-up proves nothing: it may be for a change that this thread saw before it slept.
 */
export function awaitChange(control: Int32Array, word: number, value: number, patience: number): boolean {
  for (let look = 0; look < mostLooks; look++) if (Atomics.load(control, word) !== value) return true
  while (Atomics.load(control, word) === value) {
    if (Atomics.wait(control, word, value, patience) === 'timed-out') return false
  }
  return true
}

/** Returns the position of a word of a shard's report. */
export function reportAt(shard: number, what: Report): number {
  return firstReport + shard * reportSize + what
}

/**
 * Creates the words by which the threads of one exploration coordinate: those of `Control`, then a report for each
 * shard.
 */
export function controlFor(shards: number, shared: boolean): Int32Array {
  const bytes = 4 * (firstReport + shards * reportSize)
  return new Int32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
}

/** The reports of the shards. */
export class Reports {
  private readonly control: Int32Array
  private readonly shards: number

  constructor(control: Int32Array, shards: number) {
    this.control = control
    this.shards = shards
  }

  of(shard: number, what: Report): number {
    return (this.control[reportAt(shard, what)] ?? 0) >>> 0
  }

  sum(what: Report): number {
    let sum = 0
    for (let shard = 0; shard < this.shards; shard++) sum += this.of(shard, what)
    return sum
  }

  /** Returns the number of states of each shard. */
  counts(): number[] {
    return Array.from({ length: this.shards }, (_, shard) => this.of(shard, Report.count))
  }

  /** Overwrites a word of a shard's report, which the shard then uses. */
  tell(shard: number, what: Report, value: number): void {
    this.control[reportAt(shard, what)] = value
  }
}
