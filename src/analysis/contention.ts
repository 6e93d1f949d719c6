import { componentsOf, statesByComponent } from '../space/components.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { type Edges, kindsIn, StateKind, type StateSpace, valueAt } from '../space/space.ts'
import { keepEdges } from './cycles.ts'
import { workersOf } from './guarantee.ts'
import { weightsOf } from './scheduler.ts'

/**
 * A number over all executions: the maximum, and the mean under the uniform random scheduler. Null: unbounded. Undefined:
 * the space is too large to compute a mean.
 */
export interface Cost {
  readonly most: number | null
  readonly mean: number | null | undefined
}

/** The cost of contention for a thread, in steps, per operation (for the whole thread if it has no operations). */
export interface ThreadContention {
  readonly thread: number
  /** The maximum number of steps of an operation if no other thread steps meanwhile; null if unbounded. */
  readonly alone: number | null
  /** The maximum number of steps of an operation among the others; the mean is over the whole execution. */
  readonly steps: Cost
  /** The steps that other threads take while this thread is blocked. */
  readonly waits: Cost
}

export type ContentionGrade = 'none' | 'retries' | 'waits' | 'unbounded'

/** How the one-word grade is determined, as reports print it. */
export const gradeRule: string =
  'unbounded: some thread may take steps, or wait, without bound; waits: some thread is blocked while others step; ' +
  'retries: some thread takes more steps than alone; else none'

export function contentionGrade(threads: readonly ThreadContention[]): ContentionGrade {
  if (threads.some(({ steps, waits }) => steps.most === null || waits.most === null)) return 'unbounded'
  if (threads.some(({ waits }) => (waits.most ?? 0) > 0)) return 'waits'
  return threads.some(({ alone, steps }) => alone === null || (steps.most ?? 0) > alone) ? 'retries' : 'none'
}

/**
 * Returns the contention of each thread, exact on the full space; means are double-precision numbers. Threads that start
 * others (a main program) only do the setup and are excluded.
 */
export function contentionIn(space: StateSpace, edges: Edges): ThreadContention[] {
  const walk = space.count > mostForMeans ? null : new RandomWalk(space, edges)
  return workersOf(space.program).map((thread) => {
    const isOwn: Counts = (_state, label) => space.labels[label]?.thread === thread
    const blocked = blockedStates(space, edges, thread)
    const isWait: Counts = (state) => blocked[state] === 1
    const starts = operationStarts(space, edges, thread)
    const own = keepEdges(space, edges, (label) => space.labels[label]?.thread === thread)
    return {
      thread,
      alone: mostInOperation(space, own, thread, starts, isOwn),
      steps: { most: mostInOperation(space, edges, thread, starts, isOwn), mean: walk?.mean(isOwn) },
      waits: { most: mostInOperation(space, edges, thread, starts, isWait), mean: walk?.mean(isWait) },
    }
  })
}

/**
 * Returns the share of the steps of a random execution at which a thread has to wait: one that works, not one that only starts
 * others. Null if executions have no end, or the space is too large.
 */
export function waitingShare(space: StateSpace, edges: Edges): number | null {
  if (space.count > mostForMeans) return null
  const walk = new RandomWalk(space, edges)
  const blocked = workersOf(space.program).map((thread) => blockedStates(space, edges, thread))
  const all = walk.mean(() => true)
  const waiting = walk.mean((state) => blocked.some((states) => states[state] === 1))
  if (all === null || waiting === null) return null
  return all === 0 ? 0 : waiting / all
}

/** Returns the states in which a thread begins an operation: it has just been started, or has just made progress. */
function operationStarts(space: StateSpace, edges: Edges, thread: number): Uint8Array {
  const starts = new Uint8Array(space.count)
  const status = space.layout.status(thread)
  const isRunning = (state: number): boolean => valueAt(space, state, status) !== Status.unstarted
  if (isRunning(0)) starts[0] = 1
  for (let state = 0; state < space.count; state++) {
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const target = edges.targets[edge] ?? 0
      const advances = space.labels[edges.labels[edge] ?? 0]?.progressed.includes(thread) === true
      if (advances || (!isRunning(state) && isRunning(target))) starts[target] = 1
    }
  }
  return starts
}

/**
 * Returns the maximum number of counting transitions on a path from the start of an operation to where the thread makes
 * progress or the execution ends; null if there is no bound. Components are numbered sinks first, so one sweep from the
 * sources suffices.
 */
function mostInOperation(space: StateSpace, edges: Edges, thread: number, starts: Uint8Array, counts: Counts): number | null {
  const advances = (label: number): boolean => space.labels[label]?.progressed.includes(thread) === true
  const under = keepEdges(space, edges, (label) => !advances(label))
  const order = orderOf(space.count, under)
  const { of, cyclic } = order
  const longest = new Float64Array(space.count).fill(-1)
  starts.forEach((isStart, state) => {
    if (isStart === 1) longest[state] = 0
  })
  for (const states of fromSources(order)) {
    const reached = states.reduce((most, state) => Math.max(most, longest[state] ?? -1), -1)
    const component = of[states[0] ?? 0] ?? 0
    for (const state of reached === -1 ? [] : states) {
      // Within a cycle every state has the maximum over all of its states, since no transition in it counts.
      if (cyclic[component] === 1) longest[state] = reached
      if ((longest[state] ?? -1) === -1) continue
      for (let edge = under.offsets[state] ?? 0; edge < (under.offsets[state + 1] ?? 0); edge++) {
        const weight = counts(state, under.labels[edge] ?? 0) ? 1 : 0
        const target = under.targets[edge] ?? 0
        if (of[target] === component) {
          if (weight > 0) return null
        } else longest[target] = Math.max(longest[target] ?? -1, (longest[state] ?? 0) + weight)
      }
    }
  }
  let most = 0
  for (let state = 0; state < space.count; state++) {
    const here = longest[state] ?? -1
    if (here === -1) continue
    most = Math.max(most, here)
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      const label = edges.labels[edge] ?? 0
      if (advances(label) && counts(state, label)) most = Math.max(most, here + 1)
    }
  }
  return most
}

interface Order {
  readonly of: Int32Array
  readonly cyclic: Uint8Array
  /** The states by component, sinks first. */
  readonly order: Uint32Array
}

function orderOf(count: number, edges: Edges): Order {
  const components = componentsOf(count, edges)
  return { of: components.of, cyclic: components.cyclic, order: statesByComponent(components) }
}

/** Returns the states of each component, sources first. */
function* fromSources({ order, of }: Order): Generator<Uint32Array> {
  for (let end = order.length; end > 0; ) {
    const component = of[order[end - 1] ?? 0]
    let first = end
    while (first > 0 && of[order[first - 1] ?? 0] === component) first--
    yield order.subarray(first, end)
    end = first
  }
}

/** Returns the non-terminal states in which a started thread that has not ended is not enabled. */
function blockedStates(space: StateSpace, edges: Edges, thread: number): Uint8Array {
  const blocked = new Uint8Array(space.count)
  const status = space.layout.status(thread)
  const kinds = kindsIn(space)
  for (let state = 0; state < space.count; state++) {
    const value = valueAt(space, state, status)
    if (value === Status.unstarted || hasEnded(value) || kinds[state] !== StateKind.inner) continue
    let enabled = false
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0) && !enabled; edge++) {
      enabled = space.labels[edges.labels[edge] ?? 0]?.thread === thread
    }
    if (!enabled) blocked[state] = 1
  }
  return blocked
}

/** Reports whether a transition counts. */
type Counts = (state: number, label: number) => boolean

/** Computes means over random executions. */
class RandomWalk {
  private readonly space: StateSpace
  private readonly edges: Edges
  private readonly order: Order
  private readonly weights: Uint32Array
  private visits: Float64Array | null = null

  constructor(space: StateSpace, edges: Edges) {
    this.space = space
    this.edges = edges
    this.order = orderOf(space.count, edges)
    this.weights = weightsOf(space, edges)
  }

  /** Returns the mean number of counting transitions of a random execution; null if it is unbounded. */
  mean(counts: Counts): number | null {
    this.visits ??= this.expectedVisits()
    let mean = 0
    for (let state = 0; state < this.space.count; state++) {
      const visits = this.visits[state] ?? 0
      if (visits === 0) continue
      for (let edge = this.edges.offsets[state] ?? 0; edge < (this.edges.offsets[state + 1] ?? 0); edge++) {
        if (counts(state, this.edges.labels[edge] ?? 0)) mean += visits / (this.weights[edge] ?? 1)
      }
    }
    return Number.isFinite(mean) ? mean : null
  }

  /** The expected number of visits to each state in a random execution; infinite in a component that is never left. */
  private expectedVisits(): Float64Array {
    const visits = new Float64Array(this.space.count)
    const arriving = new Float64Array(this.space.count)
    arriving[0] = 1
    for (const states of fromSources(this.order)) this.drain(states, arriving, visits)
    return visits
  }

  /** Pushes the visits that arrive in a component through it until nearly all have left it. */
  private drain(states: Uint32Array, arriving: Float64Array, visits: Float64Array): void {
    const component = this.order.of[states[0] ?? 0] ?? 0
    const isCyclic = this.order.cyclic[component] === 1
    if (isCyclic && !this.isLeft(states, component)) {
      if (states.some((state) => (arriving[state] ?? 0) > 0))
        for (const state of states) visits[state] = Number.POSITIVE_INFINITY
      return
    }
    for (let round = 0; round < mostRounds; round++) {
      let moved = 0
      for (const state of states) moved += this.push(state, arriving, visits)
      if (!isCyclic || moved < tolerance) return
    }
  }

  private push(state: number, arriving: Float64Array, visits: Float64Array): number {
    const amount = arriving[state] ?? 0
    if (amount === 0) return 0
    arriving[state] = 0
    visits[state] = (visits[state] ?? 0) + amount
    for (let edge = this.edges.offsets[state] ?? 0; edge < (this.edges.offsets[state + 1] ?? 0); edge++) {
      const target = this.edges.targets[edge] ?? 0
      arriving[target] = (arriving[target] ?? 0) + amount / (this.weights[edge] ?? 1)
    }
    return amount
  }

  private isLeft(states: Uint32Array, component: number): boolean {
    return states.some((state) => {
      for (let edge = this.edges.offsets[state] ?? 0; edge < (this.edges.offsets[state + 1] ?? 0); edge++) {
        if (this.order.of[this.edges.targets[edge] ?? 0] !== component) return true
      }
      return false
    })
  }
}

/** Means are computed by iteration within each component, which takes too long for larger spaces. */
const mostForMeans = 200_000
const tolerance = 1e-12
const mostRounds = 100_000
