import { present } from '../base/bug.ts'
import type { Program } from '../program/program.ts'
import { type Layout, type Rows, readSlot } from '../space/layout.ts'
import type { Monitor, MonitoredEvent } from '../space/monitor.ts'
import { LostUpdateMonitor } from './lost-update-monitor.ts'

/** The memory of each thread after a lost update; the monitor of lost updates has no negative numbers. */
const lost = -1

/**
 * Remembers whether an update of some variables has been lost: from then on all memories are one number, which stands for nothing else, so
 * that what happens afterwards makes no more states than the program itself has.
 */
export class AfterLostUpdate implements Monitor {
  private readonly updates: LostUpdateMonitor
  private readonly variables: ReadonlySet<number>

  /** `variables`: those whose lost updates count. */
  constructor(program: Program, variables: ReadonlySet<number>) {
    this.updates = new LostUpdateMonitor(program)
    this.variables = variables
  }

  executed(event: MonitoredEvent, memory: Int32Array): void {
    if (memory[0] === lost) return
    const found: number[] = []
    this.updates.executed(event, memory, found)
    if (found.some((each) => this.variables.has(present(this.updates.found[each], 'lost update').variable))) memory.fill(lost)
  }

  settled(thread: number, pc: number, memory: Int32Array): void {
    if (memory[0] !== lost) this.updates.settled(thread, pc, memory)
  }

  saturated(): boolean {
    return false
  }
}

/** Reports whether an update has been lost on the way to a state that was explored with `AfterLostUpdate`. */
export function isAfterLostUpdate({ monitors, slots }: Layout, rows: Rows, state: number): boolean {
  const slot = slots[monitors[0] ?? -1]
  return slot !== undefined && readSlot(rows, state, slot) === lost
}
