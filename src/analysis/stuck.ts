import { present } from '../base/bug.ts'
import { instructionAt } from '../program/program.ts'
import { type Components, componentsOf, statesByComponent } from '../space/components.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { depthOf, type Edges, kindsIn, type Label, StateKind, type StateSpace, valueAt } from '../space/space.ts'
import type { Wait } from './finding.ts'
import { Nearest } from './targets.ts'
import { waitsIn } from './waits.ts'

export interface StuckThread {
  readonly thread: number
  readonly waits: readonly Wait[]
}

/** Threads are processed in groups, one bit each; one more bit means that a terminal state is reachable. */
const groupSize = 30
const terminalBit = 1 << groupSize

/**
 * Computes for each state which threads advance in some continuation, by their own steps or freed by others, and whether
 * some continuation terminates. This is equal for all states of a strongly connected component, and components are
 * numbered sinks first, so one sweep suffices. Needs the full space with its transitions.
 */
export class Continuations {
  private readonly space: StateSpace
  private readonly of: Int32Array
  /** For each group of threads, by component. */
  private readonly groups: readonly Int32Array[]

  constructor(space: StateSpace, edges: Edges, components: Components = componentsOf(space.count, edges)) {
    this.space = space
    const { of, count } = components
    this.of = of
    const order = statesByComponent(components)
    const kinds = kindsIn(space)
    const groups = Math.ceil(space.program.threads.length / groupSize)
    this.groups = Array.from({ length: groups }, (_, group) => {
      const reachable = new Int32Array(count)
      for (const state of order) {
        const component = of[state] ?? 0
        reachable[component] =
          (reachable[component] ?? 0) |
          (kinds[state] === StateKind.inner ? 0 : terminalBit) |
          reachableFrom(space, edges, state, group * groupSize, of, reachable)
      }
      return reachable
    })
  }

  /** Reports whether some state leads to no terminal state. */
  get someNeverEnd(): boolean {
    return this.groups[0]?.some((bits) => (bits & terminalBit) === 0) === true
  }

  private bitsOf(state: number, thread: number): number {
    return this.groups[Math.floor(thread / groupSize)]?.[this.of[state] ?? 0] ?? 0
  }

  /** Reports whether a thread advances in some continuation. */
  advances(state: number, thread: number): boolean {
    return (this.bitsOf(state, thread) & (1 << (thread % groupSize))) !== 0
  }

  /** Reports whether a started thread that has not ended advances in no continuation, although none of these terminates. */
  isStuck(state: number, thread: number): boolean {
    const bits = this.bitsOf(state, thread)
    if ((bits & terminalBit) !== 0 || this.advances(state, thread)) return false
    const status = valueAt(this.space, state, this.space.layout.status(thread))
    return status !== Status.unstarted && !hasEnded(status)
  }
}

/** Reports whether some states of a space lead to no terminal state, so that a thread may be stuck there. */
export function hasEndlessStates(space: StateSpace, edges: Edges): boolean {
  if (space.graded) return false
  const components = componentsOf(space.count, edges)
  return components.cyclic.includes(1) && new Continuations(space, edges, components).someNeverEnd
}

/**
 * Returns the threads that are stuck from some state on. A daemon may be, unless it waits for a lock; and so may a thread
 * that waits for the end of one that never ends.
 */
export function stuckThreadsIn(space: StateSpace, edges: Edges): Nearest<StuckThread> {
  const found: Nearest<StuckThread> = new Nearest()
  if (space.graded) return found // no cycles
  const components = componentsOf(space.count, edges)
  if (!components.cyclic.includes(1)) return found
  const continuations = new Continuations(space, edges, components)
  const { threads } = space.program
  for (let state = 0; state < space.count; state++) {
    for (const [thread, { daemon }] of threads.entries()) {
      if (!continuations.isStuck(state, thread)) continue
      const waits = waitsIn(space, state, [thread])
      if (daemon ? waits[0]?.awaited.kind !== 'mutex' : waitsForEndless(space, continuations, state, thread)) continue
      found.add(`${waits[0]?.line}`, depthOf(space, state), { state, label: null }, () => ({ thread, waits }))
    }
  }
  return found
}

/** Reports whether a thread waits for the end of one that advances, or of one that itself waits for such a thread. */
function waitsForEndless(space: StateSpace, continuations: Continuations, state: number, thread: number): boolean {
  const seen = new Set<number>()
  for (let at = thread; !seen.has(at); ) {
    seen.add(at)
    const awaited = waitsIn(space, state, [at])[0]?.awaited
    if (awaited?.kind !== 'thread') return false
    if (continuations.advances(state, awaited.thread)) return true
    at = awaited.thread
  }
  return false
}

function reachableFrom(
  space: StateSpace,
  edges: Edges,
  state: number,
  first: number,
  componentOf: Int32Array,
  reachable: Int32Array,
): number {
  let bits = 0
  for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
    const target = edges.targets[edge] ?? 0
    bits |= reachable[componentOf[target] ?? 0] ?? 0
    const label = present(space.labels[edges.labels[edge] ?? 0], 'label')
    for (const thread of [label.thread, ...partnersIn(space, label)]) {
      const bit = thread - first
      if (bit >= 0 && bit < groupSize) bits |= 1 << bit
    }
    if (space.program.barriers.length > 0) bits |= freedBetween(space, state, target, first)
  }
  return bits
}

/** Returns the thread with which a step exchanged a message: it is the step of both. */
function partnersIn(space: StateSpace, { thread, pc, choices }: Label): number[] {
  if (instructionAt(space.program, thread, pc)?.op !== 'select') return []
  return choices.flatMap((each) => (each.kind === 'wake' ? [each.thread] : []))
}

/**
 * Returns the threads, one bit each, whose position changes in a transition: a thread that releases a barrier moves the
 * others too.
 */
function freedBetween(space: StateSpace, state: number, target: number, first: number): number {
  let bits = 0
  for (let bit = 0; bit < groupSize && first + bit < space.program.threads.length; bit++) {
    const slot = space.layout.pc(first + bit)
    if (valueAt(space, state, slot) !== valueAt(space, target, slot)) bits |= 1 << bit
  }
  return bits
}
