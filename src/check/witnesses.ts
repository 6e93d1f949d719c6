import { firstSchedule, ShortestPaths } from '../analysis/shortest.ts'
import type { Target } from '../analysis/targets.ts'
import { Bug, present } from '../base/bug.ts'
import type { Move, Program, Rules, Schedule } from '../program/program.ts'
import { replay } from '../semantics/replay.ts'
import { endOf, walk } from '../semantics/schedule-end.ts'
import type { State } from '../semantics/state.ts'
import { initialState } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import { depthOf, edgesOf, type StateSpace, valueAt } from '../space/space.ts'
import { shortened } from './shorten.ts'

/** Above this many states times threads a trace is the first that was found: still of fewest steps. */
const tieBroken = 100_000_000
/** And where transitions were not kept, if more states than this are no further away. */
const expandedAgain = 100_000

/** One state in so many of those along a way is kept, to go on from. */
const keptEvery = 8

export interface Witness {
  readonly trace: Trace
  /** Which of the targets the trace leads to. */
  readonly target: number
  readonly shortest: boolean
  /** What the threads of the target's state are called in the trace. */
  readonly names: readonly number[]
}

/** Whether a trace shows at its end what is looked for, the threads of the target's state having these names. */
export type Shown = (trace: Trace, names: readonly number[]) => boolean

/** What a reduced space was made from, and how its schedules become full ones. */
export interface ReducedFrom {
  readonly program: Program
  readonly expand: (schedule: Schedule) => Schedule
}

/** Makes traces to places of a space, each replayed by the reference interpreter. */
export class Witnesses {
  private readonly space: StateSpace
  private readonly rules: Rules
  private readonly ends = new Map<number, State>()
  private paths: { readonly states: number; readonly shortest: ShortestPaths } | null = null

  /** The program that traces are of: that of the space, or the one that it was made from. */
  readonly program: Program
  private readonly expand: ((schedule: Schedule) => Schedule) | null

  /** A `reduced` space is of another program: its schedules are expanded to the full one. */
  constructor(space: StateSpace, rules: Rules, reduced: ReducedFrom | null = null) {
    this.space = space
    this.rules = rules
    this.program = reduced?.program ?? space.program
    this.expand = reduced?.expand ?? null
  }

  /**
   * A shortest trace to one of several targets of equal depth. From a reduced space it is not a shortest one, but is made
   * shorter where it is known what it should show.
   */
  to(targets: readonly Target[], shown: Shown | null = null): Witness {
    const { space, rules, expand, program } = this
    const first = present(targets[0], 'target')
    const paths = expand === null ? this.pathsTo(first.state) : null
    if (paths !== null) {
      const { schedule, target } = paths.to(targets)
      const names = program.threads.map((_, thread) => thread)
      return { trace: certified(program, schedule, rules), target, shortest: true, names }
    }
    const { moves, names } = firstSchedule(space, first)
    const whole = certified(program, expand?.(moves) ?? moves, rules)
    const trace = expand === null || shown === null ? whole : shortened(program, whole, rules, (each) => shown(each, names))
    return { trace, target: 0, shortest: false, names }
  }

  /**
   * Whether the reference interpreter knows an execution to a state that ends as it should. Any execution will do, so
   * first a way along the states is guessed from the states themselves; only where that shows nothing are the steps made
   * again by which the explorer reached the state.
   */
  endShows(state: number, shows: (end: State) => boolean): boolean {
    const { space, expand } = this
    const guessed = expand === null && space.renaming === null ? this.endBySteps(state) : null
    if (guessed !== null && shows(guessed)) return true
    return shows(this.endAlong(firstSchedule(space, { state, label: null }).moves))
  }

  /** The end of a schedule of the program that was explored, as the reference interpreter has it. */
  endAlong(schedule: Schedule): State {
    const end = endOf(this.program, this.expand?.(schedule) ?? schedule, this.rules)
    if (end === null) throw new Bug('the reference interpreter refuses a schedule')
    return end
  }

  /** Goes on from the last state of the way there that was kept before: many ways begin alike. */
  private endBySteps(state: number): State | null {
    const { space, program, rules, ends } = this
    const way: number[] = []
    for (let at = state; at > 0 && !ends.has(at); at = space.parentOf(at)) way.push(at)
    way.reverse()
    let end = ends.get(way[0] === undefined ? state : space.parentOf(way[0])) ?? initialState(program)
    for (let from = 0; from < way.length; from += keptEvery) {
      const states = way.slice(from, from + keptEvery)
      const next = walk(
        program,
        end,
        states.map((at) => moveInto(space, at)),
        rules,
      )
      if (next === null) return null
      ends.set(present(states.at(-1), 'state'), next)
      end = next
    }
    return end
  }

  /** The trace of a schedule of the program that was explored. */
  along(schedule: Schedule): Trace {
    return certified(this.program, this.expand?.(schedule) ?? schedule, this.rules)
  }

  /** What finds shortest paths to a state; null if too many states are no further away than it is. */
  private pathsTo(state: number): ShortestPaths | null {
    const { space } = this
    const states = space.layers[depthOf(space, state) + 1] ?? space.count
    if (this.paths !== null && this.paths.states >= states) return this.paths.shortest
    const most = space.edges === null ? expandedAgain : tieBroken / space.program.threads.length
    const needed = space.edges === null ? states : space.count
    const edges = needed > most ? null : edgesOf(space, states)
    if (edges === null) return null
    const shortest = new ShortestPaths(space, edges, needed)
    this.paths = { states: needed, shortest }
    return shortest
  }
}

/** A step from its parent to a state: if transitions are not kept, one of the thread that is elsewhere then. */
function moveInto(space: StateSpace, state: number): Move {
  const { edges, labels } = space
  const parent = space.parentOf(state)
  if (edges !== null) {
    const first = edges.offsets[parent] ?? 0
    const at = edges.targets.subarray(first, edges.offsets[parent + 1]).indexOf(state)
    return present(labels[edges.labels[first + at] ?? -1], 'transition from a parent')
  }
  const thread = onlyMoved(space, parent, state)
  return thread === null ? present(labels[space.parentLabel(state)], 'label') : { thread, choices: [] }
}

/** The only thread whose position or status differs between two states; null where that is none or several. */
function onlyMoved(space: StateSpace, one: number, other: number): number | null {
  const { layout, program } = space
  const differs = (slot: number): boolean => valueAt(space, one, slot) !== valueAt(space, other, slot)
  let moved: number | null = null
  for (let thread = 0; thread < program.threads.length; thread++) {
    if (!differs(layout.pc(thread)) && !differs(layout.status(thread))) continue
    if (moved !== null) return null
    moved = thread
  }
  return moved
}

/** The trace of a schedule, as the reference interpreter executes it. A schedule that it refuses is a bug of ours. */
export function certified(program: Program, schedule: Schedule, rules: Rules): Trace {
  const result = replay(program, schedule, rules)
  if (!result.ok) throw new Bug(`the reference interpreter refuses step ${result.misfit.move + 1} of a trace`)
  return result.trace
}

/** Ends the check with a report of a bug unless the reference interpreter confirms what a trace is said to show. */
export function confirm(confirmed: boolean, claim: string): void {
  if (!confirmed) throw new Bug(`the reference interpreter does not confirm: ${claim}`)
}
