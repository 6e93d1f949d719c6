import type { Move, Program, Rules } from '../program/program.ts'
import { NumberList } from '../space/grow.ts'
import { type Layout, layoutOf } from '../space/layout.ts'
import { Machine } from './machine.ts'
import { StateStore } from './store.ts'

/** The end of a serial execution that gives the threads their turns in a fixed order. */
export interface OrderedEnd {
  /** Its number among the rows. */
  readonly row: number
  readonly steps: number
  /** Executes it again. */
  readonly schedule: () => Move[]
}

export interface OrderedEnds {
  readonly layout: Layout
  readonly rows: Int32Array
  readonly finals: readonly OrderedEnd[]
}

/** More orders than this are not tried, nor more steps than this in all. */
const mostOrders = 24
const mostSteps = 2_000_000

/**
 * Final states of some serial executions, without a search: for each order of the threads the one in which each, in
 * turn, goes on until it has ended or is blocked. First options are taken where there is a choice.
 */
export function finalsByOrder(program: Program, rules: Rules): OrderedEnds {
  const layout = layoutOf(program)
  const machine = new Machine(program, layout, rules, null)
  const store = new StateStore(layout)
  const finals: OrderedEnd[] = []
  let budget = mostSteps
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
  return { layout, rows: store.view(), finals }
}

/** Leaves `current` at the end; true if that is a final state. */
function follow(machine: Machine, order: readonly number[], budget: number, onStep: (label: number) => void): boolean {
  const { current, next } = machine
  machine.start()
  current.set(next)
  let left = budget
  for (let moved = true; moved; ) {
    moved = false
    for (const thread of order) {
      let step = true
      while (step && !machine.isFailed() && !machine.isFinal()) {
        step = false
        if (left-- <= 0) return false
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

/** Orders of so many threads, the given one first. */
function ordersOf(count: number): number[][] {
  let orders: number[][] = [[]]
  for (let thread = count - 1; thread >= 0; thread--) {
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, at) => [...order.slice(0, at), thread, ...order.slice(at)]),
    )
    if (orders.length > mostOrders) orders = orders.slice(0, mostOrders)
  }
  return orders
}
