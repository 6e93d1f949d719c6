import type { Move, Program, Rules } from '../program/program.ts'
import { NumberList } from '../space/grow.ts'
import { type Layout, layoutOf, type Rows, rowsIn } from '../space/layout.ts'
import { Machine } from './machine.ts'
import { StateStore } from './store.ts'

/** The end of a serial execution in which the threads take turns in a fixed order. */
export interface OrderedEnd {
  /** Its number among the rows. */
  readonly row: number
  readonly steps: number
  /** Executes the serial execution again, and returns its schedule. */
  readonly schedule: () => Move[]
}

export interface OrderedEnds {
  readonly layout: Layout
  readonly rows: Rows
  readonly finals: readonly OrderedEnd[]
}

/** The most orders to try, and the most steps in all. */
const mostOrders = 24
const mostSteps = 2_000_000
/** The most slots of states that these steps read: with very many registers, fewer steps are taken. */
const mostSlots = 2 ** 25
/** After this many turns that spin, the execution is assumed not to end. */
const mostSpins = 64

/**
 * Returns the final states of some serial executions, without a search: for each order of the threads, the execution in
 * which each thread in turn continues until it has ended or is blocked. Choices take their first options.
 */
export function finalsByOrder(program: Program, rules: Rules): OrderedEnds {
  const layout = layoutOf(program)
  const machine = new Machine(program, layout, rules, null)
  const store = new StateStore(layout)
  const finals: OrderedEnd[] = []
  let budget = Math.min(mostSteps, Math.ceil(mostSlots / layout.slots.length))
  for (const order of ordersOf(program.threads.length)) {
    const taken = new NumberList()
    const ended = follow(machine, order, budget, (label) => taken.push(label))
    budget -= taken.length
    if (budget <= 0) break
    if (!ended) continue
    const row = store.add(machine.current)
    if (!store.added) continue
    const schedule = (): Move[] =>
      [...taken.view()].map((label) => {
        const { thread, choices } = machine.labels.labels[label] ?? { thread: 0, choices: [] }
        return { thread, choices }
      })
    finals.push({ row, steps: taken.length, schedule })
  }
  return { layout, rows: rowsIn(store.view(), layout), finals }
}

/** Executes the threads in an order. Leaves the end in `current`; returns true if it is a final state. */
function follow(machine: Machine, order: readonly number[], budget: number, onStep: (label: number) => void): boolean {
  const { current, next } = machine
  const remembered = new Int32Array(current.length)
  const rounds = new Rounds(current.length)
  machine.start()
  current.set(next)
  let left = budget
  let spins = 0
  for (let moved = true; moved && spins < mostSpins; ) {
    moved = false
    if (rounds.returnTo(current)) return false
    for (const thread of order) {
      let step = true
      // A turn that returns to an earlier state spins, which Brent's method detects (see ThreadCode). The turn ends
      // then.
      let [taken, nextLook] = [0, 1]
      while (step && !machine.isFailed() && !machine.isFinal()) {
        step = false
        if (left-- <= 0) return false
        if (taken > 0 && current.every((value, slot) => value === remembered[slot])) {
          spins++
          break
        }
        if (++taken === nextLook) {
          remembered.set(current)
          nextLook *= 2
        }
        let kept: Int32Array | null = null
        machine.expandOnly(thread, (label) => {
          if (step) return
          step = true
          moved = true
          onStep(label)
          kept = next.slice()
        })
        if (kept !== null) current.set(kept)
      }
    }
  }
  return !machine.isFailed() && machine.isFinal()
}

/**
 * Finds out by Brent's method whether the rounds of turns repeat: a round that begins in the state in which an earlier one
 * began continues as that one did, so the execution has no end.
 */
class Rounds {
  private readonly remembered: Int32Array
  private count = 0
  private nextLook = 1

  constructor(slots: number) {
    this.remembered = new Int32Array(slots)
  }

  returnTo(state: Int32Array): boolean {
    const { remembered } = this
    if (this.count > 0 && state.every((value, slot) => value === remembered[slot])) return true
    if (++this.count === this.nextLook) {
      remembered.set(state)
      this.nextLook *= 2
    }
    return false
  }
}

/**
 * Returns orders of `count` threads, the given one first: early on, each thread is the first in one and the last in
 * another.
 */
function ordersOf(count: number): number[][] {
  const given = Array.from({ length: count }, (_, thread) => thread)
  const turned = given.slice(0, mostOrders).map((at) => [...given.slice(at), ...given.slice(0, at)])
  const all = [...turned, ...turned.map((order) => [...order].reverse()), ...(count <= 6 ? permutations(count) : [])]
  return [...new Map(all.map((order) => [order.join(), order])).values()].slice(0, mostOrders)
}

function permutations(count: number): number[][] {
  let orders: number[][] = [[]]
  for (let thread = count - 1; thread >= 0; thread--) {
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, at) => [...order.slice(0, at), thread, ...order.slice(at)]),
    )
    if (orders.length > mostOrders) orders = orders.slice(0, mostOrders)
  }
  return orders
}
