import { generator } from '../semantics/random.ts'

/** Decisions that a seed alone determines, so that each student can have a sheet of their own. */
export class Chance {
  private readonly below: (below: number) => number

  constructor(seed: number) {
    this.below = generator(seed)
  }

  /** Returns the values in a random order (Fisher and Yates). */
  shuffled<T>(values: readonly T[]): T[] {
    const result = [...values]
    for (let last = result.length - 1; last > 0; last--) {
      const at = this.below(last + 1)
      const [one, other] = [result[last], result[at]]
      if (one !== undefined && other !== undefined) {
        result[last] = other
        result[at] = one
      }
    }
    return result
  }

  /** Returns some of the values, in a random order. */
  some<T>(values: readonly T[], most: number): T[] {
    return this.shuffled(values).slice(0, most)
  }

  /** Returns one of the values; undefined if there is none. */
  one<T>(values: readonly T[]): T | undefined {
    return values[this.below(Math.max(1, values.length))]
  }
}
