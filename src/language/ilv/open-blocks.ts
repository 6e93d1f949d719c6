/** How many blocks of each kind are open at a place. */
export interface Depth {
  readonly atomics: number
  readonly rounds: number
  readonly criticals: number
}

/** The blocks around the place that is being lowered, as far as a `return` has to know what it leaves. */
export class OpenBlocks {
  /** How many `atomic` blocks. */
  atomics = 0
  /** The registers that count rounds of loops. */
  readonly rounds: number[] = []
  /** The registers of critical sections. */
  readonly criticals: number[] = []

  get depth(): Depth {
    return { atomics: this.atomics, rounds: this.rounds.length, criticals: this.criticals.length }
  }

  /** The registers of the loops and critical sections that were begun since: who leaves them sets them to 0. */
  since({ rounds, criticals }: Depth): readonly number[] {
    return [...this.rounds.slice(rounds), ...this.criticals.slice(criticals)]
  }
}
