import { present } from '../base/bug.ts'

/**
 * What a monitor remembers of each thread, numbered, so that it fits into a state: equal memories have equal numbers,
 * and 0 is none. What an event makes of a memory is computed once and then known by a key.
 */
export class Memories<Entry> {
  private readonly numbers = new Map<string, number>([['[]', 0]])
  private readonly lists: (readonly Entry[])[] = [[]]
  private readonly transitions = new Map<string, number>()
  private readonly inOrder: (list: readonly Entry[]) => readonly Entry[]

  /** `inOrder` gives the same list for all lists that mean the same. */
  constructor(inOrder: (list: readonly Entry[]) => readonly Entry[]) {
    this.inOrder = inOrder
  }

  of(number: number): readonly Entry[] {
    return present(this.lists[number], 'memory')
  }

  /** The number of the memory that `make` gives; `key` must say all that it depends on. */
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

/** Findings of a monitor, each once. */
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

  /** The number of a finding, old or new. */
  number(finding: Finding): number {
    const key = this.keyOf(finding)
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.found.push(finding) - 1
    this.numbers.set(key, number)
    return number
  }
}
