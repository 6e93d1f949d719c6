/** The steps that exam questions are made of, as functions on a plain memory. A lock is a number that is 1 if it is free. */

import type { Memory, Step } from './explore.ts'

/** A part of a thread. */
type Part = Generator<Step, void, number>

function after(memory: Memory, changes: Memory, value = 0): ReturnType<Step> {
  return [{ memory: { ...memory, ...changes }, value }]
}

/** Returns the number in a variable. */
export function numberIn(memory: Memory, name: string): number {
  const value = memory[name]
  if (typeof value !== 'number') throw new Error(`no number: ${name}`)
  return value
}

export function read(name: string): Step {
  return (memory) => after(memory, {}, numberIn(memory, name))
}

export function write(name: string, value: number): Step {
  return (memory) => after(memory, { [name]: value })
}

/** Adds in one step. */
export function addAtOnce(name: string, amount: number): Step {
  return (memory) => after(memory, { [name]: numberIn(memory, name) + amount })
}

/** Adds in two steps. That of the sum itself touches nothing shared, and so makes no difference. */
export function* add(name: string, amount: number): Part {
  const old = yield read(name)
  yield write(name, old + amount)
}

/** P of a semaphore, or acquire of a lock. */
export function down(name: string): Step {
  return (memory) => (numberIn(memory, name) > 0 ? after(memory, { [name]: numberIn(memory, name) - 1 }) : [])
}

/** V of a semaphore, or release of a lock. */
export function up(name: string, most: number = Number.POSITIVE_INFINITY): Step {
  return (memory) => after(memory, { [name]: Math.min(most, numberIn(memory, name) + 1) })
}

/** Waits until a variable is not 0. */
export function until(name: string): Step {
  return (memory) => (numberIn(memory, name) === 0 ? [] : after(memory, {}))
}

/** Prints a text, or the value of a variable: `{ x }`. */
export function print(text: string | { readonly variable: string }): Step {
  return (memory) => {
    const printed = typeof text === 'string' ? text : `${memory[text.variable]}`
    return after(memory, { output: `${memory.output}${printed}` })
  }
}

/** Waits for a condition variable. The sleepers of `c` are the names `c:…` that are 1. */
export function* wait(condition: string, lock: string, me: string): Part {
  const sleeper = `${condition}:${me}`
  yield (memory: Memory) => after(memory, { [lock]: 1, [sleeper]: 1 })
  yield (memory: Memory) => (memory[sleeper] === 1 || memory[lock] === 0 ? [] : after(memory, { [lock]: 0 }))
}

/** Wakes one sleeper, whichever. */
export function notify(condition: string): Step {
  return (memory) => {
    const asleep = Object.keys(memory).filter((name) => name.startsWith(`${condition}:`) && memory[name] === 1)
    return asleep.length === 0 ? after(memory, {}) : asleep.flatMap((name) => after(memory, { [name]: 0 }))
  }
}

/** Returns a variable, or an array of them, or several in a list. */
export function observed(memory: Memory, names: readonly string[]): unknown {
  const values = names.map((name) => {
    if (name === 'output') return memory.output
    if (memory[name] !== undefined) return numberIn(memory, name)
    const elements = Object.keys(memory).filter((each) => each.startsWith(`${name}[`))
    return elements.sort().map((each) => numberIn(memory, each))
  })
  return values.length === 1 ? values[0] : values
}
