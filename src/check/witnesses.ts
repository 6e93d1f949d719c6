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

/** Above this many states times threads a trace is the first one found; it still has fewest steps. */
const tieBroken = 100_000_000
/** The same applies if transitions were not kept and more states than this are no further away. */
const expandedAgain = 100_000

/** One of this many states along a path is kept, to resume replays from; of a long path, so many states. */
const keptEvery = 8
const mostKept = 1000

export interface Witness {
  readonly trace: Trace
  /** The target that the trace leads to. */
  readonly target: number
  readonly shortest: boolean
  /** The names in the trace of the threads of the target's state. */
  readonly names: readonly number[]
}

/** Reports whether a trace shows what is wanted at its end, given these names of the threads of the target's state. */
export type Shown = (trace: Trace, names: readonly number[]) => boolean

/** The program that a reduced space was made from, and how its schedules become full ones. */
export interface ReducedFrom {
  readonly program: Program
  readonly expand: (schedule: Schedule) => Schedule
}

/** Makes traces to places in a space, each replayed by the reference interpreter. */
export class Witnesses {
  private readonly space: StateSpace
  private readonly rules: Rules
  private readonly ends = new Map<number, State>()
  /** The last trace: the next one often begins like it. */
  private last: Trace | null = null
  private paths: { readonly states: number; readonly shortest: ShortestPaths } | null = null

  /** The program of the traces: the one of the space, or the one that it was made from. */
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
   * Returns a shortest trace to one of several targets of equal depth. A trace from a reduced space is not a shortest one;
   * it is shortened if it is known what it should show.
   */
  to(targets: readonly Target[], shown: Shown | null = null): Witness {
    const { space, rules, expand, program } = this
    const first = present(targets[0], 'target')
    const paths = expand === null ? this.pathsTo(first.state) : null
    if (paths !== null) {
      const { schedule, target } = paths.to(targets)
      const names = program.threads.map((_, thread) => thread)
      return { trace: this.certified(schedule), target, shortest: true, names }
    }
    const { moves, names } = firstSchedule(space, first)
    const whole = this.certified(expand?.(moves) ?? moves)
    const trace = expand === null || shown === null ? whole : shortened(program, whole, rules, (each) => shown(each, names))
    return { trace, target: 0, shortest: false, names }
  }

  /**
   * Reports whether the reference interpreter finds an execution to a state that ends as it should. Any execution
   * suffices, so a path is first guessed from the states themselves; only if that fails does the explorer repeat the steps
   * by which it reached the state.
   */
  endShows(state: number, shows: (end: State) => boolean): boolean {
    const { space, expand } = this
    const guessed = expand === null && space.renaming === null ? this.endBySteps(state) : null
    if (guessed !== null && shows(guessed)) return true
    return shows(this.endAlong(firstSchedule(space, { state, label: null }).moves))
  }

  /** Returns the state in which a schedule of the explored program ends, by the reference interpreter. */
  endAlong(schedule: Schedule): State {
    const end = endOf(this.program, this.expand?.(schedule) ?? schedule, this.rules)
    if (end === null) throw new Bug('the reference interpreter refuses a schedule')
    return end
  }

  /** Resumes from the last kept state of the path: many paths have a common prefix. */
  private endBySteps(state: number): State | null {
    const { space, program, rules, ends } = this
    const way: number[] = []
    for (let at = state; at > 0 && !ends.has(at); at = space.parentOf(at)) way.push(at)
    way.reverse()
    let end = ends.get(way[0] === undefined ? state : space.parentOf(way[0])) ?? initialState(program)
    const every = Math.max(keptEvery, Math.ceil(way.length / mostKept))
    for (let from = 0; from < way.length; from += every) {
      const states = way.slice(from, from + every)
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

  /** Returns the trace of a schedule of the explored program. */
  along(schedule: Schedule): Trace {
    return this.certified(this.expand?.(schedule) ?? schedule)
  }

  /** Returns the trace of a schedule of the full program. */
  certified(schedule: Schedule): Trace {
    this.last = certified(this.program, schedule, this.rules, this.last)
    return this.last
  }

  /** Returns the shortest-path search for a state; null if too many states are no further away than it is. */
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

/** Returns a step from the parent of a state to it: if transitions are not kept, one of the thread whose position changes. */
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

/** Returns the only thread whose position or status differs between two states; null if there is none or several. */
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

/**
 * Returns the trace of a schedule, as the reference interpreter executes it. If it refuses the schedule, that is a bug in
 * interleave.
 */
export function certified(program: Program, schedule: Schedule, rules: Rules, known: Trace | null = null): Trace {
  const result = replay(program, schedule, rules, known)
  if (!result.ok) throw new Bug(`the reference interpreter refuses step ${result.misfit.move + 1} of a trace`)
  return result.trace
}

/** Throws `Bug` unless the reference interpreter confirms what a trace claims to show. */
export function confirm(confirmed: boolean, claim: string): void {
  if (!confirmed) throw new Bug(`the reference interpreter does not confirm: ${claim}`)
}
