import { Bug, present } from '../base/bug.ts'
import type { Choice, Move } from '../program/program.ts'
import { depthOf, type Edges, moveOf, type StateSpace } from '../space/space.ts'
import type { Target } from './targets.ts'

export interface ShortestPath {
  readonly schedule: readonly Move[]
  /** The target that the schedule leads to. */
  readonly target: number
}

const unreachable = 0xffffffff

/**
 * Finds the shortest schedule to one of several targets that are equally far from the initial state: among the schedules
 * with fewest steps, one with fewest changes of thread, then the least in order of threads and choices.
 *
 * Going backward over the layers of the space, it stores for each state and each thread the fewest changes of thread on a
 * continuation that starts with a step of that thread. Then it goes forward and always takes the least of the best
 * transitions. It examines every transition up to the targets' depth once.
 */
export class ShortestPaths {
  private readonly space: StateSpace
  private readonly edges: Edges
  private readonly threads: number
  private readonly threadOf: Uint16Array
  /** By state and thread: changes of thread on the best continuation that this thread starts. */
  private readonly changes: Uint32Array

  /** `edges` are those of at least the first `states` states. */
  constructor(space: StateSpace, edges: Edges, states: number = space.count) {
    this.space = space
    this.edges = edges
    this.threads = space.program.threads.length
    this.threadOf = Uint16Array.from(space.labels, (label) => label.thread)
    this.changes = new Uint32Array(states * this.threads)
  }

  to(targets: readonly Target[]): ShortestPath {
    const { layers } = this.space
    const depth = depthOf(this.space, present(targets[0], 'target').state)
    this.changes.fill(unreachable, 0, (layers[depth + 1] ?? this.space.count) * this.threads)
    const ends = new Ends(targets)
    for (const { state, label } of targets) {
      if (label !== null) this.changes[state * this.threads + (this.threadOf[label] ?? 0)] = 0
    }
    for (let level = depth - 1; level >= 0; level--) this.sweep(level, ends)
    return this.forward(ends, targets, depth)
  }

  private sweep(level: number, ends: Ends): void {
    const { layers } = this.space
    const [first, next, end] = [layers[level] ?? 0, layers[level + 1] ?? 0, layers[level + 2] ?? this.space.count]
    const { offsets, targets, labels } = this.edges
    for (let state = first; state < next; state++) {
      for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
        const target = targets[edge] ?? 0
        if (target < next || target >= end) continue // not in the next layer
        const thread = this.threadOf[labels[edge] ?? 0] ?? 0
        const changes = ends.arrivesAt(target) ? 0 : this.bestFrom(target, thread)
        const at = state * this.threads + thread
        if (changes < (this.changes[at] ?? 0)) this.changes[at] = changes
      }
    }
  }

  /** Returns the fewest changes of thread from a state on, when `last` took the step before; -1 for none. */
  private bestFrom(state: number, last: number): number {
    let best = unreachable
    const base = state * this.threads
    for (let thread = 0; thread < this.threads; thread++) {
      const changes = this.changes[base + thread] ?? unreachable
      if (changes === unreachable) continue
      const total = thread === last || last === -1 ? changes : changes + 1
      if (total < best) best = total
    }
    return best
  }

  private forward(ends: Ends, targets: readonly Target[], depth: number): ShortestPath {
    const schedule: Move[] = []
    let last = -1
    let state = 0
    for (let level = 0; !ends.arrivesAt(state); level++) {
      const edge = this.leastEdge(state, last, level, ends, level < depth)
      const label = this.edges.labels[edge] ?? 0
      const move = moveOf(present(this.space.labels[label], 'label'))
      schedule.push(move)
      if (ends.arrivesBy(state, label)) {
        const from = state
        return { schedule, target: targets.findIndex((each) => each.state === from && each.label === label) }
      }
      last = move.thread
      state = this.edges.targets[edge] ?? 0
    }
    return { schedule, target: targets.findIndex((each) => each.state === state) }
  }

  /** Returns the first of the best transitions: they are stored in order of threads and choices. */
  private leastEdge(state: number, last: number, level: number, ends: Ends, goesOn: boolean): number {
    const { offsets, targets, labels } = this.edges
    const best = this.bestFrom(state, last)
    const { layers } = this.space
    const [next, end] = [layers[level + 1] ?? this.space.count, layers[level + 2] ?? this.space.count]
    for (let edge = offsets[state] ?? 0; edge < (offsets[state + 1] ?? 0); edge++) {
      const target = targets[edge] ?? 0
      const label = labels[edge] ?? 0
      const thread = this.threadOf[label] ?? 0
      const own = last === -1 || thread === last ? 0 : 1
      const further = goesOn && target >= next && target < end
      const rest = ends.arrivesBy(state, label)
        ? 0
        : !further
          ? unreachable
          : ends.arrivesAt(target)
            ? 0
            : this.bestFrom(target, thread)
      if (rest !== unreachable && rest + own === best) return edge
    }
    throw new Bug('no way to a target')
  }
}

/** Where paths may end: in a state, or by a labelled transition from one. */
class Ends {
  private readonly states = new Map<number, Set<number> | null>()

  constructor(targets: readonly Target[]) {
    for (const { state, label } of targets) {
      if (label === null) this.states.set(state, null)
      else this.states.set(state, (this.states.get(state) ?? new Set()).add(label))
    }
  }

  arrivesAt(state: number): boolean {
    return this.states.get(state) === null
  }

  arrivesBy(state: number, label: number): boolean {
    return this.states.get(state)?.has(label) === true
  }
}

/** A schedule, and the names in it of the threads of the state that it leads to. */
export interface NamedSchedule {
  readonly moves: readonly Move[]
  /** By thread of the target's state; they differ if states are stored with their threads sorted. */
  readonly names: readonly number[]
}

/** Returns the schedule by which a target was first reached: one with fewest steps, regardless of changes of thread. */
export function firstSchedule(space: StateSpace, target: Target): NamedSchedule {
  const path: { state: number; label: number }[] = []
  for (let state = target.state; state > 0; ) {
    const label = space.parentLabel(state)
    state = space.parentOf(state)
    path.push({ state, label })
  }
  let names: readonly number[] = space.program.threads.map((_, thread) => thread)
  const moves: Move[] = []
  const named = (thread: number): number => present(names[thread], 'thread')
  const add = (label: number): void => {
    const move = moveOf(present(space.labels[label], 'label'))
    const { thread, choices } = move
    if (space.renaming === null) moves.push(move)
    else moves.push({ thread: named(thread), choices: choices.map((each) => renamed(each, named)) })
  }
  for (const { state, label } of path.reverse()) {
    add(label)
    if (space.renaming !== null) names = space.renaming(state, label).map(named)
  }
  if (target.label !== null) add(target.label)
  return { moves, names }
}

function renamed(choice: Choice, named: (thread: number) => number): Choice {
  return choice.kind === 'wake' ? { kind: 'wake', thread: named(choice.thread) } : choice
}
