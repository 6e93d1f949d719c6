import type { Choice } from '../program/program.ts'
import type { Chooser } from './execution.ts'

/** Chooses what a move names. If a step has only one successor, the move need not name it. */
export class GivenChoices {
  private readonly given: readonly Choice[]
  private readonly made: Choice[] = []
  private allNamed = true
  private anyOpen = false

  constructor(given: readonly Choice[]) {
    this.given = given
  }

  readonly choose: Chooser = (options) => {
    const wanted = this.given[this.made.length]
    const chosen = wanted === undefined ? undefined : options.find((each) => sameChoice(each, wanted))
    const [first] = options
    if (first === undefined) throw new RangeError('a choice without options')
    if (options.length > 1) this.anyOpen = true
    if (chosen === undefined && (this.given.length > 0 || options.length > 1)) this.allNamed = false
    this.made.push(chosen ?? first)
    return chosen ?? first
  }

  /** The step is not possible. */
  refuse(): void {
    this.allNamed = false
  }

  /** Whether the step made exactly the choices of the move. */
  get fit(): boolean {
    return this.allNamed && (this.given.length === 0 || this.made.length === this.given.length)
  }

  /** The choices that the step made. */
  get choices(): readonly Choice[] {
    return this.made
  }

  /** Whether the step has other successors. */
  get chosen(): boolean {
    return this.anyOpen
  }
}

export function sameChoices(one: readonly Choice[], other: readonly Choice[]): boolean {
  return one.length === other.length && one.every((choice, index) => sameChoice(choice, other[index]))
}

export function sameChoice(one: Choice, other: Choice | undefined): boolean {
  if (one.kind === 'value') return other?.kind === 'value' && other.value === one.value
  return other?.kind === 'wake' && other.thread === one.thread
}
