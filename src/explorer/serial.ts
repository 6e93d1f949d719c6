import { present } from '../base/bug.ts'
import { hasOperations } from '../program/loops.ts'
import type { Program, Rules } from '../program/program.ts'
import { NumberList } from '../space/grow.ts'
import { type Layout, layoutOf, type Rows, rowsIn } from '../space/layout.ts'
import { Machine } from './machine.ts'
import { StateStore } from './store.ts'

/** The final states that serial executions reach, as rows of the program's layout. */
export interface SerialSpace {
  readonly layout: Layout
  readonly rows: Rows
  /** Numbers of the rows that are final states. */
  readonly finals: readonly number[]
  readonly complete: boolean
}

/** The instructions after whose step a serial execution may switch to another thread. */
const switchingOps: ReadonlySet<string> = new Set(['spawn', 'join', 'yield', 'wait'])

/**
 * Explores serial executions only. A state is free if any thread may continue from it: the initial state, and those
 * where the running thread has ended, is blocked, has just executed `spawn`, `join`, `yield` or `wait` (one with a timeout does not block) or finished an operation
 * that its code marks, or has returned to an earlier state. The last are the states on cycles of that thread's own
 * steps, found as strongly connected components (Tarjan 1972) of the graph of its steps alone.
 */
export function exploreSerially(program: Program, rules: Rules, maxStates: number): SerialSpace {
  const layout = layoutOf(program)
  const machine = new Machine(program, layout, rules, null)
  const states = new StateStore(layout)
  const search = new SerialSearch(machine, states, program.threads.length)
  machine.start()
  search.release(states.add(machine.next))
  const complete = search.finish(maxStates)
  return { layout, rows: rowsIn(states.view(), layout), finals: search.finals, complete }
}

interface Frame {
  readonly state: number
  readonly successors: readonly number[]
  next: number
}

class SerialSearch {
  readonly finals: number[] = []
  private readonly machine: Machine
  private readonly states: StateStore
  private readonly free = new NumberList()
  private readonly isFree = new Set<number>()
  private readonly visits: readonly Visits[]

  constructor(machine: Machine, states: StateStore, threads: number) {
    this.machine = machine
    this.states = states
    this.visits = Array.from({ length: threads }, () => new Visits())
  }

  /** Lets any thread continue from a state. */
  release(state: number): void {
    if (this.isFree.has(state)) return
    this.isFree.add(state)
    this.free.push(state)
    const { machine, states } = this
    states.unpack(state, machine.current)
    if (!machine.isFailed() && machine.isFinal()) this.finals.push(state)
  }

  /** Searches until it reaches no new state, or `maxStates` states; returns true in the first case. */
  finish(maxStates: number): boolean {
    for (let at = 0; at < this.free.length; at++) {
      for (const [thread, visits] of this.visits.entries()) {
        if (!this.runAlone(thread, visits, this.free.at(at), maxStates)) return false
      }
    }
    return true
  }

  /**
   * Tarjan's algorithm over the steps of one thread, from one state, keeping what earlier calls have visited. Returns
   * false if there are too many states: a thread alone may continue without end.
   */
  private runAlone(thread: number, visits: Visits, from: number, maxStates: number): boolean {
    if (visits.isVisited(from)) return true
    const frames: Frame[] = [this.enter(thread, visits, from)]
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      if (this.states.count > maxStates) return false
      const successor = frame.successors[frame.next++]
      if (successor === undefined) {
        frames.pop()
        for (const state of visits.leave(frame.state)) this.release(state)
        const parent = frames.at(-1)
        if (parent !== undefined) visits.lower(parent.state, visits.lowOf(frame.state))
      } else if (!visits.isVisited(successor)) frames.push(this.enter(thread, visits, successor))
      else visits.meet(frame.state, successor)
    }
    return true
  }

  private enter(thread: number, visits: Visits, state: number): Frame {
    visits.enter(state)
    const { machine, states } = this
    states.unpack(state, machine.current)
    const successors: number[] = []
    const switching: number[] = []
    if (!machine.isFailed() && !machine.isFinal()) {
      machine.expandOnly(thread, (label) => {
        const target = states.add(machine.next)
        successors.push(target)
        if (this.maySwitchAfter(label)) switching.push(target)
      })
    }
    if (successors.length === 0) this.release(state)
    for (const target of switching) this.release(target)
    return { state, successors, next: 0 }
  }

  private maySwitchAfter(label: number): boolean {
    const { machine } = this
    const { thread, pc, progressed } = present(machine.labels.labels[label], 'label')
    const code = present(machine.program.codes[machine.program.threads[thread]?.code ?? -1], 'code')
    const instruction = present(code.instructions[pc], 'instruction')
    // Which instructions of a block were executed is not kept: any of them counts.
    const contained = instruction.op === 'atomic' ? code.instructions.slice(pc + 1, instruction.end) : [instruction]
    return contained.some(({ op }) => switchingOps.has(op)) || (progressed.includes(thread) && hasOperations(code))
  }
}

/** Tarjan's numbers for the states visited with one thread running. */
class Visits {
  private readonly index = new Map<number, number>()
  private readonly low = new Map<number, number>()
  private readonly stack: number[] = []
  private readonly onStack = new Set<number>()
  private readonly selfLoops = new Set<number>()

  isVisited(state: number): boolean {
    return this.index.has(state)
  }

  enter(state: number): void {
    this.low.set(state, this.index.size)
    this.index.set(state, this.index.size)
    this.stack.push(state)
    this.onStack.add(state)
  }

  lowOf(state: number): number {
    return this.low.get(state) ?? 0
  }

  lower(state: number, low: number): void {
    if (low < this.lowOf(state)) this.low.set(state, low)
  }

  /** An edge to a visited state. */
  meet(state: number, successor: number): void {
    if (state === successor) this.selfLoops.add(state)
    if (this.onStack.has(successor)) this.lower(state, this.index.get(successor) ?? 0)
  }

  /** Closes a state; returns the states on cycles, if it closes a component that has any. */
  leave(state: number): number[] {
    if (this.lowOf(state) !== this.index.get(state)) return []
    const component = this.stack.splice(this.stack.lastIndexOf(state))
    for (const member of component) this.onStack.delete(member)
    return component.length > 1 || this.selfLoops.has(state) ? component : []
  }
}
