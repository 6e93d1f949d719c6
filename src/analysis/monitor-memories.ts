import { present } from '../base/bug.ts'

/**
 * Numbers what a monitor stores for each thread, so that it fits into a state: equal memories have equal numbers, and 0 is
 * the empty memory. The effect of an event on a memory is computed once and then found by a key.
 */
export class Memories<Entry> {
  private readonly numbers = new Map<string, number>([['[]', 0]])
  private readonly lists: (readonly Entry[])[] = [[]]
  private readonly transitions = new Map<string, number>()
  private readonly inOrder: (list: readonly Entry[]) => readonly Entry[]

  /** `inOrder` returns the same list for all equivalent lists. */
  constructor(inOrder: (list: readonly Entry[]) => readonly Entry[]) {
    this.inOrder = inOrder
  }

  of(number: number): readonly Entry[] {
    return present(this.lists[number], 'memory')
  }

  /** Returns the number of the memory that `make` returns; `key` must determine it. */
  after(key: string, make: () => readonly Entry[]): number {
    const known = this.transitions.get(key)
    if (known !== undefined) return known
    const list = this.inOrder(make())
    const text = JSON.stringify(list)
    const number = this.numbers.get(text) ?? this.lists.push(list) - 1
    this.numbers.set(text, number)
    this.transitions.set(key, number)
    return number
  }
}

/** The findings of a monitor, each once. */
export class Findings<Finding> {
  readonly found: Finding[] = []
  private readonly numbers = new Map<string, number>()
  private readonly keyOf: (finding: Finding) => string

  constructor(keyOf: (finding: Finding) => string) {
    this.keyOf = keyOf
  }

  get size(): number {
    return this.found.length
  }

  /** Returns the number of a finding, old or new. */
  number(finding: Finding): number {
    const key = this.keyOf(finding)
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.found.push(finding) - 1
    this.numbers.set(key, number)
    return number
  }
}
