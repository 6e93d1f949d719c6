import type { MonitoredAccess, MonitoredEvent, Reach, ThreadwiseMonitor } from '../space/monitor.ts'

/** A monitor that is defined by what single memories become. */
export abstract class Threadwise implements ThreadwiseMonitor {
  abstract readonly comparesOverwritten: boolean
  abstract reachOf(thread: number, pc: number): Reach
  abstract foundBy(event: MonitoredAccess, before: number): readonly number[]
  abstract own(event: MonitoredAccess, before: number): number
  abstract overwritten(event: MonitoredAccess, before: number): number
  abstract arrived(thread: number, pc: number, before: number): number
  abstract saturated(): boolean

  private readonly reaches: Reach[][] = []

  executed(event: MonitoredEvent, memory: Int32Array, found: number[]): void {
    const { thread, pc, wrote } = event
    const { finds, own, changes } = this.knownReach(thread, pc)
    const before = memory[thread] ?? 0
    if (finds && wrote && before !== 0) found.push(...this.foundBy(event, before))
    if (own === 'any' || (own === 'remembered' && before !== 0)) memory[thread] = this.own(event, before)
    if (!wrote) return
    for (const changed of changes) {
      const old = memory[changed] ?? 0
      if (old !== 0) memory[changed] = this.overwritten(event, old)
    }
  }

  settled(thread: number, pc: number, memory: Int32Array): void {
    const before = memory[thread] ?? 0
    if (before !== 0) memory[thread] = this.arrived(thread, pc, before)
  }

  private knownReach(thread: number, pc: number): Reach {
    this.reaches[thread] ??= []
    const ofThread = this.reaches[thread]
    ofThread[pc] ??= this.reachOf(thread, pc)
    return ofThread[pc]
  }
}
