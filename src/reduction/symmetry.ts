import { present } from '../base/bug.ts'
import type { Observable, Program } from '../program/program.ts'
import type { Layout } from '../space/layout.ts'
import { namedRegisters } from './named.ts'

/**
 * Returns the groups of interchangeable threads: threads of the same code that no instruction, invariant, expectation
 * or outcome names.
 */
export function interchangeableThreads(program: Program, observed: readonly Observable[]): number[][] {
  const named = new Set(namedRegisters(program, observed).map((name) => name.thread))
  for (const { instructions } of program.codes) {
    for (const each of instructions) if (each.op === 'spawn' || each.op === 'join') named.add(each.thread)
  }
  const groups = new Map<string, number[]>()
  program.threads.forEach(({ code, start, daemon }, thread) => {
    if (named.has(thread)) return
    const key = `${code}/${start}/${daemon}`
    groups.set(key, [...(groups.get(key) ?? []), thread])
  })
  return [...groups.values()].filter((group) => group.length > 1)
}

/**
 * Sorts interchangeable threads in unpacked states, so that all states that differ only by a permutation of them have
 * one representative: the canonical state (Ip & Dill, Formal Methods in System Design 9, 1996). Everything that belongs
 * to a thread moves with it: its status, position, place in a queue, registers, the memory of a monitor for it, and the locks that it
 * holds.
 */
export class ThreadSorter {
  /** After `sort`: for each thread of the state, its number before. */
  readonly order: number[]
  private readonly groups: readonly (readonly number[])[]
  /** By thread: the slots of a thread, in an order that is the same for all threads of a group. */
  private readonly slots: readonly Int32Array[]
  private readonly owners: Int32Array

  constructor(program: Program, layout: Layout, groups: readonly (readonly number[])[]) {
    this.groups = groups
    this.order = program.threads.map((_, thread) => thread)
    this.owners = Int32Array.from(program.mutexes, (_, mutex) => layout.owner(mutex))
    this.slots = program.threads.map(({ code }, thread) => {
      const { registers } = present(program.codes[code], 'code')
      const monitored = layout.monitors[thread]
      return Int32Array.from([
        layout.pc(thread),
        layout.status(thread),
        layout.saved(thread),
        layout.rank(thread),
        ...registers.map((_, register) => layout.register(thread, register)),
        ...(monitored === undefined ? [] : [monitored]),
      ])
    })
  }

  /** Makes a state canonical, in place; returns true if it exchanged threads. */
  sort(state: Int32Array): boolean {
    const { order } = this
    let exchanged = false
    for (let thread = 0; thread < order.length; thread++) order[thread] = thread
    for (const group of this.groups) {
      for (let end = 1; end < group.length; end++) {
        for (let at = end; at > 0; at--) {
          const [one, other] = [group[at - 1] ?? 0, group[at] ?? 0]
          if (this.compare(state, one, other) <= 0) break
          this.exchange(state, one, other)
          exchanged = true
        }
      }
    }
    return exchanged
  }

  /**
   * Compares two threads. Threads that are equal here are equal in everything that belongs to them, since a lock has
   * one owner.
   */
  private compare(state: Int32Array, one: number, other: number): number {
    const [first, second] = [this.slots[one], this.slots[other]]
    for (let index = 0; index < (first?.length ?? 0); index++) {
      const difference = (state[first?.[index] ?? 0] ?? 0) - (state[second?.[index] ?? 0] ?? 0)
      if (difference !== 0) return difference
    }
    for (const owner of this.owners) {
      if (state[owner] === one + 1) return 1
      if (state[owner] === other + 1) return -1
    }
    return 0
  }

  private exchange(state: Int32Array, one: number, other: number): void {
    const [first, second] = [this.slots[one], this.slots[other]]
    for (let index = 0; index < (first?.length ?? 0); index++) {
      const [here, there] = [first?.[index] ?? 0, second?.[index] ?? 0]
      const value = state[here] ?? 0
      state[here] = state[there] ?? 0
      state[there] = value
    }
    for (const owner of this.owners) {
      if (state[owner] === one + 1) state[owner] = other + 1
      else if (state[owner] === other + 1) state[owner] = one + 1
    }
    const was = this.order[one] ?? one
    this.order[one] = this.order[other] ?? other
    this.order[other] = was
  }
}
