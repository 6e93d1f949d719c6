import { empty } from '../base/empty.ts'
import type { Access } from '../program/access.ts'
import type { Choice } from '../program/program.ts'

/**
 * Records what the current step does besides changing the state: accesses, choices and unblocked threads. The machine
 * clears it before each step. The number of a location is that of its slot.
 */
export class Recorder {
  accessCount = 0
  /** For each access: twice the slot, plus 1 for a write. */
  readonly accessed: number[] = []
  readonly plain: boolean[] = []
  /** The value of each location just before. */
  readonly seen: number[] = []
  readonly freed: number[] = []
  /** By thread: the message that it received in this step; absent or null if none. */
  readonly received: (number | null)[] = []
  /** Threads that made progress, each once, in the order in which they did. */
  readonly progressed: number[] = []
  /** Whether the acting thread ended an operation, and the result of the first one (null: none). */
  hasReturned = false
  result: number | null = null

  /** The choices made, as positions in their lists of options, and the sizes of these lists. */
  choiceCount = 0
  private readonly positions: number[] = []
  private readonly sizes: number[] = []
  readonly chosen: Choice[] = []
  private scripted = 0

  clear(): void {
    this.accessCount = 0
    this.choiceCount = 0
    empty(this.freed)
    empty(this.received)
    empty(this.progressed)
    this.hasReturned = false
  }

  return(result: number | null): void {
    if (this.hasReturned) return
    this.hasReturned = true
    this.result = result
  }

  access(state: Int32Array, slot: number, kind: Access['kind'], plain: boolean): void {
    this.accessed[this.accessCount] = slot * 2 + (kind === 'write' ? 1 : 0)
    this.seen[this.accessCount] = state[slot] ?? 0
    this.plain[this.accessCount++] = plain
  }

  progress(thread: number): void {
    if (!this.progressed.includes(thread)) this.progressed.push(thread)
  }

  /** Returns which of `size` options to take now: the one in the script, and past its end the first. */
  choose(size: number): number {
    const at = this.choiceCount++
    if (at >= this.scripted) this.positions[at] = 0
    this.sizes[at] = size
    return this.positions[at] ?? 0
  }

  /** Records the choice of the last `choose`. */
  chose(choice: Choice): void {
    this.chosen[this.choiceCount - 1] = choice
  }

  /** Resets the script. */
  unscript(): void {
    this.scripted = 0
  }

  /** Prepares the next combination of choices; returns false if all were taken. */
  nextScript(): boolean {
    for (let last = this.choiceCount - 1; last >= 0; last--) {
      const position = (this.positions[last] ?? 0) + 1
      if (position < (this.sizes[last] ?? 0)) {
        this.positions[last] = position
        this.scripted = last + 1
        return true
      }
    }
    return false
  }
}
