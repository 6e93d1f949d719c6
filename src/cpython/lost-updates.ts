import { overlap } from '../stateless/dependence.ts'
import type { PythonStep } from './agent.ts'
import { actorOf, sitesOf } from './steps.ts'

/** A thread or task read a place, another wrote it, and the first wrote it again without having looked. */
export interface LostUpdate {
  readonly read: number
  readonly between: number
  readonly write: number
}

/** What a thread has read of an object and not written since, and which write of another thread came after that. */
interface Reading {
  readonly thread: number
  readonly part: string | undefined
  readonly read: number
  between: number | null
}

/**
 * Returns the updates that an execution may lose, by the places in the text that read and write; one for each. Whether what is written is computed
 * from what was read, the steps do not tell.
 */
export function lostUpdatesIn(steps: readonly PythonStep[]): Map<string, LostUpdate> {
  const objects = new Map<number, Reading[]>()
  const found = new Map<string, LostUpdate>()
  for (const [index, step] of steps.entries()) {
    const actor = actorOf(step)
    for (const { object, part, kind } of step.accesses) {
      // A loop that waits until somebody writes reads without a place in the text.
      if ((kind !== 'read' && kind !== 'write') || step.site === -1) continue
      const known = objects.get(object) ?? []
      const mine = (each: Reading): boolean => each.thread === actor && overlap(each.part, part)
      if (kind === 'write') {
        for (const { read, between } of known.filter(mine)) {
          if (between === null) continue
          const sites = sitesOf(steps[read], step)
          if (!found.has(sites)) found.set(sites, { read, between, write: index })
        }
        for (const each of known) if (each.thread !== actor && overlap(each.part, part)) each.between ??= index
      }
      const rest = known.filter((each) => !mine(each))
      objects.set(object, kind === 'write' ? rest : [...rest, { thread: actor, part, read: index, between: null }])
    }
  }
  return found
}
