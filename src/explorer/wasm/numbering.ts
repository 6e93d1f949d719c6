import { present } from '../../base/bug.ts'
import { lastAtMost } from '../../base/ordered.ts'

/**
 * Numbers the states of several shards in breadth-first order: layer by layer, and in a layer shard by shard. With one
 * shard, states keep the numbers that they have there.
 */
export class Numbering {
  /** First states of the layers, the open one not included. */
  readonly layers: number[] = []
  /** By shard: the shard's numbers of the first states of the layers, and the end of the last one. */
  private readonly starts: readonly number[][]
  private total = 0

  constructor(shards: number) {
    this.starts = Array.from({ length: shards }, () => [0])
  }

  /** States that have a number. */
  get count(): number {
    return this.total
  }

  /** Closes a layer, given the number of states of each shard. */
  close(counts: readonly number[]): void {
    this.layers.push(this.total)
    this.starts.forEach((starts, shard) => {
      const count = counts[shard] ?? 0
      this.total += count - (starts.at(-1) ?? 0)
      starts.push(count)
    })
  }

  /** Returns the first states of the layers in a shard, and the end of the last one. */
  startsOf(shard: number): readonly number[] {
    return present(this.starts[shard], 'shard')
  }

  /** Returns the number of a state of a shard, in a closed layer. */
  number(shard: number, index: number): number {
    if (this.starts.length === 1) return index
    const layer = lastAtMost(present(this.starts[shard], 'shard'), index)
    let number = (this.layers[layer] ?? 0) + index
    for (let before = 0; before < shard; before++) number += this.size(before, layer)
    return number - (this.starts[shard]?.[layer] ?? 0)
  }

  /** Returns the shard of a numbered state, and its number there. */
  place(number: number): { shard: number; index: number } {
    if (this.starts.length === 1) return { shard: 0, index: number }
    const layer = lastAtMost(this.layers, number)
    let rest = number - (this.layers[layer] ?? 0)
    let shard = 0
    for (; rest >= this.size(shard, layer) && shard < this.starts.length - 1; shard++) rest -= this.size(shard, layer)
    return { shard, index: (this.starts[shard]?.[layer] ?? 0) + rest }
  }

  private size(shard: number, layer: number): number {
    const starts = this.starts[shard]
    return (starts?.[layer + 1] ?? 0) - (starts?.[layer] ?? 0)
  }
}
