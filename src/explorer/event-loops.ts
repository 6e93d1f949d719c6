import { loopsOf } from '../program/event-loops.ts'
import type { Program } from '../program/program.ts'
import { type Layout, Status } from '../space/layout.ts'
import type { Vector } from './expression.ts'
import type { ThreadCode } from './thread-code.ts'

/** Which tasks event loops let run. */
export class EventLoops {
  private readonly program: Program
  private readonly layout: Layout
  private readonly threads: readonly ThreadCode[]
  private readonly slots: readonly number[]

  constructor(program: Program, layout: Layout, threads: readonly ThreadCode[]) {
    this.program = program
    this.layout = layout
    this.threads = threads
    this.slots = Array.from({ length: loopsOf(program) }, (_, loop) => layout.runs(loop))
  }

  /** Reports whether another task of a thread's loop runs. */
  keepsOut(thread: number, state: Vector): boolean {
    const loop = this.program.threads[thread]?.loop
    if (loop === undefined) return false
    const runs = state[this.slots[loop] ?? -1] ?? 0
    return runs !== 0 && runs !== thread + 1
  }

  /** Determines what runs after a step of a thread that led from one state to another. */
  settle(actor: number, before: Vector, after: Vector): void {
    const { layout, program, slots, threads } = this
    const own = program.threads[actor]?.loop
    if (own !== undefined) after[slots[own] ?? -1] = this.letsOthersRun(actor, before) ? 0 : actor + 1
    for (const slot of slots) {
      const task = (after[slot] ?? 0) - 1
      if (task < 0) continue
      if (after[layout.status(task)] !== Status.running || threads[task]?.isBlocked(after) !== false) after[slot] = 0
    }
  }

  private letsOthersRun(actor: number, before: Vector): boolean {
    return this.threads[actor]?.instruction(before[this.layout.pc(actor)] ?? 0).op === 'yield'
  }
}
