import { present } from '../base/bug.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'

/** The effects on memories with greater numbers are not kept: their keys would not be exact. */
const mostKeyed = 2 ** 21

/**
 * Numbers what a monitor stores for each thread, so that it fits into a state: equal memories have equal numbers, and 0 is
 * the empty memory. The effect of an event on a memory is computed once and then found by a key.
 */
export class Memories<Entry> {
  private readonly numbers = new Map<string, number>([['[]', 0]])
  private readonly lists: (readonly Entry[])[] = [[]]
  /** By event: what it makes of a memory, by the number of the memory and the value that the event has seen. */
  private readonly effects = new Map<number, Map<number, number>>()
  private readonly inOrder: (list: readonly Entry[]) => readonly Entry[]

  /** `inOrder` returns the same list for all equivalent lists. */
  constructor(inOrder: (list: readonly Entry[]) => readonly Entry[]) {
    this.inOrder = inOrder
  }

  of(number: number): readonly Entry[] {
    return present(this.lists[number], 'memory')
  }

  /** Returns the number of the memory that `make` returns. The event, the memory before it, and a value of 32 bits must determine it. */
  after(event: number, before: number, value: number, make: () => readonly Entry[]): number {
    if (before >= mostKeyed) return this.numberOf(make())
    let effects = this.effects.get(event)
    if (effects === undefined) {
      effects = new Map()
      this.effects.set(event, effects)
    }
    const key = before * 2 ** 32 + (value >>> 0)
    const known = effects.get(key)
    if (known !== undefined) return known
    const number = this.numberOf(make())
    effects.set(key, number)
    return number
  }

  private numberOf(made: readonly Entry[]): number {
    const list = this.inOrder(made)
    const text = JSON.stringify(list)
    const number = this.numbers.get(text) ?? this.lists.push(list) - 1
    this.numbers.set(text, number)
    return number
  }
}

/** Numbers the events of a program that change memories. */
export class Events {
  private readonly starts: readonly number[]
  private readonly locations: number

  constructor(program: Program) {
    let total = 0
    this.starts = program.threads.map(({ code }) => {
      const start = total
      total += present(program.codes[code], 'code').instructions.length + 1
      return start
    })
    this.locations = 1 + program.shared.reduce((sum, { initial }) => sum + initial.length, 0)
  }

  /** A thread executes an instruction that is about a location; -1 for none. */
  executed(thread: number, pc: number, location: number): number {
    return 3 * (this.place(thread, pc) * this.locations + location + 1)
  }

  /** Another thread writes a location in a line. */
  written(location: number, line: number): number {
    return 3 * (line * this.locations + location + 1) + 1
  }

  /** A thread has come to a position. */
  settled(thread: number, pc: number): number {
    return 3 * this.place(thread, pc) + 2
  }

  private place(thread: number, pc: number): number {
    return (this.starts[thread] ?? 0) + pc
  }
}

export function codeOf(program: Program, thread: number): number {
  return present(program.threads[thread], 'thread').code
}

export function instructionOf(program: Program, thread: number, pc: number): Instruction {
  return present(instructionAt(program, thread, pc), 'instruction')
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
