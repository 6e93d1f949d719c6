import { present } from '../base/bug.ts'
import type { Dependence } from './dependence.ts'
import type { Access, Step, Waiting } from './execution.ts'

/** For each thread, how many of its steps are in the past of something. Threads beyond the list have none there. */
export type Clock = readonly number[]

interface Event {
  readonly step: Step
  /** Its past, with itself. */
  readonly clock: Clock
  /** How many steps its thread has taken, with this one. */
  readonly rank: number
}

/**
 * The steps of one execution and which of them happen before which: the least order that has the steps of each thread in
 * their order, and those that depend on each other. Kept as vector clocks (Mattern, 1989). Steps are numbered from 0.
 */
export class Order {
  private readonly events: Event[] = []
  /** By object and thread, the steps that access it. */
  private readonly touching = new Map<number, Touches[]>()
  /** By thread, its steps, in order. */
  private readonly taken: number[][] = []
  private readonly depends: Dependence
  /** Those who wait at the end. */
  private waiting: readonly Waiting[] = []

  constructor(depends: Dependence) {
    this.depends = depends
  }

  /** Returns the order of the same steps, to which others can be added. */
  copy(): Order {
    const copy = new Order(this.depends)
    copy.events.push(...this.events)
    copy.taken.push(...this.taken.map((steps) => [...steps]))
    for (const [object, threads] of this.touching) {
      copy.touching.set(
        object,
        threads.map(({ reads, changes }) => ({ reads: [...reads], changes: [...changes] })),
      )
    }
    return copy
  }

  get length(): number {
    return this.events.length
  }

  step(index: number): Step {
    return this.event(index).step
  }

  clock(index: number): Clock {
    return this.event(index).clock
  }

  /** Adds a step to the end. */
  push(step: Step): void {
    const index = this.events.length
    const clock = [...this.clockOf(step.thread, index)]
    for (const earlier of this.conflicting(step, index)) {
      if (!this.isIn(earlier, clock)) join(clock, this.clock(earlier))
    }
    const steps = this.stepsOf(step.thread)
    steps.push(index)
    while (clock.length <= step.thread) clock.push(0)
    clock[step.thread] = steps.length
    this.events.push({ step, clock, rank: steps.length })
    for (const access of step.accesses) {
      const list = this.touchesOf(access, step.thread)
      if (list.at(-1) !== index) list.push(index)
    }
  }

  /** Says who waits after the last step. */
  finish(waiting: readonly Waiting[]): void {
    this.waiting = waiting
  }

  /** Returns those who wait in the state before a step, or at the end. */
  blockedAt(state: number): readonly Waiting[] {
    return state < this.length ? this.step(state).blocked : this.waiting
  }

  /** Whether a thread can go on or waits in the state before a step, or waits at the end. */
  isThere(thread: number, state: number): boolean {
    const isEnabled = state < this.length && this.step(state).enabled.includes(thread)
    return isEnabled || this.blockedAt(state).some((each) => each.thread === thread)
  }

  /** Removes all steps from one on. */
  truncate(length: number): void {
    while (this.events.length > length) {
      const { step } = present(this.events.pop(), 'step')
      this.stepsOf(step.thread).pop()
      for (const access of step.accesses) {
        const list = this.touchesOf(access, step.thread)
        if (list.at(-1) === this.events.length) list.pop()
      }
    }
  }

  /** Whether a step happens before another one. */
  isBefore(one: number, other: number): boolean {
    return one !== other && this.isIn(one, this.clock(other))
  }

  /** Whether a step is in a past. */
  isIn(index: number, clock: Clock): boolean {
    const { step, rank } = this.event(index)
    return (clock[step.thread] ?? 0) >= rank
  }

  /** Returns the past of a thread as it is before the step `index`: that of its last step; empty if it has taken none. */
  clockOf(thread: number, index: number): Clock {
    const steps = this.stepsOf(thread)
    const last = steps[countBelow(steps, index) - 1]
    return last === undefined ? [] : this.clock(last)
  }

  /** Returns the past of all steps before `index`. */
  clockAt(index: number): Clock {
    return this.taken.map((steps) => countBelow(steps, index))
  }

  /**
   * Returns the steps before `end` that depend on accesses of a thread and are among those that count: of each other thread
   * the last one, since those before it come first anyway. The last one of all comes first.
   */
  conflicting(
    { thread, accesses }: Pick<Waiting, 'thread' | 'accesses'>,
    end: number,
    counts: (index: number) => boolean = () => true,
  ): number[] {
    const last = new Map<number, number>()
    for (const { object, kind } of accesses) {
      for (const [other, { reads, changes }] of this.touching.get(object)?.entries() ?? []) {
        if (other === thread) continue
        for (const list of kind === 'read' ? [changes] : [reads, changes]) {
          for (let at = countBelow(list, end) - 1; at >= 0; at--) {
            const index = present(list[at], 'step')
            if (index <= (last.get(other) ?? -1)) break
            if (counts(index) && this.depends(this.step(index).accesses, accesses)) last.set(other, index)
          }
        }
      }
    }
    return [...last.values()].sort((a, b) => b - a)
  }

  private event(index: number): Event {
    return present(this.events[index], 'step')
  }

  private stepsOf(thread: number): number[] {
    return padded(this.taken, thread, () => [])
  }

  private touchesOf({ object, kind }: Access, thread: number): number[] {
    const threads = this.touching.get(object) ?? []
    this.touching.set(object, threads)
    const { reads, changes } = padded(threads, thread, () => ({ reads: [], changes: [] }))
    return kind === 'read' ? reads : changes
  }
}

/** The steps of a thread that access an object, in order: those that only read it, and others. A step may be in both. */
interface Touches {
  readonly reads: number[]
  readonly changes: number[]
}

/** Returns an entry of a list, which grows as needed. */
function padded<T>(list: T[], index: number, make: () => T): T {
  while (list.length <= index) list.push(make())
  return present(list[index], 'entry')
}

/** Returns how many of ascending numbers are less than a bound. */
function countBelow(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? bound) < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds another past to one. */
export function join(clock: number[], other: Clock): void {
  other.forEach((count, thread) => {
    clock[thread] = Math.max(clock[thread] ?? 0, count)
  })
}
