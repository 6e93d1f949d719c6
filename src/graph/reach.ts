import { type OutcomeStates, outcomesIn } from '../analysis/outcomes.ts'
import { present } from '../base/bug.ts'
import type { Outcome } from '../check/result.ts'
import type { Observable } from '../program/program.ts'
import { componentsOf } from '../space/components.ts'
import { StateKind, terminalsOf } from '../space/space.ts'
import type { Drawable } from './transitions.ts'

/** Ends that are not outcomes, numbered before these. */
export const Ending = { unexplored: 0, deadlock: 1, failed: 2, firstOutcome: 3 } as const

/** Computes which ends each state can still reach. An end is one of `Ending`, or an outcome by its index. */
export interface Reach {
  readonly outcomes: readonly Outcome[]
  /** Returns the reachable ends of a state, in order; none if every execution is infinite. */
  endsFrom(state: number): readonly number[]
  /** Returns a number that is equal exactly for states with equal ends. */
  setOf(state: number): number
}

/** One pass over the components of the space, sinks first. Sets of ends are numbered, so that equal sets are shared. */
export function reachOf(drawable: Drawable, outcomes: readonly Outcome[], observed: readonly Observable[]): Reach {
  const { space, edges } = drawable
  const sets = new EndSets()
  const own = ownEnds(drawable, outcomesIn(space, observed))
  const components = componentsOf(space.count, edges)
  const reached = new Int32Array(components.count)
  for (const state of sortedBy(components.of, components.count)) {
    const component = components.of[state] ?? 0
    let set = reached[component] ?? 0
    if ((own[state] ?? -1) >= 0) set = sets.union(set, sets.single(own[state] ?? 0))
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      set = sets.union(set, reached[components.of[edges.targets[edge] ?? 0] ?? 0] ?? 0)
    }
    reached[component] = set
  }
  const setOf = (state: number): number => reached[components.of[state] ?? 0] ?? 0
  return { outcomes, setOf, endsFrom: (state) => sets.members(setOf(state)) }
}

/** Returns the end that each state itself is, or -1. */
function ownEnds({ space }: Drawable, outcomes: readonly OutcomeStates[]): Int32Array {
  const own = new Int32Array(space.count).fill(-1)
  own.fill(Ending.unexplored, space.expanded)
  for (const state of terminalsOf(space, StateKind.deadlock)) own[state] = Ending.deadlock
  for (const state of terminalsOf(space, StateKind.failed)) own[state] = Ending.failed
  for (const [index, { states }] of outcomes.entries()) for (const state of states) own[state] = Ending.firstOutcome + index
  return own
}

/** Returns the states in the order of their components' numbers. */
function sortedBy(of: Int32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (const component of of) starts[component + 1] = (starts[component + 1] ?? 0) + 1
  for (let component = 0; component < count; component++) {
    starts[component + 1] = (starts[component + 1] ?? 0) + (starts[component] ?? 0)
  }
  const sorted = new Uint32Array(of.length)
  for (const [state, component] of of.entries()) {
    const at = starts[component] ?? 0
    sorted[at] = state
    starts[component] = at + 1
  }
  return sorted
}

/** Sets of ends by number; 0 is the empty set. */
class EndSets {
  private readonly lists: (readonly number[])[] = [[]]
  private readonly numbers = new Map<string, number>([['', 0]])
  private readonly unions = new Map<string, number>()

  members(set: number): readonly number[] {
    return present(this.lists[set], 'set of ends')
  }

  single(end: number): number {
    return this.numberOf([end])
  }

  union(one: number, other: number): number {
    if (one === other || other === 0) return one
    if (one === 0) return other
    const key = one < other ? `${one},${other}` : `${other},${one}`
    const known = this.unions.get(key)
    if (known !== undefined) return known
    const all = [...new Set([...this.members(one), ...this.members(other)])].sort((a, b) => a - b)
    const number = this.numberOf(all)
    this.unions.set(key, number)
    return number
  }

  private numberOf(list: readonly number[]): number {
    const key = list.join()
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.lists.length)
    return this.lists.push(list) - 1
  }
}
