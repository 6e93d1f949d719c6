import type { TraceStep } from '../internal.ts'

/** A step that read a value, and the step that wrote it, as positions in the schedule. */
export interface ReadFrom {
  readonly write: number
  readonly read: number
}

/** Returns, for each step that reads a value, the earlier step that wrote it; no step wrote an initial value. */
export function readsFrom(steps: readonly TraceStep[]): ReadFrom[] {
  const writer = new Map<string, number>()
  const found: ReadFrom[] = []
  for (const [index, { executed }] of steps.entries()) {
    for (const { location, wrote } of executed) {
      if (location === null) continue
      const key = `${location.variable}/${location.element}`
      const write = writer.get(key)
      if (!wrote && write !== undefined && write !== index) found.push({ write, read: index })
      if (wrote) writer.set(key, index)
    }
  }
  return found
}
