import { present } from '../base/bug.ts'
import { type Dependence, stillAsleep } from './dependence.ts'
import { type Access, type Decision, Departure, type Execution, type Sleeper, type Step, type Waiting } from './execution.ts'
import { Order } from './order.ts'
import { type Reversal, reversalsOf } from './races.ts'

/** A state on the current path: what was and what has to be explored from there. */
interface Node {
  /** Those who slept when the path reached it. */
  sleeping: readonly Sleeper[]
  /** The threads whose next step was explored from here with all its results. */
  done: readonly Sleeper[]
  /** The threads to explore from here, those done included: a source set in the end. By thread, its next event if known. */
  readonly chosen: Map<number, number | null>
  /** What the results of the current step touched so far. */
  touched: readonly Access[]
}

/** Where the next execution leaves the current path. */
export interface Branch {
  readonly prefix: readonly Decision[]
  readonly sleeping: readonly Sleeper[]
}

/** The executions that are left to explore: a path from the root, and what has to be explored beside it. */
export class Tree {
  private readonly depends: Dependence
  private readonly order: Order
  private nodes: Node[] = []

  constructor(depends: Dependence, order: Order = new Order(depends)) {
    this.depends = depends
    this.order = order
  }

  /** Returns the first branch: any execution. */
  first(): Branch | null {
    return { prefix: [], sleeping: [] }
  }

  /** Takes in the execution of the last branch: extends the path, and adds what its races demand. */
  add({ steps, blocked }: Pick<Execution<unknown>, 'steps' | 'blocked'>): void {
    const from = this.extend(steps)
    this.order.finish(blocked)
    for (let index = from; index < steps.length; index++) {
      const step = present(steps[index], 'step')
      this.demand(reversalsOf(this.order, step, index))
      if (index > from) this.compareWaiting(step.blocked, index)
    }
    this.compareWaiting(blocked, steps.length)
  }

  /** Returns the next branch to execute; null if nothing is left. */
  next(): Branch | null {
    for (let at = this.nodes.length - 1; at >= 0; at--) {
      const node = present(this.nodes[at], 'node')
      const step = this.order.step(at)
      node.touched = [...node.touched, ...step.accesses]
      if (step.choice + 1 < step.choices) return this.branch(at, step.thread, step.event, step.choice + 1)
      node.done = [...node.done, { thread: step.thread, event: step.event, accesses: node.touched }]
      const asleep = new Set([...node.done, ...node.sleeping].map(({ thread }) => thread))
      const next = [...node.chosen].find(([thread]) => !asleep.has(thread))
      if (next === undefined) continue
      node.touched = []
      return this.branch(at, next[0], next[1], 0)
    }
    return null
  }

  /**
   * Returns what this tree will be, as far as is known, when all that begins with the last branch is explored. Others may have
   * been demanded by then.
   */
  beyond(): Tree {
    const at = Math.max(0, this.nodes.length - 1)
    const tree = new Tree(this.depends, this.order.copy())
    tree.order.truncate(at)
    tree.nodes = this.nodes.slice(0, at).map((node) => ({ ...node, chosen: new Map(node.chosen) }))
    return tree
  }

  private branch(at: number, thread: number, event: number | null, choice: number): Branch {
    const { sleeping, done } = present(this.nodes[at], 'node')
    const prefix = Array.from({ length: at }, (_, index): Decision => decisionOf(this.order.step(index)))
    this.order.truncate(at)
    this.nodes.length = at + 1
    return { prefix: [...prefix, { thread, event, choice }], sleeping: [...sleeping, ...done] }
  }

  /**
   * Makes `steps` the path. Returns the first of them that was not compared with those before it. The last node has had its
   * step replaced. A step may appear before one of the same thread that was known already: only now it turned out that others
   * touch what it touches. The node is then the state before both. What was demanded there is demanded between them too,
   * since nobody knew that these are two states.
   */
  private extend(steps: readonly Step[]): number {
    const known = this.nodes
    const path = Array.from({ length: this.order.length }, (_, index) => this.order.step(index))
    let same = 0
    while (same < path.length && isSame(path[same], steps[same])) same++
    this.order.truncate(same)
    this.nodes = known.slice(0, same)
    let old = same
    let isSplit = false
    for (const step of steps.slice(same)) {
      const before = known[old]
      const isReached = old >= path.length || isSame(path[old], step)
      this.nodes.push(this.nodeBefore(step, before ?? null, isSplit))
      isSplit = !isReached
      if (isReached && before !== undefined) old++
      this.order.push(step)
    }
    if (old < known.length) throw new Departure(old, 'an execution did not follow its prefix')
    return same
  }

  /** Returns the next node of the path, with what is known of it, or was before it was split off. */
  private nodeBefore(step: Step, known: Node | null, isSplit: boolean): Node {
    const { thread, event } = step
    const index = this.nodes.length
    const before = this.nodes[index - 1]
    const sleeping =
      before === undefined ? [] : stillAsleep([...before.sleeping, ...before.done], this.order.step(index - 1), this.depends)
    if (known === null) return { sleeping, done: [], chosen: new Map([[thread, event]]), touched: [] }
    if (!known.chosen.has(thread)) throw new Departure(index, 'another thread went on than was chosen')
    const chosen = new Map([...known.chosen, [thread, event]])
    return { sleeping, done: isSplit ? [] : known.done, chosen, touched: known.touched }
  }

  /** Compares what threads wait for in a state, unless it was in the state before and the step in between does not matter. */
  private compareWaiting(blocked: readonly Waiting[], state: number): void {
    const before = state === 0 ? null : this.order.step(state - 1)
    for (const each of blocked) {
      const isOld = before?.blocked.some(({ thread, event }) => thread === each.thread && event === each.event) === true
      if (isOld && before !== null && !this.depends(before.accesses, each.accesses)) continue
      this.demand(reversalsOf(this.order, each, state))
    }
  }

  private demand(reversals: readonly Reversal[]): void {
    for (const { before, first } of reversals) {
      const node = present(this.nodes[before], 'node')
      if ([...first].some(([thread, event]) => isExplored(node, thread, event))) continue
      const { enabled } = this.order.step(before)
      const able = [...first].find(([thread]) => enabled.includes(thread))
      if (able !== undefined) choose(node, able[0], able[1])
      else for (const thread of enabled) if (!node.chosen.has(thread)) choose(node, thread, null)
    }
  }
}

/**
 * Whether what begins with an event of a thread is explored from a node, or was before. Not if that began with a later event:
 * then nobody knew yet that the thread could stop before that.
 */
function isExplored({ sleeping, chosen }: Node, thread: number, event: number): boolean {
  const next = chosen.get(thread)
  if (next === null || (next !== undefined && next <= event)) return true
  return sleeping.some((each) => each.thread === thread && each.event <= event)
}

function choose(node: Node, thread: number, event: number | null): void {
  node.chosen.set(thread, event)
  node.done = node.done.filter((each) => each.thread !== thread)
  node.sleeping = node.sleeping.filter((each) => each.thread !== thread)
}

function isSame(one: Step | undefined, other: Step | undefined): boolean {
  return one !== undefined && one.thread === other?.thread && one.event === other.event && one.choice === other.choice
}

function decisionOf({ thread, event, choice }: Step): Decision {
  return { thread, event, choice }
}
