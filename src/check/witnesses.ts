import { firstSchedule, ShortestPaths } from '../analysis/shortest.ts'
import type { Target } from '../analysis/targets.ts'
import { Bug, present } from '../base/bug.ts'
import type { Program, Rules, Schedule } from '../program/program.ts'
import { replay } from '../semantics/replay.ts'
import type { Trace } from '../semantics/trace.ts'
import { depthOf, edgesOf, type StateSpace } from '../space/space.ts'
import { shortened } from './shorten.ts'

/** Above this many states times threads a trace is the first that was found: still of fewest steps. */
const tieBroken = 100_000_000
/** And where transitions were not kept, if more states than this are no further away. */
const expandedAgain = 100_000

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
