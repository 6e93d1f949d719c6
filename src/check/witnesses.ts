import { firstSchedule, ShortestPaths } from '../analysis/shortest.ts'
import type { Target } from '../analysis/targets.ts'
import { Bug, present } from '../base/bug.ts'
import type { Program, Rules, Schedule } from '../program/program.ts'
import { replay } from '../semantics/replay.ts'
import type { Trace } from '../semantics/trace.ts'
import type { StateSpace } from '../space/space.ts'

/** Above this many states times threads a trace is the first that was found: still of fewest steps. */
const tieBroken = 100_000_000

export interface Witness {
  readonly trace: Trace
  /** Which of the targets the trace leads to. */
  readonly target: number
  readonly shortest: boolean
}

/** Makes traces to places of a space, each replayed by the reference interpreter. */
export class Witnesses {
  private readonly space: StateSpace
  private readonly rules: Rules
  private readonly paths: ShortestPaths | null

  constructor(space: StateSpace, rules: Rules) {
    this.space = space
    this.rules = rules
    const { edges } = space
    this.paths =
      edges === null || space.count * space.program.threads.length > tieBroken ? null : new ShortestPaths(space, edges)
  }

  /** A shortest trace to one of several targets of equal depth. */
  to(targets: readonly Target[]): Witness {
    if (this.paths !== null) {
      const { schedule, target } = this.paths.to(targets)
      return { trace: certified(this.space.program, schedule, this.rules), target, shortest: true }
    }
    const schedule = firstSchedule(this.space, present(targets[0], 'target'))
    return { trace: certified(this.space.program, schedule, this.rules), target: 0, shortest: false }
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
