import type { Program } from './program.ts'

/** Returns the number of event loops of a program. */
export function loopsOf({ threads }: Program): number {
  return threads.reduce((count, { loop }) => Math.max(count, (loop ?? -1) + 1), 0)
}

/** Reports whether two threads are tasks of one event loop: their steps never overlap. */
export function shareLoop({ threads }: Program, one: number, other: number): boolean {
  const loop = threads[one]?.loop
  return loop !== undefined && loop === threads[other]?.loop
}
