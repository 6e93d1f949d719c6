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
  /** By object, the steps that access it, in order. */
  private readonly touching = new Map<number, number[]>()
  /** By thread, its steps, in order. */
  private readonly taken: number[][] = []
  private readonly depends: Dependence
  /** Those who wait at the end. */
  private waiting: readonly Waiting[] = []

  constructor(depends: Dependence) {
    this.depends = depends
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
    for (const earlier of this.conflicting(step.accesses, index)) {
      if (!this.isIn(earlier, clock)) join(clock, this.clock(earlier))
    }
    const steps = this.stepsOf(step.thread)
    steps.push(index)
    while (clock.length <= step.thread) clock.push(0)
    clock[step.thread] = steps.length
    this.events.push({ step, clock, rank: steps.length })
    for (const object of objectsOf(step)) {
      const list = this.touching.get(object) ?? []
      list.push(index)
      this.touching.set(object, list)
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
      for (const object of objectsOf(step)) this.touching.get(object)?.pop()
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
    const last = this.stepsOf(thread).findLast((each) => each < index)
    return last === undefined ? [] : this.clock(last)
  }

  /** Returns the past of all steps before `index`. */
  clockAt(index: number): Clock {
    return this.taken.map((steps) => steps.filter((each) => each < index).length)
  }

  /** Returns the steps before `index` that depend on accesses, the last one first. */
  conflicting(accesses: readonly Access[], index: number): number[] {
    const found = new Set<number>()
    for (const { object } of accesses) for (const each of this.touching.get(object) ?? []) if (each < index) found.add(each)
    return [...found].filter((each) => this.depends(this.step(each).accesses, accesses)).sort((a, b) => b - a)
  }

  private event(index: number): Event {
    return present(this.events[index], 'step')
  }

  private stepsOf(thread: number): number[] {
    while (this.taken.length <= thread) this.taken.push([])
    return present(this.taken[thread], 'thread')
  }
}

/** Adds another past to one. */
export function join(clock: number[], other: Clock): void {
  other.forEach((count, thread) => {
    clock[thread] = Math.max(clock[thread] ?? 0, count)
  })
}

function objectsOf({ accesses }: Step): Set<number> {
  return new Set(accesses.map(({ object }) => object))
}
