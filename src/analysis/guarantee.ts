import { instructionAt, type Program, type Value } from '../program/program.ts'
import { componentsOf } from '../space/components.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { type Edges, kindsIn, StateKind, type StateSpace, valueAt } from '../space/space.ts'
import { cyclesIn, keepEdges, steppingIn } from './cycles.ts'
import { defaultObservables, observe } from './outcomes.ts'

/** Progress guarantees, the strongest first: Herlihy & Shavit, The Art of Multiprocessor Programming, chapter 3. */
export const guarantees = ['wait-free', 'lock-free', 'obstruction-free', 'blocking'] as const
export type Guarantee = (typeof guarantees)[number]

/** Why a thread does not have a guarantee. */
export interface Refutation {
  readonly guarantee: Guarantee
  readonly thread: number
  readonly line: number
  /** A state that shows it: the thread is blocked there, or is in a cycle in which it finishes no operation. */
  readonly state: number
  readonly why: 'blocked' | 'goes round'
  readonly scene: Scene
}

/** A state as readers see it. */
export interface Scene {
  /** The values of the shared variables that are not hidden, in order. */
  readonly values: readonly Value[]
  /** By thread: the line of its next instruction; null if it has none, or was not started. */
  readonly lines: readonly (number | null)[]
}

export interface GuaranteeResult {
  /** Null: the space has no cycle, so it says nothing about infinite executions. */
  readonly guarantee: Guarantee | null
  readonly refutations: readonly Refutation[]
}

/**
 * Returns the strongest guarantee that the threads have on the full space. An operation is finished when a thread makes
 * progress.
 * - wait-free: no thread can take infinitely many steps without finishing an operation, and none is ever blocked
 * - lock-free: in every infinite execution some thread finishes operations, and none is ever blocked
 * - obstruction-free: from each state on each thread, running alone, finishes its operation
 * Threads that start others (a main program) only do the setup and are excluded.
 */
export function guaranteeIn(space: StateSpace, edges: Edges): GuaranteeResult {
  if (!componentsOf(space.count, edges).cyclic.includes(1)) return { guarantee: null, refutations: [] }
  const workers = workersOf(space.program)
  const blocked = firstBlocked(space, edges, workers)
  const refutations: Refutation[] = []
  for (const guarantee of ['wait-free', 'lock-free', 'obstruction-free'] as const) {
    const refutation = blocked === null ? refute(space, edges, guarantee, workers) : { ...blocked, guarantee }
    if (refutation === null) return { guarantee, refutations }
    refutations.push(refutation)
  }
  return { guarantee: 'blocking', refutations }
}

/**
 * Returns what a part of a space in which every thread is repeated forever already shows: if a thread can be blocked, only
 * the weakest guarantee is possible. Null if no thread is blocked there.
 */
export function blockingIn(space: StateSpace, edges: Edges): GuaranteeResult | null {
  const blocked = firstBlocked(space, edges, workersOf(space.program))
  if (blocked === null) return null
  const refutations = (['wait-free', 'lock-free', 'obstruction-free'] as const).map((guarantee) => ({ ...blocked, guarantee }))
  return { guarantee: 'blocking', refutations }
}

/** Returns the working threads: all except those that start others. */
export function workersOf({ threads, codes }: Program): number[] {
  return threads.flatMap(({ code }, thread) => (codes[code]?.instructions.some(({ op }) => op === 'spawn') ? [] : [thread]))
}

function firstBlocked(space: StateSpace, edges: Edges, workers: readonly number[]): Omit<Refutation, 'guarantee'> | null {
  const kinds = kindsIn(space)
  for (let state = 0; state < space.expanded; state++) {
    if (kinds[state] === StateKind.final || kinds[state] === StateKind.failed) continue
    const enabled = new Set<number>()
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const label = space.labels[edges.labels[edge] ?? 0]
      if (label !== undefined) enabled.add(label.thread)
    }
    for (const thread of workers) {
      const status = valueAt(space, state, space.layout.status(thread))
      if (enabled.has(thread) || status === Status.unstarted || hasEnded(status)) continue
      return { thread, line: lineOf(space, state, thread) ?? 0, state, why: 'blocked', scene: sceneOf(space, state) }
    }
  }
  return null
}

/** Returns a cycle in the part of the space in which the guarantee permits none. */
function refute(space: StateSpace, edges: Edges, guarantee: Guarantee, workers: readonly number[]): Refutation | null {
  const finishes = (label: number): readonly number[] => space.labels[label]?.progressed ?? []
  const found = (thread: number, state: number): Refutation => {
    const line = lineOf(space, state, thread) ?? 0
    return { guarantee, thread, line, state, why: 'goes round', scene: sceneOf(space, state) }
  }
  if (guarantee === 'lock-free') {
    const [cycle] = cyclesIn(
      space,
      keepEdges(space, edges, (label) => finishes(label).length === 0),
    )
    const [thread] = cycle === undefined ? [] : steppingIn(space, cycle)
    return cycle === undefined || thread === undefined ? null : found(thread, cycle.states[0] ?? 0)
  }
  for (const thread of workers) {
    const alone = guarantee === 'obstruction-free'
    const part = keepEdges(space, edges, (label) => {
      return !finishes(label).includes(thread) && (!alone || space.labels[label]?.thread === thread)
    })
    const cycle = cyclesIn(space, part).find((each) => steppingIn(space, each).has(thread))
    if (cycle !== undefined) return found(thread, cycle.states[0] ?? 0)
  }
  return null
}

/** Returns the line of a thread's next instruction; null if it has ended or was not started. */
function lineOf(space: StateSpace, state: number, thread: number): number | null {
  const status = valueAt(space, state, space.layout.status(thread))
  if (status === Status.unstarted || hasEnded(status)) return null
  return instructionAt(space.program, thread, valueAt(space, state, space.layout.pc(thread)))?.line ?? null
}

function sceneOf(space: StateSpace, state: number): Scene {
  const { program, layout, rows } = space
  return {
    values: observe(program, layout, rows, state, defaultObservables(program)),
    lines: program.threads.map((_, thread) => lineOf(space, state, thread)),
  }
}
