import type { PythonStep } from './agent.ts'

/** What happened before what, as vector clocks (Lamport 1978; Mattern 1989): by thread, how many of its steps came before. */
export class Clocks {
  private readonly threads = new Map<number, Map<number, number>>()
  private readonly objects = new Map<number, Map<number, number>>()

  /** The clock of the thread of a step, after the step. Who takes an object comes after all who gave it before. */
  after(step: PythonStep, index: number): ReadonlyMap<number, number> {
    const clock = this.threads.get(step.thread) ?? new Map<number, number>()
    this.threads.set(step.thread, clock)
    for (const { object, kind } of step.accesses) if (kind === 'take') join(clock, this.objects.get(object))
    clock.set(step.thread, index + 1)
    for (const { object, kind } of step.accesses) {
      if (kind !== 'give') continue
      const known = this.objects.get(object) ?? new Map<number, number>()
      join(known, clock)
      this.objects.set(object, known)
    }
    return clock
  }
}

function join(clock: Map<number, number>, other: ReadonlyMap<number, number> | undefined): void {
  if (other === undefined) return
  for (const [thread, time] of other) clock.set(thread, Math.max(clock.get(thread) ?? 0, time))
}
