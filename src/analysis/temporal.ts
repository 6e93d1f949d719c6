import { present } from '../base/bug.ts'
import type { Fairness, Move, TemporalOperator } from '../program/program.ts'
import { depthOf, type Edges, kindsIn, moveOf, StateKind, type StateSpace } from '../space/space.ts'
import { type Cycle, roundThrough, type Station } from './cycles.ts'
import { edgesWithin, fairCyclesIn, fairStations } from './fair-cycles.ts'

/** A formula about each execution; conditions are evaluated in states. */
export interface Formula {
  readonly operator: TemporalOperator
  readonly holds: (state: number) => boolean
  /** What `holds` leads to; null for other operators. */
  readonly goal: ((state: number) => boolean) | null
}

/** An execution for which a formula is false. */
export interface Counterexample {
  /** The state at which what should come later begins not to come; for `always`, the state in which it is false. */
  readonly from: number
  readonly moves: readonly Move[]
  /** The steps after `moves` that lead back to their end; null if the execution ends there. */
  readonly round: readonly Move[] | null
}

/** What an execution must look like to be a counterexample: from `begins` on within `region`, for ever. */
interface Search {
  readonly begins: (state: number) => boolean
  readonly region: (state: number) => boolean
  /** A state that it must visit infinitely often, or end in; null for any. */
  readonly visits: ((state: number) => boolean) | null
}

/**
 * Returns an execution for which a formula is false, if there is one: it ends, or it is infinite and fair. A terminal state
 * is repeated for ever. So `eventually e` is false for an execution that stays where e is false until it ends, or goes
 * round there. Needs the full space.
 *
 * The negation of each formula is an execution that from some state on stays in a region and visits some states again and
 * again, so no automaton is needed: a fair component of the region is searched for that can be reached within it (Vardi &
 * Wolper, LICS 1986, for these automata of one or two states).
 */
export function counterexample(space: StateSpace, all: Edges, formula: Formula, fairness: Fairness): Counterexample | null {
  if (formula.operator === 'always') {
    for (let state = 0; state < space.count; state++) if (!formula.holds(state)) return { from: state, moves: [], round: null }
    return null
  }
  const search = searchFor(formula)
  const region = Uint8Array.from({ length: space.count }, (_, state) => (search.region(state) ? 1 : 0))
  const part = edgesWithin(space, all, (state) => region[state] === 1)
  const goals = goalsIn(space, all, part, region, search, fairness)
  return goals === null ? null : nearest(space, all, part, region, search, goals, fairness)
}

function searchFor({ operator, holds, goal }: Formula): Search {
  const not = (state: number): boolean => !holds(state)
  const anywhere = (): boolean => true
  switch (operator) {
    case 'eventually':
      return { begins: (state) => state === 0, region: not, visits: null }
    case 'always-eventually':
      return { begins: anywhere, region: not, visits: null }
    case 'eventually-always':
      return { begins: (state) => state === 0, region: anywhere, visits: not }
    case 'leads-to': {
      const isGoal = present(goal, 'what it leads to')
      return { begins: holds, region: (state) => !isGoal(state), visits: null }
    }
    case 'always':
      return { begins: anywhere, region: not, visits: null }
  }
}

/** By state: 0, or one more than the index of its component among `cycles`, or -1 for a state in which executions end. */
interface Goals {
  readonly of: Int32Array
  readonly cycles: readonly Cycle[]
}

function goalsIn(
  space: StateSpace,
  all: Edges,
  part: Edges,
  region: Uint8Array,
  { visits }: Search,
  fairness: Fairness,
): Goals | null {
  const of = new Int32Array(space.count)
  const kinds = kindsIn(space)
  let isEmpty = true
  for (let state = 0; state < space.count; state++) {
    if (kinds[state] === StateKind.inner || region[state] === 0 || visits?.(state) === false) continue
    of[state] = -1
    isEmpty = false
  }
  const cycles = space.graded
    ? []
    : fairCyclesIn(space, part, all, fairness).filter(({ states }) => visits === null || states.some(visits))
  cycles.forEach(({ states }, index) => {
    for (const state of states) of[state] = index + 1
  })
  return isEmpty && cycles.length === 0 ? null : { of, cycles }
}

/** Returns an execution to a goal with few steps: those of the shortest way to where it begins, and within the region. */
function nearest(
  space: StateSpace,
  all: Edges,
  part: Edges,
  region: Uint8Array,
  search: Search,
  goals: Goals,
  fairness: Fairness,
): Counterexample | null {
  // The transition by which a state was reached; -2: not reached, -1: it begins there.
  const arrived = new Int32Array(space.count).fill(-2)
  const before = new Int32Array(space.count)
  let frontier: number[] = []
  let next = 0
  for (let depth = 0; frontier.length > 0 || next < space.count; depth++) {
    for (; next < space.count && depthOf(space, next) <= depth; next++) {
      if (region[next] === 0 || arrived[next] !== -2 || !search.begins(next)) continue
      arrived[next] = -1
      frontier.push(next)
    }
    const reached = frontier.find((state) => goals.of[state] !== 0)
    if (reached !== undefined) return executionTo(space, all, part, search, goals, fairness, reached, { arrived, before })
    const following: number[] = []
    for (const state of frontier) {
      for (let edge = part.offsets[state] ?? 0; edge < (part.offsets[state + 1] ?? 0); edge++) {
        const target = part.targets[edge] ?? 0
        if (arrived[target] !== -2) continue
        arrived[target] = edge
        before[target] = state
        following.push(target)
      }
    }
    frontier = following
  }
  return null
}

function executionTo(
  space: StateSpace,
  all: Edges,
  part: Edges,
  { visits }: Search,
  { of, cycles }: Goals,
  fairness: Fairness,
  reached: number,
  { arrived, before }: { readonly arrived: Int32Array; readonly before: Int32Array },
): Counterexample {
  const moves: Move[] = []
  let from = reached
  for (; (arrived[from] ?? -1) >= 0; from = before[from] ?? 0) {
    moves.push(moveOf(present(space.labels[part.labels[arrived[from] ?? 0] ?? 0], 'label')))
  }
  moves.reverse()
  const goal = of[reached] ?? 0
  if (goal < 0) return { from, moves, round: null }
  const cycle = present(cycles[goal - 1], 'cycle')
  const visited = visits === null ? undefined : cycle.states.find(visits)
  const stations: Station[] = fairStations(space, all, cycle, fairness)
  if (visited !== undefined) stations.push({ state: visited })
  return { from, moves, round: roundThrough(space, cycle, stations, reached) }
}
