/** Ways to write threads. */

import type { Memory, Step, Thread } from '../explore.ts'
import { add, down, up } from '../steps.ts'

/** A thread that takes these steps one after another. */
export function steps(...all: readonly Step[]): Thread {
  return function* () {
    for (const step of all) yield step
  }
}

/** As many threads as a number says. */
export function each(count: number, made: (me: number) => Thread): Thread[] {
  return Array.from({ length: count }, (_, me) => made(me))
}

export function array(name: string, values: readonly number[]): Memory {
  return Object.fromEntries(values.map((value, index) => [`${name}[${index}]`, value]))
}

/** A thread that adds under a lock. */
export function addLocked(lock: string, name: string, amount: number): Thread {
  return function* () {
    yield down(lock)
    yield* add(name, amount)
    yield up(lock)
  }
}
