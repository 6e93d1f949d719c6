import { present } from '../base/bug.ts'
import { callsOf, footprintOf } from '../program/calls.ts'
import type { Program, Rules } from '../program/program.ts'
import { hasEnded, type Layout, Status } from '../space/layout.ts'
import type { Ending, OneByOne } from '../space/one-by-one.ts'
import type { Vector } from './expression.ts'
import { Machine } from './machine.ts'

/** The most states of one operation that is executed alone; with more, it probably does not end. */
const mostStates = 100_000

/** Executes operations one at a time, on the part of the state that they access. It caches the results. */
export class OperationRunner implements OneByOne {
  readonly initial: number
  private readonly program: Program
  private readonly layout: Layout
  private readonly machine: Machine
  private readonly sharedSlots: Int32Array
  private readonly sharedParts = new Numbered()
  private readonly starts = new Numbered()
  private readonly threadSlots: readonly Int32Array[]
  private readonly threadOf: number[] = []
  private readonly known = new Map<number, readonly Ending[] | null>()

  constructor(program: Program, layout: Layout, rules: Rules) {
    this.program = program
    this.layout = layout
    this.machine = new Machine(program, layout, rules, null)
    this.sharedSlots = sharedSlots(program, layout)
    this.threadSlots = program.threads.map((_, thread) => threadSlots(program, layout, thread))
    this.machine.start()
    this.initial = this.sharedParts.of(pick(this.machine.next, this.sharedSlots))
  }

  startOf(thread: number, state: Int32Array): number {
    const number = this.starts.of(pick(state, present(this.threadSlots[thread], 'slots')), `${thread}/`)
    this.threadOf[number] = thread
    return number
  }

  endings(start: number, shared: number): readonly Ending[] | null {
    const key = start * 2 ** 26 + shared
    const known = this.known.get(key)
    if (known !== undefined) return known
    const found = this.execute(start, shared)
    this.known.set(key, found)
    return found
  }

  private execute(start: number, shared: number): Ending[] | null {
    const { layout, machine, program } = this
    const thread = present(this.threadOf[start], 'thread')
    const slots = present(this.threadSlots[thread], 'slots')
    const first = new Int32Array(layout.slots.length)
    for (let other = 0; other < program.threads.length; other++) first[layout.status(other)] = Status.running
    put(this.starts.values(start), slots, first)
    put(this.sharedParts.values(shared), this.sharedSlots, first)
    const isCall = this.isInCall(thread, first[layout.pc(thread)] ?? 0)
    const found = new Map<string, Ending>()
    const seen = new Set<string>([first.join()])
    const queue = [first]
    for (const state of queue) {
      machine.current.set(state)
      machine.expandOnly(thread, () => {
        const { next, returned } = machine
        if (!isCall || returned !== undefined) {
          const ending = { result: returned ?? null, shared: this.sharedParts.of(pick(next, this.sharedSlots)) }
          found.set(`${ending.result}/${ending.shared}`, ending)
        } else if (next[layout.failure] === 0 && !hasEnded(next[layout.status(thread)])) {
          const size = seen.size
          if (seen.add(next.join()).size > size) queue.push(next.slice())
        }
      })
      if (seen.size > mostStates) return null
    }
    return [...found.values()]
  }

  private isInCall(thread: number, pc: number): boolean {
    const code = present(this.program.codes[this.program.threads[thread]?.code ?? -1], 'code')
    return callsOf(code)?.[pc] !== -1
  }
}

/** Lists of integers, each of which gets a number. */
class Numbered {
  private readonly numbers = new Map<string, number>()
  private readonly lists: Int32Array[] = []

  of(list: Int32Array, prefix = ''): number {
    const key = prefix + list.join()
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.lists.push(list) - 1
    this.numbers.set(key, number)
    return number
  }

  values(number: number): Int32Array {
    return present(this.lists[number], 'list')
  }
}

function pick(state: Vector, slots: Int32Array): Int32Array {
  return slots.map((slot) => state[slot] ?? 0)
}

function put(values: Int32Array, slots: Int32Array, state: Vector): void {
  slots.forEach((slot, index) => {
    state[slot] = values[index] ?? 0
  })
}

function sharedSlots(program: Program, layout: Layout): Int32Array {
  const { variables, mutexes, semaphores } = footprintOf(program)
  const slots = [...variables].flatMap((variable) => {
    return present(program.shared[variable], 'variable').initial.map((_, element) => layout.shared(variable, element))
  })
  for (const mutex of mutexes) slots.push(layout.owner(mutex), layout.depth(mutex))
  for (const semaphore of semaphores) slots.push(layout.semaphore(semaphore))
  return Int32Array.from(slots)
}

function threadSlots(program: Program, layout: Layout, thread: number): Int32Array {
  const registers = present(program.codes[program.threads[thread]?.code ?? -1], 'code').registers
  const own = registers.map((_, register) => layout.register(thread, register))
  return Int32Array.from([layout.status(thread), layout.pc(thread), layout.saved(thread), layout.rank(thread), ...own])
}
